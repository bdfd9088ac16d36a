"""What every screen of staff shares: words, not machinery; and who is refused what."""

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client, TestCase
from django.urls import reverse

from articles.models import Article, Prompt, StartHere, Tag
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import filled, list_page


class WordsTests(TestCase):
    def setUp(self):
        self.client.force_login(factories.user("superuser"))

    def test_a_list_says_in_words_what_is_so_and_names_each_cell(self):
        Prompt.objects.create(name="a", slot="notice", text="Hello", is_active=False)
        page = self.client.get(reverse("admin:articles_prompt_changelist"))
        self.assertContains(page, "Not in use")
        self.assertContains(page, '<td data-label="Where it shows"')
        self.assertNotContains(page, "icon-no")

    def test_a_name_in_a_list_is_never_markup(self):
        prompt = Prompt(name="<td><b>x", slot="notice", text="Hello", button="<td>")
        prompt.save()
        page = self.client.get(reverse("admin:articles_prompt_changelist"))
        self.assertContains(page, "&lt;td&gt;&lt;b&gt;x")

    def test_a_form_has_one_primary_button_and_labels_without_colons(self):
        tag = Tag.objects.create(name="Grain")
        page = self.client.get(reverse("admin:articles_tag_change", args=[tag.pk]))
        self.assertContains(page, '<label for="id_slug">Address</label>', html=True)
        self.assertContains(page, 'class="primary"', count=1)
        for words in ("Home", "Taggit", "Save and continue", "Slug"):
            self.assertNotContains(page, words)

    def test_accounts_are_in_the_houses_words(self):
        account = User.objects.get()
        page = self.client.get(reverse("admin:auth_user_change", args=[account.pk]))
        self.assertContains(page, "May do everything")
        for words in ("Superuser status", "Authentication and Authorization"):
            self.assertNotContains(page, words)

    def test_days_are_the_browsers_own_calendar(self):
        page = self.client.get(reverse("admin:articles_author_add"))
        self.assertContains(page, 'type="date" name="bio_reviewed_on"')
        self.assertNotContains(page, "DateTimeShortcuts")

    def test_the_menu_says_where_one_is(self):
        page = self.client.get(reverse("admin:articles_theme_changelist"))
        current = '<summary aria-current="true">Terms</summary>'
        self.assertContains(page, current, html=True)


class BylineTests(TestCase):
    def test_where_nobody_is_an_author_all_who_are_credited_are_listed(self):
        self.client.force_login(factories.editor())
        article = factories.article(by_line=[factories.author("Bo Lund")])
        article.credits.update(role="interviewer")
        page = self.client.get(list_page())
        self.assertContains(page, '<td data-label="Byline" class="field-byline">Bo')


class StartingTests(TestCase):
    """Where a report starts: an order, however its rows were numbered."""

    def setUp(self):
        self.client.force_login(factories.user("superuser"))
        self.report = factories.report()
        self.articles = [factories.article(headline=name) for name in "ABC"]
        for place, article in enumerate(self.articles):
            StartHere.objects.create(
                report=self.report, article=article, position=place
            )

    def save(self, **changes):
        page = reverse("admin:articles_report_change", args=[self.report.pk])
        data = filled(self.client.get(page), "report_form")
        changes = {f"start_here-{name}": value for name, value in changes.items()}
        self.assertEqual(self.client.post(page, {**data, **changes}).status_code, 302)
        places = StartHere.objects.values_list("article__headline", "position")
        return list(places)

    def test_stays_as_it_is_where_nobody_moved_anything(self):
        self.assertEqual(self.save(), [("A", 0), ("B", 1), ("C", 2)])

    def test_follows_where_rows_were_moved(self):
        moved = self.save(**{"0-position": "3", "1-position": "1", "2-position": "2"})
        self.assertEqual(moved, [("B", 1), ("C", 2), ("A", 3)])

    def test_closes_up_after_one_is_taken_out(self):
        self.assertEqual(self.save(**{"0-DELETE": "on"}), [("B", 1), ("C", 2)])

    def test_a_new_row_comes_last(self):
        new = factories.article(headline="D")
        saved = self.save(**{"3-article": str(new.pk)})
        self.assertEqual(saved[-1], ("D", 4))


class AuthorsDeskTests(TestCase):
    def setUp(self):
        self.client.force_login(factories.user(Role.AUTHORS_DESK))
        self.client.get("/admin/")  # writes when the session was last used

    def test_begins_with_what_authors_lack_at_a_constant_price(self):
        factories.author("Bo Lund", short_bio="")
        with self.assertNumQueries(15):
            page = self.client.get("/admin/")
        for words in ("Bios to look after", "write a bio", "Bo Lund"):
            self.assertContains(page, words)
        for _ in range(12):
            factories.author(short_bio="<p>Writes.</p>")
        with self.assertNumQueries(15):
            self.client.get("/admin/")


class LockedTests(TestCase):
    def setUp(self):
        self.attempt = AccessAttempt.objects.create(
            username="ana", ip_address="192.0.2.7", user_agent="Secretive/9.0",
            failures_since_start=5,
        )  # fmt: skip

    def test_a_superuser_lifts_a_lock_and_sees_no_browsers(self):
        self.client.force_login(factories.user("superuser"))
        page = self.client.get("/admin/axes/accessattempt/")
        self.assertContains(page, "Locked sign-ins")
        self.assertNotContains(page, "Secretive")
        lift = reverse("admin:axes_accessattempt_delete", args=[self.attempt.pk])
        self.assertContains(self.client.get(lift), "Lift the lock")
        self.client.post(lift, {"post": "yes"})
        self.assertFalse(AccessAttempt.objects.exists())

    def test_nobody_else_does_and_there_are_no_logs(self):
        self.client.force_login(factories.user(Role.PUBLISHER))
        page = self.client.get("/admin/axes/accessattempt/")
        self.assertEqual(page.status_code, 403)
        self.client.force_login(factories.user("superuser"))
        page = self.client.get("/admin/axes/accesslog/")
        self.assertEqual(page.status_code, 404)


class RefusedTests(TestCase):
    def test_who_may_not_is_told_so_and_where_to_go(self):
        self.client.force_login(factories.user(Role.AUTHORS_DESK))
        page = self.client.get(reverse("admin:articles_region_changelist"))
        self.assertContains(page, "This is not open to you", status_code=403)
        self.assertContains(page, 'href="/admin/"', status_code=403)

    def test_a_page_out_of_date_gives_the_words_back_but_no_password(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(factories.editor())
        sent = {"headline": "Kept & whole", "old_password": "a secret of mine"}
        page = browser.post(reverse("admin:articles_article_add"), sent)
        self.assertContains(page, "Kept &amp; whole", status_code=403)
        self.assertNotContains(page, "a secret of mine", status_code=403)
        self.assertFalse(Article.objects.exists())


def test_the_page_for_refusals_asks_no_database(rf):
    """pytest-django refuses every query of a test that did not ask for a database."""
    from django.core.exceptions import PermissionDenied
    from django.views.defaults import permission_denied

    refused = permission_denied(rf.get("/"), PermissionDenied("Only <you>."))
    assert b"Only &lt;you&gt;." in refused.content
