"""The word for a stage is the same on every screen, and true of what readers see."""

from django.test import TestCase
from django.urls import reverse

from articles.models import Article
from tests import factories
from tests.admin.pages import change_page, list_page


class StageWordTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)

    def reworked(self, article):
        article = Article.objects.get(pk=article.pk)
        factories.reworked(article, by=self.editor, headline="Another")
        return Article.objects.get(pk=article.pk)

    def look_over(self, article):
        chosen = {"chosen": f"{article.pk}:{article.version}", "what": "submit"}
        return self.client.post(reverse("admin:look_over"), chosen)

    def screens(self, article):
        versions = reverse("admin:versions", args=[article.pk])
        for page in ("/admin/", f"{list_page()}?kind=news", change_page(article)):
            yield page, self.client.get(page)
        yield "look over", self.look_over(article)
        yield versions, self.client.get(versions)

    def test_what_readers_see_is_called_a_draft_on_no_screen(self):
        article = self.reworked(factories.published_article(by=self.editor))
        for page, answer in self.screens(article):
            with self.subTest(page=page):
                if page != "/admin/":  # it says what to do, and no stage
                    self.assertContains(answer, "n the works")
                words = answer.text.replace("Draft, or in the works", "")
                # In the log stands what it was before readers saw any of it.
                words = words.replace("Draft → Approved", "")
                self.assertNotIn("Draft", words)

    def test_what_readers_never_saw_is_a_draft(self):
        article = factories.article(by=self.editor)
        self.assertContains(self.client.get(list_page()), ">Draft</span>")
        self.assertContains(self.look_over(article), ">Draft</span>")

    def test_what_was_taken_down_is_a_draft_again_once_it_is_reworked(self):
        article = factories.published_article(by=self.editor)
        factories.taken_down(article, by=self.editor)
        self.reworked(article)
        self.assertContains(self.client.get(list_page()), ">Draft</span>")

    def test_the_list_says_what_changed_since_it_was_approved(self):
        article = factories.published_article(by=self.editor)
        factories.taken_down(article, by=self.editor)
        page = self.client.get(list_page())
        self.assertNotContains(page, "Changed since approved")
        self.reworked(article)
        page = self.client.get(list_page())
        self.assertContains(page, "Changed since approved")

    def test_where_readers_see_the_approved_text_that_says_it_once(self):
        self.reworked(factories.published_article(by=self.editor))
        page = self.client.get(list_page())
        self.assertNotContains(page, "Changed since approved")
        self.assertContains(page, ">Live, with unpublished changes</span>")
