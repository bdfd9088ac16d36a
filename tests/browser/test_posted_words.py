"""A session that ends while somebody writes, where no script keeps the words."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Correction
from tests import factories
from tests.browser.conftest import PASSWORD
from tests.browser.measures import fits

PHONE = {"width": 390, "height": 844}
WRONG, RIGHT = "Minister Smith resigns", "Minister Smyth resigns"
REASON = "The lawyers ask"
TOLD = "An earlier headline misspelled the minister’s name."


@pytest.fixture
def complaints():
    """Browsers complain of each 401 and 403, which are what is tested here."""
    found = []
    yield found
    assert [words for words in found if "status of 40" not in words] == []


@pytest.fixture
def article(editor):
    return factories.published_article(by=editor, headline=WRONG)


def sign_in(page, account):
    page.get_by_label("Username").fill(account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My desk").wait_for()


def sign_in_elsewhere(page, account):
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another window").click()
    sign_in(opened.value, account)
    opened.value.close()
    page.bring_to_front()


def fixed_while_signed_out(page, server, article, *, is_kept_first=False):
    page.goto(f"{server.url}/admin/articles/article/{article.pk}/fix/")
    page.get_by_role("textbox", name="Headline").fill(RIGHT)
    page.get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Show the fix to readers").click()
    page.get_by_role("textbox", name="What readers are told").fill(TOLD)
    if is_kept_first:
        page.get_by_text("Kept ").wait_for()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Show the fix to readers").click()


def held_while_signed_out(page, server, article):
    page.goto(f"{server.url}/admin/articles/article/{article.pk}/hold/")
    page.get_by_label("Why?").fill(REASON)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("main form").get_by_role("button").first.click()
    shown_signed_out(page, {"Why": REASON})


def shown_signed_out(page, words):
    page.get_by_role("heading", name="You are signed out").wait_for()
    for label, typed in words.items():
        expect(page.get_by_label(label)).to_have_value(typed)
    assert fits(page)


def is_live(article):
    article.refresh_from_db()
    assert article.editions.visible().get().headline == RIGHT
    assert Correction.objects.get().text == TOLD


@pytest.mark.parametrize("is_kept_first", [True, False])
def test_a_fix_is_kept_and_goes_out_after_signing_in_again(
    desk, editor, article, is_kept_first
):
    at = desk(editor, viewport=PHONE, has_touch=True)
    page = at.page
    fixed_while_signed_out(page, at.server, article, is_kept_first=is_kept_first)
    page.get_by_text("Not saved. You are signed out.").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    sign_in(opened.value, editor)
    opened.value.close()
    page.bring_to_front()
    page.locator("[data-kept][data-state=kept]").wait_for()  # and it says so
    with page.expect_navigation():
        page.get_by_role("button", name="Show the fix to readers").tap()
    page.get_by_text("Fixed: readers see it now.").wait_for()
    is_live(article)


def test_a_reason_is_sent_again_after_signing_in(desk, editor, article):
    at = desk(editor, viewport=PHONE, has_touch=True)
    page = at.page
    held_while_signed_out(page, at.server, article)
    again = page.get_by_role("button", name="Send again")
    again.tap()
    page.get_by_text("You are still signed out.").wait_for()
    sign_in_elsewhere(page, editor)
    with page.expect_navigation():
        again.tap()
    page.get_by_text("On hold: it goes out only after somebody lifts it.").wait_for()
    article.refresh_from_db()
    assert article.hold_reason == REASON


def test_without_scripts_it_takes_one_press_more(desk, editor, article):
    at = desk(editor, viewport=PHONE, java_script_enabled=False)
    page = at.page
    fixed_while_signed_out(page, at.server, article)
    shown_signed_out(page, {"Headline": RIGHT, "What readers are told": TOLD})
    sign_in_elsewhere(page, editor)
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("heading", name="this page was out of date").wait_for()
    page.get_by_role("button", name="Send again").click()
    page.get_by_text("Fixed: readers see it now.").wait_for()
    is_live(article)


def test_leaving_the_only_place_of_the_words_is_asked_about(desk, editor, article):
    at = desk(editor, viewport=PHONE, has_touch=True)
    page = at.page
    held_while_signed_out(page, at.server, article)
    page.get_by_label("Why").tap()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Front page").click()
    page.wait_for_url(f"{at.server.url}/")
    assert asked == ["beforeunload"]


def test_a_reason_half_written_is_not_left_by_a_slip(desk, editor, article):
    at = desk(editor)
    page = at.open(f"/admin/articles/article/{article.pk}/hold/")
    page.get_by_label("Why?").fill(REASON)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Leave it as it is").click()
    page.wait_for_url("**/change/")
    assert asked == ["beforeunload"]
