"""An author's own page: who it is, and the ways through what they wrote."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from lxml import html

from articles.models import AuthorPlacement, FormerSlug, Publication
from articles.reading.lists import PAGE_SIZE
from articles.reading.teasers import placed
from tests import factories
from tests.newsroom import Newsroom

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def editor():
    Publication.objects.create(pk=1, name="The Lantern", time_zone="Europe/Athens")
    return factories.editor()


@pytest.fixture
def ada(editor):
    """Return an author with one English article a year and two in Arabic."""
    ada = factories.author(
        "Ada Brook",
        honorific="Dr",
        short_bio="<p><strong>Ada Brook</strong> reads tides.</p>",
        long_bio="<p>Ada grew up on a ferry.</p>",
        positions=[
            {"role": "Fellow", "affiliation": "Tide Institute", "until": "2018-12-31"},
            {"role": "Director", "affiliation": "Moon House", "since": "2019-01-01"},
        ],
        expertise="Tides, ferries",
        languages="English, Arabic",
        links="https://ada.example/\njavascript:alert(1)",
        photo=factories.image(alt="Ada at sea"),
    )
    for year in (2018, 2019, 2020):
        publish(ada, editor, year, f"Tide {year}")
    publish(ada, editor, 2018, "المد", language="ar")
    return ada


def publish(author, by, year, headline, **fields):
    said = {"display_at": datetime(year, 6, 1, tzinfo=UTC), **fields}
    return factories.published_article(
        by=by, headline=headline, by_line=[author], **said
    )


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.text)


def headlines(page):
    return page.xpath("//*[@class='listing-articles']//h2/a/text()")


def ways(page, label):
    links = page.xpath(f"//nav[@aria-label='By {label}']//a")
    return {link.text_content(): link.get("href") for link in links}


def test_it_says_who_the_author_is(client, ada):
    page = page_of(client, ada.get_absolute_url())
    words = page.xpath("string(//main)")
    for said in ("Dr Ada Brook", "Director, Moon House", "Ada grew up on a ferry."):
        assert said in words
    assert "Tides, ferries" in words
    assert page.xpath("//a[@rel='me']/@href") == ["https://ada.example/"]
    assert page.xpath("//main//img/@alt") == ["Ada at sea"]


def test_a_year_leads_to_where_that_year_ends_and_the_list_goes_on(client, ada):
    page = page_of(client, ada.get_absolute_url())
    years = ways(page, "year")
    assert list(years) == ["2020", "2019", "2018"]
    further = page_of(client, f"{ada.get_absolute_url()}{years['2019']}")
    assert headlines(further) == ["Tide 2019", "المد", "Tide 2018"]
    assert "articles until 1 June 2019" in further.xpath("string(//title)")
    assert further.xpath("//a[@rel='prev']")
    assert "Ada grew up" not in further.xpath("string(//main)")


def test_a_year_begins_and_ends_by_the_publication_s_clock(client, editor):
    author = factories.author()
    for name, hour in (("Before", 21), ("After", 22)):  # midnight in Athens is 22:00
        shown = datetime(2019, 12, 31, hour, 30, tzinfo=UTC)
        publish(author, editor, 2019, name, display_at=shown)
    years = ways(page_of(client, author.get_absolute_url()), "year")
    assert list(years) == ["2020", "2019"]
    page = page_of(client, f"{author.get_absolute_url()}{years['2019']}")
    assert headlines(page) == ["Before"]


def test_a_language_narrows_the_list_and_its_years(client, ada, editor):
    publish(ada, editor, 2020, "الريح", language="ar")
    page = page_of(client, ada.get_absolute_url())
    assert list(ways(page, "language")) == ["All languages", "English", "العربية"]
    arabic = page_of(client, f"{ada.get_absolute_url()}?language=ar")
    assert headlines(arabic) == ["الريح", "المد"]
    years = ways(arabic, "year")
    assert list(years) == ["2020", "2018"]
    older = page_of(client, f"{ada.get_absolute_url()}{years['2018']}")
    assert headlines(older) == ["المد"]
    assert older.xpath("//link[@rel='canonical']/@href") == [
        f"{SITE}{ada.get_absolute_url()}{years['2018']}"
    ]
    assert older.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


@pytest.mark.parametrize("language", ["fr", "xx", "'", "ar,en"])
def test_a_language_without_articles_is_not_found(client, ada, language):
    response = client.get(ada.get_absolute_url(), {"language": language})
    assert response.status_code == 404


def test_where_there_is_nothing_to_choose_nothing_is_offered(client, editor):
    author = factories.author(long_bio="<p>Here.</p>")
    publish(author, editor, 2020, "Only")
    page = page_of(client, author.get_absolute_url())
    assert not page.xpath("//nav[@class='ways']")


def test_what_readers_do_not_see_yet_makes_no_year(client, ada, editor):
    before = ways(page_of(client, ada.get_absolute_url()), "year")
    factories.article(by=editor, by_line=[ada], language="de")
    gone = publish(ada, editor, 2001, "Gone", language="fr")
    factories.taken_down(gone, by=editor)
    page = page_of(client, ada.get_absolute_url())
    assert ways(page, "year") == before
    assert "Français" not in ways(page, "language")


def test_search_engines_are_told_of_a_person(client, ada):
    page = page_of(client, ada.get_absolute_url())
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    person = data["mainEntity"]
    assert data["@type"] == "ProfilePage"
    assert person["@type"] == "Person"
    assert person["name"] == "Ada Brook"
    assert person["honorificPrefix"] == "Dr"
    assert person["url"] == f"{SITE}/authors/ada-brook/"
    assert person["sameAs"] == ["https://ada.example/"]
    assert person["jobTitle"] == "Director"
    assert person["worksFor"] == {"@type": "Organization", "name": "Moon House"}
    assert person["knowsAbout"] == ["Tides", "ferries"]
    assert person["knowsLanguage"] == ["English", "Arabic"]
    assert person["description"] == "Ada Brook reads tides."
    assert person["image"].startswith(f"{SITE}/media/")
    properties = dict(
        pair for meta in page.xpath("//meta[@property]") for pair in [meta.values()[:2]]
    )
    assert properties["og:type"] == "profile"
    assert properties["og:image"] == person["image"]


def test_an_organisation_has_no_title_and_no_employer(client, editor):
    front = factories.author(
        "South Front",
        kind="organisation",
        honorific="Prof.",
        positions=[{"role": "Agency"}],
    )
    article = publish(front, editor, 2020, "Dam")
    page = page_of(client, front.get_absolute_url())
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert data["mainEntity"] == {
        "@type": "Organization",
        "name": "South Front",
        "url": f"{SITE}/authors/south-front/",
    }
    assert page.xpath("//meta[@property='og:type']/@content") == ["website"]
    story = page_of(client, article.editions.get().get_absolute_url())
    assert story.xpath("string(//p[@class='byline'])").split() == [
        "By",
        "South",
        "Front",
    ]


def test_an_empty_page_is_not_for_search_engines(client, editor):
    author = factories.author()
    page = page_of(client, author.get_absolute_url())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


def test_a_bio_in_another_language_than_the_page_s_says_so(client, ada):
    Publication.objects.update(language="fr")
    page = page_of(client, ada.get_absolute_url())
    assert page.xpath("//*[@class='listing-about']//div/@lang") == ["fr"]
    assert page.xpath("//*[@class='said-in']/text()") == ["In French"]
    ada.in_languages = {"en.long_bio": "<p>Raised on a ferry.</p>"}
    ada.save()
    page = page_of(client, ada.get_absolute_url())
    assert "Raised on a ferry." in page.xpath("string(//main)")
    assert not page.xpath("//*[@class='said-in']")


def test_an_address_of_then_leads_to_the_same_place_in_one_hop(client, ada):
    FormerSlug.objects.create(
        thing="articles.author", thing_id=ada.pk, slug="ada", left_at=timezone.now()
    )
    for ending in ("", "?language=ar", "feed/", "feed/atom/", "feed/json/"):
        response = client.get(f"/authors/ada/{ending}")
        assert response.status_code == 301
        assert response.url == f"/authors/ada-brook/{ending}"
        assert client.get(response.url).status_code == 200


def test_it_costs_five_queries_whatever_is_asked(
    client, ada, editor, django_assert_num_queries
):
    for _ in range(PAGE_SIZE + 2):
        publish(ada, editor, 2017, "More")
    for query in ("", "?language=en"):
        with django_assert_num_queries(5):
            response = client.get(f"{ada.get_absolute_url()}{query}")
        older = re.search(r'rel="next" href="([^"]+)"', response.text)[1]
        with django_assert_num_queries(5):
            client.get(f"{ada.get_absolute_url()}{older.replace('&amp;', '&')}")


def test_no_list_of_it_is_sorted(editor):
    newsroom = Newsroom([editor])
    newsroom.grow(2000)
    author = newsroom.authors[0]
    rows = placed(AuthorPlacement, author, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    later = timezone.now() - timedelta(days=900)
    for some in (
        rows,
        rows.filter(published_at__lt=later),
        rows.filter(edition__language="en"),
    ):
        plan = some[: PAGE_SIZE + 1].explain()
        assert "authorplacement_newest" in plan
        assert "TEMP B-TREE FOR ORDER BY" not in plan
        assert "Sort Key: " not in plan
