"""Several articles at once, and a publication undone: by mouse, keyboard and thumb."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Edition
from tests import factories
from tests.browser.measures import fits

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
LIST = "/admin/articles/article/"


@pytest.fixture
def articles(editor):
    return [factories.article(by=editor, headline=f"No. {n}") for n in range(5)]


def chosen(page):
    return page.locator("input[name=chosen]:checked").count()


def test_a_range_is_chosen_with_shift_and_submitted(desk, editor, articles):
    page = desk(editor, **DESK).open(LIST)
    bar = page.get_by_role("button", name="Look over")
    expect(bar).to_be_hidden()
    boxes = page.locator("input[name=chosen]")
    boxes.nth(1).click()
    page.get_by_text("With the one chosen").wait_for()
    boxes.nth(3).click(modifiers=["Shift"])
    page.get_by_text("With the 3 chosen").wait_for()
    page.get_by_label("With the 3 chosen").select_option("submit")
    bar.click()
    page.get_by_role("button", name="Submit 3 articles").click()
    page.get_by_role("heading", name="Submitted: 3 of 3").wait_for()
    assert Article.objects.filter(stage="review").count() == 3
    page.get_by_role("button", name="Undo for the chosen").click()
    page.get_by_role("heading", name="Undone (submitted): 3 of 3").wait_for()
    assert not Article.objects.filter(stage="review").exists()


def test_the_keyboard_chooses_as_well(desk, editor, articles):
    page = desk(editor, **DESK).open(LIST)
    page.locator("input[name=chosen]").first.focus()
    page.keyboard.press("Space")
    page.get_by_text("With the one chosen").wait_for()
    assert chosen(page) == 1


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_deletes_and_puts_back(desk, editor, articles, size):
    page = desk(editor, **size).open(LIST)
    page.locator("label.choose").first.click()
    page.get_by_label("With the one chosen").select_option("delete")
    with page.expect_navigation():
        page.get_by_role("button", name="Look over").click()
    assert fits(page)
    page.get_by_role("button", name="Delete 1 article").click()
    page.get_by_role("heading", name="Deleted: 1 of 1").wait_for()
    assert fits(page)
    page.goto(page.url.split("/admin/")[0] + f"{LIST}bin/")
    assert fits(page)
    page.get_by_role("button", name="Put it back: “No. 4”").click()
    page.get_by_text("Put back: it is as it was.").wait_for()
    assert not Article.objects.binned().exists()


def test_a_thumb_finds_the_box_and_not_the_article(desk, editor, articles):
    page = desk(editor, **PHONE).open(LIST)
    size = page.locator("label.choose").first.bounding_box()
    assert min(size["width"], size["height"]) >= 44
    page.locator("label.choose").first.tap()
    assert chosen(page) == 1
    assert fits(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_publication_is_undone_while_the_seconds_run(desk, editor, articles, size):
    at = desk(editor, **size)
    page = at.write(articles[0])
    at.save("Save and publish")
    left = page.locator(".said .undo-left")
    expect(left).to_contain_text(" s")
    assert Edition.objects.visible().count() == 1
    assert fits(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Undone: readers no longer see this article.").wait_for()
    assert not Edition.objects.visible().exists()


def test_the_button_says_when_the_minute_is_over(desk, editor, articles):
    at = desk(editor)
    page = at.page
    page.clock.install()
    at.write(articles[0])
    at.save("Save and publish")
    button = page.get_by_role("button", name="Undo", exact=True)
    expect(button).to_be_enabled()
    page.clock.fast_forward(61_000)
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description("The minute is over.")
    over = page.locator(".said").get_by_role("status")
    expect(over).to_have_text("The minute is over.")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    assert Edition.objects.visible().count() == 1


def test_without_scripts_all_of_it_works(desk, editor, articles):
    page = desk(editor, java_script_enabled=False, **PHONE).open(LIST)
    page.locator("label.choose").first.click()
    page.get_by_label("With the chosen").select_option("publish")
    page.get_by_role("button", name="Look over").click()
    page.get_by_role("button", name="Publish 1 article").click()
    page.get_by_role("heading", name="Published: 1 of 1").wait_for()
    page.get_by_role("button", name="Undo for the chosen").click()
    page.get_by_role("heading", name="Undone (published): 1 of 1").wait_for()
    assert not Edition.objects.visible().exists()
