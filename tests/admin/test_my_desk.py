"""The first page of staff, and the setting for mail that it leads to."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from lxml import html

from articles.editing import review
from articles.editing.concerns.desk import MOST
from articles.models import Article, Digest, Publication
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, list_page

DESK, SETTING = "/admin/", "/admin/articles/digest/"


class MyDeskTests(TestCase):
    def setUp(self):
        self.writer = factories.user(Role.WRITER, first_name="Rui", last_name="Sá")
        self.editor = factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")

    def desk_of(self, person):
        self.client.force_login(person)
        return self.client.get(DESK)

    def handed_in(self, headline="A dam"):
        article = factories.article(by=self.writer, headline=headline)
        return review.submit(article, by=self.writer, seen=1, note="Two sources")

    def test_an_empty_desk_says_so_and_what_one_could_do(self):
        page = self.desk_of(self.writer)
        self.assertContains(page, "Nothing waits for you.")
        self.assertContains(page, "Begin an article")
        page = self.desk_of(factories.user(Role.AUTHORS_DESK))
        self.assertContains(page, "Nothing waits for you.")
        self.assertNotContains(page, "article/")

    def test_each_thing_says_what_it_wants_and_leads_there(self):
        article = self.handed_in()
        page = html.fromstring(self.desk_of(self.editor).text)
        [thing] = page.xpath("//section[@data-kind='in-review']//li")
        words = " ".join(thing.text_content().split())
        for expected in ("A dam", "Read it, then approve it", "Two sources", "Rui Sá"):
            self.assertIn(expected, words)
        self.assertEqual(thing.xpath(".//a/@href"), [change_page(article)])

    def test_what_is_overdue_is_marked_in_words(self):
        article = factories.article(by=self.editor)
        yesterday = article.created_at.date() - timedelta(days=1)
        Article.objects.update(assignee=self.writer, due_on=yesterday)
        page = self.desk_of(self.writer)
        self.assertContains(page, "Overdue since")
        self.assertContains(page, "data-urgent")

    def test_what_is_cut_leads_to_all_of_it(self):
        for number in range(MOST + 2):
            self.handed_in(f"Dam {number}")
        page = html.fromstring(self.desk_of(self.editor).text)
        [more] = page.xpath("//*[@class='concern-more']/a")
        self.assertEqual(more.text, "and 2 more")
        listed = self.client.get(more.get("href"))
        self.assertEqual(listed.context["cl"].result_count, MOST + 2)

    def test_the_list_narrows_to_what_is_mine(self):
        factories.article(by=self.editor, headline="Filed by Ana")
        given = factories.article(by=self.writer, headline="Given to Ana")
        factories.assigned(given, self.editor, by=self.editor)
        self.client.force_login(self.editor)
        for value, expected in (("mine", "Given"), ("filed", "Filed")):
            found = self.client.get(list_page(), {"whose": value}).context["cl"]
            [article] = found.result_list
            self.assertIn(expected, article.headline)

    def test_costs_the_same_for_one_thing_and_for_twenty(self):
        costs = {self.writer: 23, self.editor: 37}
        for size in (1, 20):
            while Article.objects.count() < 2 * size:
                self.handed_in()
                live = factories.published_article(by=self.editor)
                factories.reworked(live, by=self.editor, headline="Reworked")
            for person, queries in costs.items():
                self.desk_of(person)
                with self.subTest(size=size), self.assertNumQueries(queries):
                    self.client.get(DESK)


class SettingTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, time_zone="Europe/Lisbon")
        self.person = factories.user(Role.WRITER, email="rui@news.example")
        self.client.force_login(self.person)

    def test_says_where_mail_goes_and_what_is_usual(self):
        page = self.client.get(SETTING)
        self.assertContains(page, "rui@news.example")
        self.assertContains(page, "Europe/Lisbon")
        form = html.fromstring(page.content).xpath("//form[@class='ask']")[0]
        self.assertEqual(form.fields["rhythm"], "daily")
        self.assertEqual(form.fields["hour"], "7")

    def test_every_page_of_staff_leads_there(self):
        for role in Role:
            self.client.force_login(factories.user(role))
            self.assertContains(self.client.get(DESK), f'href="{SETTING}"')
            self.assertEqual(self.client.get(SETTING).status_code, 200)

    def test_a_choice_is_kept_and_is_ones_own(self):
        chosen = {"rhythm": "hourly", "hour": "18", "seen": "daily 7"}
        page = self.client.post(SETTING, chosen, follow=True)
        self.assertContains(page, "Saved.")
        self.assertContains(page, "The newsroom looks next on")
        digest = Digest.objects.get()
        self.assertEqual(
            (digest.person, digest.rhythm, digest.hour), (self.person, "hourly", 18)
        )

    def test_a_choice_made_elsewhere_since_is_not_overwritten(self):
        chosen = {"rhythm": "hourly", "hour": "18", "seen": "daily 7"}
        self.client.post(SETTING, chosen)
        page = self.client.post(SETTING, {**chosen, "rhythm": "never"})
        self.assertContains(page, "You have changed this elsewhere")
        self.assertContains(page, 'value="hourly 18"')
        self.assertEqual(Digest.objects.get().rhythm, "hourly")

    def test_a_missing_address_is_said(self):
        self.client.force_login(factories.user(Role.WRITER))
        page = self.client.get(SETTING)
        self.assertContains(page, "Your account has no e-mail address")

    def test_nonsense_is_refused_in_words(self):
        page = self.client.post(SETTING, {"rhythm": "", "hour": "7"})
        self.assertContains(page, "Choose how often.")
        self.assertFalse(Digest.objects.exists())

    def test_looking_stores_nothing(self):
        self.client.get(SETTING)
        self.assertFalse(Digest.objects.exists())

    def test_nobody_else_sees_it_not_even_in_a_list(self):
        self.client.force_login(factories.user("superuser"))
        page = self.client.get(SETTING)
        self.assertNotContains(page, "rui@news.example")
        self.client.logout()
        self.assertEqual(self.client.get(SETTING).status_code, 302)
        self.assertEqual(reverse("admin:digest"), SETTING)
