from django.test import TestCase
from django.urls import reverse

from articles.models import Article, Edition
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, filled, fresh, list_page, new_page, save


class RoleTests(TestCase):
    def sign_in(self, role):
        self.user = factories.user(role)
        self.client.force_login(self.user)
        return self.user

    def test_the_authors_desk_sees_no_articles(self):
        self.sign_in(Role.AUTHORS_DESK)
        article = factories.article()
        page = change_page(article)
        versions = reverse("admin:versions", args=[article.pk])
        for address in (list_page(), new_page(), page, versions):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 403)
        self.assertEqual(self.client.get(reverse("admin:headlines")).status_code, 403)
        self.assertNotContains(self.client.get("/admin/"), article.headline)

    def test_a_writer_reads_others_articles_and_changes_none(self):
        self.sign_in(Role.WRITER)
        article = factories.article(body="<p>Somebody else’s words.</p>")
        response = self.client.get(change_page(article))
        self.assertContains(response, "Somebody else’s words.")
        self.assertNotContains(response, 'name="_save"')
        response = self.client.post(change_page(article), {"headline": "Mine now"})
        self.assertEqual(response.status_code, 403)
        self.assertEqual(fresh(article).headline, "A headline")

    def test_a_writer_changes_an_own_draft_but_cannot_publish(self):
        writer = self.sign_in(Role.WRITER)
        article = factories.article(by=writer)
        response = self.client.get(change_page(article))
        self.assertContains(response, 'name="_save"')
        self.assertNotContains(response, 'name="_publish"')
        self.assertContains(response, "Only editors and publishers may publish")
        response = save(self.client, article, "_publish", headline="New words")
        self.assertContains(response, "Saved, but not published.")
        self.assertEqual(fresh(article).headline, "New words")
        self.assertFalse(Edition.objects.exists())

    def test_a_writer_cannot_take_down(self):
        writer = self.sign_in(Role.WRITER)
        article = factories.article(by=writer)
        page = reverse("admin:unpublish", args=[article.pk])
        self.assertEqual(self.client.post(page, {"why": "x"}).status_code, 403)

    def test_editors_and_publishers_change_and_publish_anything(self):
        for role in (Role.EDITOR, Role.PUBLISHER):
            with self.subTest(role=role):
                self.sign_in(role)
                article = factories.article()
                save(self.client, article, "_publish", headline=f"By {role}")
                self.assertEqual(
                    article.editions.visible().get().headline, f"By {role}"
                )

    def test_nobody_deletes_an_article_for_good(self):
        article = factories.article()
        for role in (Role.EDITOR, Role.PUBLISHER, "superuser"):
            with self.subTest(role=role):
                self.sign_in(role)
                page = reverse("admin:articles_article_delete", args=[article.pk])
                # Django's own page of that address is not reached.
                self.client.post(page, {"post": "yes"})
                self.assertTrue(Article.objects.unbinned().filter(pk=article.pk))

    def test_a_stranger_is_asked_to_sign_in(self):
        article = factories.article()
        for name in ("unpublish", "versions"):
            with self.subTest(name=name):
                response = self.client.get(reverse(f"admin:{name}", args=[article.pk]))
                self.assertRedirects(
                    response,
                    f"/admin/login/?next=/admin/articles/article/{article.pk}/{name}/",
                    fetch_redirect_response=False,
                )

    def test_only_a_superuser_opens_the_publication(self):
        page = reverse("admin:articles_publication_change", args=[1])
        self.sign_in(Role.PUBLISHER)
        self.assertEqual(self.client.get(page).status_code, 403)
        self.sign_in("superuser")
        response = self.client.get(reverse("admin:articles_publication_changelist"))
        self.assertRedirects(response, page)

    def test_a_save_of_a_writer_whose_account_is_closed_writes_nothing(self):
        writer = self.sign_in(Role.WRITER)
        article = factories.article(by=writer)
        opened = filled(self.client.get(change_page(article)))
        writer.is_active = False
        writer.save()
        self.client.post(change_page(article), {**opened, "headline": "Too late"})
        self.assertEqual(fresh(article).headline, "A headline")
