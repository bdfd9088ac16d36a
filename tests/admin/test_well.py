"""“Is everything well?”: the page, who sees what of it, the mark on the first page."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import TestCase
from django.utils import timezone
from lxml import html

from articles.editing.well.signs import note
from articles.models import Sign
from articles.models.actions import Role
from tests import factories

PAGE, DESK = "/admin/well/", "/admin/"
NAMES = ["What goes live next", "The worker", "Mail", "Backups", "Disk space"]
NAMES += ["Pictures", "Database", "Updates", "Clock"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_every_role_reads_it_and_is_led_there(client, role):
    client.force_login(factories.user(role))
    assert f'href="{PAGE}"' in client.get(DESK).text
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert [line.name for line in answer.context["lines"]] == NAMES
    is_offered = "Send me a test mail" in answer.text
    assert is_offered == (role == "superuser")


class WellPageTests(TestCase):
    def page(self, role="superuser", **fields):
        self.client.force_login(factories.user(role, **fields))
        return self.client.get(PAGE)

    def test_nobody_outside_reads_it(self):
        self.assertEqual(self.client.get(PAGE).status_code, 302)

    def test_begins_with_one_answer(self):
        note(Sign.Kind.WORKER, now=timezone.now() - timedelta(hours=3))
        page = html.fromstring(self.page().content)
        [answer] = page.xpath("//p[@class='well-answer']")
        self.assertEqual(answer.text_content().strip(), "One thing is not well.")
        [state] = page.xpath("//li[h2='The worker']/p[@class='well-state']")
        self.assertEqual(state.text, "Not well")

    def test_what_the_machine_says_is_for_who_can_mend_it(self):
        note(Sign.Kind.MAIL_FAILED, "ana@news.example refused")
        with self.settings(MAIL_LEAVES=True):
            self.assertContains(self.page(), "ana@news.example refused")
            self.assertNotContains(self.page(Role.PUBLISHER), "ana@news.example")

    def test_the_first_page_names_what_is_not_well_and_is_silent_else(self):
        self.client.force_login(factories.user(Role.WRITER))
        self.assertNotContains(self.client.get(DESK), "Not well:")
        note(Sign.Kind.WORKER, now=timezone.now() - timedelta(hours=3))
        [mark] = html.fromstring(self.client.get(DESK).content).xpath(
            "//p[@class='today-unwell']/a"
        )
        self.assertEqual(mark.get("href"), PAGE)
        self.assertEqual(mark.text_content(), "Not well: The worker")

    def test_a_test_mail_is_sent_and_said(self):
        self.page(email="root@news.example")
        answer = self.client.post(PAGE, follow=True)
        self.assertContains(answer, "Sent to root@news.example.")
        self.assertEqual(len(mail.outbox), 1)

    def test_what_kept_it_from_going_is_said(self):
        self.page()
        answer = self.client.post(PAGE, follow=True)
        self.assertContains(answer, "no e-mail address")

    def test_nobody_else_can_send_one(self):
        self.page(Role.PUBLISHER, email="p@news.example")
        self.assertEqual(self.client.post(PAGE).status_code, 403)
        self.assertEqual(mail.outbox, [])

    def test_costs_the_same_whatever_there_is(self):
        editor = factories.editor()
        for size in (1, 20):
            for _ in range(size):
                factories.published_article(by=editor)
                note(Sign.Kind.WORKER)
            self.page(Role.EDITOR)
            with self.subTest(size=size), self.assertNumQueries(16):
                self.client.get(PAGE)
