"""Regions, themes, reports and tags are called as the language of an article does."""

from django.test import TestCase

from articles.models import Tag
from tests import factories


class NamesTests(TestCase):
    def setUp(self):
        self.region = factories.region("Germany", in_languages={"fr.name": "Allemagne"})
        self.theme = factories.theme("Water")
        Tag.objects.create(name="grain", slug="grain", in_languages={"fr.name": "blé"})

    def page(self, language):
        article = factories.published_article(
            headline=f"In {language}",
            language=language,
            regions=(self.region.pk,),
            themes=(self.theme.pk,),
            tags=("grain",),
        )
        address = article.editions.visible().get().get_absolute_url()
        texts = (self.client.get(f"{address}{end}").text for end in ("", "article.md"))
        return "".join(texts)

    def test_are_those_of_the_articles_language(self):
        french = self.page("fr")
        for name in ("Allemagne", "blé"):
            self.assertIn(name, french)
        self.assertNotIn("Germany", french)

    def test_are_ours_where_nothing_is_said_in_it(self):
        self.assertIn("Water", self.page("fr"))
        german = self.page("de")
        self.assertIn("Germany", german)
        self.assertNotIn("Allemagne", german)

    def test_lead_to_the_same_page(self):
        self.assertIn(self.region.get_absolute_url(), self.page("fr"))

    def test_of_what_was_merged_are_those_of_what_it_went_into(self):
        gone = factories.region("Deutschland", merged_into=self.region)
        article = factories.published_article(language="fr", regions=(gone.pk,))
        page = self.client.get(article.editions.visible().get().get_absolute_url())
        self.assertContains(page, "Allemagne")
        self.assertNotContains(page, "Deutschland")
