"""Publishing in spite of a check, and choosing the checks, on the screens."""

from itertools import product

from django.test import TestCase
from django.urls import reverse
from lxml import html

from articles.editing import review
from articles.editing.checks import CHECKS
from articles.models import Event, Kind, Publication, Stage
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save

WAY_ROUND = "Publish in spite of this…"
PUBLICATION = "/admin/articles/publication/1/change/"


class OverrideTests(TestCase):
    def setUp(self):
        self.sign_in(Role.PUBLISHER)
        without_words = factories.image(alt="", caption="The mole at dawn")
        self.article = factories.article(lead_image=without_words.pk)
        self.page = reverse("admin:override", args=[self.article.pk])

    def sign_in(self, role):
        self.user = factories.user(role, first_name="Inés", last_name=f"The {role}")
        self.client.force_login(self.user)

    def override(self, **fields):
        fields = {"seen": self.article.version, "why": "The flood is here", **fields}
        return self.client.post(self.page, fields, follow=True)

    def test_a_refused_publication_leads_to_the_way_round(self):
        response = save(self.client, self.article, "_publish")
        self.assertContains(response, "Saved, but not published.")
        self.assertContains(response, WAY_ROUND)
        self.assertContains(response, self.page)

    def test_the_page_says_what_stands_against_it(self):
        self.assertContains(self.client.get(self.page), "The mole at dawn")

    def test_a_reason_publishes_and_stands_in_the_log(self):
        self.assertContains(self.override(), "your reason is in the log")
        self.assertTrue(self.article.editions.visible().exists())
        log = self.client.get(reverse("admin:versions", args=[self.article.pk]))
        self.assertContains(log, "Check overridden")
        self.assertContains(log, "Text in place of pictures: The flood is here")

    def test_without_a_reason_nothing_happens(self):
        self.assertContains(self.override(why="  "), "Say why")
        self.assertFalse(self.article.editions.exists())

    def test_a_text_that_was_not_looked_at_is_not_published(self):
        factories.reworked(self.article, by=factories.editor(), headline="Newer")
        response = self.override()
        self.assertContains(response, "changed this article")
        self.assertContains(response, "The flood is here")
        self.assertFalse(self.article.editions.exists())

    def test_is_for_publishers_and_superusers_alone_at_every_stage(self):
        allowed = {Role.PUBLISHER, "superuser"}
        for stage, role in product(Stage, [*Role, "superuser"]):
            with self.subTest(stage=stage, role=role):
                self.sign_in(role)
                article = self.at(stage)
                page = reverse("admin:override", args=[article.pk])
                status = 200 if role in allowed else 403
                self.assertEqual(self.client.get(page).status_code, status)
                data = {"seen": article.version, "why": "The flood is here"}
                status = 302 if role in allowed else 403
                self.assertEqual(self.client.post(page, data).status_code, status)
                self.assertEqual(article.editions.exists(), role in allowed)

    def at(self, stage):
        writer = factories.editor()
        article = factories.article(by=writer)
        if stage == Stage.REVIEW:
            return review.submit(article, by=writer, seen=1)
        if stage == Stage.APPROVED:
            return review.approve(article, by=writer, seen=1)
        return article

    def test_an_editor_sees_the_reason_and_no_way_round(self):
        self.sign_in(Role.EDITOR)
        response = self.client.get(change_page(self.article))
        self.assertContains(response, "Before it can be published")
        self.assertContains(response, 'href="#id_lead_image"')
        self.assertNotContains(response, WAY_ROUND)

    def test_a_text_in_order_needs_no_way_round(self):
        article = factories.article()
        response = self.client.get(change_page(article))
        self.assertNotContains(response, WAY_ROUND)
        self.assertContains(response, "Better to mend")

    def test_publishers_are_shown_it_and_editors_are_not(self):
        self.override()
        words = "in spite of a check"
        self.assertContains(self.client.get("/admin/"), words)
        self.assertContains(self.client.get("/admin/"), "The flood is here")
        self.sign_in(Role.EDITOR)
        self.assertNotContains(self.client.get("/admin/"), words)


class FourEyesTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, has_four_eyes=True)

    def write(self, role):
        user = factories.user(role)
        self.client.force_login(user)
        return factories.article(by=user)

    def test_the_screen_says_why_its_writer_cannot_let_it_out(self):
        article = self.write(Role.EDITOR)
        response = self.client.get(change_page(article))
        self.assertContains(response, "You have written in this text")
        self.assertNotContains(response, 'name="_publish"')
        self.assertNotContains(response, 'name="_approve"')
        response = save(self.client, article, "_publish", headline="Mine alone")
        self.assertContains(response, "Saved, but not published. You have written")
        self.assertFalse(article.editions.exists())

    def test_who_reads_it_lets_it_out(self):
        article = factories.article()
        self.client.force_login(factories.editor())
        save(self.client, article, "_publish")
        self.assertTrue(article.editions.visible().exists())

    def test_who_changes_it_with_the_same_click_does_not(self):
        article = factories.article()
        self.client.force_login(factories.editor())
        save(self.client, article, "_publish", headline="One comma, more")
        self.assertEqual(fresh(article).headline, "One comma, more")
        self.assertFalse(article.editions.exists())

    def test_a_publisher_overrides_it_with_a_reason(self):
        article = self.write(Role.PUBLISHER)
        self.assertContains(self.client.get(change_page(article)), WAY_ROUND)
        page = reverse("admin:override", args=[article.pk])
        self.assertContains(self.client.get(page), "You have written in this text")
        self.client.post(page, {"seen": 1, "why": "Nobody else is awake"})
        event = Event.objects.get(kind=Event.Kind.OVERRIDDEN)
        self.assertEqual(event.why, "Four eyes: Nobody else is awake")

    def test_a_publication_that_reserves_publishing_says_so_to_editors(self):
        Publication.objects.update(only_publishers_publish=True, has_four_eyes=False)
        article = self.write(Role.EDITOR)
        response = self.client.get(change_page(article))
        self.assertContains(response, "Only publishers may publish articles.")
        self.assertNotContains(response, 'name="_publish"')
        self.assertContains(response, 'name="_approve"')


class SettingsTests(TestCase):
    def setUp(self):
        self.client.force_login(factories.user("superuser"))

    def choose(self, **chosen):
        data = filled(self.client.get(PUBLICATION), "publication_form")
        chosen = {name.replace("__", "-"): value for name, value in chosen.items()}
        return self.client.post(PUBLICATION, {**data, **chosen}, follow=True)

    def test_every_check_has_a_choice_for_every_kind_named(self):
        page = html.fromstring(self.client.get(PUBLICATION).content)
        choices = page.xpath("//*[@class='checks']//select")
        open_to_choice = [check for check in CHECKS if not check.is_fixed]
        self.assertEqual(len(choices), len(open_to_choice) * (len(Kind) + 1))
        labels = {choice.get("aria-label") for choice in choices}
        self.assertEqual(len(labels), len(choices))
        self.assertIn("At least one author: Page", labels)

    def test_a_choice_is_kept_and_what_is_as_usual_is_not(self):
        self.choose(
            check_levels__author__news="required",
            check_levels__alt__every="advised",
            has_four_eyes="on",
        )
        stored = Publication.objects.get()
        self.assertTrue(stored.has_four_eyes)
        self.assertEqual(
            stored.check_levels,
            {"author": {"news": "required"}, "alt": {"every": "advised"}},
        )
        page = html.fromstring(self.client.get(PUBLICATION).content)
        usual = page.xpath("string(//select[@name='check_levels-alt-news']/option)")
        self.assertEqual(usual, "As usual: advised")

    def test_a_choice_is_taken_back(self):
        self.choose(check_levels__author__news="required")
        self.choose(check_levels__author__news="")
        self.assertEqual(Publication.objects.get().check_levels, {})

    def test_nonsense_is_refused_in_words(self):
        response = self.choose(check_levels__author__news="perhaps")
        self.assertContains(response, "Choose for each check whether it is required.")
        self.assertEqual(Publication.objects.get().check_levels, {})
