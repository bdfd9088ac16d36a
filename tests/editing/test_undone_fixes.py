"""Undoing a fix within the minute leaves nothing of it behind, wherever it went."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils import timezone

from articles.editing import copies, desk, publication, review
from articles.editing.fixes import deciding, looking, replacing
from articles.editing.fixes.wording import Replaced
from articles.editing.standing import State, standing
from articles.editing.undo import undo_publication
from articles.models import Article, Correction, Event, Publication, Revision, Stage
from articles.publishing import editions
from tests import factories

WRONG, RIGHT = "Smith resigns", "Smyth resigns"
OWN = "Smith and others resign"
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
NOTICE = (Correction.Kind.CORRECTION, "An earlier version misspelled a name.")


class UndoneFixTests(TestCase):
    def setUp(self):
        self.by, self.colleague = factories.editor(), factories.editor()
        now = timezone.now() - HOUR
        self.pk = factories.published_article(
            by=self.colleague, headline=WRONG, now=now
        ).pk

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    @property
    def shown(self):
        return self.article.editions.visible().first()

    def fix(self, **words):
        words = {"headline": RIGHT, "correction": NOTICE} | words
        return factories.fixed(self.article, by=self.by, **words)

    def undo(self, outcome, **options):
        return undo_publication(outcome.edition, by=self.by, **options)

    def rework(self, **changes):
        return factories.reworked(self.article, by=self.colleague, **changes)

    def schedule(self, at=None, **changes):
        """Save this text, schedule it, and put the desk copy back."""
        before = self.article.snapshot()
        self.rework(**changes)
        article = self.article
        head = article.revisions.get(number=article.version)
        at = at or timezone.now() + HOUR
        edition = editions.schedule(article, head, at, by=self.colleague)
        desk.save(article, before, by=self.colleague, seen=article.version)
        return edition

    def coming(self):
        return self.article.editions.to_come(timezone.now()).order_by("live_from")


class ReadersTests(UndoneFixTests):
    def test_readers_get_the_old_text_and_no_notice(self):
        again = self.undo(self.fix())
        assert again == self.shown
        assert (again.headline, again.notices) == (WRONG, [])
        assert again.updated_at is None

    def test_what_is_published_later_carries_no_withdrawn_notice(self):
        self.undo(self.fix())
        self.rework(body="<p>More.</p>")
        article = self.article
        publication.publish(article, by=self.by, seen=article.version)
        assert self.shown.notices == []

    def test_nor_does_what_comes_once_nothing_was_live_any_more(self):
        editions.expire(self.shown, timezone.now() + 5 * SECOND)
        fixed = self.fix()
        later = timezone.now() + 6 * SECOND
        editions.expire(fixed.edition, None)
        assert self.undo(fixed, now=later) is None
        publication.publish(self.article, by=self.by, seen=3, now=later + SECOND)
        assert self.article.editions.visible(later + SECOND).get().notices == []

    def test_a_correction_of_before_stays(self):
        self.fix()
        self.undo(self.fix(standfirst="<p>At last.</p>"))
        assert [notice.text for notice in self.shown.notices] == [NOTICE[1]]

    def test_a_withdrawn_correction_is_told_to_no_translator(self):
        translation = copies.translate(self.article, "fr", by=self.by, seen=1).article
        fixed = self.fix()
        assert copies.corrected_since(translation).exists()
        self.undo(fixed)
        assert not copies.corrected_since(translation).exists()


class DeskTests(UndoneFixTests):
    def test_the_text_is_what_readers_see_again_and_approved_as_it_was(self):
        self.undo(self.fix())
        article = self.article
        newest = article.revisions.get(number=article.version)
        assert (newest.number, newest.intent) == (3, Revision.Intent.RESTORE)
        assert newest.snapshot == article.revisions.get(number=1).snapshot
        assert (article.stage, article.approved_revision) == (Stage.APPROVED, newest)
        assert standing(article).state == State.LIVE

    def test_a_text_that_goes_on_loses_the_fix_and_nothing_else(self):
        self.rework(body="<p>More.</p>")
        before = self.article.snapshot()
        self.undo(self.fix())
        assert self.article.snapshot() == before

    def test_what_was_approved_beside_it_is_approved_again(self):
        self.rework(body="<p>More.</p>")
        review.approve(self.article, by=self.by, seen=2)
        fixed = self.fix()
        assert self.article.stage == Stage.DRAFT
        self.undo(fixed)
        article = self.article
        assert article.stage == Stage.APPROVED
        assert article.approved_revision.number == article.version

    def test_what_was_typed_since_stays_and_the_fix_goes(self):
        fixed = self.fix()
        self.rework(body="<p>Typed on.</p>")
        self.undo(fixed)
        article = self.article
        assert (article.headline, article.body) == (WRONG, "<p>Typed on.</p>")
        assert article.stage == Stage.DRAFT

    def test_words_typed_over_the_fix_are_asked_about(self):
        fixed = self.fix()
        self.rework(headline="Smyth resigns today")
        self.undo(fixed)
        article = self.article
        assert article.headline == "Smyth resigns today"
        with pytest.raises(ValidationError, match="would bring old words back"):
            publication.publish(article, by=self.by, seen=article.version)
        waiting = article.revisions.get(number=article.fix_waiting)
        decided = replace(article.snapshot(), headline="Smith resigns today")
        deciding.take_in(article, waiting, decided, by=self.by, seen=article.version)
        article = self.article
        publication.publish(article, by=self.by, seen=article.version)
        assert (self.shown.headline, self.shown.notices) == ("Smith resigns today", [])

    def test_nothing_waits_that_readers_do_not_see(self):
        self.rework(headline=OWN)
        self.undo(self.fix())
        article = self.article
        assert (article.headline, article.fix_waiting) == (OWN, None)
        publication.publish(article, by=self.by, seen=article.version)
        assert self.shown.headline == OWN

    def test_an_earlier_fix_waits_still(self):
        self.rework(headline=OWN)
        first = self.fix().edition.revision
        self.undo(self.fix(standfirst="<p>At last.</p>"))
        article = self.article
        assert (article.fix_waiting, article.fix_from) == (first.number, 1)

    def test_what_was_decided_since_is_asked_about_once_more(self):
        self.rework(headline=OWN)
        fixed = self.fix()
        article = self.article
        text = replace(article.snapshot(), headline="Smyth and others resign")
        seen = article.version
        deciding.take_in(article, fixed.edition.revision, text, by=self.by, seen=seen)
        self.undo(fixed)
        article = self.article
        assert article.headline == "Smyth and others resign"
        assert article.fix_waiting is not None

    def test_the_log_says_what_became_of_the_stage(self):
        self.rework(search_title="T")
        review.approve(self.article, by=self.colleague, seen=2)
        self.fix(search_title="T")
        event = self.article.events.get(kind=Event.Kind.FIXED)
        assert (event.from_stage, event.to_stage) == ("approved", "draft")


class ScheduledTests(UndoneFixTests):
    def test_a_scheduled_text_is_the_very_one_of_before(self):
        was = self.schedule(body="<p>More.</p>")
        fixed = self.fix()
        assert self.coming().get() != was
        self.undo(fixed)
        [edition] = self.coming()
        assert edition == was
        assert (edition.headline, edition.notices) == (WRONG, [])
        assert edition.live_from == was.live_from

    def test_one_that_was_held_back_begins_at_its_hour(self):
        was = self.schedule(headline=OWN)
        self.undo(self.fix())
        [edition] = self.coming()
        assert (edition, edition.fix_waiting, edition.notices) == (was, None, [])
        assert edition.is_visible(was.live_from)

    def test_an_hour_that_was_moved_since_stays_moved(self):
        was = self.schedule(body="<p>More.</p>")
        fixed = self.fix()
        moved = editions.reschedule(self.coming().get(), was.live_from + HOUR)
        self.undo(fixed)
        [edition] = self.coming()
        assert (edition, edition.live_from) == (was, moved.live_from)

    def test_what_somebody_cancelled_since_stays_cancelled(self):
        self.schedule(body="<p>More.</p>")
        fixed = self.fix()
        editions.cancel(self.coming().get())
        self.undo(fixed)
        assert not self.coming()

    def test_what_was_scheduled_since_loses_the_fix(self):
        fixed = self.fix()
        self.schedule(body="<p>More.</p>")
        self.undo(fixed)
        [edition] = self.coming()
        assert (edition.headline, edition.text) == (WRONG, "More.")

    def test_or_asks_where_those_words_were_changed(self):
        fixed = self.fix()
        was = self.schedule(headline="Smyth resigns today")
        self.undo(fixed)
        assert not self.coming()
        was.refresh_from_db()
        assert was.fix_waiting is not None

    def test_a_hold_meanwhile_keeps_it_waiting(self):
        was = self.schedule(body="<p>More.</p>")
        fixed = self.fix()
        factories.put_on_hold(self.article, by=self.by, why="Wait")
        self.undo(fixed)
        assert self.coming().get().held_at is not None
        factories.lifted(self.article, by=self.by)
        [edition] = self.coming()
        assert (edition, edition.held_at) == (was, None)

    def test_one_that_had_missed_its_hour_on_hold_waits_for_another(self):
        now = timezone.now()
        self.rework(body="<p>More.</p>")
        head = self.article.revisions.get(number=2)
        was = editions.schedule(
            self.article, head, now - 10 * SECOND, by=self.by, now=now - HOUR / 2
        )
        factories.put_on_hold(self.article, by=self.by, why="Wait", now=now - HOUR / 3)
        fixed = self.fix()
        assert not self.coming()
        self.undo(fixed)
        [edition] = self.coming()
        assert (edition, edition.live_from) == (was, was.live_from)
        assert edition.held_at is not None

    def test_an_hour_that_strikes_within_the_minute_begins_nothing_unasked(self):
        was = self.schedule(timezone.now() + 20 * SECOND, headline=OWN)
        fixed, later = self.fix(), timezone.now() + 30 * SECOND
        self.undo(fixed, now=later)
        was.refresh_from_db()
        assert (was.cancelled_at, was.held_at) == (None, later)
        assert self.article.editions.visible(later).get().headline == WRONG

    def test_the_words_of_a_picture_are_the_old_ones_at_every_hour(self):
        image = factories.image(alt="Mr Smith")
        article = factories.published_article(
            by=self.by, lead_image=image.pk, now=timezone.now() - HOUR
        )
        self.pk = article.pk
        was = self.schedule(body="<p>More.</p>")
        pair = Replaced("Smith", "Smyth")
        edition = replacing.mend_picture(
            self.article, image, pair, by=self.by, seen=image.version
        )
        assert self.coming().get().lead_words["alt"] == "Mr Smyth"
        undo_publication(edition, by=self.by)
        assert self.shown.lead_words["alt"] == "Mr Smith"
        assert self.coming().get() == was


class HeldPictureTests(UndoneFixTests):
    def test_a_text_that_missed_its_hour_on_hold_gets_the_new_words_too(self):
        image, now = factories.image(alt="Mr Smith"), timezone.now()
        article = factories.published_article(
            by=self.by, lead_image=image.pk, now=now - 5 * HOUR
        )
        self.pk = article.pk
        head = self.rework(body="<p>More.</p>").revision
        at = now - HOUR
        editions.schedule(article, head, at, by=self.by, now=now - 3 * HOUR)
        factories.put_on_hold(article, by=self.by, why="Wait", now=now - 2 * HOUR)
        pair = Replaced("Smith", "Smyth")
        replacing.mend_picture(
            self.article, image, pair, by=self.by, seen=image.version
        )
        [edition] = self.coming()
        assert (edition.lead_words["alt"], edition.live_from) == ("Mr Smyth", at)
        assert edition.held_at is not None


class LookTests(UndoneFixTests):
    def test_an_undone_fix_is_looked_at_by_nobody(self):
        Publication.objects.create(pk=1, has_four_eyes=True)
        fixed = self.fix()
        self.undo(fixed)
        with pytest.raises(ValidationError, match="This fix was undone"):
            looking.look(fixed.edition, by=self.colleague)
        fixed.edition.refresh_from_db()
        assert fixed.edition.look_wanted_at is None
