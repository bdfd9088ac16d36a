import re

from django.test import TestCase
from django.urls import reverse

from articles.models import (
    Disclaimer,
    Prompt,
    Publication,
    Region,
    Report,
    StartHere,
    Tag,
)
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import filled

SCREENS = ("author", "disclaimer", "prompt", "region", "report", "source", "theme")
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"importmap\")[^>]*>")


class EveryScreenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.admin = factories.user("superuser")
        cls.article = factories.published_article(by=cls.admin)
        cls.things = {
            "author": factories.author(),
            "disclaimer": Disclaimer.objects.create(name="Usual", text="<p>Ours.</p>"),
            "prompt": Prompt.objects.create(name="Share", slot="notice", text="Hello"),
            "region": factories.region(),
            "report": factories.report(),
            "source": factories.source(),
            "tag": Tag.objects.create(name="Grain"),
            "theme": factories.theme(),
        }

    def pages(self):
        yield from ("/admin/", "/admin/articles/", "/admin/password_change/")
        yield from ("/admin/auth/user/", "/admin/auth/user/add/")
        for page in ("change", "history"):
            yield f"/admin/auth/user/{self.admin.pk}/{page}/"
        yield from ("/admin/auth/group/", "/admin/articles/publication/1/change/")
        for name, thing in self.things.items():
            yield reverse(f"admin:articles_{name}_changelist")
            yield reverse(f"admin:articles_{name}_add")
            for page in ("change", "delete", "versions"):
                yield reverse(f"admin:articles_{name}_{page}", args=[thing.pk])
        at = f"/admin/articles/article/{self.article.pk}"
        yield from (f"{at}/change/", f"{at}/versions/", f"{at}/versions/1/")
        yield from (f"{at}/versions/compare/", f"{at}/unpublish/")
        yield from (f"{at}/preview-links/", "/admin/articles/digest/")
        yield from (f"{at}/assign/", f"{at}/translate/", f"{at}/send-back/")
        yield from ("/admin/articles/article/", "/admin/articles/article/add/")

    def test_opens_and_runs_no_script_of_its_own_making(self):
        self.client.force_login(self.admin)
        for page in self.pages():
            with self.subTest(page=page):
                response = self.client.get(page)
                self.assertEqual(response.status_code, 200)
                self.assertNotRegex(response.text, SCRIPT)
                self.assertNotRegex(response.text, r"<style|\son\w+=")
                self.assertEqual(response.text.count("<h1"), 1)

    def test_the_import_map_runs_by_the_pages_nonce(self):
        self.client.force_login(self.admin)
        author = self.things["author"]
        response = self.client.get(
            reverse("admin:articles_author_change", args=[author.pk])
        )
        nonce = re.search(r'type="importmap" nonce="([^"]+)"', response.text)[1]
        policy = response.headers["Content-Security-Policy"]
        self.assertIn(f"'nonce-{nonce}'", policy)
        self.assertNotIn("unsafe-eval", policy)

    def test_history_of_an_article_is_its_versions(self):
        self.client.force_login(self.admin)
        page = reverse("admin:articles_article_history", args=[self.article.pk])
        versions = reverse("admin:versions", args=[self.article.pk])
        self.assertRedirects(self.client.get(page), versions)

    def test_the_authors_desk_opens_authors_and_no_terms(self):
        self.client.force_login(factories.user(Role.AUTHORS_DESK))
        response = self.client.get(reverse("admin:articles_author_changelist"))
        self.assertEqual(response.status_code, 200)
        self.assertNotContains(response, "author=")
        response = self.client.get(reverse("admin:articles_region_changelist"))
        self.assertEqual(response.status_code, 403)


class DeletingTests(TestCase):
    def setUp(self):
        self.client.force_login(factories.user("superuser"))

    def delete(self, author):
        page = reverse("admin:articles_author_delete", args=[author.pk])
        asked = self.client.get(page)
        sent = {"post": "yes", "seen": author.version}
        return asked, self.client.post(page, sent)

    def test_says_which_articles_still_need_an_author(self):
        author = factories.author("Bo Lund")
        factories.published_article(headline="Grain, counted", by_line=[author])
        asked, refused = self.delete(author)
        self.assertContains(asked, "“Bo Lund” cannot be deleted")
        self.assertEqual(asked.context["protected"], ["Article: Grain, counted"])
        self.assertContains(refused, "These still need it:")
        self.assertTrue(type(author).objects.exists())

    def test_asks_before_what_nobody_needs_is_gone(self):
        author = factories.author("Bo Lund")
        asked, done = self.delete(author)
        self.assertContains(asked, "Delete “Bo Lund”?")
        self.assertEqual(done.status_code, 302)
        self.assertFalse(type(author).objects.exists())


