"""What an author wrote, for programs that look whether there is more."""

import re
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone
from lxml import etree

from articles.models import Article, Publication
from tests import factories

pytestmark = pytest.mark.django_db
FEEDS = [f"/authors/ada/{ending}" for ending in ("feed/", "feed/atom/", "feed/json/")]
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SITE = "http://127.0.0.1:8000"
SHOWN = datetime(2020, 2, 26, 10, tzinfo=UTC)


@pytest.fixture
def editor():
    Publication.objects.create(pk=1, name="The Lantern", time_zone="Europe/Athens")
    return factories.editor()


@pytest.fixture
def article(editor):
    ada = factories.author("Ada", honorific="Dr", in_languages={"fr.name": "Adèle"})
    other = factories.published_article(by=editor, headline="Wind")
    hidden = factories.article(by=editor, headline="Secret")
    figure = factories.image(alt="A map")
    return factories.published_article(
        by=editor,
        headline="High <water>",
        standfirst="<p>It <em>rose</em>.</p>",
        body=f'<p>See <a href="/articles/{other.pk}/">wind</a> and '
        f'<a href="/articles/{hidden.pk}/">more</a>.'
        '<span data-footnote="">By hand.</span></p>'
        f'<figure data-image="{figure.pk}"></figure>',
        by_line=[ada, factories.author("Ben")],
        themes=(factories.theme("Water").pk,),
        regions=(factories.region("Coast").pk,),
        tags=("moon", "Water"),
        lead_image=factories.image(alt="A wave", credit="Cy").pk,
        display_at=SHOWN,
        language="fr",
    )


def item(client):
    [item] = client.get(FEEDS[2]).json()["items"]
    return item


def test_the_page_leads_to_each(client, article):
    page = client.get("/authors/ada/").text
    for address in FEEDS:
        media_type = client.get(address).headers["Content-Type"].split(";")[0]
        found = rf'<link rel="alternate" type="{re.escape(media_type)}"[^>]*'
        assert re.search(rf'{found}href="{SITE}{address}"', page)


def test_the_whole_text_is_in_it(client, article):
    said = item(client)
    html = said["content_html"]
    assert said["title"] == "High <water>"
    assert said["summary"] == "It rose."
    assert said["language"] == "fr"
    for part in ("<em>rose</em>", "By hand.", 'alt="A wave"', 'alt="A map"'):
        assert part in html
    assert "Secret" not in html
    assert "Copyright © Dr Ada and Ben, The Lantern, 2020" in re.sub(
        "<[^>]*>", "", html
    )


def test_every_address_is_whole_and_nothing_in_it_runs(client, article):
    for address in FEEDS:
        text = client.get(address).text.replace('\\"', '"').replace("&lt;", "<")
        assert not re.findall(r'(?:href|src|srcset)="(?!https?:)[^"]*', text)
        for srcset in re.findall(r'srcset="([^"]*)"', text):
            assert all(copy.startswith("http") for copy in srcset.split(", "))
        assert not re.findall("<(script|style|form|iframe|button)", text)
        assert "</source>" not in text


def test_authors_are_named_by_the_name_alone_and_led_to(client, article):
    assert item(client)["authors"] == [
        {"name": "Adèle", "url": f"{SITE}/authors/ada/"},
        {"name": "Ben", "url": f"{SITE}/authors/ben/"},
    ]
    rss = etree.fromstring(client.get(FEEDS[0]).content)
    creators = [each.text for each in rss.iterfind("channel/item/{*}creator")]
    assert creators == ["Adèle", "Ben"]
    assert rss.find("channel/item/author") is None
    atom = etree.fromstring(client.get(FEEDS[1]).content)
    [entry] = atom.findall(f"{ATOM}entry")
    assert [each.text for each in entry.iterfind(f"{ATOM}author/{ATOM}uri")] == [
        f"{SITE}/authors/ada/",
        f"{SITE}/authors/ben/",
    ]


def test_rss_says_what_it_must(client, article):
    root = etree.fromstring(client.get(FEEDS[0]).content)
    [entry] = root.findall("channel/item")
    assert entry.findtext("pubDate") == "Wed, 26 Feb 2020 10:00:00 GMT"
    assert entry.find("guid").get("isPermaLink") == "false"
    assert entry.findtext("guid").startswith("tag:127.0.0.1,")
    assert [each.text for each in entry.iterfind("category")] == [
        "Water",
        "Coast",
        "moon",
    ]
    assert entry.findtext("description") == "It rose."
    picture = entry.find(f"{MEDIA}content")
    assert picture.get("url").startswith(f"{SITE}/media/")
    assert (picture.get("width"), picture.get("height")) == ("1440", "960")
    assert picture.findtext(f"{MEDIA}description") == "A wave"
    assert picture.findtext(f"{MEDIA}credit") == "Cy"
    [link] = root.findall(f"channel/{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("self", f"{SITE}{FEEDS[0]}")


def test_a_correction_stands_before_the_text_and_moves_the_date(
    client, article, editor
):
    before = item(client)
    factories.corrected(article, "It was the third.", by=editor)
    after = item(client)
    html = after["content_html"]
    assert html.index("It was the third.") < html.index("rose")
    assert after["date_modified"] > before["date_modified"]
    assert after["date_published"] == before["date_published"]


def test_the_id_stays_whatever_is_changed(client, article, editor):
    before = item(client)
    article = Article.objects.get(pk=article.pk)
    moved = factories.reworked(article, by=editor, slug="low-water").article
    factories.published_again(moved, by=editor)
    after = item(client)
    assert after["url"] != before["url"]
    assert after["id"] == before["id"]


def test_bytes_change_only_with_what_they_say(client, article):
    for address in FEEDS:
        first = client.get(address)
        later = timezone.now() + timedelta(days=1)
        with mock.patch("django.utils.timezone.now", return_value=later):
            again = client.get(
                address, headers={"If-None-Match": first.headers["ETag"]}
            )
        assert again.status_code == 304


def test_what_was_taken_down_or_retracted_is_not_in_it(client, article, editor):
    factories.retracted(article, by=editor, notice="It is forged.")
    for address in FEEDS:
        assert "water" not in client.get(address).text


def test_the_newest_thirty_cost_six_queries(
    client, article, editor, django_assert_num_queries
):
    [ada] = article.authors.filter(name="Ada")
    with django_assert_num_queries(6):
        client.get(FEEDS[0])
    for number in range(32):
        factories.published_article(
            by=editor,
            headline=f"Tide {number}",
            body=f'<p>See <a href="/articles/{article.pk}/">water</a>.</p>',
            by_line=[ada, factories.author()],
            tags=("moon",),
        )
    with django_assert_num_queries(6):
        items = client.get(FEEDS[2]).json()["items"]
    assert len(items) == 30


def test_an_author_without_articles_has_empty_feeds(client):
    factories.author("Ada")
    for address in FEEDS:
        first, second = (client.get(address) for _ in range(2))
        assert first.status_code == 200
        assert first.content == second.content
