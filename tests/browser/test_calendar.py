"""The calendar by mouse, keyboard and thumb; and what is found from anywhere."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.editing import schedule
from articles.models import Article, Edition
from articles.models.actions import Role
from tests import factories
from tests.browser.measures import fits

CALENDAR = "/admin/calendar/"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def scheduled(editor):
    """A text that goes out in the middle of next month, at six."""
    next_month = timezone.localdate().replace(day=1) + timedelta(days=45)
    day = next_month.replace(day=15)
    at = datetime.combine(day, time(6), timezone.get_current_timezone())
    article = factories.article(by=editor, headline="A dam")
    return schedule.schedule(article, by=editor, seen=article.version, live_from=at)


def at_month(desk, person, edition, **options):
    return desk(person, **options).open(f"{CALENDAR}?on={edition.live_from.date()}")


def cell(page, day):
    return page.locator(f"[data-day='{day}']")


def entry(page):
    return page.locator("li.entry").filter(has_text="A dam")


def begins(edition):
    return Edition.objects.get(pk=edition.pk).live_from


def test_is_dragged_to_another_day_at_its_hour_and_back(desk, editor, scheduled):
    page = at_month(desk, editor, scheduled)
    was = scheduled.live_from
    to = was + timedelta(days=2)
    entry(page).drag_to(cell(page, to.date()))
    said = page.get_by_role("status").filter(has_text="moved to")
    expect(said).to_contain_text(re.compile(r"“A dam”: moved to \w+ 17 "))
    expect(cell(page, to.date()).locator("li.entry")).to_contain_text("06:00 A dam")
    expect(cell(page, was.date()).locator("li.entry")).to_have_count(0)
    assert begins(scheduled) == to
    page.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text(re.compile(r"“A dam”: moved to \w+ 15 "))
    expect(cell(page, was.date()).locator("li.entry")).to_have_count(1)
    assert begins(scheduled) == was


def test_a_refused_drag_puts_it_back_and_says_why(desk, editor, scheduled, complaints):
    page = at_month(desk, editor, scheduled)
    colleague = factories.user(Role.EDITOR, first_name="Rui", last_name="Sá")
    theirs = scheduled.live_from + timedelta(hours=2)
    seen = schedule.as_seen(scheduled)
    schedule.move(scheduled, theirs, by=colleague, seen=seen)
    was = scheduled.live_from.date()
    entry(page).drag_to(cell(page, was + timedelta(days=2)))
    said = page.get_by_role("status").filter(has_text="Rui Sá has moved this text")
    expect(said).to_contain_text("It stays where it was.")
    expect(cell(page, was).locator("li.entry")).to_have_count(1)
    assert begins(scheduled) == theirs
    complaints.clear()  # browsers complain of every refusal


def test_the_keyboard_moves_it_by_a_page(desk, editor, scheduled):
    page = at_month(desk, editor, scheduled)
    page.get_by_role("link", name="Move “A dam”").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("To when?")
    field.fill((scheduled.live_from + timedelta(days=1)).strftime("%Y-%m-%dT07:30"))
    page.get_by_role("button", name="Move").click()
    page.get_by_text(re.compile(r"“A dam”: moved to \w+ 16 ")).wait_for()
    assert f"on={scheduled.live_from.date()}" in page.url
    day = scheduled.live_from.date() + timedelta(days=1)
    expect(cell(page, day).locator("li.entry")).to_contain_text("07:30 A dam")


@pytest.mark.parametrize("options", [PHONE, {"java_script_enabled": False}])
def test_a_thumb_and_no_script_move_it_too(desk, editor, scheduled, options):
    page = at_month(desk, editor, scheduled, **options)
    page.get_by_role("link", name="Move “A dam”").click()
    field = page.get_by_label("To when?")
    field.fill((scheduled.live_from + timedelta(days=1)).strftime("%Y-%m-%dT07:30"))
    page.get_by_role("button", name="Move").click()
    page.get_by_text(re.compile(r"“A dam”: moved to \w+ 16 ")).wait_for()
    assert fits(page)


def test_a_slash_leads_to_the_field_and_arrows_to_what_is_found(desk, editor):
    factories.author("Inês Dam")
    article = factories.article(by=editor, headline="À la dam")
    page = desk(editor).open("/admin/articles/article/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Find anything")
    expect(field).to_be_focused()
    page.keyboard.type("a LA d")
    option = page.get_by_role("option").filter(has_text="À la dam")
    expect(option).to_contain_text("Draft · Never published")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/article/{article.pk}/change/")


def test_a_slash_in_a_text_is_a_slash(desk, editor):
    article = factories.article(by=editor)
    at = desk(editor)
    page = at.write(article)
    at.text.click()
    page.keyboard.type("/")
    expect(at.text).to_contain_text("/")
    expect(at.text).to_be_focused()


def test_enter_leads_to_a_page_with_all_that_is_found(desk, editor):
    factories.author("Inês Dam")
    page = desk(editor).open("/admin/")
    page.keyboard.press("/")
    page.keyboard.type("ines")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Authors")).to_be_visible()
    page.get_by_role("link", name="Inês Dam").click()
    page.wait_for_url("**/author/*/change/")


def test_arrows_walk_the_list_and_x_chooses(desk, editor):
    for name in ("One", "Two", "Three"):
        factories.article(by=editor, headline=name)
    page = desk(editor).open("/admin/articles/article/")
    page.get_by_role("link", name="Three").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label("Choose “Two”")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="One")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{Article.objects.get(headline='One').pk}/change/")


def test_a_filter_is_saved_in_place(desk, editor):
    factories.article(by=editor, kind="opinion")
    page = desk(editor).open("/admin/articles/article/?kind=opinion")
    page.get_by_text("Save this filter…").click()
    page.get_by_label("Name").fill("Opinions")
    page.get_by_role("button", name="Save filter").click()
    link = page.get_by_role("navigation", name="Filters").get_by_text("Opinions")
    expect(link).to_have_attribute("aria-current", "page")
