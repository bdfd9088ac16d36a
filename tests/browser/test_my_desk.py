"""The first page and a preview, as a person at a browser meets them."""

from playwright.sync_api import expect

from articles.editing import notes, review
from articles.models.actions import Role
from tests import factories


def test_a_reason_leads_from_the_desk_to_the_text_with_one_thumb(desk, editor):
    writer = factories.user(Role.WRITER, first_name="Rui", last_name="Sá")
    article = factories.article(by=writer, headline="A dam, half full")
    review.submit(article, by=writer, seen=1)
    review.send_back(article, by=editor, seen=1, why="Who says so?")
    phone = {"viewport": {"width": 390, "height": 700}, "has_touch": True}
    at = desk(writer, **phone)
    thing = at.page.get_by_role("listitem").filter(has_text="A dam, half full").first
    expect(thing).to_contain_text("Who says so?")
    link = thing.get_by_role("link")
    assert link.bounding_box()["height"] >= 44
    link.tap()
    at.text.wait_for()
    expect(at.page.get_by_label("Headline")).to_have_value("A dam, half full")


def test_a_link_is_copied_opened_by_a_stranger_and_revoked(
    desk, editor, reader, live_server, settings
):
    settings.SITE_URL = live_server.url
    article = factories.article(by=editor, headline="A dam, half full")
    at = desk(editor, permissions=["clipboard-read", "clipboard-write"])
    page = at.open(f"/admin/articles/article/{article.pk}/preview-links/")
    page.get_by_label("30 days").check()
    at.press("Make a link")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    stranger = reader(address.removeprefix(live_server.url))
    expect(stranger.get_by_role("heading", level=1)).to_have_text("A dam, half full")
    expect(stranger.get_by_label("Preview")).to_contain_text("not published")
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("Nobody outside can open this article.")).to_be_visible()
    stranger.goto("about:blank")
    answer = stranger.request.get(address)
    assert answer.status == 404


def test_what_can_wait_is_folded_and_opens_by_keyboard(desk, editor):
    writer = factories.user(Role.WRITER)
    for headline in ("One", "Two"):
        article = factories.article(by=writer, headline=headline)
        review.submit(article, by=writer, seen=1)
    review.approve(article, by=editor, seen=1)
    noted = factories.article(by=editor)
    notes.add(noted, by=writer, text="Is it?", tell=[editor])
    notes.add(noted, by=writer, text="Surely?")
    factories.author("Nobody knows")
    at = desk(editor)
    bios = at.page.get_by_role("region", name="Bios to look after")
    expect(bios.get_by_text("Nobody knows")).to_be_hidden()
    expect(at.page.get_by_role("region", name="To be decided")).to_contain_text("One")
    bios.locator("summary").focus()
    at.page.keyboard.press("Enter")
    expect(bios.get_by_text("Nobody knows")).to_be_visible()
    expect(bios.get_by_role("link")).to_contain_text("write a bio")
