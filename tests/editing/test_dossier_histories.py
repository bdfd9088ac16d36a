"""Whatever happens to articles that go out together, readers see what the rules say."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editing import source_notes
from articles.editing.dossiers import changing, releasing
from articles.editing.holding import Others
from articles.models import Article, Edition, Publication, Release, ReportPlacement
from articles.publishing import holds
from articles.publishing.timeline import BLINK
from tests import factories

HOUR = timedelta(hours=1)
PARTS = range(3)
DEEDS = ("hold", "hold all", "lift", "flag", "clear", "embargo", "free")
STEPS = st.one_of(
    st.tuples(st.sampled_from(DEEDS), st.sampled_from(PARTS)),
    st.tuples(st.just("run others"), st.just(0)),
    st.tuples(st.just("move"), st.sampled_from([1, 2, 3])),
)


@dataclass
class Rules:
    """What must be so: by article what stops it, and which are left out."""

    stops: list = field(default_factory=lambda: [set() for _ in PARTS])
    left_out: set = field(default_factory=set)
    hours: int = 1

    def stop(self, part, what):
        self.stops[part].add(what)

    def lift(self, part, what):
        self.stops[part].discard(what)
        if not self.stops[part]:
            self.left_out.discard(part)

    @property
    def stopping(self):
        return {part for part in PARTS if self.stops[part]} - self.left_out

    @property
    def shown(self):
        if self.stopping:
            return set()
        return {part for part in PARTS if not self.stops[part]}


class Newsroom:
    """The same deeds done by the verbs."""

    def __init__(self):
        Publication.objects.get_or_create(pk=1)
        self.editor = factories.editor()
        self.report = factories.report()
        self.began = timezone.now()
        self.articles = [
            factories.article(by=self.editor, reports=(self.report.pk,)) for _ in PARTS
        ]
        self.sources = [
            source_notes.add(article, by=self.editor, source="A clerk")
            for article in self.articles
        ]
        seen = {article.pk: article.version for article in self.articles}
        self.release = releasing.release(
            self.report, by=self.editor, seen=seen, live_from=self.hour(1)
        )
        self.rules = Rules()

    def hour(self, hours):
        return self.began + hours * HOUR

    def do(self, deed, part):
        getattr(self, deed.replace(" ", "_"))(part)

    def hold(self, part, others=Others.RUN):
        if "hold" in self.rules.stops[part]:
            return
        factories.put_on_hold(self.articles[part], by=self.editor, others=others)
        self.rules.stop(part, "hold")
        if others == Others.RUN:
            self.rules.left_out.add(part)

    def hold_all(self, part):
        self.hold(part, Others.HOLD)

    def lift(self, part):
        if "hold" in self.rules.stops[part]:
            factories.lifted(self.articles[part], by=self.editor)
            self.rules.lift(part, "hold")

    def flag(self, part):
        if "flag" not in self.rules.stops[part]:
            factories.flagged(self.sources[part], by=self.editor)
            self.rules.stop(part, "flag")

    def clear(self, part):
        if "flag" in self.rules.stops[part]:
            factories.cleared(self.sources[part], by=self.editor)
            self.rules.lift(part, "flag")

    def embargo(self, part):
        self.set_embargo(part, self.hour(9))
        holds.hold(self.articles[part])
        self.rules.stop(part, "embargo")

    def free(self, part):
        self.set_embargo(part, None)
        if not Article.objects.get(pk=self.articles[part].pk).is_stopped:
            holds.release(self.articles[part])
        self.rules.lift(part, "embargo")

    def set_embargo(self, part, until):
        row = Article.objects.filter(pk=self.articles[part].pk)
        row.update(embargoed_until=until)

    def run_others(self, _):
        said = {"by": self.editor, "seen": Release.objects.get().version}
        if not self.rules.stopping:
            with pytest.raises(ValidationError):
                changing.run_others(self.release, **said)
            return
        changing.run_others(self.release, **said)
        self.rules.left_out |= self.rules.stopping

    def move(self, hours):
        said = {"by": self.editor, "seen": Release.objects.get().version}
        if any("embargo" in stops for stops in self.rules.stops):
            with pytest.raises(ValidationError, match="Under embargo"):
                changing.move(self.release, self.hour(hours), **said)
            return
        changing.move(self.release, self.hour(hours), **said)
        self.rules.hours = hours

    def shown(self, rows, at):
        found = {*rows.objects.visible(at).values_list("article_id", flat=True)}
        return {part for part in PARTS if self.articles[part].pk in found}

    def expect(self):
        at = self.hour(self.rules.hours)
        for rows in (Edition, ReportPlacement):
            assert self.shown(rows, at - BLINK) == set()
            assert self.shown(rows, at) == self.rules.shown
            assert self.shown(rows, at + 5 * HOUR) == self.rules.shown


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=2, max_size=9))
def test_all_or_none_go_out_but_for_those_left_out(steps):
    with transaction.atomic():
        newsroom = Newsroom()
        newsroom.expect()
        for step in steps:
            newsroom.do(*step)
            newsroom.expect()
        transaction.set_rollback(True)
