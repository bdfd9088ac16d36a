"""An author opens their own link on a phone without scripts; staff accept it by key."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from articles.models import Author, Publication, Suggestion
from tests import factories
from tests.browser.test_report_error import PHONE, fits_and_is_in_order
from tests.photographs import photograph

BIO = "<p>ليلى حداد صحفية تكتب عن المياه.</p>"


@pytest.fixture
def author(transactional_db):
    cache.clear()
    Publication.objects.create(pk=1, name="The Lantern")
    author = factories.author(
        "ليلى حداد",
        short_bio=BIO,
        languages="العربية, English",
        links=f"https://leila.example/{'long' * 30}",
        positions=[{"role": "باحثة" * 6, "since": "2020-01-01"}],
        in_languages={"fr.name": "Leïla Haddad"},
    )
    factories.published_article(by_line=[author], headline="Uferschutz" * 12)
    return author


def test_a_phone_without_scripts_sends_it_and_loses_nothing_on_the_way(
    new_context, live_server, author
):
    link = factories.own_link(author)
    context = new_context(java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/your-entry/{link.token}/")
    page.get_by_label("What you write about").fill("المياه")
    page.get_by_label("Your pages elsewhere").fill("leila")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("alert")).to_contain_text("is no address")
    expect(page.get_by_label("What you write about")).to_have_value("المياه")
    page.get_by_label("Your pages elsewhere").fill("https://leila.example/")
    photo = photograph((90, 90))
    page.get_by_label("A new photograph").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert context.cookies() == []
    suggestion = Suggestion.objects.get()
    assert suggestion.proposed == {
        "expertise": "المياه",
        "links": "https://leila.example/",
    }
    assert suggestion.photo_format == "jpeg"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_page_fits_every_window_and_has_no_violations(
    new_context, live_server, author, mode
):
    link = factories.own_link(author)
    page = new_context(color_scheme=mode, **PHONE).new_page()
    for end in ("", "sent/"):
        page.goto(f"{live_server.url}/your-entry/{link.token}/{end}")
        fits_and_is_in_order(page)
    page.goto(f"{live_server.url}/your-entry/{link.token}/")
    page.get_by_label("Your name, as").fill("")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    fits_and_is_in_order(page)


def test_staff_accept_it_by_the_keyboard(desk, author):
    found = factories.suggested(author, {"expertise": "المياه"})
    at = desk(factories.user("Authors' desk"))
    page = at.open(f"/admin/articles/author/{author.pk}/suggestions/{found.pk}/")
    page.get_by_role("radio", name="Accept", exact=True).press("Space")
    page.get_by_role("button", name="Save what you chose").press("Enter")
    expect(page.get_by_role("heading", name="Tell them")).to_be_visible()
    assert Author.objects.get().expertise == "المياه"
    page.get_by_role("button", name="Take the decision back").press("Enter")
    expect(page.get_by_role("button", name="Accept all")).to_be_visible()
    assert Author.objects.get().expertise == ""
