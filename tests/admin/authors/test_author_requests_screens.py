"""What authors ask, on the screens: who may what, by which address; previews first."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import things
from articles.editing.authors import requests
from articles.editing.authors.steps import last_step
from articles.models import AuthorRequest, AuthorStep, Version
from tests import factories
from tests.browsing import signed_in

ROLES = ["Writer", "Editor", "Publisher", "Authors' desk", "superuser", None]
DEALING = {"Editor", "Publisher", "Authors' desk", "superuser"}
ERASING = DEALING - {"Editor"}
WHY = "She asks."

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.user("superuser", first_name="Ana", last_name="Ng")


@pytest.fixture
def author():
    return factories.author("Jane Doe", short_bio="<p>She counts grain.</p>")


@pytest.fixture
def article(author, admin):
    return factories.published_article(
        by=admin, by_line=[author], headline="Who counts the grain"
    )


@pytest.fixture
def asked(author, admin):
    return requests.receive(
        author,
        by=admin,
        asked_by="Her lawyer",
        asked="Take her name off.",
        contact="jane@home.example",
        received_on=date(2020, 3, 2),
    )


def as_a(role):
    return signed_in(role and factories.user(role))


def at(name, author, *more):
    return reverse(f"admin:articles_author_{name}", args=[author.pk, *more])


def filled(browser, address, **values):
    """Post a page's form as it was opened, with these answers."""
    page = html.fromstring(browser.get(address).text)
    [form] = page.xpath("//form[contains(@class, 'ask')]")
    data = {**dict(form.form_values()), **values}
    return browser.post(address, {k: v for k, v in data.items() if v is not None})


def state_of(author):
    author.refresh_from_db()
    steps = list(author.steps.values_list("kind", flat=True))
    asked = list(author.requests.values_list("state", "touched_at"))
    told = (author.page_hidden_at, author.withheld_at, author.withheld_on)
    return author.content(), told, steps, asked


