"""Lists, and how they are walked."""

import re
from datetime import UTC, datetime, timedelta
from itertools import chain

from django.http import Http404
from django.test import TestCase

from articles.models import Edition, Publication, StartHere
from articles.reading.lists import PAGE_SIZE, key_of, list_page
from articles.reading.teasers import newest
from tests import factories

MIDNIGHT = datetime(2020, 5, 1, tzinfo=UTC)


def headlines(response):
    page = response.content.decode()
    page = page[page.index("listing-articles") :]
    return re.findall(r'<h2 class="teaser-headline"[^>]*><a[^>]*>([^<]*)</a>', page)


class WalkingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.theme = factories.theme("Water")
        editor = factories.editor()
        for number in range(2 * PAGE_SIZE + 3):
            factories.published_article(
                by=editor,
                headline=f"Tide {number:02}",
                themes=(cls.theme.pk,),
                # Imports share midnights: five articles at a time.
                display_at=MIDNIGHT + timedelta(days=number // 5),
            )
        cls.in_order = [f"Tide {number:02}" for number in range(2 * PAGE_SIZE + 3)][
            ::-1
        ]

    def test_walks_to_the_end_and_back_without_a_gap_or_a_repetition(self):
        path, walked = self.theme.get_absolute_url(), []
        while path:
            response = self.client.get(path)
            walked.append(headlines(response))
            path, last = self.link(response, "next"), response
        self.assertEqual(list(chain.from_iterable(walked)), self.in_order)
        for page in walked[-2::-1]:
            last = self.client.get(self.link(last, "prev"))
            self.assertEqual(headlines(last), page)
        self.assertIsNone(self.link(last, "prev"))

    def link(self, response, rel):
        found = re.search(rf'<a rel="{rel}" href="([^"]*)"', response.content.decode())
        return found and f"{self.theme.get_absolute_url()}{found[1]}"

    def test_a_later_page_names_itself(self):
        path = self.theme.get_absolute_url()
        later = self.link(self.client.get(path), "next")
        address = f"http://127.0.0.1:8000{later}"
        response = self.client.get(later)
        self.assertContains(response, f'<link rel="canonical" href="{address}">')

    def test_a_key_outlives_the_row_it_names(self):
        edition = Edition.objects.get(headline="Tide 30")
        edition.article_id += 10_000_000
        page = list_page(newest(datetime.now(UTC)), {"before": key_of(edition)})
        self.assertEqual(page.teasers[0].edition.published_at, edition.published_at)

    def test_nonsense_for_a_key_is_not_found(self):
        for key in (
            *("x", "===", "AAAA", "\x00", "ключ", "MTIz", "-1", "9" * 500),
            *("MS4x", "MS4tMQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OS4x"),
        ):
            for query in ({"before": key}, {"after": key}):
                with self.subTest(query=query):
                    response = self.client.get(self.theme.get_absolute_url(), query)
                    self.assertIn(response.status_code, (200, 404))

    def test_a_key_nobody_wrote_raises(self):
        with self.assertRaises(Http404):
            list_page(newest(datetime.now(UTC)), {"before": "nonsense"})


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(
            pk=1, name="The Lantern", time_zone="Pacific/Auckland"
        )
        cls.editor = factories.editor()

    def publish(self, **fields):
        return factories.published_article(by=self.editor, **fields)

    def test_a_region_lists_what_lies_within_it(self):
        africa = factories.region("Africa")
        egypt = factories.region("Egypt", parent=africa)
        self.publish(headline="Cairo", regions=(egypt.pk,))
        response = self.client.get(africa.get_absolute_url())
        self.assertEqual(headlines(response), ["Cairo"])
        self.assertContains(response, f'href="{egypt.get_absolute_url()}"')

    def test_a_region_names_what_it_lies_within(self):
        africa = factories.region("Africa")
        north = factories.region("North Africa", parent=africa)
        egypt = factories.region("Egypt", parent=north)
        page = self.client.get(egypt.get_absolute_url()).content.decode()
        trail = page[page.index("breadcrumb") : page.index("<main")]
        names = re.findall(r"<bdi>([^<]*)</bdi>", trail)
        self.assertEqual(names, ["Africa", "North Africa", "Egypt"])

    def test_regions_in_a_circle_end_where_it_closes(self):
        one = factories.region("One")
        two = factories.region("Two", parent=one)
        type(one).objects.filter(pk=one.pk).update(parent=two)
        self.assertEqual(self.client.get(one.get_absolute_url()).status_code, 200)
        self.assertEqual(self.client.get("/regions/").status_code, 200)

    def test_an_author_s_page_tells_who_it_is(self):
        author = factories.author(
            "Ada Brook",
            positions=[{"role": "Correspondent"}],
            long_bio="<p>Ada grew up on a ferry.</p>",
            links="https://ada.example/me\njavascript:alert(1)",
            photo=factories.image(alt="Ada at sea"),
        )
        self.publish(headline="Tides", by_line=[author])
        response = self.client.get(author.get_absolute_url())
        self.assertEqual(headlines(response), ["Tides"])
        for part in ("Ada grew up on a ferry.", "Correspondent", "ada.example/me"):
            self.assertContains(response, part)
        self.assertContains(response, "Ada at sea")
        self.assertNotContains(response, "javascript:")

    def test_a_report_says_where_to_start(self):
        report = factories.report("Tides", description="<p>Two years of it.</p>")
        articles = [
            self.publish(headline=name, reports=(report.pk,)) for name in ("One", "Two")
        ]
        hidden = factories.article(by=self.editor, headline="Three")
        for position, article in enumerate([hidden, *articles[::-1]]):
            StartHere.objects.create(report=report, article=article, position=position)
        response = self.client.get(report.get_absolute_url())
        page = response.content.decode()
        begin = page[page.index("Start here") : page.index("listing-articles")]
        self.assertEqual(re.findall(r"<h3><a[^>]*>([^<]*)", begin), ["Two", "One"])
        self.assertContains(response, "Two years of it.")

    def test_months_are_those_of_the_publication_s_clock(self):
        theme = factories.theme()
        late_in_may = datetime(2020, 5, 31, 20, tzinfo=UTC)
        self.publish(themes=(theme.pk,), display_at=late_in_may)
        response = self.client.get(theme.get_absolute_url())
        self.assertContains(response, "June 2020")
        self.assertContains(response, "1 June 2020")

    def test_indexes_name_only_what_readers_find_something_under(self):
        used, unused = factories.theme("Water"), factories.theme("Fire")
        self.publish(themes=(used.pk,))
        response = self.client.get("/themes/")
        self.assertContains(response, used.name)
        self.assertNotContains(response, unused.name)

    def test_an_empty_newsroom_has_every_page(self):
        for path in (
            "",
            "regions/",
            "themes/",
            "reports/",
            "authors/",
            "tags/",
            "search/",
        ):
            self.assertEqual(self.client.get(f"/{path}").status_code, 200)
