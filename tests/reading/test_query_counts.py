"""What a page costs, and that it costs the same however much there is."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase

from articles.models import Prompt, Publication, StartHere, Tag
from tests import factories

START = datetime(2020, 1, 1, 12, tzinfo=UTC)


class QueryCountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(pk=1, name="The Lantern")
        Prompt.objects.create(name="a", slot=Prompt.Slot.MEMBERSHIP, text="Join.")
        cls.editor = factories.editor()
        cls.region, cls.theme = factories.region("Coast"), factories.theme("Water")
        cls.report = factories.report("Tides", cover=factories.image())
        cls.author = factories.author("Ada", photo=factories.image())
        cls.made = 0

    def publish(self, authors=1, regions=1):
        number = self.made = self.made + 1
        byline = [self.author, *(factories.author() for _ in range(authors - 1))]
        lies_in = [self.region, *(factories.region() for _ in range(regions - 1))]
        article = factories.published_article(
            by=self.editor,
            headline=f"Tide {number}",
            body=f'<p>See <a href="/articles/{number - 1}/">the last</a>.</p>',
            by_line=byline,
            regions=tuple(region.pk for region in lies_in),
            themes=(self.theme.pk,),
            reports=(self.report.pk,),
            tags=("moon",),
            lead_image=factories.image().pk,
            display_at=START + timedelta(days=number),
        )
        StartHere.objects.create(report=self.report, article=article)
        return article

    def assert_costs(self, queries, path):
        with (
            self.subTest(path=path, articles=self.made),
            self.assertNumQueries(queries),
        ):
            self.assertEqual(self.client.get(path).status_code, 200)

    def test_an_article_page_costs_six_queries_however_long_its_lists(self):
        for authors, regions in ((1, 1), (5, 6)):
            article = self.publish(authors=authors, regions=regions)
            edition = article.editions.get()
            self.assert_costs(6, edition.get_absolute_url())
        for _ in range(20):
            self.publish()
        self.assert_costs(6, edition.get_absolute_url())

    def test_lists_cost_the_same_with_one_article_and_with_many(self):
        while self.made < 26:
            self.publish(authors=2)
            if self.made not in (1, 26):
                continue
            for queries, path in (
                (6, "/"),
                (5, self.region.get_absolute_url()),
                (5, self.theme.get_absolute_url()),
                (5, self.author.get_absolute_url()),
                (6, self.report.get_absolute_url()),
                (5, f"/tags/{Tag.objects.get().slug}/"),
                (4, "/search/?q=tide"),
                (3, "/regions/"),
                (3, "/themes/"),
                (3, "/reports/"),
                (3, "/authors/"),
                (3, "/tags/"),
                (2, "/search/"),
            ):
                self.assert_costs(queries, path)
