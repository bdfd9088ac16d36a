"""Whatever staff do to the hours of an article and to what stops it, in any order."""

from dataclasses import replace
from datetime import timedelta

import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.editing import desk, publication, schedule, things
from articles.models import Article, Edition
from tests import factories
from tests.publishing.test_time import (
    LAST_MINUTE,
    MORNING,
    Intent,
    Ledger,
    Stops,
    maybe_minutes,
    minutes,
    moment,
    which,
)

seldom_minutes = st.none() | st.none() | maybe_minutes
steps = st.tuples(
    st.integers(0, 5),  # how many minutes pass before
    st.one_of(
        st.tuples(st.just("write"), maybe_minutes),
        st.tuples(st.just("embargo"), minutes),
        st.tuples(st.just("publish"), seldom_minutes),
        st.tuples(st.just("schedule"), minutes, seldom_minutes),
        st.tuples(st.just("use"), which),
        st.tuples(st.just("move"), which, minutes),
        st.tuples(st.just("cancel"), which),
        st.tuples(st.just("end"), which, maybe_minutes),
        st.tuples(st.just("fix")),
        st.tuples(st.just("hold")),
        st.tuples(st.just("lift")),
        st.tuples(st.just("permit"), st.booleans()),
        st.tuples(st.just("take"), st.booleans()),
        st.tuples(st.just("unpublish")),
    ),
)


