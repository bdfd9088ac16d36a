"""Desk copy shown as a page: to staff, and to whoever holds an open link."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.core import signing
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import previews
from articles.models import Event, PreviewLink, Prompt, Publication
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, words
from tests.reading.test_reads_only import refuse_writing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class LinkTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(pk=1, name="The Lantern")
        Prompt.objects.create(name="n", slot=Prompt.Slot.NOTICE, text="Stand by us.")
        Prompt.objects.create(name="m", slot=Prompt.Slot.MEMBERSHIP, text="Join us.")
        Prompt.objects.create(name="s", slot=Prompt.Slot.SHARE_NOTE, text="Pass it on.")
        cls.editor = factories.editor()
        cls.hidden = factories.article(by=cls.editor, headline="Hidden")
        cls.shown = factories.published_article(by=cls.editor, headline="Shown")
        cls.article = factories.article(
            by=cls.editor,
            headline="A dam, half full",
            by_line=[factories.author("Ada Lund", short_bio="<p>Writes.</p>")],
            body=f'<p>Some words, <a href="/articles/{cls.hidden.pk}/">one</a> and '
            f'<a href="/articles/{cls.shown.pk}/">two</a>.</p>',
            notes="Call the minister",
            regions=(factories.region("Coast").pk,),
            tags=("water",),
            lead_image=factories.image(caption="The wall").pk,
            source=factories.source("Elsewhere", is_canonical=True).pk,
            original_url="https://elsewhere.example/1",
        )

    def setUp(self):
        self.link = previews.make_link(self.article, by=self.editor, days=7)
        self.address = reverse("articles:preview", args=[self.link.token])

    def test_shows_the_text_as_a_page_and_says_that_it_is_no_edition(self):
        page = self.client.get(self.address)
        for expected in ("A dam, half full", "Some words", "Ada Lund", "The wall"):
            self.assertContains(page, expected)
        self.assertContains(page, "This text is not published.")
        self.assertContains(page, "Version 1,")
        self.assertContains(page, "until")
        self.assertContains(page, 'src="/media/')
        self.assertNotContains(page, "Call the minister")

    def test_always_shows_the_newest_text(self):
        factories.reworked(self.article, by=self.editor, headline="A dam, empty")
        page = self.client.get(self.address)
        self.assertContains(page, "A dam, empty")
        self.assertContains(page, "Version 2,")

    def test_says_what_readers_see_meanwhile(self):
        link = previews.make_link(self.shown, by=self.editor, days=1)
        address = reverse("articles:preview", args=[link.token])
        self.assertContains(self.client.get(address), "This text is published.")
        factories.reworked(self.shown, by=self.editor, headline="Shown, reworked")
        self.assertContains(self.client.get(address), "readers see an older one")

    def test_tells_no_machine_anything_and_is_kept_by_none(self):
        page = self.client.get(self.address)
        headers = page.headers
        self.assertIn("no-store", headers["Cache-Control"])
        self.assertEqual(headers["X-Robots-Tag"], "noindex, nofollow, noarchive")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn("ETag", headers)
        robots = html.fromstring(page.content).xpath("//meta[@name='robots']/@content")
        self.assertEqual(robots, ["noindex, nofollow, noarchive"])
        for told in ("canonical", "ld+json", "og:", "article.md", "twitter:"):
            self.assertNotContains(page, told)
        self.assertFalse(page.cookies)

    def test_asks_the_reader_for_nothing(self):
        page = self.client.get(self.address)
        for asked in ("Stand by us.", "Join us.", "Pass it on.", "data-share"):
            self.assertNotContains(page, asked)

    def test_leads_to_what_readers_can_see_and_to_nothing_else(self):
        page = self.client.get(self.address)
        self.assertNotContains(page, f"/articles/{self.hidden.pk}/")
        self.assertNotContains(page, "Hidden")
        shown = self.shown.editions.get().get_absolute_url()
        self.assertContains(page, f'<a href="{shown}">two</a>')

    def test_writes_nothing(self):
        with connection.execute_wrapper(refuse_writing):
            self.assertEqual(self.client.get(self.address).status_code, 200)
        self.assertEqual(self.client.post(self.address).status_code, 405)

    def test_costs_the_same_however_much_there_is(self):
        self.cost(15)
        factories.reworked(
            self.article,
            by=self.editor,
            credits=factories.snapshot(
                by_line=[factories.author() for _ in range(20)]
            ).credits,
            regions=tuple(factories.region().pk for _ in range(20)),
            tags=tuple(f"tag {number}" for number in range(20)),
        )
        self.cost(15)

    def cost(self, queries):
        with self.assertNumQueries(queries):
            self.client.get(self.address)

    def test_a_page_about_ourselves_looks_like_one(self):
        about = factories.article(by=self.editor, kind="page", headline="About us")
        link = previews.make_link(about, by=self.editor, days=1)
        page = self.client.get(reverse("articles:preview", args=[link.token]))
        self.assertContains(page, 'data-kind="page"')
        self.assertContains(page, "This text is not published.")

    def closed(self):
        """Return addresses that must open nothing, each for another reason."""
        with time_machine.travel(NOON, tick=False):
            run_out = previews.make_link(self.article, by=self.editor, days=30)
        revoked = previews.make_link(self.article, by=self.editor, days=30)
        previews.revoke(revoked, by=self.editor)
        number, signature = self.link.token.split(".")
        other_use = signing.Signer(salt="articles.other", sep=".").sign(number)
        tokens = {
            "run out": run_out.token,
            "revoked": revoked.token,
            "never made": signing.Signer(salt="articles.preview", sep=".").sign("999"),
            "another's signature": f"{self.link.pk + 1}.{signature}",
            "cut": self.link.token[:-1],
            "longer": f"{self.link.token}A",
            "the number alone": number,
            "signed for another use": other_use,
            "no number": signing.Signer(salt="articles.preview", sep=".").sign("x"),
            "nonsense": "٣.%F0%9F%92%A9",
        }
        return {why: reverse("articles:preview", args=[tokens[why]]) for why in tokens}

    def test_whatever_opens_nothing_is_answered_alike(self):
        nowhere = self.client.get("/no-such-page/")
        for why, address in self.closed().items():
            with self.subTest(why=why):
                answer = self.client.get(address)
                self.assertEqual(answer.status_code, 404)
                self.assertEqual(answer.content, nowhere.content)
                self.assertEqual(answer.headers, nowhere.headers)

    def test_opens_until_the_very_moment(self):
        for moment, status in ((timedelta(0), 404), (timedelta(seconds=1), 200)):
            with time_machine.travel(self.link.expires_at - moment, tick=False):
                self.assertEqual(self.client.get(self.address).status_code, status)

    def test_one_link_and_many_keep_to_the_same_rule(self):
        for moment in (self.link.made_at, self.link.expires_at):
            is_open = PreviewLink.objects.open(moment).filter(pk=self.link.pk).exists()
            self.assertEqual(self.link.is_open(moment), is_open)


class StaffTests(TestCase):
    def setUp(self):
        self.editor = factories.user(Role.EDITOR, first_name="Inés")
        self.client.force_login(self.editor)
        self.article = factories.article(headline="A dam, half full")
        self.page = reverse("admin:preview_links", args=[self.article.pk])

    def make(self, **fields):
        return self.client.post(self.page, {"days": 7, **fields}, follow=True)

    def test_the_articles_screen_leads_to_both(self):
        screen = self.client.get(change_page(self.article))
        self.assertContains(screen, self.page)
        self.assertContains(screen, reverse("admin:preview", args=[self.article.pk]))

    def test_staff_see_the_saved_text_without_a_link(self):
        page = self.client.get(reverse("admin:preview", args=[self.article.pk]))
        self.assertContains(page, "A dam, half full")
        self.assertContains(page, "This text is not published.")
        self.assertContains(page, change_page(self.article))
        self.assertFalse(PreviewLink.objects.exists())

    def test_a_link_is_made_listed_and_opens_for_a_stranger(self):
        page = self.make(days=30)
        self.assertEqual(words(page), ["The link is made: copy it, and pass it on."])
        link = PreviewLink.objects.get()
        self.assertEqual(link.expires_at - link.made_at, timedelta(days=30))
        self.assertContains(page, "Made by Inés")
        [address] = html.fromstring(page.content).xpath("//*[@data-copy]/input/@value")
        stranger = Client().get(address.removeprefix("http://127.0.0.1:8000"))
        self.assertContains(stranger, "A dam, half full")

    def test_a_revoked_link_opens_nothing_and_is_listed_no_more(self):
        self.make()
        link = PreviewLink.objects.get()
        revoke = reverse("admin:revoke_preview", args=[self.article.pk, link.pk])
        page = self.client.post(revoke, follow=True)
        self.assertContains(page, "Nobody outside can open this article.")
        address = reverse("articles:preview", args=[link.token])
        self.assertEqual(Client().get(address).status_code, 404)

    def test_the_log_says_who_let_somebody_look(self):
        self.make(days=1)
        link = PreviewLink.objects.get()
        revoke = reverse("admin:revoke_preview", args=[self.article.pk, link.pk])
        self.client.post(revoke)
        self.client.post(revoke)
        log = self.client.get(reverse("admin:versions", args=[self.article.pk]))
        self.assertContains(log, "Preview link made")
        self.assertContains(log, "For 1 day")
        revoked = Event.objects.filter(kind=Event.Kind.PREVIEW_REVOKED)
        self.assertEqual(revoked.count(), 1)

    def test_a_link_of_another_article_is_not_revoked_here(self):
        other = previews.make_link(factories.article(), by=self.editor, days=1)
        revoke = reverse("admin:revoke_preview", args=[self.article.pk, other.pk])
        self.assertEqual(self.client.post(revoke).status_code, 404)
        self.assertTrue(other.is_open())

    def test_an_hour_that_is_not_offered_is_refused_in_words(self):
        for days in ("", "365"):
            page = self.make(days=days)
            self.assertContains(page, "Choose how long it shall open.")
        self.assertFalse(PreviewLink.objects.exists())

    def test_there_is_an_end_to_links(self):
        now = timezone.now()
        for _ in range(previews.MOST_OPEN):
            previews.make_link(self.article, by=self.editor, days=1, now=now)
        self.assertContains(self.make(), "Revoke those nobody needs.")
        self.assertEqual(PreviewLink.objects.count(), previews.MOST_OPEN)

    def test_the_list_costs_the_same_for_one_and_for_twenty(self):
        self.make()
        self.client.get(self.page)
        with self.assertNumQueries(8):
            self.client.get(self.page)
        for _ in range(19):
            self.make()
        with self.assertNumQueries(8):
            self.client.get(self.page)
