"""Notes in a browser: beside the text, without a word of the article's being lost."""

import pytest
from playwright.sync_api import expect

from articles.editing import notes
from articles.editing.passages import Passage
from articles.models import Article, Note, WorkingCopy
from tests import factories

BODY = "<p>The dam was finished in March.</p><p>Nobody <em>had asked</em> them.</p>"
MARKED = "() => [...CSS.highlights.get('noted') ?? []].map(String)"
SELECT = """(surface, words) => {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  let node;
  while ((node = walker.nextNode())) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    surface.focus();
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
}"""


@pytest.fixture
def colleague(transactional_db):
    return factories.user("Writer", username="noor", first_name="Noor")


@pytest.fixture
def article(editor):
    return factories.article(by=editor, body=BODY)


def panel(at):
    return at.page.get_by_role("region", name="Notes")


def select(at, words):
    at.text.evaluate(SELECT, words)


def test_a_note_on_selected_words_is_answered_and_outlives_an_edit(
    desk, editor, colleague, article
):
    at = desk(editor)
    at.write(article)
    note_to_noor(at)
    decline(desk(colleague), article)
    note = Note.objects.get()
    assert (note.answer, note.answered_by) == ("declined", colleague)

    at.write(article)
    select(at, "March")
    at.page.keyboard.type("late April")
    at.save()
    page = at.open(f"/admin/articles/article/{article.pk}/notes/")
    page.get_by_text("Answered (1)").wait_for()
    assert "finished in late April" in page.locator(".note-fate q").inner_text()
    expect(page.get_by_text("In April, says the ministry.")).to_be_visible()


def note_to_noor(at):
    select(at, "finished in March")
    panel(at).get_by_role("link", name="Write a note").click()
    about = panel(at).get_by_label("The words it is about")
    expect(about).to_have_value("finished in March")
    panel(at).get_by_label("Your note").fill("Was it, @noor?")
    panel(at).get_by_role("button", name="Add the note").click()
    expect(panel(at).get_by_role("status")).to_have_text("Noted. Told: Noor.")
    expect(panel(at).locator(".note-quote")).to_have_text("finished in March")
    assert at.page.evaluate(MARKED) == ["finished in March"]


def decline(at, article):
    page = at.open(f"/admin/articles/article/{article.pk}/change/")
    expect(page.get_by_role("link", name="1 note for you")).to_be_visible()
    assert page.evaluate(MARKED) == ["finished in March"]
    panel(at).get_by_role("link", name="Answer").click()
    panel(at).get_by_role("button", name="No, because").click()
    expect(panel(at).get_by_role("alert")).to_contain_text("Say why not")
    at.complaints.clear()  # browsers complain of every refusal
    panel(at).get_by_label("Your answer").fill("In April, says the ministry.")
    panel(at).get_by_role("button", name="No, because").click()
    expect(panel(at).get_by_role("status")).to_contain_text("Answered")


def test_what_is_typed_in_the_article_stays_while_notes_are_written(
    desk, editor, article
):
    at = desk(editor)
    at.write(article)
    at.text.click()
    at.page.keyboard.press("Control+End")
    at.page.keyboard.type(" New words.")
    select(at, "New words")
    panel(at).get_by_role("link", name="Write a note").click()
    panel(at).get_by_label("Your note").fill("Not saved yet, and noted.")
    panel(at).get_by_role("button", name="Add the note").click()
    expect(panel(at).get_by_role("status")).to_have_text("Noted.")
    at.expect_part("New words.")
    assert Note.objects.get().quote == "New words"
    at.save()
    assert "New words." in Article.objects.get().body
    expect(panel(at).get_by_role("button", name="Show in text")).to_be_visible()


def test_writing_a_note_is_no_change_of_the_article(desk, editor, article):
    at = desk(editor)
    at.write(article)
    # Screen readers hear what is said in a region that was there before.
    status = panel(at).locator("[data-note-status]")
    status.evaluate("(region) => { region.dataset.was = 'there'; }")
    panel(at).get_by_role("link", name="Write a note").click()
    panel(at).get_by_label("Your note").fill("Only a note.")
    panel(at).get_by_role("button", name="Add the note").click()
    expect(panel(at).get_by_role("status")).to_have_text("Noted.")
    expect(panel(at).get_by_role("status")).to_have_attribute("data-was", "there")
    at.page.wait_for_timeout(2500)  # longer than a pause after which text is kept
    assert not WorkingCopy.objects.exists()
    assert Article.objects.get().version == 1


