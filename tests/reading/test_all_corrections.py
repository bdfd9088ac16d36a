"""Every correction on one page and in its feeds, and none that readers may not see."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from unittest import mock

import pytest
from django.db import connection
from django.test import TestCase, override_settings
from django.utils import timezone
from lxml import etree, html

from articles.editing.undo import undo_publication
from articles.models import Correction, Edition, Publication
from articles.publishing import editions
from articles.reading import corrections as reading
from articles.reading.corrections import newest_corrections
from articles.reading.lists import PAGE_SIZE
from tests import factories
from tests.newsroom import BEGAN, Newsroom

Kind = Correction.Kind
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
PAGE = "/corrections/"
FEEDS = ("/corrections/feed/", "/corrections/feed/atom/", "/corrections/feed/json/")
ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


class ToldTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, name="The Lantern", time_zone="Europe/Athens")
        self.by = factories.editor()
        self.article = self.published("The river")

    def published(self, headline, **fields):
        fields = {"by": self.by, "now": NOW - DAY, **fields}
        return factories.published_article(headline=headline, **fields)

    def correct(self, text="It is the Sava.", article=None, **options):
        return factories.corrected(article or self.article, text, by=self.by, **options)

    def pages(self):
        return [self.client.get(address).text for address in (PAGE, *FEEDS)]

    def texts(self, at=None):
        at = at or timezone.now()
        return [told.notice.text for told in newest_corrections(at)]


class PageTests(ToldTests):
    def test_it_says_kind_day_and_words_under_the_headline_that_leads_there(self):
        self.correct(now=NOW)
        page = html.fromstring(self.client.get(PAGE).text)
        [told] = page.find_class("told-one")
        [link] = told.xpath("h3/a")
        edition = self.article.editions.visible().get()
        assert (link.text, link.get("href")) == (
            "The river",
            edition.get_absolute_url(),
        )
        words = " ".join(told.find_class("correction")[0].text_content().split())
        assert words == "Correction, 4 March 2026: It is the Sava."

    def test_they_stand_by_month_the_newest_first(self):
        self.correct("Old.", now=NOW)
        self.correct("New.", now=NOW + 40 * DAY)
        page = html.fromstring(self.client.get(PAGE).text)
        months = [each.text for each in page.find_class("month")]
        assert months == ["April 2026", "March 2026"]
        assert self.texts() == ["New.", "Old."]

    def test_headings_go_down_by_one(self):
        self.correct()
        page = html.fromstring(self.client.get(PAGE).text)
        levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_an_amended_one_says_what_it_said_before(self):
        outcome = self.correct("The Drava.", now=NOW)
        factories.amended(outcome.correction, "The Sava.", by=self.by, now=NOW + DAY)
        for page in self.pages():
            assert "The Sava." in page
            assert "The Drava." in page
            assert page.index("The Sava.") < page.index("The Drava.")
        [told] = newest_corrections(timezone.now())
        assert told.notice.dated_at == NOW

    def test_a_feed_says_once_that_an_article_is_retracted(self):
        self.correct(now=NOW)
        factories.retracted(self.article, by=self.by, now=NOW + DAY)
        feed = self.client.get(FEEDS[2]).json()
        titles = [each["title"] for each in feed["items"]]
        assert titles == [
            "Retracted: The river",
            "Correction: Retracted: The river",
        ]

    def test_long_lists_are_walked_by_key_and_none_is_lost(self):
        made = [f"Number {number}." for number in range(PAGE_SIZE * 2 + 3)]
        for number, text in enumerate(made):
            # Several at one instant: the number breaks ties.
            self.correct(text, now=NOW + (number // 3) * HOUR)
        found, address = [], PAGE
        while address:
            page = html.fromstring(self.client.get(address).text)
            told = page.find_class("correction")
            found += [each.text_content().rpartition(": ")[2] for each in told]
            links = page.xpath("//a[@rel='next']/@href")
            address = links and f"{PAGE}{links[0]}"
        assert found == made[::-1]
        back = page.xpath("//a[@rel='prev']/@href")
        page = html.fromstring(self.client.get(f"{PAGE}{back[0]}").text)
        assert len(page.find_class("correction")) == PAGE_SIZE

    def test_a_key_that_nobody_wrote_is_not_found(self):
        for key in ("nonsense", "LTE", "9" * 40):
            assert self.client.get(f"{PAGE}?before={key}").status_code == 404

    def test_costs_the_same_with_one_and_with_twenty(self):
        for size in (1, 20):
            while Correction.objects.filter(amends=None).count() < size:
                number = Correction.objects.count()
                article = self.published(f"Article {number}")
                outcome = self.correct(f"Number {number}.", article)
                factories.amended(outcome.correction, "Amended.", by=self.by)
            for queries, address in ((5, PAGE), *((4, feed) for feed in FEEDS)):
                with (
                    self.subTest(size=size, address=address),
                    self.assertNumQueries(queries),
                ):
                    self.client.get(address)

    def test_an_index_serves_the_list(self):
        Newsroom([self.by]).grow(400)
        Correction.objects.bulk_create(
            Correction(
                article_id=article,
                edition_id=edition,
                text="Wrong.",
                dated_at=BEGAN + number * HOUR,
            )
            for number, (edition, article) in enumerate(
                list(Edition.objects.values_list("pk", "article")) * 8
            )
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        plan = reading._readable(timezone.now())[:PAGE_SIZE].explain()
        assert "correction_newest" in plan
        assert "TEMP B-TREE FOR ORDER BY" not in plan
        assert "Sort Key: " not in plan

    def test_without_any_it_says_so(self):
        self.assertContains(self.client.get(PAGE), "No corrections yet.")

    def test_every_page_leads_there(self):
        self.assertContains(self.client.get("/"), f'href="{PAGE}"')


class LeakTests(ToldTests):
    def hidden(self, at=None):
        return self.texts(at) == [] and not any(
            "It is the Sava." in page for page in self.pages()
        )

    def test_a_notice_goes_and_comes_with_its_article(self):
        self.correct()
        assert not self.hidden()
        taken_at = timezone.now()
        factories.taken_down(self.article, by=self.by)
        assert self.hidden()
        assert self.texts(taken_at) == ["It is the Sava."]

    def test_at_every_instant_it_is_there_exactly_when_the_article_is(self):
        told_at, ends = NOW, NOW + DAY
        self.correct(now=told_at)
        live = self.article.editions.visible(told_at).get()
        editions.expire(live, ends, now=told_at)
        article = self.article
        again = article.revisions.latest("number")
        returns = NOW + 3 * DAY
        editions.schedule(article, again, returns, by=self.by, now=told_at)
        blink = timedelta(microseconds=1)
        for moment in (told_at, ends, returns):
            for at in (moment - blink, moment, moment + blink):
                is_out = Edition.objects.visible(at).filter(article=article).exists()
                is_told = is_out and at >= told_at
                assert bool(self.texts(at)) == is_told, at

    def test_a_scheduled_article_is_not_named_before_its_hour(self):
        self.correct()
        factories.taken_down(self.article, by=self.by)
        text, later = self.article.revisions.get(), timezone.now() + HOUR
        editions.schedule(self.article, text, later, by=self.by)
        assert self.hidden()
        assert self.texts(later) == ["It is the Sava."]

    def test_pages_about_ourselves_are_in_no_list(self):
        page = self.published("About us", kind="page")
        factories.corrected(page, "It is the Sava.", by=self.by)
        assert self.hidden()

    def test_one_that_was_undone_is_gone_and_was_there_before(self):
        outcome = self.correct()
        undo_publication(outcome.edition, by=self.by)
        assert self.hidden()
        assert self.texts(outcome.edition.live_from) == ["It is the Sava."]

    def test_an_undone_amendment_is_not_told(self):
        outcome = self.correct()
        edition = factories.amended(
            outcome.correction, "Wrong again.", by=self.by
        ).edition
        undo_publication(edition, by=self.by)
        assert self.texts() == ["It is the Sava."]

    def test_of_a_withdrawn_article_there_is_its_notice_and_nothing_else(self):
        told = self.correct()
        notice, publisher = "Withdrawn by a court.", factories.user("Publisher")
        factories.withdrawn(self.article, by=publisher, notice=notice)
        for page in self.pages():
            assert "Withdrawn by a court." in page
            assert "It is the Sava." not in page
            assert "The river" not in page
            assert "the-river" not in page
            assert f"/articles/{self.article.pk}/" not in page
        # At no earlier moment either.
        assert self.texts(told.edition.live_from) == []

    def test_reasons_and_names_of_staff_are_not_told(self):
        self.by.first_name, self.by.last_name = "Secret", "Editor"
        self.by.save()
        factories.amended(self.correct().correction, "Other words.", by=self.by)
        assert not any("Secret" in page for page in self.pages())


class FeedTests(ToldTests):
    def setUp(self):
        super().setUp()
        self.outcome = self.correct("It is <the> Sava & “no” other.", now=NOW)

    def entries(self):
        return etree.fromstring(self.client.get(FEEDS[1]).content)

    def test_the_page_leads_to_each(self):
        page = html.fromstring(self.client.get(PAGE).text)
        links = page.xpath("//link[@rel='alternate']")
        found = {link.get("type"): link.get("href") for link in links}
        for address in FEEDS:
            media_type = self.client.get(address).headers["Content-Type"].split(";")[0]
            assert found[media_type] == f"http://127.0.0.1:8000{address}"

    def test_rss_says_what_it_must(self):
        root = etree.fromstring(self.client.get(FEEDS[0]).content)
        [item] = root.findall("channel/item")
        assert item.findtext("pubDate") == "Wed, 04 Mar 2026 12:00:00 GMT"
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("guid").startswith("tag:127.0.0.1,2026-03-04:")
        assert item.find("author") is None
        assert item.findtext("{*}creator") == "The Lantern"
        assert "&lt;the&gt; Sava &amp; “no”" in item.findtext("{*}encoded")
        [link] = root.findall(f"channel/{ATOM}link")
        assert (link.get("rel"), link.get("href")) == (
            "self",
            f"http://127.0.0.1:8000{FEEDS[0]}",
        )

    def test_atom_says_what_it_must(self):
        root = self.entries()
        [entry] = root.findall(f"{ATOM}entry")
        assert root.findtext(f"{ATOM}updated") == "2026-03-04T12:00:00Z"
        assert entry.findtext(f"{ATOM}updated") == "2026-03-04T12:00:00Z"
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "The Lantern"
        assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith(FEEDS[1])
        assert root.find(f"{ATOM}link[@rel='alternate']").get("href").endswith(PAGE)

    def test_json_feed_says_what_it_must(self):
        data = self.client.get(FEEDS[2]).json()
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["feed_url"] == f"http://127.0.0.1:8000{FEEDS[2]}"
        [item] = data["items"]
        assert item["authors"] == [{"name": "The Lantern"}]
        assert item["date_published"] == "2026-03-04T12:00:00+00:00"
        assert "hubs" not in data

    def test_every_address_is_absolute(self):
        for address in FEEDS:
            text = self.client.get(address).text.replace("\\", "").replace("&lt;", "<")
            assert not re.findall(r'(?:href|src)="(?!https?:)[^"]*', text)

    def test_the_id_stays_when_the_address_changes(self):
        def ids():
            return [item["id"] for item in self.client.get(FEEDS[2]).json()["items"]]

        before = ids()
        factories.fixed(self.article, by=self.by, headline="The stream", slug="")
        factories.amended(self.outcome.correction, "Other words.", by=self.by)
        assert ids() == before

    def test_bytes_change_only_with_what_they_say(self):
        for address in FEEDS:
            with self.subTest(address):
                first = self.client.get(address)
                later = timezone.now() + DAY
                with mock.patch("django.utils.timezone.now", return_value=later):
                    second = self.client.get(
                        address, headers={"If-None-Match": first.headers["ETag"]}
                    )
                assert second.status_code == 304
        self.correct("Another.", now=NOW + DAY)
        assert "Another." in self.client.get(FEEDS[0]).text

    def test_an_empty_feed_is_valid_and_the_same_each_time(self):
        factories.taken_down(self.article, by=self.by)
        for address in FEEDS:
            first, second = (self.client.get(address) for _ in range(2))
            assert first.status_code == 200
            assert first.content == second.content
        assert self.entries().findtext(f"{ATOM}updated") == "2000-01-01T00:00:00Z"

    def test_an_amendment_moves_the_date_of_change_alone(self):
        factories.amended(
            self.outcome.correction, "Other words.", by=self.by, now=NOW + DAY
        )
        [entry] = self.entries().findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}published") == "2026-03-04T12:00:00Z"
        assert entry.findtext(f"{ATOM}updated") == "2026-03-05T12:00:00Z"

    def test_what_no_document_may_hold_is_left_out(self):
        self.correct("A bell\x07 and \ufffe.")
        for address in FEEDS[:2]:
            assert "A bell and ." in self.client.get(address).text
        newest = self.client.get(FEEDS[2]).json()["items"][0]
        assert "A bell" in newest["content_html"]

    @override_settings(WEBSUB_HUB="https://hub.example.org/")
    def test_a_hub_is_named_where_there_is_one(self):
        root = etree.fromstring(self.client.get(FEEDS[0]).content)
        hub = root.find(f"channel/{ATOM}link[@rel='hub']")
        assert hub.get("href") == "https://hub.example.org/"
        data = self.client.get(FEEDS[2]).json()
        assert data["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]

    def test_the_newest_thirty_are_in_it(self):
        for number in range(32):
            self.correct(f"Number {number}.", now=NOW + (number + 1) * SECOND)
        items = self.client.get(FEEDS[2]).json()["items"]
        assert len(items) == 30
        assert "Number 31." in items[0]["content_html"]


@pytest.mark.django_db
def test_a_publication_without_a_name_has_feeds(client):
    for address in FEEDS:
        assert client.get(address).status_code == 200