POSTED = {
    "receive": {"asked_by": "She", "asked": "Remove me.", "received_on": "2026-03-02"},
    "drop": {"parts": ["bio"], "why": WHY, "seen": 1},
    "hide": {"why": WHY},
    "withhold": {"where": "everywhere", "why": WHY},
    "erase": {"what": ["bio"], "name": "Jane Doe", "why": WHY},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", POSTED)
def test_each_measure_is_for_those_who_look_after_authors(
    role, name, author, article, asked
):
    browser = as_a(role)
    before = state_of(author)
    allowed = ERASING if name == "erase" else DEALING
    data = {"seen": last_step(author), **POSTED[name]}
    opened = browser.get(at(name, author))
    answer = browser.post(at(name, author), data)
    if role in allowed:
        assert opened.status_code == 200
        assert answer.status_code == 302, html.fromstring(answer.text).text_content()
        assert state_of(author) != before
    else:
        assert opened.status_code == (403 if role else 302)
        assert answer.status_code == 403
        assert state_of(author) == before


@pytest.mark.parametrize("role", ROLES)
def test_each_page_is_for_those_who_look_after_authors(role, author, article, asked):
    browser = as_a(role)
    places = [
        at("requests", author),
        at("request", author, asked.pk),
        at("as_readers", author, "hide"),
        reverse("admin:articles_authorrequest_changelist"),
        reverse("admin:articles_authorrequest_change", args=[asked.pk]),
    ]
    for place in places:
        answer = browser.get(place, follow=bool(role))
        assert (answer.status_code == 200) == (role in DEALING), place
        if role not in DEALING:
            assert "lawyer" not in answer.text


@pytest.mark.parametrize("role", ROLES)
def test_deciding_is_for_those_who_look_after_authors(role, author, asked):
    browser = as_a(role)
    data = {"seen": asked.touched_at.isoformat(), "state": "granted", "why": WHY}
    browser.post(at("request", author, asked.pk), data)
    asked.refresh_from_db()
    assert (asked.state == "granted") == (role in DEALING)


def test_the_whole_way_by_the_authors_desk(author, article, admin):
    browser = as_a("Authors' desk")
    told = {"asked_by": "Jane’s brother", "asked": "Please remove her."}
    answer = filled(browser, at("receive", author), contact="b@home.example", **told)
    asked = AuthorRequest.objects.get()
    assert answer.url == at("request", author, asked.pk)
    page = browser.get(answer.url).text
    assert f"{at('withhold', author)}?request={asked.pk}" in page
    place = f"{at('withhold', author)}?request={asked.pk}"
    filled(browser, place, where="chosen", articles=article.pk, why=WHY)
    author.refresh_from_db()
    assert author.withheld_on == [article.pk]
    assert asked.steps.latest("pk").get_kind_display() == "Name withheld"
    page = unescape(browser.get(answer.url).text)
    assert "Dear Jane’s brother," in page
    assert "Your name is no longer shown. On these articles: http" in page
    assert f"/articles/{article.pk}/" in page
    assert "b@home.example" in page
    filled(browser, answer.url, state="partly", why="The bio stays.")
    asked.refresh_from_db()
    assert (asked.state, asked.contact) == ("partly", "")
    filled(browser, answer.url, why="She wrote again.")
    asked.refresh_from_db()
    assert asked.is_open


def test_a_measure_is_shown_before_it_is_pressed(author, article):
    browser = as_a("Authors' desk")
    [paper, under] = html.fromstring(browser.get(at("withhold", author)).text).xpath(
        "//*[contains(@class, 'readers-paper')]"
    )
    assert "There is no such page" in paper.text_content()
    assert "Name withheld" in under.text_content()
    assert "Jane" not in under.text_content()
    assert "grain" not in under.text_content().replace("Who counts the grain", "")
    author.refresh_from_db()
    assert author.withheld_at is None


@pytest.mark.parametrize(
    ("measure", "data", "of_author", "of_article", "leads_to_the_author"),
    [
        ("drop", {"parts": ["bio"]}, "Jane Doe", "Jane Doe", True),
        ("hide", {}, "There is no such page", "Jane Doe", False),
        ("withhold", {}, "There is no such page", "Name withheld", False),
    ],
)
def test_the_whole_pages_are_the_readers_own(
    measure, data, of_author, of_article, leads_to_the_author, author, article
):
    browser = as_a("Authors' desk")
    place = at("as_readers", author, measure)
    page = browser.post(place, data)
    assert page.status_code == 200
    assert of_author in page.text
    assert "She counts grain" not in page.text
    under = browser.post(f"{place}?article=", data)
    assert of_article in under.text
    assert ("She counts grain" in under.text) == (measure == "hide")
    assert (f"/authors/{author.slug}/" in under.text) == leads_to_the_author
    assert under.headers["Cache-Control"] == "private, no-store"
    assert not AuthorStep.objects.exists()


def test_the_authors_desk_learns_no_headline_that_readers_have_not_seen(
    author, article, admin
):
    factories.article(by=admin, by_line=[author], headline="A scoop to come")
    place = at("withhold", author)
    assert "A scoop to come" not in as_a("Authors' desk").get(place).text
    assert "A scoop to come" in as_a("Editor").get(place).text
    assert "Who counts the grain" in as_a("Authors' desk").get(place).text


def test_a_refused_form_keeps_every_word(author, article):
    browser = as_a("Publisher")
    long = "Because " * 80
    answer = browser.post(at("hide", author), {"why": long, "seen": 0})
    assert long.strip() in unescape(answer.text)
    answer = browser.post(at("erase", author), {"name": "Jan", "why": WHY, "seen": 0})
    assert 'value="Jan"' in answer.text
    assert WHY in answer.text
    answer = browser.post(at("receive", author), {"asked": "Remove me, please."})
    assert "Remove me, please." in answer.text


def test_who_acts_on_an_old_page_is_told_who_was_there_before(author, article):
    browser = as_a("Editor")
    seen = last_step(author)
    filled(browser, at("hide", author), why="First.")
    answer = browser.post(
        at("withhold", author), {"where": "everywhere", "why": "Second.", "seen": seen}
    )
    assert "has done something about Jane Doe (“Page hidden”)" in answer.text
    assert "Second." in answer.text
    author.refresh_from_db()
    assert author.withheld_at is None


def test_the_list_begins_with_what_is_overdue(author, asked, admin):
    today = timezone.localdate()
    soon = factories.author("Ada Lund")
    requests.receive(
        soon, by=admin, asked_by="She", asked="A new photo.", received_on=today
    )
    page = html.fromstring(
        as_a("Authors' desk")
        .get(reverse("admin:articles_authorrequest_changelist"))
        .text
    )
    rows = [row.text_content() for row in page.xpath("//tbody/tr")]
    assert "Jane Doe" in rows[0]
    assert "Overdue" in rows[0]
    assert "Ada Lund" in rows[1]
    assert "Overdue" not in rows[1]


@pytest.mark.parametrize("role", ["Authors' desk", "Editor", "Writer"])
def test_my_desk_says_what_authors_ask_to_those_who_decide(role, author, asked):
    page = html.fromstring(as_a(role).get(reverse("admin:index")).text)
    groups = page.xpath("//*[@data-kind='authors-ask']")
    assert len(groups) == (role != "Writer")
    for group in groups:
        assert "An answer was due on 1 April." in group.text_content()
        assert at("request", author, asked.pk) in group.xpath(".//a/@href")


def test_versions_say_what_was_erased_and_offer_no_way_back(author, admin):
    bio = author.content().changed(short_bio="<p>She counts boats.</p>")
    things.save(author, bio, by=admin, seen=1)
    browser = as_a("Authors' desk")
    browser.post(at("erase", author), {**POSTED["erase"], "seen": 0})
    for place in (at("versions", author), at("version", author, 1)):
        page = browser.get(place).text
        assert "erased" in page
        assert "Restore version 1" not in page
    compared = f"{at('compare', author)}?from=1&to=3"
    for place in (at("version", author, 1), compared):
        assert "erased on" in browser.get(place).text
        assert "counts" not in browser.get(place).text
    answer = browser.post(at("restore", author, 1), {"seen": 3}, follow=True)
    assert "for good" in answer.text
    author.refresh_from_db()
    assert author.short_bio == ""
    assert Version.objects.filter(thing_id=author.pk).count() == 3


def test_a_screen_costs_the_same_for_one_article_and_for_many(
    author, article, admin, django_assert_max_num_queries
):
    browser = as_a("Editor")
    hour = timedelta(hours=1)
    with django_assert_max_num_queries(40) as first:
        browser.get(at("withhold", author))
    for number in range(8):
        factories.published_article(
            by=admin, by_line=[author], now=timezone.now() - number * hour
        )
    with django_assert_max_num_queries(len(first)):
        assert browser.get(at("withhold", author)).status_code == 200


def test_what_readers_get_is_named_and_told_as_on_the_authors_page(author, article):
    author.honorific, author.long_bio = "Dr", "<p>She counts ships.</p>"
    author.save()
    page = as_a("Authors' desk").get(at("erase", author)).text
    paper = html.fromstring(page).xpath("//*[contains(@class, 'readers-paper')]")[0]
    assert "Dr Jane Doe" in paper.text_content()
    assert "She counts ships." in paper.text_content()
    assert "She counts grain" not in paper.text_content()


def test_staff_are_told_of_a_hidden_page_instead_of_a_link_to_it(author, article):
    browser = as_a("Editor")
    shown = browser.get(at("change", author)).text
    assert "See the page" in shown
    assert "page is hidden" not in shown
    filled(browser, at("hide", author), why=WHY)
    hidden = browser.get(at("change", author)).text
    assert "See the page" not in hidden
    assert "The author’s page is hidden." in hidden


def test_staff_who_look_at_the_author_see_that_the_name_is_withheld(author, article):
    browser = as_a("Editor")
    filled(browser, at("withhold", author), where="everywhere", why=WHY)
    page = browser.get(at("change", author)).text
    assert "Name withheld" in page
    assert "Jane Doe" in page
    assert "See the page" not in page


def test_who_works_on_the_article_reads_the_name_and_that_it_is_withheld(
    author, article
):
    browser = as_a("Editor")
    place = reverse("admin:articles_article_change", args=[article.pk])
    assert "Name withheld" not in browser.get(place).text
    filled(browser, at("withhold", author), where="everywhere", why=WHY)
    page = html.fromstring(browser.get(place).text).text_content()
    assert "Name withheld: readers are not told Jane Doe." in " ".join(page.split())