def test_two_notes_begun_at_once_cost_neither_its_words(desk, editor, article):
    first = notes.add(article, by=editor, text="First?").note
    notes.add(article, by=editor, text="Second?")
    at = desk(editor)
    at.write(article)
    for name, words in (("First", "One"), ("Second", "Two")):
        card = panel(at).locator(".note-card", has_text=name)
        card.get_by_role("link", name="Answer").click()
        card.get_by_label("Your answer").fill(words)
    card = panel(at).locator(".note-card", has_text="First?")
    card.get_by_role("button", name="Done").click()
    expect(panel(at).get_by_role("status")).to_have_text("Answered: done.")
    expect(panel(at).get_by_label("Your answer")).to_have_value("Two")
    first.refresh_from_db()
    assert first.answer_text == "One"


def test_show_in_text_leads_to_the_words_by_keyboard(desk, editor, article):
    notes.add(
        article,
        by=editor,
        text="Who had?",
        passage=Passage("body", "Nobody had asked", "in March.", "them."),
    )
    at = desk(editor)
    at.write(article)
    panel(at).get_by_role("button", name="Show in text").focus()
    at.page.keyboard.press("Enter")
    assert at.page.evaluate("String(getSelection())") == "Nobody had asked"
    at.page.keyboard.press("ArrowRight")
    at.page.keyboard.type("!")
    at.expect_part("asked!</em>")


def test_a_note_is_begun_with_one_thumb(desk, editor, article):
    at = desk(editor, viewport={"width": 390, "height": 844}, has_touch=True)
    at.write(article)
    select(at, "finished in March")
    at.page.get_by_role("button", name="Note", exact=True).tap()
    expect(panel(at).get_by_label("Your note")).to_be_focused()
    panel(at).get_by_label("Your note").fill("Was it?")
    panel(at).get_by_role("button", name="Add the note").tap()
    expect(panel(at).get_by_role("status")).to_have_text("Noted.")
    assert Note.objects.get().quote == "finished in March"


def test_a_note_on_the_headline_leads_there_where_one_writes_and_where_one_reads(
    desk, editor, colleague, article
):
    notes.add(article, by=editor, text="Sure?", passage=Passage("headline", "headline"))
    at = desk(editor)
    at.write(article)
    panel(at).get_by_role("button", name="Show in text").click()
    chosen = "[id_headline.selectionStart, id_headline.selectionEnd]"
    assert at.page.evaluate(chosen) == [2, 10]
    theirs = desk(colleague)
    theirs.open(f"/admin/articles/article/{article.pk}/change/")
    panel(theirs).get_by_role("button", name="Show in text").click()
    assert theirs.page.evaluate("String(getSelection())") == "headline"


def test_words_are_kept_while_the_newsroom_is_out_of_reach(desk, editor, article):
    at = desk(editor)
    at.write(article)
    panel(at).get_by_role("link", name="Write a note").click()
    panel(at).get_by_label("Your note").fill("Still here.")
    at.page.route("**/notes/", lambda route: route.abort())
    panel(at).get_by_role("button", name="Add the note").click()
    expect(panel(at).get_by_role("alert")).to_contain_text("was not reached")
    expect(panel(at).get_by_label("Your note")).to_have_value("Still here.")
    at.page.unroute("**/notes/")
    at.complaints.clear()
    panel(at).get_by_role("button", name="Add the note").click()
    expect(panel(at).get_by_role("status")).to_have_text("Noted.")


def test_without_scripts_a_note_is_written_and_answered_on_a_page(
    new_context, live_server, editor, article
):
    editor.set_password("four plain words here")
    editor.save()
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill("four plain words here")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Write a note").click()
    form = page.locator("#new-note")
    form.get_by_label("The words it is about").fill("finished in March")
    form.get_by_label("Your note").fill("Was it?")
    form.get_by_role("button", name="Add the note").click()
    page.get_by_text("Noted.").wait_for()
    page.get_by_label("Your answer").fill("It was not.")
    page.get_by_role("button", name="No, because").click()
    page.get_by_text("Answered: no, because…").wait_for()
    assert Note.objects.get().answer_text == "It was not."
