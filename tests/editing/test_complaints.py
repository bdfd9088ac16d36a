"""What staff do about a complaint, and how the reader is answered: once."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from articles.editing.complaints import dealing, sending
from articles.editing.complaints.sending import send_replies
from articles.editing.concerns.desk import concerns, news
from articles.editing.undo import undo_publication
from articles.models import (
    Complaint,
    ComplaintReply,
    Correction,
    Edition,
    Publication,
)
from articles.models.actions import Role
from tests import factories

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
TOLD = ("correction", "An earlier version said “some”. It was many.")


@pytest.fixture
def editor(db):
    Publication.objects.create(
        pk=1, name="The Lantern", error_reports_address="errors@lantern.example"
    )
    return factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")


@pytest.fixture
def article(editor):
    return factories.published_article(by=editor, headline="The dam holds")


@pytest.fixture
def complaint(article):
    return factories.complaint(article, name="Ngozi", email="ngozi@home.example")


def done(verb, complaint, *, by, **said):
    """Do something about a complaint as somebody who has just looked at it."""
    complaint = Complaint.objects.get(pk=complaint.pk)
    return verb(complaint, by=by, seen=complaint.touched_at, **said)


def fresh(complaint):
    return Complaint.objects.get(pk=complaint.pk)


def corrected(article, by):
    factories.fixed(article, by=by, body="<p>Many words.</p>", correction=TOLD)
    return Correction.objects.get(article=article)


def replied(complaint, by, text="We looked."):
    done(dealing.reply, complaint, by=by, text=text)
    reply = complaint.replies.latest("pk")
    ComplaintReply.objects.filter(pk=reply.pk).update(next_at=MONDAY)
    return reply


class TestDealing:
    def test_goes_from_open_to_an_outcome_with_its_notice(
        self, article, complaint, editor
    ):
        taken = done(dealing.take, complaint, by=editor)
        assert (taken.status, taken.owner) == ("looking", editor)
        done(dealing.reply, complaint, by=editor, text="You are right.")
        assert fresh(complaint).status == "answered"
        notice = corrected(article, editor)
        done(
            *(dealing.close, complaint),
            by=editor,
            outcome="corrected",
            correction=notice,
        )
        closed = fresh(complaint)
        assert (closed.status, closed.correction) == ("closed", notice)
        assert list(notice.complaints.all()) == [complaint]
        kinds = complaint.steps.order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == ["taken", "replied", "closed"]

    def test_opened_again_it_keeps_the_notice_and_waits(
        self, article, complaint, editor
    ):
        notice = corrected(article, editor)
        said = {"outcome": "corrected", "correction": notice}
        done(dealing.close, complaint, by=editor, **said)
        assert not Complaint.objects.waiting().exists()
        done(dealing.reopen, complaint, by=editor, why="They wrote again")
        again = fresh(complaint)
        assert (again.status, again.outcome) == ("looking", "")
        assert again.correction == notice
        assert Complaint.objects.waiting().exists()

    def test_what_is_corrected_names_the_notice(self, complaint, editor):
        for outcome in ("corrected", "clarified"):
            with pytest.raises(ValidationError, match="Choose the notice"):
                done(dealing.close, complaint, by=editor, outcome=outcome)
        assert done(dealing.close, complaint, by=editor, outcome="mended").is_closed

    def test_a_notice_of_another_article_is_none(self, complaint, editor):
        other = corrected(factories.published_article(by=editor), editor)
        with pytest.raises(ValidationError, match="does not stand above this"):
            done(
                *(dealing.close, complaint),
                by=editor,
                outcome="corrected",
                correction=other,
            )

    def test_nor_is_one_that_was_undone(self, article, complaint, editor):
        notice = corrected(article, editor)
        Edition.objects.filter(pk=notice.edition_id).update(undone_at=MONDAY)
        with pytest.raises(ValidationError, match="does not stand above this"):
            done(
                *(dealing.close, complaint),
                by=editor,
                outcome="corrected",
                correction=notice,
            )

    @pytest.mark.parametrize("outcome", ["", "x", "closed"])
    def test_an_outcome_is_one_of_the_list(self, complaint, editor, outcome):
        with pytest.raises(ValidationError, match="Say what came of it"):
            done(dealing.close, complaint, by=editor, outcome=outcome)

    def test_it_is_opened_again_where_its_notice_was_undone(
        self, article, complaint, editor
    ):
        notice = corrected(article, editor)
        said = {"by": editor, "outcome": "corrected", "correction": notice}
        done(dealing.close, complaint, **said)
        undo_publication(notice.edition, by=editor)
        left = fresh(complaint)
        assert (left.status, left.outcome, left.correction) == ("looking", "", None)
        last = left.steps.latest("pk")
        assert (last.kind, last.by) == ("reopened", editor)
        assert "was undone" in last.text

    def test_it_stays_closed_where_another_publication_is_undone(
        self, article, complaint, editor
    ):
        notice = corrected(article, editor)
        said = {"by": editor, "outcome": "corrected", "correction": notice}
        done(dealing.close, complaint, **said)
        fix = factories.fixed(article, by=editor, headline="The dam stands")
        undo_publication(fix.edition, by=editor)
        assert fresh(complaint).correction == notice

    def test_nothing_is_done_to_what_is_closed(self, complaint, editor):
        done(dealing.close, complaint, by=editor, outcome="no_error")
        for verb, said in (
            (dealing.take, {}),
            (dealing.give, {"owner": None}),
            (dealing.close, {"outcome": "no_error"}),
        ):
            with pytest.raises(ValidationError, match="It is closed"):
                done(verb, complaint, by=editor, **said)

    def test_nothing_is_done_to_what_was_not_seen(self, complaint, editor):
        seen = complaint.touched_at
        other = factories.user(Role.PUBLISHER, first_name="Rui", last_name="Sá")
        done(dealing.take, complaint, by=other)
        with pytest.raises(ValidationError, match=r"Rui Sá has done .*“Taken”"):
            dealing.take(complaint, by=editor, seen=seen)
        assert fresh(complaint).owner == other

    def test_is_given_only_to_who_may_deal_with_it(self, complaint, editor):
        for role in (Role.WRITER, Role.AUTHORS_DESK, None):
            owner = factories.user(role)
            with pytest.raises(ValidationError, match="may not deal with"):
                done(dealing.give, complaint, by=editor, owner=owner)
        publisher = factories.user(Role.PUBLISHER)
        assert done(dealing.give, complaint, by=editor, owner=publisher).owner
        assert done(dealing.give, complaint, by=editor, owner=None).status == "open"

    def test_a_writer_deals_with_none(self, article, complaint):
        writer = factories.user(Role.WRITER)
        type(article).objects.update(created_by=writer)
        with pytest.raises(PermissionDenied, match="Only editors and publishers"):
            done(dealing.take, complaint, by=writer)

    def test_of_an_article_in_the_bin_a_reader_is_answered_still(
        self, article, complaint, editor
    ):
        type(article).objects.update(binned_at=MONDAY)
        assert done(dealing.reply, complaint, by=editor, text="We took it down.")

    @pytest.mark.parametrize(
        "fields", [{"status": "closed"}, {"outcome": "no_error"}, {"erased_at": MONDAY}]
    )
    def test_the_database_refuses_what_makes_no_sense(self, complaint, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.update(**fields)


class TestReplies:
    @pytest.mark.parametrize("text", ["", " \n", "x" * 8_001])
    def test_say_something_and_not_too_much(self, complaint, editor, text):
        with pytest.raises(ValidationError) as refused:
            done(dealing.reply, complaint, by=editor, text=text)
        assert "text" in refused.value.error_dict

    def test_are_not_written_to_nobody(self, article, editor):
        nameless = factories.complaint(article)
        with pytest.raises(ValidationError, match="No address was left"):
            done(dealing.reply, nameless, by=editor, text="Thank you.")

    def test_go_out_as_they_stand_with_what_was_said_beneath(self, complaint, editor):
        replied(complaint, editor, text="You are right.\r\nThank you.")
        assert send_replies(MONDAY).sent == 1
        [sent] = mail.outbox
        assert sent.to == ["ngozi@home.example"]
        assert sent.reply_to == ["errors@lantern.example"]
        assert sent.subject == "The Lantern: Your message about “The dam holds”"
        assert sent.body.startswith("You are right.\nThank you.\n")
        assert "It was the third, not the second." in sent.body
        assert f"/articles/{complaint.article_id}/" in sent.body
        assert complaint.replies.get().mailed_at == MONDAY

    def test_are_sent_once_by_however_many_workers(self, complaint, editor):
        reply = replied(complaint, editor)
        reply.refresh_from_db()
        assert sending._claim(reply, MONDAY)
        assert not sending._claim(reply, MONDAY)
        for days in range(3):
            send_replies(MONDAY + timedelta(days=days))
        assert mail.outbox == []  # whoever claimed it may have sent it

    def test_whose_sending_was_cut_short_are_not_sent_again_by_themselves(
        self, complaint, editor
    ):
        reply = replied(complaint, editor)
        cut = mock.patch.object(EmailBackend, "send_messages", side_effect=SystemExit)
        with cut, pytest.raises(SystemExit):
            send_replies(MONDAY)
        later = MONDAY + timedelta(hours=1)
        assert send_replies(later).sent == 0
        reply.refresh_from_db()
        assert reply.is_in_doubt(later)
        assert not reply.is_in_doubt(MONDAY + timedelta(minutes=1))
        seen = fresh(complaint).touched_at
        early = MONDAY + timedelta(minutes=2)
        with pytest.raises(ValidationError, match="wait a minute"):
            dealing.send_again(reply, by=editor, seen=seen, now=early)
        dealing.send_again(reply, by=editor, seen=seen, now=later)
        assert send_replies(later).sent == 1
        assert send_replies(later).sent == 0

    def test_that_fail_are_tried_again_and_then_left_to_staff(self, complaint, editor):
        reply, now = replied(complaint, editor), MONDAY
        broken = mock.patch.object(
            EmailBackend, "send_messages", side_effect=SMTPException("greylisted\r\nx")
        )
        with broken:
            for tries in range(1, 6):
                assert send_replies(now).failed == 1
                reply.refresh_from_db()
                assert reply.failures == tries
                assert "\n" not in reply.trouble
                now = reply.next_at or now
        assert reply.has_failed
        assert now - MONDAY == timedelta(minutes=75)
        assert send_replies(now + timedelta(days=9)).sent == 0
        done_again = fresh(complaint)
        dealing.send_again(reply, by=editor, seen=done_again.touched_at, now=now)
        assert send_replies(now).sent == 1
        seen = fresh(complaint).touched_at
        with pytest.raises(ValidationError, match="has left"):
            dealing.send_again(reply, by=editor, seen=seen, now=now)

    @pytest.mark.parametrize("next_at", [None, MONDAY])
    @pytest.mark.parametrize("handed_over_at", [None, MONDAY])
    @pytest.mark.parametrize("mailed_at", [None, MONDAY])
    @pytest.mark.parametrize("failures", [0, 5])
    def test_are_stuck_by_one_rule(
        self, complaint, editor, next_at, handed_over_at, mailed_at, failures
    ):
        replied(complaint, editor)
        ComplaintReply.objects.update(
            next_at=next_at,
            handed_over_at=handed_over_at,
            mailed_at=mailed_at,
            failures=failures,
        )
        for minutes in (1, 9, 11):
            at = MONDAY + timedelta(minutes=minutes)
            is_stuck = ComplaintReply.objects.stuck(at).exists()
            assert is_stuck == complaint.replies.get().may_be_sent_again(at)

    def test_of_which_one_fails_stop_no_other(self, article, complaint, editor):
        replied(complaint, editor)
        other = factories.complaint(article, claim="Another", email="b@home.example")
        replied(other, editor)
        send = EmailBackend.send_messages

        def refuse_one(self, messages):
            if messages[0].to == ["ngozi@home.example"]:
                raise OSError("no such host")
            return send(self, messages)

        with mock.patch.object(EmailBackend, "send_messages", refuse_one):
            outcome = send_replies(MONDAY)
        assert (outcome.sent, outcome.failed) == (1, 1)

    def test_hold_no_header_that_somebody_else_wrote(self, editor):
        Publication.objects.update(name="The\r\nBcc: all@evil.example")
        article = factories.published_article(by=editor, headline="A\u2028dam\nX: y")
        complaint = factories.complaint(
            article,
            name="N\r\nBcc: x@evil.example",
            email="n@home.example",
            claim="a\r\nBcc: x@evil.example",
        )
        replied(complaint, editor)
        assert send_replies(MONDAY).sent == 1
        message = mail.outbox[0].message()
        assert message["Bcc"] is None
        assert message["X"] is None
        assert message["To"] == "n@home.example"

    def test_an_address_that_no_mail_can_have_harms_nobody(self, complaint, editor):
        replied(complaint, editor)
        Complaint.objects.update(email="a@b.example\nBcc: c@d.example")
        assert send_replies(MONDAY).failed == 1
        assert mail.outbox == []


class TestErasing:
    def test_leaves_what_was_said_and_nobody_who_said_it(self, complaint, editor):
        Complaint.objects.update(claim="Write to Ngozi@home.example, it was the third.")
        replied(complaint, editor, text="Dear ngozi@home.example, thank you.")
        done(dealing.erase, complaint, by=editor)
        erased = fresh(complaint)
        assert (erased.name, erased.email) == ("", "")
        assert erased.claim == "Write to [erased], it was the third."
        stored = [*Complaint.objects.values(), *ComplaintReply.objects.values()]
        stored += complaint.steps.values()
        assert "ngozi@" not in str(stored).lower()
        assert send_replies(MONDAY).sent == 0
        assert mail.outbox == []
        with pytest.raises(ValidationError, match="erased already"):
            done(dealing.erase, complaint, by=editor)

    def test_between_claiming_and_sending_stops_the_mail(self, complaint, editor):
        reply = replied(complaint, editor)
        reply.refresh_from_db()
        done(dealing.erase, complaint, by=editor)
        ComplaintReply.objects.update(next_at=MONDAY)
        outcome = send_replies(MONDAY)
        assert (outcome.sent, outcome.failed) == (0, 0)
        assert not complaint.replies.get().is_in_doubt(MONDAY + timedelta(days=1))


class TestMyDesk:
    def on_desk(self, person):
        groups = {group.key: group for group in concerns(person)}
        return groups["complaints"].entries if "complaints" in groups else []

    def test_has_what_nobody_took_and_what_is_ones_own(self, complaint, editor):
        publisher = factories.user(Role.PUBLISHER)
        [entry] = self.on_desk(publisher)
        assert entry.headline == "The dam holds"
        done(dealing.take, complaint, by=editor)
        assert self.on_desk(publisher) == []
        [entry] = self.on_desk(editor)
        assert "answer them" in entry.wants
        done(dealing.close, complaint, by=editor, outcome="no_error")
        assert self.on_desk(editor) == []

    def test_says_when_a_reply_has_not_left_closed_or_not(self, complaint, editor):
        reply = replied(complaint, editor)
        ComplaintReply.objects.update(next_at=None, failures=5)
        done(dealing.close, complaint, by=editor, outcome="no_error")
        [entry] = self.on_desk(editor)
        assert entry.is_urgent
        assert "has not left" in entry.wants
        seen = fresh(complaint).touched_at
        dealing.send_again(reply, by=editor, seen=seen)
        assert self.on_desk(editor) == []

    def test_tells_a_writer_of_what_they_filed_alone(self, article, complaint):
        writer, other = factories.user(Role.WRITER), factories.user(Role.WRITER)
        type(article).objects.update(created_by=writer)
        [entry] = self.on_desk(writer)
        assert "see what" in entry.wants
        assert self.on_desk(other) == []
        assert self.on_desk(factories.user(Role.AUTHORS_DESK)) == []

    def test_is_told_by_mail_without_a_word_of_the_reader(self, complaint, editor):
        before = complaint.received_at - timedelta(minutes=5)
        told = news(editor, before, complaint.received_at + timedelta(minutes=5))
        [group] = [group for group in told if group.key == "complaints"]
        for words in ("third", "Ngozi", "ngozi@home.example"):
            assert words not in str(group)
