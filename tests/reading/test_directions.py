"""Languages that run the other way, beside interface words that do not."""

from django.test import TestCase

from articles.models import Correction, Publication
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

    def test_a_notice_stands_apart_from_the_words_that_frame_it(self):
        editor = factories.editor()
        factories.corrected(self.article, "كان عام 1992", by=editor)
        factories.amended(Correction.objects.get(), "كان عام 1991", by=editor)
        page = self.client.get(self.article.editions.visible().get().get_absolute_url())
        self.assertContains(page, '<p class="correction-before" dir="auto">')
        self.assertContains(page, "Before, it said</bdi>: <q>كان عام 1992</q>")

    def test_a_retraction_runs_as_its_notice_does_label_and_all(self):
        factories.retracted(self.article, by=factories.editor(), notice="It is forged.")
        page = self.client.get(self.article.editions.visible().get().get_absolute_url())
        self.assertContains(page, '<aside class="retraction" dir="auto"')
        what = '<p class="retraction-what"><bdi>This article is retracted. <time'
        self.assertContains(page, what)
        self.assertContains(page, "<p>It is forged.</p>")

    def test_the_headline_of_a_history_begins_where_the_rest_does(self):
        Publication.objects.update(shows_history=True)
        factories.corrected(self.article, "كان عام 1991", by=factories.editor())
        edition = self.article.editions.visible().get()
        page = self.client.get(f"{edition.get_absolute_url()}history/")
        self.assertContains(page, '<h1 class="history-headline"><a href=')
        self.assertContains(page, 'lang="ar" dir="rtl">حبوب</a></h1>')
