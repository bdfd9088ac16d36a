"""A reader reports an error, by a phone without scripts; and staff look elsewhen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect

from articles.models import Complaint
from tests import factories
from tests.browser.test_accessibility import OPTIONS
from tests.browser.test_reading import WIDER_THAN_THE_WINDOW

PHONE = {"viewport": {"width": 390, "height": 844}}
WIDTHS = (320, 390, 1440)
CLAIM = "It was the third company, not the second."


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def edition(transactional_db):
    headline = f"The dam {'Uferschutzverordnungsnovelle' * 5}"
    return factories.published_article(headline=headline).editions.get()


def violations(page):
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(fault["help"], node["html"]) for fault in found for node in fault["nodes"]]


def fits_and_is_in_order(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(WIDER_THAN_THE_WINDOW) == [], width
        assert violations(page) == [], width


def test_a_phone_without_scripts_sends_it_and_loses_nothing_on_the_way(
    new_context, live_server, edition
):
    context = new_context(java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}{edition.get_absolute_url()}")
    page.get_by_role("link", name="Report an error").click()
    page.get_by_label("What is wrong").fill(CLAIM)
    page.get_by_label("Your e-mail address").fill("ngozi")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("This is no e-mail address")
    expect(page.get_by_label("What is wrong")).to_have_value(CLAIM)
    page.get_by_label("Your e-mail address").fill("ngozi@home.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert context.cookies() == []
    complaint = Complaint.objects.get()
    assert (complaint.claim, complaint.edition) == (CLAIM, edition)
    page.reload()
    assert Complaint.objects.count() == 1


def test_nobody_is_asked_what_the_form_hides(reader, edition):
    page = reader(f"{edition.get_absolute_url()}report/")
    page.get_by_label("The words that are wrong").focus()
    passed = []
    for _ in range(5):
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.name"))
    assert passed[:3] == ["claim", "name", "email"]
    assert "topic" not in passed
    assert page.locator("[name=topic]").is_hidden()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_form_and_its_refusal_are_in_order(new_context, live_server, edition, mode):
    page = new_context(color_scheme=mode).new_page()
    page.goto(f"{live_server.url}{edition.get_absolute_url()}report/")
    fits_and_is_in_order(page)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").wait_for()
    fits_and_is_in_order(page)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_banner_of_another_time_is_in_order(desk, editor, edition, mode):
    at = desk(editor, color_scheme=mode)
    for address in (f"{edition.get_absolute_url()}?at=now", "/?at=nonsense"):
        page = at.open(address)
        page.get_by_text("What is of that moment").click()
        fits_and_is_in_order(page)


def test_another_time_is_chosen_by_keyboard_and_kept(desk, editor, edition):
    page = desk(editor).open("/?at=now")
    page.get_by_label("Day and hour").fill("2019-05-03T06:00")
    page.keyboard.press("Enter")
    expect(page.get_by_text("what readers saw then")).to_be_visible()
    expect(page.get_by_text("The dam")).to_have_count(0)
    page.get_by_role("link", name="Authors").first.click()
    expect(page.get_by_text("3 May 2019, 06:00 (UTC)")).to_be_visible()
    page.get_by_role("link", name="Leave, to the readers’ page").click()
    expect(page.get_by_text("what readers saw then")).to_have_count(0)
