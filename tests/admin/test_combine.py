"""Two texts of one article, and what shall stand of them."""

from dataclasses import replace

from django.test import TestCase
from django.urls import reverse

from articles.editing import desk
from articles.models import Revision
from tests import factories
from tests.admin.pages import change_page, filled, fresh, words

KEEP, TAKE, WRITE = "standing", "refused", "written"


class CombineTests(TestCase):
    def setUp(self):
        self.editor, self.colleague = factories.editor(), factories.editor()
        self.client.force_login(self.editor)
        self.article = factories.article(by=self.editor, tags=("ports",))
        first = self.article.snapshot()
        factories.reworked(
            self.article, by=self.colleague, headline="Theirs", tags=("ports", "grain")
        )
        mine = replace(
            first, headline="Mine", body="<p>My words.</p>", tags=("ports", "tugs")
        )
        self.refused = desk.save(self.article, mine, by=self.editor, seen=1).revision
        self.page = reverse(
            "admin:combine", args=[self.article.pk, self.refused.number]
        )

    def choose(self, **changes):
        form = filled(self.client.get(self.page), "combine_form")
        return self.client.post(self.page, {**form, **changes}, follow=True)

    def test_asks_only_what_is_in_question(self):
        form = filled(self.client.get(self.page), "combine_form")
        self.assertNotIn("headline", form)
        self.assertEqual((form["body"], form["tags"]), ([TAKE], [TAKE]))
        response = self.choose()
        self.assertContains(response, "Choose what shall stand.")
        self.assertEqual(fresh(self.article).headline, "Theirs")

    def test_takes_field_by_field(self):
        response = self.choose(headline=KEEP)
        self.assertRedirects(response, change_page(self.article))
        article = fresh(self.article)
        self.assertEqual(article.headline, "Theirs")
        self.assertEqual(article.body, "<p>My words.</p>")
        self.assertEqual(set(article.snapshot().tags), {"ports", "grain", "tugs"})
        newest = article.revisions.get(number=article.version)
        self.assertEqual(newest.why, "Combined with version 3")

    def test_takes_the_refused_one(self):
        self.choose(headline=TAKE, body=KEEP)
        article = fresh(self.article)
        self.assertEqual(article.headline, "Mine")
        self.assertEqual(article.body, "<p>Some words.</p>")

    def test_takes_what_is_written_anew(self):
        self.choose(headline=WRITE, **{"text-headline": "Ours"})
        self.assertEqual(fresh(self.article).headline, "Ours")

    def test_drops_nothing_that_was_written_and_not_chosen(self):
        response = self.choose(headline=KEEP, **{"text-headline": "Ours"})
        self.assertContains(response, "You wrote something of your own")
        self.assertContains(response, 'value="Ours"')
        self.assertEqual(fresh(self.article).headline, "Theirs")

    def test_says_what_cannot_be_stored(self):
        response = self.choose(headline=WRITE, **{"text-headline": ""})
        self.assertContains(response, "Nothing is saved yet")
        self.assertEqual(fresh(self.article).headline, "Theirs")

    def test_a_third_text_meanwhile_is_not_overwritten(self):
        form = filled(self.client.get(self.page), "combine_form")
        factories.reworked(fresh(self.article), by=self.colleague, headline="Third")
        response = self.client.post(self.page, {**form, "headline": TAKE}, follow=True)
        self.assertIn("Not saved", words(response)[0])
        self.assertEqual(fresh(self.article).headline, "Third")
        kept = Revision.objects.filter(intent=Revision.Intent.CONFLICT).latest("number")
        self.assertEqual(kept.snapshot.headline, "Mine")

    def test_a_third_change_elsewhere_stays(self):
        form = filled(self.client.get(self.page), "combine_form")
        factories.reworked(fresh(self.article), by=self.colleague, notes="Call them.")
        self.client.post(self.page, {**form, "headline": TAKE})
        self.assertEqual(fresh(self.article).headline, "Mine")
        self.assertEqual(fresh(self.article).notes, "Call them.")

    def test_says_when_nothing_is_left_to_take(self):
        self.choose(headline=TAKE)
        response = self.client.get(self.page)
        self.assertContains(response, "All of it is in your text already.")

    def test_is_about_refused_texts_only(self):
        page = reverse("admin:combine", args=[self.article.pk, 1])
        self.assertEqual(self.client.get(page).status_code, 404)
        response = self.client.post(self.page, {"seen": "77", "headline": TAKE})
        self.assertEqual(response.status_code, 404)
