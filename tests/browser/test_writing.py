"""From an empty page to a reader, and what a reader sees of later changes."""

from playwright.sync_api import expect

from articles.models import Article, Edition, Revision
from tests import factories
from tests.browser.measures import fits

BODY = (
    "<p>It opened on <strong>Monday</strong>, says the "
    '<a href="https://port.example/notice">https://port.example/notice</a>.'
    '<span data-footnote="">Notice 14.</span></p><h2>What it cost</h2>'
)


def test_an_article_goes_from_the_desk_to_a_reader(desk, editor, reader):
    at = desk(editor)
    at.page.get_by_role("link", name="New article").click()
    at.text.wait_for()
    at.page.get_by_label("Headline").fill("The harbour reopens")
    write_body(at)
    at.save("Save and publish")
    at.page.get_by_text("Published: readers see this text now.").wait_for()
    assert Article.objects.get().body == BODY

    seen = reader(Edition.objects.get().get_absolute_url())
    assert seen.get_by_role("heading", level=1).inner_text() == "The harbour reopens"
    assert seen.locator("strong", has_text="Monday").is_visible()
    assert seen.get_by_role("heading", name="What it cost").is_visible()
    assert seen.get_by_text("Notice 14.").is_visible()


def write_body(at):
    """Write BODY as a person would: marks, a link, a note and a heading."""
    keyboard = at.page.keyboard
    at.text.click()
    keyboard.type("It opened on ")
    keyboard.press("Control+b")
    keyboard.type("Monday")
    keyboard.press("Control+b")
    keyboard.type(", says the ")
    keyboard.press("Control+k")
    link = at.page.get_by_role("dialog", name="Link")
    link.get_by_role("combobox").fill("https://port.example/notice")
    keyboard.press("Enter")
    link.wait_for(state="detached")
    keyboard.type(".")
    keyboard.press("Control+Alt+f")
    note = at.page.get_by_role("dialog", name="New footnote")
    note.get_by_role("textbox", name="Words of the footnote").click()
    keyboard.type("Notice 14.")
    note.get_by_role("button", name="Keep").click()
    keyboard.press("Enter")
    keyboard.type("What it cost")
    at.page.get_by_label("Kind of paragraph").select_option("Heading")


def test_a_changed_word_is_seen_only_when_published(desk, editor, reader):
    article = factories.published_article(by=editor, body="<p>An old word.</p>")
    address = Edition.objects.get().get_absolute_url()
    at = desk(editor)
    page = at.write(article)
    at.text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" A new one.")
    at.save()
    page.get_by_text("Saved.", exact=True).wait_for()
    page.get_by_text("Live, with unpublished changes").wait_for()
    assert "A new one." not in reader(address).content()
    at.save("Save and publish")
    page.get_by_text("Published: readers see this text now.").wait_for()
    assert "A new one." in reader(address).content()


def test_everything_goes_by_keyboard_alone(desk, editor):
    author = factories.author("Inês Carvalhal")
    at = desk(editor)
    page, press = at.open("/admin/articles/article/add/"), at.page.keyboard.press
    at.text.wait_for()
    page.keyboard.type("By keyboard")
    press("Tab")
    tab_to(page, "Standfirst")
    page.keyboard.type("In short.")
    tab_to(page, "Who")
    page.keyboard.type("carv")
    page.get_by_role("option", name="Inês Carvalhal").wait_for()
    press("ArrowDown")
    press("Enter")
    tab_to(page, "Text")
    page.keyboard.type("Words.")
    for key in ("Alt+F10", "ArrowRight", "Enter"):  # to the toolbar, on to Bold
        press(key)
    page.keyboard.type("Bold.")
    press("Control+s")
    page.get_by_text("Saved.", exact=True).wait_for()
    article = Article.objects.get()
    assert article.body == "<p>Words.<strong>Bold.</strong></p>"
    assert article.standfirst == "<p>In short.</p>"
    assert [credit.author for credit in article.credits.all()] == [author]


def tab_to(page, name):
    """Press Tab until the thing of that name has the focus."""
    described = (
        "() => { const at = document.activeElement; "
        "return at.ariaLabel ?? at.labels?.[0]?.textContent.trim() ?? '' }"
    )
    for _ in range(40):
        if page.evaluate(described) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches “{name}”.")


def test_two_people_at_once_lose_nothing(desk, editor):
    colleague = factories.user("Publisher", first_name="Bo", last_name="Lund")
    article = factories.article(by=editor, body="<p>First.</p>")
    ana, bo = desk(editor), desk(colleague)
    for at in (ana, bo):
        at.write(article)
    bo.text.click()
    bo.page.keyboard.press("Control+End")
    bo.page.keyboard.type(" Bo’s words.")
    bo.save()
    ana.text.click()
    ana.page.keyboard.press("Control+End")
    ana.page.keyboard.type(" Ana’s words.")
    ana.save("Save and publish")
    ana.page.get_by_text("Bo Lund changed the same meanwhile").wait_for()
    assert "Bo’s" in " ".join(ana.page.locator(".diff-text del").all_inner_texts())
    assert "Ana’s" in " ".join(ana.page.locator(".diff-text ins").all_inner_texts())
    assert not Edition.objects.exists()
    assert Revision.objects.get(intent="conflict").snapshot.body.endswith(
        "Ana’s words.</p>"
    )


def test_a_phone_is_enough(desk, editor):
    at = desk(editor, viewport={"width": 390, "height": 844}, has_touch=True)
    page = at.open("/admin/articles/article/add/")
    page.get_by_label("Headline").fill("From a phone")
    at.text.tap()
    page.keyboard.type("Standing in the rain.")
    at.save("Save and publish")
    page.get_by_text("Published: readers see this text now.").wait_for()
    assert Edition.objects.get().headline == "From a phone"
    assert fits(page)


def test_checks_speak_up_while_one_writes(desk, editor):
    article = factories.article(by=editor, headline="Grain, counted")
    at = desk(editor)
    page = at.write(article)
    panel = page.get_by_role("complementary", name="About this article")
    lacking = "Search engines have no description to show."
    expect(panel.locator(".problems").get_by_text(lacking)).to_be_visible()
    page.locator("details", has_text="Address and search").evaluate(
        "it => it.open = true"
    )
    field = page.locator("[data-field=search_description]")
    expect(field.get_by_text(lacking)).to_be_visible()
    page.get_by_label("Description for search engines").fill("Why it was counted.")
    expect(page.get_by_text(lacking)).to_have_count(0)
