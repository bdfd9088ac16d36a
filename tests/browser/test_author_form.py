"""One author's form in a browser: rows, languages and the bio as it is typed."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Author
from articles.models.actions import Role
from tests import factories
from tests.browser.test_accessibility import at_every_width

KEPT = re.compile(r"^Kept \d\d:\d\d$")
SAVED = re.compile(r"Saved: “Bo Lund”\.")
PROFESSOR = {"role": "Professor", "affiliation": "SOAS", "since": "2019-09-01"}
LECTURER = {"role": "Lecturer", "since": "2011-01-01", "until": "2019-08-31"}


@pytest.fixture
def author(transactional_db):
    return factories.author(
        "Bo Lund",
        short_bio="<p>He counts grain.</p>",
        positions=[PROFESSOR, LECTURER],
        in_languages={"ar.name": "بو لوند"},
    )


@pytest.fixture
def bea(transactional_db):
    return factories.user(Role.AUTHORS_DESK, first_name="Bea", last_name="Os")


def open_author(at, author):
    page = at.open(f"/admin/articles/author/{author.pk}/change/")
    page.locator(".field-short_bio .ProseMirror[role=textbox]").wait_for()
    return page


def surface(page, label):
    return page.get_by_role("textbox", name=label, exact=True)


def bio(page):
    return page.frame_locator("iframe[name=bio-preview]").locator(".bio")


def save(at):
    at.page.get_by_text(KEPT).wait_for()
    at.save()
    at.page.get_by_text(SAVED).wait_for()


def test_rows_are_moved_added_and_taken_out_by_keyboard(desk, bea, author):
    at = desk(bea)
    page = open_author(at, author)
    rows = page.locator(".position")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("button", name="Move down").press("Enter")
    expect(rows.first.get_by_label("Role")).to_have_value("Lecturer")
    rows.first.get_by_role("button", name="Take out").press("Enter")
    expect(rows).to_have_count(1)
    expect(rows.get_by_role("button", name="Take out")).to_be_focused()
    page.get_by_role("button", name="Add a position").press("Enter")
    page.keyboard.type("Dean")
    page.get_by_text(KEPT).wait_for()
    page.reload()
    page.get_by_text("This is your unsaved text of").wait_for()
    expect(rows.last.get_by_label("Role")).to_have_value("Dean")
    expect(rows).to_have_count(2)
    at.save()
    page.get_by_text(SAVED).wait_for()
    assert Author.objects.get().positions == [PROFESSOR, {"role": "Dean"}]


def test_all_rows_taken_out_leave_none(desk, bea, author):
    at = desk(bea)
    page = open_author(at, author)
    for _ in range(2):
        page.get_by_role("button", name="Take out", exact=True).first.click()
    save(at)
    assert Author.objects.get().positions == []


def test_a_language_is_added_written_and_taken_out(desk, bea, author):
    at = desk(bea)
    page = open_author(at, author)
    page.get_by_label("Add a language").select_option("fa")
    section = page.locator("[data-language=fa]")
    expect(section.locator("[name$=-name]")).to_be_focused()
    page.keyboard.type("بو")
    words = surface(page, "Short bio in فارسی")
    expect(words).to_have_attribute("dir", "rtl")
    expect(words).to_have_attribute("lang", "fa")
    words.click()
    page.keyboard.type("غله می‌شمارد.")
    expect(section.locator("[data-fallback]")).to_have_text(
        "Shown in English, for nothing is written: honorific, long bio."
    )
    added = page.locator("#add-in_languages option[value=fa]")
    expect(added).to_be_disabled()
    page.get_by_role("button", name="Take out العربية").click()
    expect(page.get_by_label("Add a language")).to_be_focused()
    save(at)
    assert Author.objects.get().in_languages == {
        "fa.name": "بو",
        "fa.short_bio": "<p>غله می‌شمارد.</p>",
    }


def test_the_bio_stands_below_as_readers_will_see_it_while_it_is_typed(
    desk, bea, author
):
    at = desk(bea)
    page = open_author(at, author)
    expect(bio(page)).to_contain_text("He counts grain.")
    surface(page, "Short bio").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And ships.")
    expect(bio(page)).to_contain_text("He counts grain. And ships.")
    page.get_by_label("For readers of").select_option("ar")
    expect(bio(page)).to_contain_text("بو لوند")
    box = page.locator("iframe[name=bio-preview]").bounding_box()
    inner = bio(page).bounding_box()
    assert inner["height"] < box["height"] < inner["height"] + 60
    face = "getComputedStyle(document.querySelector('.bio-text')).fontFamily"
    frame = page.frame("bio-preview")
    assert "Palatino" in frame.evaluate(face)
    assert Author.objects.get().short_bio == "<p>He counts grain.</p>"


def test_without_scripts_a_button_shows_it(desk, bea, author):
    account = desk(bea).context.storage_state()
    at = desk(bea, java_script_enabled=False, storage_state=account)
    page = at.open(f"/admin/articles/author/{author.pk}/change/")
    page.locator("[name=short_bio]").fill("<p>He counts ships.</p>")
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(bio(page)).to_contain_text("He counts ships.")
    page.get_by_label("Which one?").select_option("fr")
    page.get_by_label("Name in the new language").fill("Beau")
    page.get_by_label("Role").last.fill("Dean")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text(SAVED).wait_for()
    saved = Author.objects.get()
    assert saved.in_languages == {"ar.name": "بو لوند", "fr.name": "Beau"}
    assert saved.positions == [PROFESSOR, LECTURER, {"role": "Dean"}]


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing_wrong(desk, bea, author, mode):
    at = desk(bea, color_scheme=mode)
    open_author(at, author)
    at.page.get_by_label("Add a language").select_option("he")
    at.page.locator("[data-language=he] input").wait_for()
    seen = at_every_width(at.page)
    at.complaints.clear()  # axe writes styles of its own, which the policy refuses
    assert seen == []