class HouseTests(TestCase):
    def setUp(self):
        self.client.force_login(factories.user("superuser"))

    def post(self, screen, thing, **changes):
        page = reverse(f"admin:articles_{screen}_change", args=[thing.pk])
        data = filled(self.client.get(page), f"{screen}_form")
        response = self.client.post(page, {**data, **changes})
        thing.refresh_from_db()
        return response

    def test_a_disclaimers_version_rises_with_each_change(self):
        disclaimer = Disclaimer.objects.create(name="Usual", text="<p>Ours.</p>")
        self.post("disclaimer", disclaimer)
        self.assertEqual(disclaimer.version, 1)
        self.post("disclaimer", disclaimer, text="<p>Theirs<script>x</script>.</p>")
        self.assertEqual((disclaimer.version, disclaimer.text), (2, "<p>Theirs.</p>"))

    def test_a_bio_is_cleaned(self):
        author = factories.author()
        bio = '<h2>Big</h2><p style="color:red">She <b>writes</b>.</p>'
        self.post("author", author, short_bio=bio)
        self.assertEqual(author.short_bio, "Big<p>She <strong>writes</strong>.</p>")

    def test_plain_words_become_a_paragraph(self):
        author = factories.author()
        self.post("author", author, short_bio="She writes for R&D.")
        self.assertEqual(author.short_bio, "<p>She writes for R&amp;D.</p>")

    def test_an_authors_links_are_addresses(self):
        author = factories.author()
        response = self.post("author", author, links="https://a.example\njavascript:x")
        self.assertContains(response, "is no address")
        self.post("author", author, links=" https://a.example \n\nhttp://b.example/x")
        self.assertEqual(author.link_list, ["https://a.example", "http://b.example/x"])

    def test_the_publication_is_one_and_stays(self):
        publication = Publication.objects.create(pk=1, name="Old")
        self.post("publication", publication, name="Meridian Affairs")
        self.assertEqual(publication.name, "Meridian Affairs")
        page = reverse("admin:articles_publication_delete", args=[1])
        self.assertEqual(self.client.post(page, {"post": "yes"}).status_code, 403)
        page = reverse("admin:articles_publication_change", args=[2])
        self.assertEqual(self.client.get(page).status_code, 302)

    def test_an_appeal_leads_to_an_address(self):
        prompt = Prompt.objects.create(name="Join", slot="membership", text="Join us")
        response = self.post("prompt", prompt, url="javascript:alert(1)")
        self.assertContains(response, "Write a whole address")
        self.post("prompt", prompt, url="/membership/")
        self.assertEqual(prompt.url, "/membership/")

    def test_regions_stand_as_a_tree(self):
        syria = Region.objects.create(name="Syria", slug="syria")
        east = Region.objects.create(name="Middle East", slug="middle-east")
        Region.objects.filter(pk=syria.pk).update(parent=east)
        Region.objects.create(name="Africa", slug="africa")
        response = self.client.get(reverse("admin:articles_region_changelist"))
        names = [region.name for region in response.context["cl"].result_list]
        self.assertEqual(names, ["Africa", "Middle East", "Syria"])
        self.assertContains(response, 'data-depth="2">Syria')

    def test_a_region_cannot_lie_within_what_lies_within_it(self):
        east = factories.region("East")
        syria = factories.region("Syria", parent=east)
        response = self.post("region", east, parent=str(syria.pk))
        self.assertContains(response, "already lies within")

    def test_a_report_says_where_to_start(self):
        report, article = factories.report(), factories.article()
        self.post("report", report, **{"start_here-0-article": str(article.pk)})
        self.assertEqual(StartHere.objects.get().article, article)
        self.assertIsInstance(StartHere.objects.get().report, Report)