class Office:
    """Presses what a step says; the ledger has what readers must see then."""

    def __init__(self):
        self.by = factories.user("Publisher")
        self.source = factories.source(has_standing_permission=True)
        self.is_theirs = True
        self.pk = factories.article(by=self.by, source=self.source.pk).pk
        self.ledger, self.stops = Ledger(), Stops()
        self.now, self.seen, self.texts = MORNING, {}, 0

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    def step(self, minutes_passed, action):
        for minute in range(minutes_passed):
            at = self.now + timedelta(minutes=minute)
            self.seen[at] = self.ledger.visible(at)
        self.now += timedelta(minutes=minutes_passed)
        name, *arguments = action
        before = list(Edition.objects.order_by("pk").values())
        with time_machine.travel(self.now, tick=False):
            try:
                getattr(self, name)(*arguments)
            except (PermissionDenied, ValidationError):
                assert list(Edition.objects.order_by("pk").values()) == before
        self.compare()

    # What staff do; where a verb refuses, nothing is written down

    def write(self, embargo):
        self.texts += 1
        text = replace(
            self.article.snapshot(),
            body=f"<p>Text {self.texts}.</p>",
            embargoed_until=moment(embargo),
        )
        desk.save(self.article, text, by=self.by, seen=self.article.version)
        self._stop(embargo=moment(embargo))

    embargo = write

    def publish(self, expires):
        edition = publication.publish(
            self.article,
            by=self.by,
            seen=self.article.version,
            expires_at=moment(expires),
        )
        assert not self.stops.stop(self.now)
        if edition.pk not in self.ledger.intents:
            self._begun(edition, self.now, moment(expires))

    def schedule(self, start, expires):
        edition = factories.scheduled(
            *(self.article, moment(start)), by=self.by, expires_at=moment(expires)
        )
        assert moment(start) > self.now
        assert not self.stops.stop(moment(start))
        self._begun(edition, moment(start), moment(expires))

    def use(self, index):
        edition = self._nth(index)
        when = schedule.as_seen(edition)
        seen = {"seen": self.article.version, "when": when}
        new = schedule.use_this_text(edition, by=self.by, **seen)
        intent = self.ledger.intents[edition.pk]
        assert intent.begins > self.now
        assert not self.stops.stop(intent.begins)
        self._replaced(edition.pk, new.pk)
        intent = self.ledger.intents[new.pk]
        intent.is_theirs = self.is_theirs
        intent.is_held = self._waits(intent)

    def move(self, index, start):
        edition = factories.moved(self._nth(index), moment(start), by=self.by)
        assert moment(start) > self.now
        intent = self.ledger.intents[edition.pk]
        intent.begins = moment(start)
        intent.is_held = self._waits(intent)

    def cancel(self, index):
        edition = factories.cancelled(self._nth(index), by=self.by)
        self.ledger.intents[edition.pk].is_cancelled = True

    def end(self, index, at):
        edition = factories.ended(self._nth(index), moment(at), by=self.by)
        self.ledger.intents[edition.pk].expires = moment(at)

    def fix(self):
        live = self.ledger.visible(self.now)
        if live is None:
            return
        self.texts += 1
        fixed = factories.fixed(
            self.article, by=self.by, headline=f"Headline {self.texts}"
        )
        waiting = self._to_come()
        self.ledger.intents[fixed.edition.pk] = replace(
            self.ledger.intents[live], begins=fixed.edition.live_from
        )
        for new in fixed.spread.mended:
            [old] = [pk for pk in waiting if self._begins(pk) == new.live_from]
            self._replaced(old, new.pk)
        self._give_up_missed()

    def hold(self):
        factories.put_on_hold(self.article, by=self.by)
        self._stop(is_held=True)

    def lift(self):
        factories.lifted(self.article, by=self.by)
        self._stop(is_held=False)

    def permit(self, is_given):
        self.source.refresh_from_db()
        content = self.source.content().changed(has_standing_permission=is_given)
        things.save(self.source, content, by=self.by, seen=self.source.version)
        self._stop(is_source_lost=not is_given)

    def take(self, is_theirs):
        source = self.source.pk if is_theirs else None
        factories.reworked(self.article, by=self.by, source=source)
        self.is_theirs = is_theirs
        self._stop()

    def unpublish(self):
        live = self.ledger.visible(self.now)
        factories.taken_down(self.article, by=self.by, now=self.now)
        if live is not None:
            self.ledger.intents[live].expires = self.now
        for pk in self._to_come():
            self.ledger.intents[pk].is_cancelled = True

    # What follows from it

    def _begun(self, edition, asked, expires):
        assert asked <= edition.live_from < asked + timedelta(seconds=1)
        self._give_up_missed()
        intent = Intent(edition.live_from, expires, is_theirs=self.is_theirs)
        self.ledger.intents[edition.pk] = intent

    def _replaced(self, old, new):
        intents = self.ledger.intents
        intents[new] = replace(intents[old])
        intents[old].is_cancelled = True

    def _give_up_missed(self):
        for intent in self.ledger.standing().values():
            intent.is_cancelled = intent.is_held and intent.begins <= self.now

    def _stop(self, **changes):
        stops = replace(self.stops, **changes)
        is_forbidden = stops.is_source_lost and self.is_theirs
        self.stops = replace(stops, is_forbidden=is_forbidden)
        for intent in self.ledger.standing().values():
            if intent.begins > self.now:
                intent.is_held = self._waits(intent)

    def _waits(self, intent):
        return self.stops.stop(intent.begins, is_theirs=intent.is_theirs)

    def _to_come(self):
        standing = self.ledger.standing().items()
        return [pk for pk, it in standing if it.begins > self.now or it.is_held]

    def _begins(self, pk):
        return self.ledger.intents[pk].begins

    def _nth(self, index):
        found = Edition.objects.order_by("-pk")[index : index + 1].first()
        if found is None:
            raise ValidationError("There is none.")
        return found

    def compare(self):
        everything = list(Edition.objects.all())
        for minute in range(-1, LAST_MINUTE + 2):
            at = moment(minute)
            visible = [edition.pk for edition in everything if edition.is_visible(at)]
            expected = self.ledger.visible(at)
            assert visible == ([] if expected is None else [expected]), at
            if at in self.seen:
                assert expected == self.seen[at], "the past has changed"


class TimesTests(TestCase):
    @settings(max_examples=60)
    @example(20, [(0, ("permit", False)), (0, ("hold",)), (0, ("permit", True))])
    @example(20, [(0, ("embargo", 30)), (0, ("hold",)), (0, ("lift",))])
    @example(20, [(0, ("embargo", 30)), (9, ("write", None)), (0, ("fix",))])
    @example(20, [(0, ("embargo", 30)), (25, ("write", None)), (0, ("move", 0, 39))])
    @example(20, [(0, ("permit", False)), (25, ("permit", True)), (0, ("publish", 39))])
    @example(20, [(0, ("take", False)), (0, ("permit", False)), (0, ("hold",))])
    @example(20, [(0, ("permit", False)), (0, ("take", False)), (0, ("publish", None))])
    @example(20, [(0, ("permit", False)), (0, ("take", False)), (0, ("take", True))])
    @example(20, [(0, ("permit", False)), (0, ("take", False)), (0, ("use", 0))])
    @given(st.integers(5, LAST_MINUTE), st.lists(steps, min_size=3, max_size=9))
    def test_readers_see_what_the_rules_say_and_the_past_stands(self, start, story):
        with time_machine.travel(MORNING, tick=False):
            office = Office()
        office.step(0, ("schedule", start, None))
        for minutes_passed, action in story:
            office.step(minutes_passed, action)
