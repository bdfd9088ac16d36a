"""Whatever is published, scheduled, moved, ended or taken back, in whatever order."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article, Edition, Source
from articles.models.edition import PLACEMENTS
from articles.publishing import editions, holds, taking_down, undoing
from tests import factories

MORNING = datetime(2020, 5, 3, 6, tzinfo=UTC)
LAST_MINUTE = 40
BLINK = timedelta(microseconds=1)

minutes = st.integers(0, LAST_MINUTE)
maybe_minutes = st.none() | minutes
which = st.integers(0, 4)
steps = st.tuples(
    st.integers(0, 5),  # how many minutes pass before
    st.one_of(
        st.tuples(st.just("publish"), maybe_minutes),
        st.tuples(st.just("schedule"), minutes, maybe_minutes),
        st.tuples(st.just("reschedule"), which, minutes),
        st.tuples(st.just("cancel"), which),
        st.tuples(st.just("expire"), which, maybe_minutes),
        st.tuples(st.just("fix")),
        st.tuples(st.just("unpublish")),
        st.tuples(st.just("hold")),
        st.tuples(st.just("release")),
        st.tuples(st.just("embargo"), maybe_minutes),
        st.tuples(st.just("permission"), st.booleans()),
        st.tuples(st.just("source"), st.booleans()),
        st.tuples(st.just("text"), st.booleans()),
        st.tuples(st.just("undo")),
        st.tuples(st.just("put_back"), which, st.none() | which),
        st.tuples(st.just("retract")),
        st.tuples(st.just("reinstate")),
        st.tuples(st.just("withdraw")),
        st.tuples(st.just("end_withdrawal")),
    ),
)


def moment(minute):
    return None if minute is None else MORNING + timedelta(minutes=minute)


@dataclass
class Intent:
    """What staff asked of one edition, and nothing that follows from it."""

    begins: datetime
    expires: datetime | None = None
    is_cancelled: bool = False
    is_held: bool = False
    is_undone: bool = False
    is_retracted: bool = False
    is_theirs: bool = False


class Ledger:
    """The rule at its plainest: the last to have begun is seen, until it expires."""

    def __init__(self):
        self.intents = {}
        self.is_withdrawn = False

    def standing(self):
        return {pk: it for pk, it in self.intents.items() if not it.is_cancelled}

    def running(self):
        return {pk: it for pk, it in self.standing().items() if not it.is_held}

    def begun(self, at):
        begun = {pk: it for pk, it in self.running().items() if it.begins <= at}
        return max(begun, key=lambda pk: begun[pk].begins, default=None)

    def visible(self, at):
        last = self.begun(at)
        if (
            self.is_withdrawn
            or last is None
            or (self.intents[last].expires and self.intents[last].expires <= at)
        ):
            return None
        return last

    def is_past(self, pk, now):
        return self.intents[pk].begins <= now and self.visible(now) != pk

    def begins_at(self, at, moved=None):
        return any(
            it.begins == at and pk != moved for pk, it in self.standing().items()
        )


@dataclass
class Stops:
    """What stops the article, as its row says; and what stops a text of the source."""

    is_held: bool = False
    is_forbidden: bool = False
    is_source_lost: bool = False
    embargo: datetime | None = None

    def stop(self, begins, *, is_theirs=False):
        is_embargoed = self.embargo is not None and begins < self.embargo
        is_lost = is_theirs and self.is_source_lost
        return self.is_held or self.is_forbidden or is_lost or is_embargoed


class Newsroom:
    """Does what a step says to the real editions and to the ledger, and compares."""

    def __init__(self):
        region = factories.region(parent=factories.region())
        self.article = factories.article(regions=(region.pk,))
        self.by = self.article.created_by
        self.theirs = factories.source()
        theirs = factories.reworked(
            self.article, by=self.by, source=self.theirs.pk
        ).revision
        self.texts = {False: self.article.revisions.get(number=1), True: theirs}
        self.is_theirs = False
        self.ledger = Ledger()
        self.stops = Stops()
        self.seen = {}
        self.now = MORNING

    def step(self, minutes_passed, action):
        for minute in range(minutes_passed):
            at = self.now + timedelta(minutes=minute)
            self.seen[at] = self.ledger.visible(at)
        self.now += timedelta(minutes=minutes_passed)
        name, *arguments = action
        if self.ledger.is_withdrawn != (name == "end_withdrawal"):
            return  # the table of actions refuses it, both ways
        may, do = getattr(self, name)(*arguments)
        if may:
            do()
        elif do is not None:
            before = list(Edition.objects.order_by("pk").values())
            try:
                do()
            except ValidationError:
                assert list(Edition.objects.order_by("pk").values()) == before
            else:
                raise AssertionError(f"{name} should have been refused")
        self.compare()

    def _begun(self, edition, asked, expires):
        assert asked <= edition.live_from < asked + timedelta(seconds=1)
        begins = edition.live_from
        intent = Intent(begins, expires)
        intent.is_theirs = edition.source_id is not None
        stops = self.stops.stop(begins, is_theirs=intent.is_theirs)
        intent.is_held = begins > self.now and stops
        # One that begins a blink after another of the same moment begins now.
        intent.is_held &= asked > self.now
        self.ledger.intents[edition.pk] = intent

    def publish(self, expires):
        def do():
            edition = editions.publish(
                *(self.article, self.texts[self.is_theirs]),
                by=self.by,
                now=self.now,
                expires_at=moment(expires),
            )
            self._begun(edition, self.now, moment(expires))

        return expires is None or moment(expires) > self.now, do

    def schedule(self, start, expires):
        def do():
            edition = editions.schedule(
                *(self.article, self.texts[self.is_theirs], moment(start)),
                by=self.by,
                now=self.now,
                expires_at=moment(expires),
            )
            self._begun(edition, moment(start), moment(expires))

        free = moment(start) > self.now and not self.ledger.begins_at(moment(start))
        return free and (expires is None or expires > start), do

    def fix(self):
        live = self.ledger.visible(self.now)

        def do():
            edition = editions.fix(
                self.article, self.texts[self.is_theirs], by=self.by, now=self.now
            )
            self._begun(edition, self.now, self.ledger.intents[live].expires)

        return live is not None and not self.ledger.intents[live].is_undone, do

    def unpublish(self):
        live = self.ledger.visible(self.now)

        def do():
            editions.unpublish(self.article, now=self.now)
            self.ledger.intents[live].expires = self.now

        return live is not None and self.ledger.intents[live].begins < self.now, do

    def hold(self):
        return True, lambda: self._stop(is_held=True)

    def release(self):
        return True, lambda: self._stop(is_held=False)

    def embargo(self, until):
        return True, lambda: self._stop(embargo=moment(until))

    def permission(self, is_given):
        return True, lambda: self._stop(is_forbidden=not is_given)

    def source(self, is_lost):
        return True, lambda: self._stop(is_source_lost=is_lost)

    def text(self, is_theirs):
        self.is_theirs = is_theirs
        return False, None

    def _stop(self, **changes):
        self.stops = replace(self.stops, **changes)
        withdrawn_at = self.now if self.stops.is_source_lost else None
        Source.objects.update(permission_withdrawn_at=withdrawn_at)
        Article.objects.filter(pk=self.article.pk).update(
            held_at=self.now if self.stops.is_held else None,
            hold_reason="The lawyers ask." if self.stops.is_held else "",
            has_lost_permission=self.stops.is_forbidden,
            embargoed_until=self.stops.embargo,
        )
        holds.hold(self.article, now=self.now)
        holds.release(self.article, now=self.now)
        for intent in self.ledger.standing().values():
            if intent.begins > self.now:
                intent.is_held = self._waits(intent)

    def _waits(self, intent):
        return self.stops.stop(intent.begins, is_theirs=intent.is_theirs)

    def undo(self):
        live = self.ledger.visible(self.now)
        if live is None:
            return False, None
        slip = self.ledger.intents[live]
        before = self.ledger.visible(slip.begins - BLINK)
        intent = self.ledger.intents.get(before)

        def do():
            edition = Edition.objects.get(pk=live)
            again = undoing.undo(edition, by=self.by, now=self.now)
            slip.is_undone = True
            if self._returns(intent, slip):
                self._begun(again, self.now, intent.expires)
                self.ledger.intents[again.pk].is_retracted = intent.is_retracted
                assert again.headline == Edition.objects.get(pk=before).headline
            else:
                assert again is None
                slip.expires = max(self.now, slip.begins + BLINK)

        return True, do

    def _returns(self, intent, slip):
        if intent is None or intent.expires == slip.begins:
            return False
        return intent.expires is None or intent.expires > self.now

    def retract(self):
        def do():
            leaves = taking_down.Leaves.NOTICE
            edition = taking_down.retract(
                self.article, leaves, by=self.by, now=self.now
            )
            self._begun(edition, self.now, None)
            self.ledger.intents[edition.pk].is_retracted = True

        live = self.ledger.visible(self.now)
        return live is not None and not self.ledger.intents[live].is_undone, do

    def reinstate(self):
        running = self.ledger.running().items()
        shown = [
            (it.begins, it)
            for _, it in running
            if it.begins <= self.now and not (it.is_retracted or it.is_undone)
        ]
        if not any(it.is_retracted for _, it in running) or not shown:
            return False, None
        _, before = max(shown, key=lambda pair: pair[0])

        def do():
            edition = taking_down.reinstate(self.article, by=self.by, now=self.now)
            self._begun(edition, self.now, before.expires)

        return before.expires is None or before.expires > self.now, do

    def withdraw(self):
        live = self.ledger.visible(self.now)

        def do():
            for edition in self.article.editions.to_come(self.now):
                editions.cancel(edition, now=self.now)
                self.ledger.intents[edition.pk].is_cancelled = True
            taking_down.withdraw(self.article, now=self.now)
            self.ledger.is_withdrawn = True
            if live is not None:
                intent = self.ledger.intents[live]
                intent.expires = max(self.now, intent.begins + BLINK)

        return True, do

    def end_withdrawal(self):
        def do():
            taking_down.end_withdrawal(self.article)
            self.ledger.is_withdrawn = False

        return True, do

    def reschedule(self, index, start):
        edition = self._nth(index)
        if edition is None:
            return False, None
        intent = self.ledger.intents[edition.pk]

        def do():
            editions.reschedule(edition, moment(start), now=self.now)
            intent.begins = moment(start)
            intent.is_held = self._waits(intent)

        may = (
            not intent.is_cancelled
            and (intent.begins > self.now or intent.is_held)
            and moment(start) > self.now
            and not self.ledger.begins_at(moment(start), moved=edition.pk)
            and (intent.expires is None or intent.expires > moment(start))
        )
        return may, do

    def cancel(self, index):
        edition = self._nth(index)
        if edition is None:
            return False, None
        intent = self.ledger.intents[edition.pk]

        def do():
            editions.cancel(edition, now=self.now)
            intent.is_cancelled = True

        is_to_come = intent.begins > self.now or intent.is_held
        return not intent.is_cancelled and is_to_come, do

    def put_back(self, index, other):
        edition = self._nth(index)
        if edition is None:
            return False, None
        other = None if other is None else self._nth(other)
        intent = self.ledger.intents[edition.pk]
        place = other and self.ledger.intents[other.pk]

        def do():
            undoing.put_back(edition, instead_of=other, now=self.now)
            if place:
                intent.begins, intent.expires = place.begins, place.expires
                place.is_cancelled = True
            intent.is_cancelled = False
            has_passed = intent.begins <= self.now
            intent.is_held = has_passed or self._waits(intent)

        if place:
            may = not place.is_cancelled and (place.begins > self.now or place.is_held)
        else:
            may = not self.ledger.begins_at(intent.begins)
        return intent.is_cancelled and may, do

    def expire(self, index, at):
        edition = self._nth(index)
        if edition is None:
            return False, None
        intent = self.ledger.intents[edition.pk]

        def do():
            editions.expire(edition, moment(at), now=self.now)
            intent.expires = moment(at)

        is_open = not intent.is_cancelled and not self.ledger.is_past(
            edition.pk, self.now
        )
        is_open &= not intent.is_held or intent.begins > self.now
        is_ahead = at is None or (moment(at) >= self.now and moment(at) > intent.begins)
        return is_open and is_ahead, do

    def _nth(self, index):
        newest = Edition.objects.order_by("-pk")
        return newest[index : index + 1].first()

    def compare(self):
        everything = list(Edition.objects.all())
        for minute in range(-1, LAST_MINUTE + 2):
            at = moment(minute)
            visible = [edition.pk for edition in everything if edition.is_visible(at)]
            expected = self.ledger.visible(at)
            assert visible == ([] if expected is None else [expected]), at
            if at in self.seen and not self.ledger.is_withdrawn:
                assert expected == self.seen[at], "the past has changed"
        self._compare_queries(everything)
        self._compare_dates(everything)

    def _compare_queries(self, everything):
        for at in (self.now, self.now + timedelta(minutes=7)):
            seen = {edition.pk for edition in everything if edition.is_visible(at)}
            assert set(Edition.objects.visible(at).values_list("pk", flat=True)) == seen
            regions = PLACEMENTS["regions"].objects.visible(at)
            listed = [pk for pk in seen if not self.ledger.intents[pk].is_retracted]
            assert sorted(regions.values_list("edition", flat=True)) == sorted(
                [*listed, *listed]  # the region and what it lies within
            )
            assert not regions.filter(settled=True).exists()

    def _compare_dates(self, everything):
        counts = [
            edition
            for edition in everything
            if not (edition.cancelled_at or edition.held_at or edition.undone_at)
        ]
        if counts:
            first = min(edition.live_from for edition in counts)
            assert {edition.first_published_at for edition in counts} == {first}
        marked = {edition.pk for edition in everything if edition.undone_at}
        intents = self.ledger.intents
        assert marked == {pk for pk in intents if intents[pk].is_undone}


class TimeTests(TestCase):
    @settings(max_examples=250)
    @given(st.lists(steps, min_size=1, max_size=9))
    def test_readers_see_one_right_edition_and_the_past_stands(self, story):
        newsroom = Newsroom()
        for minutes_passed, action in story:
            newsroom.step(minutes_passed, action)
