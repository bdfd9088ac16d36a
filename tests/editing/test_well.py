"""What the newsroom says when somebody asks whether everything is well."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from unittest import mock

from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.test import TestCase, override_settings

from articles.editing.digests.sending import send_due
from articles.editing.digests.setting import digest_of
from articles.editing.well import newsroom
from articles.editing.well.report import Report, State, lines
from articles.editing.well.signs import note
from articles.editing.well.trying import try_mail
from articles.models import Digest, Publication, Sign
from articles.models.actions import Role
from articles.publishing import editions
from tests import factories

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def broken(report):
    raise OSError("no such disk")


class WellTests(TestCase):
    def setUp(self):
        self.editor = factories.user(Role.EDITOR, email="ana@news.example")

    def report(self, person=None, now=NOON):
        return Report(person or self.editor, now, UTC)

    def going_out(self, person=None, now=NOON):
        [line] = newsroom.going_out(self.report(person, now))
        return line

    def mail(self, now=NOON):
        return newsroom.mail(self.report(now=now))

    def scheduled(self, at):
        article = factories.article(by=self.editor, headline="A dam")
        text = article.revisions.get()
        editions.schedule(article, text, at, by=self.editor, now=NOON)
        return article

    # What goes live next

    def test_names_what_goes_live_next_and_what_did_last(self):
        self.assertEqual(self.going_out().words, "Nothing is scheduled.")
        self.scheduled(NOON + HOUR)
        factories.published_article(by=self.editor, headline="A lake", now=NOON - HOUR)
        line = self.going_out()
        self.assertEqual(line.state, State.WELL)
        self.assertIn("“A dam”, Monday 1 June, 13:00 (UTC)", line.words)
        self.assertIn("“A lake”, 1 hour ago", line.words)

    def test_tells_nobody_a_headline_who_may_not_read_it(self):
        self.scheduled(NOON + HOUR)
        line = self.going_out(factories.user(Role.AUTHORS_DESK))
        self.assertNotIn("A dam", line.words)
        self.assertIn("13:00", line.words)

    def test_a_missed_hour_wants_a_look(self):
        article = self.scheduled(NOON + HOUR)
        factories.put_on_hold(article, by=self.editor, now=NOON)
        self.assertEqual(self.going_out().state, State.WELL)
        line = self.going_out(now=NOON + 2 * HOUR)
        self.assertEqual(line.state, State.LOOK)
        self.assertIn("One text was held when the hour struck.", line.words)
        self.assertIn("choose another hour", line.then)

    # The worker and its mail

    def test_a_worker_that_is_seen_is_well(self):
        note(Sign.Kind.WORKER, now=NOON - timedelta(minutes=3))
        self.assertEqual(self.mail()[0].state, State.WELL)

    def test_a_worker_that_vanished_is_not_well_and_the_line_says_whom_to_tell(self):
        note(Sign.Kind.WORKER, now=NOON - 3 * HOUR)
        [worker, _] = self.mail()
        self.assertEqual(worker.state, State.NOT_WELL)
        self.assertIn("It has not been seen for 3 hours: mails wait.", worker.words)
        self.assertIn("Tell whoever runs the site", worker.then)

    def test_a_worker_never_seen_is_not_well_once_mail_waits(self):
        self.assertEqual(self.mail()[0].state, State.LOOK)
        waiting = digest_of(self.editor, NOON)
        waiting.next_at = NOON - HOUR
        waiting.save()
        [worker, _] = self.mail()
        self.assertEqual(worker.state, State.NOT_WELL)
        self.assertIn("One mail waits.", worker.words)

    def test_mail_that_is_only_written_down_wants_a_look(self):
        self.assertEqual(self.mail()[1].state, State.LOOK)

    @override_settings(MAIL_LEAVES=True)
    def test_mail_is_as_well_as_the_last_that_was_sent(self):
        self.assertEqual(self.mail()[1].state, State.WELL)
        note(Sign.Kind.MAIL_FAILED, "Refused", now=NOON - 2 * HOUR)
        failed = self.mail()[1]
        self.assertEqual((failed.state, failed.detail), (State.NOT_WELL, "Refused"))
        note(Sign.Kind.MAIL_SENT, now=NOON - HOUR)
        self.assertEqual(self.mail()[1].words, "The last was sent 1 hour ago.")

    @override_settings(MAIL_LEAVES=True)
    def test_one_address_that_fails_does_not_make_the_server_ill(self):
        note(Sign.Kind.MAIL_SENT, now=NOON)
        Digest.objects.create(person=self.editor, told_until=NOON, failures=2)
        line = self.mail()[1]
        self.assertEqual(line.state, State.LOOK)
        self.assertIn("One mail could not be sent yet", line.words)

    def test_a_round_of_the_worker_notes_what_was_sent_and_what_failed(self):
        Publication.objects.create(pk=1)
        send_due(NOON - 48 * HOUR)
        self.assertFalse(Sign.objects.exists())
        factories.assigned(
            factories.article(by=factories.editor()),
            self.editor,
            by=factories.user(Role.PUBLISHER),
        )
        Digest.objects.update(next_at=NOON, told_until=NOON - 48 * HOUR)
        with (
            mock.patch.object(
                EmailBackend, "send_messages", side_effect=OSError("Down")
            ),
            self.assertLogs("articles.editing.digests.sending", "WARNING"),
        ):
            self.assertEqual(send_due(self.later()).failed, 1)
        self.assertEqual(Sign.objects.get().words, "OSError: Down")
        Digest.objects.update(next_at=NOON)
        self.assertEqual(send_due(self.later()).sent, 1)
        self.assertTrue(Sign.objects.filter(kind=Sign.Kind.MAIL_SENT).exists())

    def later(self):
        """Return a moment at which what was just done is old enough to be told."""
        return datetime.now(UTC) + timedelta(minutes=5)

    # A test mail

    def test_a_superuser_is_sent_a_test_mail(self):
        admin = factories.user("superuser", email="root@news.example")
        self.assertEqual(try_mail(by=admin), "root@news.example")
        [sent] = mail.outbox
        self.assertEqual(sent.to, ["root@news.example"])
        self.assertEqual(Sign.objects.get().kind, Sign.Kind.MAIL_SENT)

    def test_nobody_else_is(self):
        with self.assertRaises(PermissionDenied):
            try_mail(by=factories.user(Role.PUBLISHER, email="p@news.example"))
        self.assertEqual(mail.outbox, [])

    def test_what_the_server_says_is_told_and_noted(self):
        admin = factories.user("superuser", email="root@news.example")
        refusal = SMTPException("Wrong password")
        with (
            mock.patch.object(EmailBackend, "send_messages", side_effect=refusal),
            self.assertRaisesMessage(ValidationError, "Wrong password"),
        ):
            try_mail(by=admin)
        self.assertEqual(Sign.objects.get().kind, Sign.Kind.MAIL_FAILED)

    def test_without_an_address_it_says_where_to_add_one(self):
        with self.assertRaisesMessage(ValidationError, "no e-mail address"):
            try_mail(by=factories.user("superuser"))

    # All of it

    def test_a_check_that_fails_is_a_line_and_stops_no_other(self):
        checks = [f"{__name__}.broken", "articles.editing.well.newsroom.going_out"]
        with self.assertLogs("articles.editing.well.report", "ERROR"):
            first, second = lines(checks, self.editor, UTC, NOON)
        self.assertEqual(first.state, State.NOT_WELL)
        self.assertEqual(first.detail, "OSError: no such disk")
        self.assertEqual(second.state, State.WELL)

    def test_a_sign_is_one_row_that_is_overwritten(self):
        with self.assertNumQueries(2):
            note(Sign.Kind.WORKER, now=NOON)
            note(Sign.Kind.WORKER, "x" * 900, now=NOON + HOUR)
        sign = Sign.objects.get()
        self.assertEqual((sign.at, len(sign.words)), (NOON + HOUR, 400))
