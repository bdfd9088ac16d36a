"""A publication can be taken back for a minute, and it is as if it had not been."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from articles.editing import publication, review
from articles.editing.undo import UNDO_WITHIN, undo_publication
from articles.models import Article, Disclaimer, Edition, Event, Publication, Stage
from articles.models.edition import PLACEMENTS
from articles.publishing import editions
from tests import factories

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DATES = ("first_published_at", "first_dated_at", "published_at", "updated_at")


def dates(edition):
    return [getattr(edition, name) for name in DATES]


class UndoTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        region = factories.region()
        self.article = factories.article(
            by=self.editor, headline="First", regions=(region.pk,)
        )

    def publish(self, now=NOON, by=None, **options):
        article = Article.objects.get(pk=self.article.pk)
        by = by or self.editor
        seen = article.version
        return publication.publish(article, by=by, seen=seen, now=now, **options)

    def rework(self, headline):
        article = Article.objects.get(pk=self.article.pk)
        return factories.reworked(article, by=self.editor, headline=headline)

    def undo(self, edition, now, by=None):
        return undo_publication(edition, by=by or self.editor, now=now)

    def seen(self, at):
        return Edition.objects.visible(at).filter(article=self.article).first()

    def stored(self):
        return Article.objects.get(pk=self.article.pk)


class WhatReadersSeeTests(UndoTests):
    def test_readers_get_the_old_text_back_dates_and_all(self):
        first = self.publish(now=NOON - HOUR)
        self.rework("Second")
        slip = self.publish()
        again = self.undo(slip, NOON + 30 * SECOND)
        assert again == self.seen(NOON + HOUR)
        assert (again.headline, again.revision) == ("First", first.revision)
        assert dates(again) == dates(first)
        assert again.undoes == slip
        listed = PLACEMENTS["regions"].objects.visible(NOON + HOUR)
        assert [placement.edition for placement in listed] == [again]

    def test_what_was_updated_once_is_updated_then_and_not_now(self):
        self.publish(now=NOON - 2 * HOUR)
        self.rework("Second")
        second = self.publish(now=NOON - HOUR)
        self.rework("Slip")
        again = self.undo(self.publish(), NOON + SECOND)
        assert again.updated_at == second.live_from
        self.rework("Third")
        assert self.publish(now=NOON + HOUR).updated_at == NOON + HOUR

    def test_a_first_publication_ends_and_counts_for_nothing(self):
        assert self.undo(self.publish(), NOON + SECOND) is None
        assert self.seen(NOON + SECOND) is None
        later = self.publish(now=NOON + HOUR)
        assert later.first_published_at == NOON + HOUR
        assert later.updated_at is None

    def test_what_they_saw_before_is_word_for_word_the_same(self):
        house = Publication.objects.create(pk=1)
        first = self.publish(now=NOON - HOUR)
        small_print = Disclaimer.objects.create(name="New", text="<p>New.</p>")
        Publication.objects.filter(pk=house.pk).update(default_disclaimer=small_print)
        self.rework("Second")
        again = self.undo(self.publish(), NOON + SECOND)
        assert again.disclaimer == first.disclaimer == ""

    def test_what_had_run_out_does_not_come_back(self):
        self.publish(now=NOON - HOUR, expires_at=NOON + SECOND)
        self.rework("Second")
        stays = self.publish(expires_at=None)
        assert self.undo(stays, NOON + 5 * SECOND) is None
        assert self.seen(NOON + 5 * SECOND) is None

    def test_what_comes_back_ends_when_it_would_have(self):
        self.publish(now=NOON - HOUR, expires_at=NOON + HOUR)
        self.rework("Second")
        again = self.undo(self.publish(expires_at=NOON + 9 * HOUR), NOON + SECOND)
        assert again.live_until == NOON + HOUR

    def test_what_was_taken_down_before_does_not_come_back(self):
        self.publish(now=NOON - 2 * HOUR)
        factories.taken_down(self.article, by=self.editor, now=NOON - HOUR)
        self.rework("Second")
        assert self.undo(self.publish(), NOON + SECOND) is None

    def test_what_is_scheduled_stays(self):
        first = self.publish(now=NOON - HOUR)
        revision = self.rework("Tomorrow").revision
        coming = editions.schedule(
            self.article, revision, NOON + HOUR, by=self.editor, now=NOON - HOUR
        )
        self.undo(self.publish(), NOON + SECOND)
        assert self.seen(NOON + HOUR) == coming
        coming.refresh_from_db()
        assert coming.updated_at == NOON + HOUR
        assert coming.first_published_at == first.live_from

    def test_an_hour_that_has_just_struck_can_be_undone(self):
        revision = self.article.revisions.get()
        coming = editions.schedule(
            self.article, revision, NOON, by=self.editor, now=NOON - HOUR
        )
        assert self.undo(coming, NOON + SECOND) is None
        assert self.seen(NOON + SECOND) is None

    def test_a_fix_can_be_undone(self):
        first = self.publish(now=NOON - HOUR)
        revision = self.rework("Mended").revision
        mended = editions.fix(self.article, revision, by=self.editor, now=NOON)
        assert self.undo(mended, NOON + SECOND).revision == first.revision

    def test_publishing_again_after_it_is_an_ordinary_publication(self):
        first = self.publish(now=NOON - HOUR)
        self.rework("Second")
        self.undo(self.publish(), NOON + SECOND)
        once_more = self.publish(now=NOON + 10 * SECOND)
        assert once_more.headline == "Second"
        assert once_more.updated_at == NOON + 10 * SECOND
        assert self.undo(once_more, NOON + 20 * SECOND).revision == first.revision


class RefusedTests(UndoTests):
    def refuses(self, edition, now, words, by=None):
        before = list(Edition.objects.order_by("pk").values())
        with pytest.raises(ValidationError, match=words):
            self.undo(edition, now, by)
        assert list(Edition.objects.order_by("pk").values()) == before

    def test_the_minute_is_a_minute(self):
        edition = self.publish()
        self.refuses(edition, NOON + UNDO_WITHIN, "The minute in which")
        assert self.undo(edition, NOON + UNDO_WITHIN - SECOND) is None

    def test_once_is_enough(self):
        self.publish(now=NOON - HOUR)
        self.rework("Second")
        slip = self.publish()
        again = self.undo(slip, NOON + SECOND)
        self.refuses(slip, NOON + 2 * SECOND, "undone already")
        self.refuses(again, NOON + 2 * SECOND, "came back by an undo")

    def test_what_somebody_has_published_since_stays(self):
        mine = self.publish()
        self.rework("Theirs")
        ana = factories.user("Editor", first_name="Bo", last_name="Lund")
        theirs = self.publish(now=NOON + SECOND, by=ana)
        self.refuses(mine, NOON + 2 * SECOND, "Bo Lund has published since")
        assert self.seen(NOON + 2 * SECOND) == theirs

    def test_pressing_publish_twice_makes_one_publication_to_undo(self):
        once = self.publish()
        assert self.publish(now=NOON + SECOND) == once
        assert self.undo(once, NOON + 2 * SECOND) is None

    def test_there_is_nothing_to_undo_of_what_was_taken_down(self):
        edition = self.publish()
        factories.taken_down(self.article, by=self.editor, now=NOON + SECOND)
        self.refuses(edition, NOON + 2 * SECOND, "no longer see this text")

    def test_nor_of_what_nobody_has_seen(self):
        revision = self.article.revisions.get()
        coming = editions.schedule(
            self.article, revision, NOON + HOUR, by=self.editor, now=NOON
        )
        self.refuses(coming, NOON + SECOND, "have not seen this text")

    def test_who_published_may_undo_it_though_only_publishers_unpublish(self):
        edition = self.publish()
        Publication.objects.create(pk=1, only_publishers_publish=True)
        with pytest.raises(PermissionDenied, match="Only publishers may take"):
            self.undo(edition, NOON + SECOND, by=factories.editor())
        with pytest.raises(PermissionDenied, match="may undo publications"):
            self.undo(edition, NOON + SECOND, by=factories.user("Writer"))
        assert self.undo(edition, NOON + SECOND) is None


class DeskTests(UndoTests):
    def test_the_stage_goes_back_with_it_the_approval_included(self):
        approved = review.approve(self.article, by=self.editor, seen=1)
        first = approved.approved_revision
        self.rework("Second")
        edition = self.publish()
        self.undo(edition, NOON + SECOND)
        stored = self.stored()
        assert (stored.stage, stored.approved_revision) == (Stage.DRAFT, first)
        event = Event.objects.get(kind=Event.Kind.UNDONE)
        assert (event.from_stage, event.to_stage) == ("approved", "draft")
        assert (event.edition, event.by) == (edition, self.editor)

    def test_an_approval_from_before_stays(self):
        review.approve(self.article, by=self.editor, seen=1)
        self.undo(self.publish(), NOON + SECOND)
        assert self.stored().stage == Stage.APPROVED

    def test_what_was_in_review_is_in_review_again(self):
        review.submit(self.article, by=self.editor, seen=1)
        self.undo(self.publish(), NOON + SECOND)
        stored = self.stored()
        assert (stored.stage, stored.approved_revision) == (Stage.REVIEW, None)

    def test_what_was_typed_since_stays_as_it_is(self):
        edition = self.publish()
        self.rework("Typed on")
        self.undo(edition, NOON + SECOND)
        stored = self.stored()
        assert (stored.headline, stored.stage) == ("Typed on", Stage.DRAFT)


class FourEyesTests(UndoTests):
    def setUp(self):
        super().setUp()
        Publication.objects.create(pk=1, has_four_eyes=True)
        self.reader = factories.editor()

    def assert_unread(self):
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            self.publish(now=NOON + HOUR)

    def test_an_undone_publication_has_not_been_read(self):
        self.undo(self.publish(by=self.reader), NOON + SECOND, by=self.reader)
        self.assert_unread()

    def test_nor_has_one_whose_text_was_changed_before_it_was_undone(self):
        edition = self.publish(by=self.reader)
        self.rework("Typed on")
        self.undo(edition, NOON + SECOND, by=self.reader)
        self.assert_unread()

    def test_an_approval_from_before_counts_still(self):
        review.approve(self.article, by=self.reader, seen=1)
        self.undo(self.publish(), NOON + SECOND)
        assert self.publish(now=NOON + HOUR).is_visible(NOON + HOUR)
