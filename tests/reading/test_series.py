"""Within its report an article leads to the one before it and the one after."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase
from django.urls import reverse
from lxml import html

from articles.models import Kind, StartHere
from tests import factories

START = datetime(2020, 1, 1, 12, tzinfo=UTC)


class SeriesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = factories.editor()
        cls.report = factories.report("Tides")
        cls.first, cls.second, cls.third = (cls.publish(day) for day in (1, 2, 3))

    @classmethod
    def publish(cls, day, **fields):
        fields = {"reports": (cls.report.pk,), **fields}
        return factories.published_article(
            by=cls.editor,
            headline=f"Tide {day}",
            display_at=START + timedelta(days=day),
            **fields,
        )

    def ways(self, article):
        """Return the headlines before and after, as the article's page links them."""
        page = self.client.get(reverse("articles:article", args=[article.pk, "x"]))
        page = self.client.get(page.url)
        root = html.fromstring(page.text)
        found = {}
        for link in root.xpath("//nav[contains(@class, 'series')]//a[@rel]"):
            number = link.get("href").split("/")[2]
            assert self.client.get(link.get("href")).status_code == 200
            found[link.get("rel")] = int(number)
        return found

    def test_leads_through_the_report_in_the_order_of_dates(self):
        self.assertEqual(self.ways(self.first), {"next": self.second.pk})
        self.assertEqual(
            self.ways(self.second), {"prev": self.first.pk, "next": self.third.pk}
        )
        self.assertEqual(self.ways(self.third), {"prev": self.second.pk})

    def test_what_the_report_begins_with_comes_first_in_its_order(self):
        for position, article in enumerate([self.third, self.first]):
            StartHere.objects.create(
                report=self.report, article=article, position=position
            )
        self.assertEqual(self.ways(self.third), {"next": self.first.pk})
        self.assertEqual(
            self.ways(self.first), {"prev": self.third.pk, "next": self.second.pk}
        )
        self.assertEqual(self.ways(self.second), {"prev": self.first.pk})

    def test_what_is_released_at_one_instant_stands_in_the_order_of_filing(self):
        shared = START + timedelta(days=9)
        twins = [
            factories.published_article(
                by=self.editor, display_at=shared, reports=(self.report.pk,)
            )
            for _ in range(2)
        ]
        self.assertEqual(self.ways(twins[0])["next"], twins[1].pk)
        self.assertEqual(self.ways(twins[1])["prev"], twins[0].pk)

    def test_leads_past_what_readers_do_not_see(self):
        factories.taken_down(self.second, by=self.editor)
        self.assertEqual(self.ways(self.first), {"next": self.third.pk})
        self.assertEqual(self.ways(self.third), {"prev": self.first.pk})

    def test_is_not_there_where_nothing_stands_beside_it(self):
        alone = self.publish(4, reports=(factories.report("Dams").pk,))
        without = self.publish(5, reports=())
        page = self.publish(6, kind=Kind.PAGE)
        for article in (alone, without, page):
            self.assertEqual(self.ways(article), {})

    def test_a_page_is_read_in_the_first_of_its_reports(self):
        other = factories.report("Dams")
        both = self.publish(4, reports=(other.pk, self.report.pk))
        self.assertEqual(self.ways(both), {})
        self.publish(5, reports=(other.pk,))
        self.assertEqual({*self.ways(both)}, {"next"})
