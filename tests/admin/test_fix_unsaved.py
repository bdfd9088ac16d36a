"""A fix that is typed and not out yet: kept, brought back, merged with others'."""

import json
from urllib.parse import urlencode

from django.test import TestCase
from django.urls import reverse

from articles.models import Article, Edition, WorkingCopy
from tests import factories
from tests.admin.pages import filled
from tests.admin.test_unsaved import ADDRESS


class UnsavedFixTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.article = factories.published_article(
            by=self.editor, headline="Minister Smith resigns", body="<p>He went.</p>"
        )
        self.live = Edition.objects.get()
        self.page = reverse("admin:fix", args=[self.article.pk])
        self.client.force_login(self.editor)

    def keep(self, by=None, **fields):
        """Keep the form of a fix, as it opens now, with some fields changed."""
        who = by or self.editor
        data = {**filled(self.client.get(self.page), "fix_form"), **fields}
        self.client.force_login(who)
        message = {
            "thing": "articles.edition",
            "id": self.live.pk,
            "account": who.pk,
            "seen": self.live.pk,
            "window": "one",
            "form": urlencode(data, doseq=True),
        }
        return self.client.post(
            ADDRESS, json.dumps(message), content_type="application/json"
        )

    def test_comes_back_in_the_form(self):
        self.assertEqual(self.keep(headline="Minister Smyth resigns").status_code, 200)
        response = self.client.get(self.page)
        self.assertContains(response, "This is your unsaved text of")
        data = filled(response, "fix_form")
        self.assertEqual(data["headline"], ["Minister Smyth resigns"])

    def test_who_may_not_fix_keeps_nothing(self):
        response = self.keep(by=factories.user("Writer"), headline="Other")
        self.assertEqual(response.status_code, 403)
        self.assertIn("Only editors and publishers", response.json()["words"])
        self.assertFalse(WorkingCopy.objects.exists())

    def test_goes_out_with_what_a_colleague_fixed_meanwhile(self):
        self.keep(headline="Minister Smyth resigns")
        factories.fixed(self.article, by=factories.editor(), body="<p>She went.</p>")
        data = filled(self.client.get(self.page), "fix_form")
        self.assertEqual(data["seen"], [str(self.live.pk)])
        response = self.client.post(self.page, {**data, "was_wrong": "no"}, follow=True)
        self.assertContains(response, "together with what a colleague had fixed")
        live = Edition.objects.visible().get()
        self.assertEqual(live.headline, "Minister Smyth resigns")
        self.assertIn("She went.", live.body)
        self.assertFalse(WorkingCopy.objects.exists())

    def test_my_desk_leads_back_to_it(self):
        self.keep(headline="Minister Smyth resigns")
        response = self.client.get("/admin/")
        self.assertContains(response, "Minister Smyth resigns")
        self.assertContains(response, f'href="{self.page}"')

    def test_is_dropped_when_one_says_so(self):
        self.keep(headline="Minister Smyth resigns")
        drop = reverse("admin:drop_unsaved", args=["articles.edition", self.live.pk])
        response = self.client.post(drop)
        self.assertRedirects(response, self.page)
        self.assertFalse(WorkingCopy.objects.exists())
        self.assertEqual(Article.objects.get().headline, "Minister Smith resigns")
