"""Mail of what is new: to whom, when, once, and what is never in it."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.test import TestCase

from articles.editing import review
from articles.editing.digests import sending
from articles.editing.digests.sending import send_due
from articles.editing.digests.setting import choose, digest_of
from articles.models import Digest, Event, Publication
from articles.models.actions import Role
from tests import factories

LISBON = ZoneInfo("Europe/Lisbon")
MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)  # 10:00 in Lisbon
SEVEN = datetime(2026, 6, 2, 6, tzinfo=UTC)  # 7:00 in Lisbon


@pytest.mark.parametrize(
    ("now", "hour", "following"),
    [
        ("2026-06-01T05:59+00:00", 7, "2026-06-01T06:00+00:00"),
        ("2026-06-01T06:00+00:00", 7, "2026-06-02T06:00+00:00"),
        # Summer time begins: 7:00 is an hour earlier for who counts in UTC.
        ("2026-03-28T12:00+00:00", 7, "2026-03-29T06:00+00:00"),
        ("2026-10-24T12:00+00:00", 7, "2026-10-25T07:00+00:00"),
        # An hour that is skipped: the moment of the change. One that comes twice: once.
        ("2026-03-28T12:00+00:00", 1, "2026-03-29T01:00+00:00"),
        ("2026-10-24T23:30+00:00", 1, "2026-10-25T00:00+00:00"),
        ("2026-10-25T00:00+00:00", 1, "2026-10-26T01:00+00:00"),
    ],
)
def test_a_daily_digest_keeps_to_the_publications_clock(now, hour, following):
    digest = Digest(hour=hour)
    found = digest.following(datetime.fromisoformat(now), LISBON)
    assert found == datetime.fromisoformat(following)


def test_each_day_of_a_year_has_one_digest_at_its_hour():
    for hour in (0, 1, 2, 7, 23):
        digest, at = Digest(hour=hour), datetime(2026, 1, 1, tzinfo=UTC)
        days = []
        while at.year == 2026:
            at = digest.following(at, LISBON)
            days.append(at.astimezone(LISBON).date())
        assert len(days) == len(set(days))
        assert days[-1] - days[0] == timedelta(days=len(days) - 1)


def test_other_rhythms():
    assert Digest(rhythm="hourly").following(SEVEN, LISBON) == SEVEN + timedelta(
        hours=1
    )
    assert Digest(rhythm="never").following(SEVEN, LISBON) is None


class DigestTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, name="The Lantern", time_zone="Europe/Lisbon")
        self.writer = factories.user(
            Role.WRITER, first_name="Rui", last_name="Sá", email="rui@news.example"
        )
        self.editor = factories.user(
            Role.EDITOR, first_name="Ana", last_name="Reis", email="ana@news.example"
        )
        self.round(MONDAY)

    def round(self, now):
        return send_due(now)

    def handed_in(self, at=MONDAY, headline="A dam, half full", note="Two sources"):
        article = factories.article(
            by=self.writer, headline=headline, body="<p>Secret water.</p>",
            standfirst="Secret wall.", notes="Call the minister",
        )  # fmt: skip
        review.submit(article, by=self.writer, seen=1, note=note)
        Event.objects.filter(article=article).update(at=at + timedelta(minutes=1))
        return article

    # Whom, and when

    def test_nobody_is_told_of_what_was_before_the_first_look(self):
        self.handed_in(at=MONDAY - timedelta(days=3))
        self.round(SEVEN)
        self.assertEqual(mail.outbox, [])

    def test_comes_at_seven_in_the_publications_time(self):
        self.handed_in()
        self.round(SEVEN - timedelta(seconds=1))
        self.assertEqual(mail.outbox, [])
        self.round(SEVEN)
        [sent] = mail.outbox
        self.assertEqual(sent.to, ["ana@news.example"])
        self.assertEqual(sent.subject, "The Lantern: One thing is new for you")

    def test_nothing_new_is_no_mail(self):
        self.assertEqual(self.round(SEVEN).quiet, 2)
        self.assertEqual(mail.outbox, [])

    def test_what_was_told_is_told_once(self):
        self.handed_in()
        for days in range(3):
            self.round(SEVEN + timedelta(days=days))
        self.assertEqual(len(mail.outbox), 1)

    def test_what_was_not_committed_yet_at_the_look_is_told_at_the_next(self):
        self.round(SEVEN)
        self.handed_in(at=SEVEN - timedelta(minutes=1, seconds=30))
        self.round(SEVEN + timedelta(days=1))
        self.assertEqual(len(mail.outbox), 1)

    def test_what_is_no_longer_to_be_done_is_not_told(self):
        article = self.handed_in()
        review.approve(article, by=self.editor, seen=1)
        self.round(SEVEN)
        self.assertEqual(mail.outbox, [])

    def test_an_account_without_an_address_or_closed_is_left_out(self):
        User.objects.filter(pk=self.editor.pk).update(is_active=False)
        factories.user(Role.EDITOR, email="")
        self.handed_in()
        self.round(SEVEN)
        self.assertEqual(mail.outbox, [])

    def test_old_news_of_a_long_silence_is_not_poured_out(self):
        self.handed_in()
        self.round(SEVEN + timedelta(days=20))
        self.assertEqual(mail.outbox, [])

    def test_whoever_wants_it_hourly_is_told_within_the_hour(self):
        self.choose("hourly", 7, now=MONDAY)
        self.handed_in()
        self.round(MONDAY + timedelta(minutes=59))
        self.assertEqual(len(mail.outbox), 0)
        self.round(MONDAY + timedelta(minutes=60))
        self.assertEqual(len(mail.outbox), 1)

    def test_whoever_wants_none_gets_none_and_no_flood_afterwards(self):
        self.choose("never", 7, now=MONDAY)
        self.handed_in()
        self.round(SEVEN)
        self.choose("daily", 7, now=SEVEN)
        self.round(SEVEN + timedelta(days=1))
        self.assertEqual(mail.outbox, [])

    def choose(self, rhythm, hour, **said):
        seen = digest_of(self.editor).choice
        return choose(self.editor, rhythm, hour, seen=seen, **said)

    def test_nonsense_is_refused(self):
        for rhythm, hour in (("yearly", 7), ("daily", 24)):
            with self.assertRaises(ValidationError):
                self.choose(rhythm, hour)

    # What it says

    def test_says_what_is_wanted_and_where_in_text_and_html(self):
        article = self.handed_in()
        self.round(SEVEN)
        [sent] = mail.outbox
        [html] = [part.content for part in sent.alternatives]
        address = f"http://127.0.0.1:8000/admin/articles/article/{article.pk}/change/"
        for body in (sent.body, html):
            for words in ("A dam, half full", "Two sources", "approve it", address):
                self.assertIn(words, body)
            self.assertIn("http://127.0.0.1:8000/admin/articles/digest/", body)
            self.assertIn("1 June 2026, 10:01 (WEST)", body)

    def test_never_holds_a_text_or_a_private_note(self):
        self.handed_in()
        self.round(SEVEN)
        message = mail.outbox[0].message().as_string()
        html = mail.outbox[0].alternatives[0].content
        for body in (message, mail.outbox[0].body, html):
            for words in ("Secret water", "Secret wall", "Call the minister"):
                self.assertNotIn(words, body)

    def test_says_how_to_be_rid_of_it(self):
        self.handed_in()
        self.round(SEVEN)
        headers = mail.outbox[0].extra_headers
        setting = "<http://127.0.0.1:8000/admin/articles/digest/>"
        self.assertEqual(headers["List-Unsubscribe"], setting)
        self.assertEqual(headers["Auto-Submitted"], "auto-generated")

    def test_markup_and_line_breaks_of_people_are_words(self):
        Publication.objects.update(name="The\r\nBcc: x@y.example\nLantern")
        self.handed_in(headline="<b>Dam</b> & wall", note="<script>x</script>")
        self.round(SEVEN)
        [sent] = mail.outbox
        self.assertNotIn("\n", sent.subject)
        html = sent.alternatives[0].content
        self.assertIn("&lt;b&gt;Dam&lt;/b&gt; &amp; wall", html)
        self.assertNotIn("<script>", html)
        self.assertIn("<b>Dam</b> & wall", sent.body)

    # Once each, whatever fails

    def test_two_workers_that_see_the_same_send_once(self):
        self.handed_in()
        due = Digest.objects.select_related("person").get(person=self.editor)
        self.round(SEVEN)
        self.assertFalse(sending._claim(due, SEVEN))
        self.assertEqual(len(mail.outbox), 1)

    def test_what_a_crash_prevented_is_sent_ten_minutes_later(self):
        self.handed_in()
        with (
            mock.patch.object(sending, "written", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            self.round(SEVEN)
        self.round(SEVEN + timedelta(minutes=9))
        self.assertEqual(mail.outbox, [])
        self.round(SEVEN + timedelta(minutes=10))
        self.assertEqual(len(mail.outbox), 1)

    def test_one_address_that_fails_stops_no_other_and_is_tried_again(self):
        other = factories.user(Role.EDITOR, email="eva@news.example")
        self.round(MONDAY)
        self.handed_in()
        with refusing("ana@news.example"), self.assertLogs(sending.logger, "WARNING"):
            outcome = self.round(SEVEN)
        self.assertEqual((outcome.sent, outcome.failed), (1, 1))
        self.assertEqual([sent.to for sent in mail.outbox], [[other.email]])
        self.round(SEVEN + timedelta(minutes=5))
        self.assertEqual(mail.outbox[1].to, ["ana@news.example"])
        self.round(SEVEN + timedelta(days=1))
        self.assertEqual(len(mail.outbox), 2)

    def test_one_desk_that_cannot_be_told_stops_no_other_and_is_tried_again(self):
        other = factories.user(Role.EDITOR, email="eva@news.example")
        self.round(MONDAY)
        self.handed_in()
        with (
            mock.patch.object(sending, "news", failing_for(self.editor)),
            self.assertLogs(sending.logger, "ERROR") as logged,
        ):
            outcome = self.round(SEVEN)
        self.assertEqual((outcome.sent, outcome.failed), (1, 1))
        self.assertEqual([sent.to for sent in mail.outbox], [[other.email]])
        self.assertIn("KeyError", logged.output[0])
        self.round(SEVEN + timedelta(minutes=5))
        self.assertEqual(mail.outbox[1].to, ["ana@news.example"])

    def test_an_account_that_is_deleted_meanwhile_stops_no_other(self):
        other = factories.user(Role.EDITOR, email="eva@news.example")
        self.round(MONDAY)
        self.handed_in()
        news = sending.news

        def deleting(person, *said):
            if person == self.editor:
                User.objects.get(pk=person.pk).delete()
                return []
            return news(person, *said)

        with mock.patch.object(sending, "news", deleting):
            self.round(SEVEN)
        self.assertEqual([sent.to for sent in mail.outbox], [[other.email]])

    def test_tries_are_few_and_the_next_day_tells_of_both_days(self):
        self.handed_in()
        now, tries = SEVEN, 0
        with refusing("ana@news.example"), self.assertLogs(sending.logger, "WARNING"):
            while now < SEVEN + timedelta(hours=20):
                tries += self.round(now).failed
                now += timedelta(minutes=1)
        self.assertEqual(tries, sending.MOST_TRIES)
        self.handed_in(at=SEVEN, headline="The day after")
        self.round(SEVEN + timedelta(days=1))
        [sent] = mail.outbox
        self.assertIn("A dam, half full", sent.body)
        self.assertIn("The day after", sent.body)

    def test_costs_the_same_for_one_thing_and_for_twenty(self):
        self.handed_in()
        with self.assertNumQueries(self.queries()):
            self.round(SEVEN)
        for number in range(20):
            self.handed_in(at=SEVEN, headline=f"Dam {number}")
        with self.assertNumQueries(self.queries()):
            self.round(SEVEN + timedelta(days=1))
        self.assertEqual(len(mail.outbox), 2)

    def queries(self):
        """The round's own three and its sign of mail; for each of two people: to hold
        and to note it, their role and rights, and their sources that are mailed.
        """
        writers, editors = 6, 15
        return 3 + 1 + 2 * (3 + 1 + 2) + writers + editors

    def test_a_quiet_minute_costs_three_queries(self):
        with self.assertNumQueries(3):
            self.round(MONDAY + timedelta(minutes=1))


def refusing(address):
    """Let the mail server refuse one address."""
    send = EmailBackend.send_messages

    def refuse(backend, messages):
        if any(address in message.to for message in messages):
            raise SMTPRecipientsRefused({address: (550, b"no such user")})
        return send(backend, messages)

    return mock.patch.object(EmailBackend, "send_messages", refuse)


def failing_for(somebody):
    """Let the look at one person's desk meet a fault of ours."""
    news = sending.news

    def fail(person, *said):
        if person == somebody:
            raise KeyError(person.pk)
        return news(person, *said)

    return fail


class SettingTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, time_zone="Europe/Lisbon")
        self.person = factories.user(Role.WRITER)

    def test_everybody_is_told_daily_at_seven_until_they_choose(self):
        digest = digest_of(self.person)
        self.assertEqual((digest.rhythm, digest.hour), (Digest.Rhythm.DAILY, 7))
        self.assertFalse(Digest.objects.exists())

    def test_a_newcomer_is_looked_after_from_the_first_round_on(self):
        send_due(MONDAY)
        digest = Digest.objects.get()
        self.assertEqual((digest.told_until, digest.next_at), (MONDAY, SEVEN))
        send_due(MONDAY + timedelta(minutes=1))
        self.assertEqual(Digest.objects.count(), 1)

    def test_choosing_does_not_repeat_what_was_told(self):
        send_due(MONDAY)
        digest = choose(
            *(self.person, "daily", 23),
            seen=digest_of(self.person).choice,
            now=MONDAY + timedelta(hours=1),
        )
        self.assertEqual(digest.told_until, MONDAY)
        self.assertEqual(digest.next_at, datetime(2026, 6, 1, 22, tzinfo=UTC))
