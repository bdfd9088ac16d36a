"""An editor in a taxi: a phone, one thumb, a wrong name in a live headline."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Correction, WorkingCopy
from tests import factories
from tests.browser.measures import fits

PHONE = {"width": 390, "height": 844}
WITH_KEYBOARD = {"width": 390, "height": 430}
LEAST_TARGET = 44
WRONG, RIGHT = "Minister Smith resigns", "Minister Smyth resigns"
BODY = "<p>The minister went.</p>" * 12


@pytest.fixture
def article(editor):
    article = factories.published_article(by=editor, headline=WRONG, body=BODY)
    return factories.reworked(article, by=editor, notes="Call her again.").article


@pytest.fixture
def phone(desk, editor, article):
    return desk(editor, viewport=PHONE, has_touch=True).page


def tap_to(page, name):
    """Tap what leads to another page, and be there."""
    target = page.get_by_role("link", name=name, exact=True).first
    with page.expect_navigation():
        target.tap()
    assert fits(page)


def reach_the_form(page):
    tap_to(page, "Articles")
    tap_to(page, WRONG)
    tap_to(page, "Fix what readers see")
    return page.get_by_role("textbox", name="Headline")


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Show the fix to readers").tap()
    assert fits(page)


def test_a_name_is_fixed_from_the_sign_in_to_the_public_page(phone, article):
    headline = reach_the_form(phone)
    expect(headline).to_have_value(WRONG)
    headline.tap()
    headline.fill(RIGHT)
    phone.get_by_text("No, a typo").tap()
    send(phone)
    phone.get_by_text("Fixed: readers see it now.").wait_for()
    tap_to(phone, "See the page")
    phone.get_by_role("heading", name=RIGHT).wait_for()
    assert phone.locator(".correction").count() == 0
    stored = Article.objects.get()
    assert (stored.headline, stored.notes) == (RIGHT, "Call her again.")


def test_a_wrong_fact_is_told_to_readers_in_words_that_were_read_first(phone):
    headline = reach_the_form(phone)
    headline.fill(RIGHT)
    phone.get_by_text("Yes", exact=True).tap()
    send(phone)
    told = phone.get_by_role("textbox", name="What readers are told")
    expect(told).to_have_value(
        "An earlier version of this article misspelled “Smyth” as “Smith”."
    )
    told.fill("An earlier headline misspelled the minister’s name.")
    send(phone)
    phone.get_by_role("button", name="Let the address follow the headline").tap()
    phone.get_by_text("Put right: readers see it now.").wait_for()
    tap_to(phone, "See the page")
    phone.get_by_text("An earlier headline misspelled the minister’s name.").wait_for()
    assert "minister-smyth-resigns" in phone.url
    assert Correction.objects.count() == 1


def test_the_thumb_finds_what_it_needs_while_the_keyboard_is_up(phone):
    headline = reach_the_form(phone)
    phone.set_viewport_size(WITH_KEYBOARD)
    headline.tap()
    button = phone.get_by_role("button", name="Show the fix to readers")
    answers = [phone.locator(".fix-question label").nth(at) for at in (0, 1)]
    for target in (button, *answers):
        box = target.bounding_box()
        assert box["height"] >= LEAST_TARGET
        assert box["y"] + box["height"] <= WITH_KEYBOARD["height"]
    written = headline.bounding_box()
    assert written["y"] >= 0
    assert written["y"] + written["height"] <= answers[0].bounding_box()["y"]


def test_a_stray_shortcut_sends_nothing(phone, article):
    headline = reach_the_form(phone)
    headline.fill(RIGHT)
    phone.get_by_text("No, a typo").tap()
    headline.press("Control+s")
    phone.wait_for_timeout(300)
    assert article.editions.visible().get().headline == WRONG


def test_a_closed_browser_costs_no_word_of_a_fix(phone, article):
    headline = reach_the_form(phone)
    headline.fill(RIGHT)
    phone.get_by_text("Yes", exact=True).tap()
    phone.get_by_text("Kept ").wait_for()
    context, address = phone.context, phone.url
    phone.close()
    again = context.new_page()
    again.goto(address)
    again.get_by_text("This is your unsaved text of").wait_for()
    headline = again.get_by_role("textbox", name="Headline")
    expect(headline).to_have_value(RIGHT)
    expect(again.get_by_role("radio", name="Yes")).to_be_checked()
    assert fits(again)
    again.get_by_text("No, a typo").tap()
    send(again)
    again.get_by_text("Fixed: readers see it now.").wait_for()
    assert not WorkingCopy.objects.exists()
