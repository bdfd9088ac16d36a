"""A writer proposes an author from the byline; the editor decides where the text is."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Author, Stage
from tests import factories

NOBODY = "Nobody of that name."
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def ours(transactional_db):
    return factories.author("Jane M. Doe", short_bio="<p>Writes on water.</p>")


def propose(at):
    """Write an article on a phone, name somebody new in its byline, and submit."""
    page = at.open("/admin/articles/article/add/")
    at.text.wait_for()
    page.get_by_label("Headline").fill("The dam")
    at.text.fill("It broke.")
    who = page.get_by_role("combobox", name="Who")
    who.fill("Jane Doe")
    who.press("Tab")
    question = page.get_by_role("group", name="Who is Jane Doe?")
    expect(question.get_by_role("radio", name="It is Jane M. Doe")).to_be_visible()
    expect(page.get_by_text(NOBODY)).to_be_visible()
    question.get_by_label("Who they are, in a line").fill("Reports from Cairo.")
    new = question.get_by_role("radio", name="Propose “Jane Doe” as a new author")
    expect(new).to_be_checked()
    expect(page.get_by_text(NOBODY)).to_have_count(0)
    at.save("Submit")
    page.get_by_text("Submitted: it waits for an editor now.").wait_for()


def test_a_writer_proposes_and_an_editor_knows_who_it_is(desk, editor, ours):
    propose(desk(factories.user("Writer", first_name="Omar"), **PHONE))
    article = Article.objects.get()
    assert article.stage == Stage.REVIEW
    assert "It broke." in article.body
    assert Author.objects.waiting().get().name == "Jane Doe"

    at = desk(editor, **PHONE)
    page = at.write(article)
    asked = page.get_by_role("group", name="Is Jane Doe new to us?")
    asked.get_by_role("radio", name="It is Jane M. Doe").check()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    at.save("Approve")
    page.get_by_text("Approved: this very text may go out.").wait_for()
    assert Article.objects.get().authors.get() == ours
    assert not Author.objects.waiting().exists()


def test_who_goes_on_typing_is_asked_no_more(desk, ours):
    at = desk(factories.user("Writer"))
    at.open("/admin/articles/article/add/")
    at.text.wait_for()
    who = at.page.get_by_role("combobox", name="Who")
    who.fill("Jane Doe")
    who.press("Tab")
    question = at.page.get_by_role("group", name="Who is Jane Doe?")
    question.wait_for()
    who.fill("Jane M")
    at.page.get_by_role("option", name="Jane M. Doe").click()
    expect(question).to_have_count(0)


def test_the_keyboard_alone_proposes(desk, ours):
    at = desk(factories.user("Writer"))
    at.open("/admin/articles/article/add/")
    at.text.wait_for()
    page = at.page
    page.get_by_label("Headline").fill("The dam")
    who = page.get_by_role("combobox", name="Who")
    who.fill("Zoe Quill")
    who.press("Tab")
    new = page.get_by_role("radio", name="Propose “Zoe Quill” as a new author")
    new.wait_for()
    new.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Writes from Lima.")
    at.save("Save")
    page.get_by_text("Saved.", exact=True).wait_for()
    zoe = Author.objects.waiting().get()
    assert zoe.short_bio == "<p>Writes from Lima.</p>"
    expect(page.get_by_text("You propose Zoe Quill as a new author")).to_be_visible()
