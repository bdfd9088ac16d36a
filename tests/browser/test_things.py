"""A bio in a browser: kept while it is typed, undone, written by two people at once."""

import re

import pytest
from playwright.sync_api import expect

from articles.editing import things
from articles.models import Author, Report, WorkingCopy
from tests import factories

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
KEPT = re.compile(r"^Kept \d\d:\d\d$")
SAVED = re.compile(r"Saved: “Bo Lund”\.")


@pytest.fixture
def author(transactional_db):
    bio = "<p>He <strong>counts</strong> grain in <em>harbours</em>.</p>"
    return factories.author("Bo Lund", long_bio=bio)


def long_bio(page):
    return page.locator(".field-long_bio .ProseMirror[role=textbox]")


def open_author(at, author):
    page = at.open(f"/admin/articles/author/{author.pk}/change/")
    long_bio(page).wait_for()
    return page


def go_on(page, words):
    long_bio(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_a_bio_comes_back_after_a_crash_and_is_undone(desk, editor, author):
    at = desk(editor)
    page = open_author(at, author)
    go_on(page, " He also counts shi")
    page.get_by_text(KEPT).wait_for()
    page.close()
    at.page = at.context.new_page()
    page = open_author(at, author)
    page.get_by_text("This is your unsaved text of").wait_for()
    expect(long_bio(page)).to_contain_text("He also counts shi")
    assert Author.objects.get().version == 1
    go_on(page, "ps.")
    page.get_by_text(KEPT).wait_for()
    at.press("Save")
    page.get_by_text(SAVED).wait_for()
    assert Author.objects.get().long_bio.endswith(
        "harbours</em>. He also counts ships.</p>"
    )
    assert not WorkingCopy.objects.exists()
    at.press("Undo")
    page.get_by_text("Undone: it is as it was before.").wait_for()
    assert Author.objects.get().long_bio == author.long_bio


def test_a_field_that_nobody_touched_is_not_changed_by_the_surface(
    desk, editor, author
):
    at = desk(editor)
    page = open_author(at, author)
    page.get_by_label("Expertise").fill("Grain")
    page.get_by_text(KEPT).wait_for()
    at.press("Save")
    page.get_by_text(SAVED).wait_for()
    stored = Author.objects.get()
    assert (stored.long_bio, stored.expertise) == (author.long_bio, "Grain")


def test_two_people_at_one_author(desk, editor, author):
    colleague = factories.user("Editor", first_name="Ruth", last_name="Abi")
    mine, theirs = desk(editor), desk(colleague)
    page, other = open_author(mine, author), open_author(theirs, author)
    page.get_by_text("Ruth Abi has had this open").wait_for()
    other.get_by_label("Expertise").fill("Ships")
    go_on(other, " Hers.")
    theirs.press("Save")
    other.get_by_text(SAVED).wait_for()
    go_on(page, " Mine.")
    page.get_by_text("Ruth Abi saved version 2").wait_for()
    mine.press("Save")
    page.get_by_text("Not saved: Ruth Abi changed the same meanwhile").wait_for()
    surface = page.locator(".ProseMirror[role=textbox]")
    surface.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And hers.")
    page.get_by_label("Both, put together below").check()
    mine.press("Save")
    page.get_by_text("Saved, with what you took of version 3.").wait_for()
    stored = Author.objects.get()
    assert stored.long_bio.endswith("Mine. And hers.</p>")
    assert stored.expertise == "Ships"


def test_rows_of_a_report_come_back_as_they_were_left(desk, editor):
    report = factories.report("Grain")
    first, second = (factories.article(headline=name) for name in ("One", "Two"))
    content = report.content().changed(start_here=[first.pk, second.pk])
    things.save(report, content, by=editor, seen=1)
    at = desk(editor)
    place = f"/admin/articles/report/{report.pk}/change/"
    page = at.open(place)
    page.get_by_role("button", name="Remove", exact=True).first.click()
    page.get_by_label("Title").fill("Grain, counted")
    page.get_by_text(KEPT).wait_for()
    page.reload()
    page.get_by_text("This is your unsaved text of").wait_for()
    shown = page.locator(".starting li:visible [role=combobox]")
    expect(shown.first).to_have_value("Two")
    at.press("Save")
    page.get_by_text("Saved: “Grain, counted”.").wait_for()
    assert Report.objects.get().content().start_here == [second.pk]


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_where_a_report_starts_is_put_in_order_by_dragging(desk, editor, options):
    report = factories.report("Grain")
    names = ("One", "Two", "Three")
    chosen = [factories.article(headline=name) for name in names]
    content = report.content().changed(start_here=[each.pk for each in chosen])
    things.save(report, content, by=editor, seen=1)
    at = desk(editor, **options)
    page = at.open(f"/admin/articles/report/{report.pk}/change/")
    grips = page.locator(".starting-grip:visible")
    last = grips.nth(2)
    last.scroll_into_view_if_needed()
    lifted, aim = last.bounding_box(), grips.first.bounding_box()
    page.mouse.move(*middle(lifted))
    page.mouse.down()
    page.mouse.move(aim["x"], aim["y"] + 2, steps=6)
    page.mouse.up()
    page.get_by_text(KEPT).wait_for()
    at.press("Save")
    page.get_by_text("Saved: “Grain”.").wait_for()
    first, second, third = chosen
    assert Report.objects.get().content().start_here == [third.pk, first.pk, second.pk]


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
