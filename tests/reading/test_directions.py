"""Languages that run the other way, beside interface words that do not."""

from django.test import TestCase

from articles.models import Publication
from tests import factories


class DirectionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(
            pk=1,
            name="The Lantern",
            language="en",
            social_accounts="https://social.example.org/@lantern",
        )
        cls.region = factories.region("Coast")
        cls.article = factories.published_article(
            headline="حبوب", language="ar", kind="opinion", regions=(cls.region.pk,)
        )

    def test_the_whole_teaser_follows_its_article(self):
        page = self.client.get(self.region.get_absolute_url())
        self.assertContains(page, '<div class="teaser-words" dir="rtl">')

    def test_a_line_of_terms_runs_as_its_label_does(self):
        page = self.client.get(self.article.editions.get().get_absolute_url())
        self.assertContains(page, '<div dir="auto"><dt>Region</dt>')

    def test_an_account_is_named_as_people_name_it(self):
        page = self.client.get("/")
        self.assertContains(page, "<bdi>@lantern on social.example.org</bdi>")
