"""One edition after another: the cases that a newsroom meets."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import TestCase

from articles.models import Edition, RegionPlacement
from articles.publishing import editions, undoing
from tests import factories

SIX = datetime(2020, 5, 3, 6, tzinfo=UTC)
SEVEN, EIGHT, NINE = (SIX + timedelta(hours=hours) for hours in (1, 2, 3))


class EditionTests(TestCase):
    def setUp(self):
        region = factories.region()
        self.article = factories.article(regions=(region.pk,))
        self.revision = self.article.revisions.get()
        self.who = {"by": self.article.created_by}

    def publish(self, now=SIX, **options):
        return editions.publish(
            self.article, self.revision, now=now, **self.who, **options
        )

    def schedule(self, live_from, now=SIX, **options):
        return editions.schedule(
            self.article, self.revision, live_from, now=now, **self.who, **options
        )

    def fix(self, now):
        return editions.fix(self.article, self.revision, now=now, **self.who)

    def seen(self, at):
        return Edition.objects.visible(at).first()

    def test_appears_and_vanishes_to_the_second(self):
        edition = self.schedule(SEVEN, expires_at=EIGHT)
        blink = timedelta(microseconds=1)
        assert self.seen(SEVEN - blink) is None
        assert self.seen(SEVEN) == self.seen(EIGHT - blink) == edition
        assert self.seen(EIGHT) is None

    def test_nothing_comes_back_when_what_replaced_it_expires(self):
        self.publish()
        self.schedule(SEVEN, expires_at=EIGHT)
        assert self.seen(EIGHT) is None

    def test_a_fix_ends_when_what_it_mends_would_have(self):
        self.publish(expires_at=EIGHT)
        assert self.fix(SEVEN).live_until == EIGHT

    def test_what_an_undo_brings_back_is_found_however_late_it_comes(self):
        self.publish()
        slip = self.publish(now=SEVEN)
        self.schedule(NINE, now=EIGHT)
        again = undoing.undo(slip, by=self.who["by"], now=EIGHT)
        with time_machine.travel(EIGHT, tick=False):
            assert self.seen(EIGHT) == again
            assert RegionPlacement.objects.visible().get().edition == again

    def test_a_fix_is_no_update(self):
        self.publish()
        assert self.fix(SEVEN).updated_at is None
        assert self.publish(now=EIGHT).updated_at == EIGHT
        assert self.fix(NINE).updated_at == EIGHT

    def test_first_published_never_moves(self):
        self.publish()
        assert self.publish(now=EIGHT).first_published_at == SIX

    def test_a_first_schedule_that_moves_takes_its_date_along(self):
        edition = self.schedule(SEVEN)
        edition = editions.reschedule(edition, EIGHT, now=SIX)
        assert edition.first_published_at == edition.published_at == EIGHT
        placement = RegionPlacement.objects.get()
        assert placement.live_from == placement.published_at == EIGHT

    def test_cancelling_lets_the_one_before_go_on(self):
        first = self.publish()
        second = self.schedule(SEVEN)
        editions.cancel(second, now=SIX)
        assert self.seen(EIGHT) == first
        assert RegionPlacement.objects.get().edition == first

    def test_what_was_seen_cannot_be_moved_or_cancelled(self):
        edition = self.publish()
        with pytest.raises(ValidationError, match="is history"):
            editions.reschedule(edition, NINE, now=SEVEN)
        with pytest.raises(ValidationError, match="is history"):
            editions.cancel(edition, now=SEVEN)

    def test_two_cannot_begin_at_the_same_moment(self):
        self.schedule(SEVEN)
        with pytest.raises(ValidationError, match="that very moment"):
            self.schedule(SEVEN)

    def test_leaves_the_past_out_of_the_index_of_lists(self):
        first = self.publish()
        self.publish(now=SEVEN)
        self.publish(now=EIGHT)
        first.refresh_from_db()
        assert first.settled
        assert RegionPlacement.objects.get(edition=first).settled
        assert self.seen(SIX) == first

    def test_who_asked_just_before_the_end_still_finds_it(self):
        first = self.publish()
        self.publish(now=SEVEN)
        self.publish(now=SEVEN + timedelta(seconds=1))
        with time_machine.travel(SEVEN + timedelta(seconds=1), tick=False):
            assert self.seen(SEVEN - timedelta(seconds=1)) == first
