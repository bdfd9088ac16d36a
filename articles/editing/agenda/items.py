"""The calendar's entries in words: what, when, of which article, and who."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone

from articles.editing.agenda import rows
from articles.editing.agenda.spans import hours_of
from articles.editing.dossiers.words import has_place
from articles.editing.log import name_of
from articles.editing.review import given
from articles.editing.schedule import as_seen
from articles.editing.standing import State, stage_word, standings
from articles.editing.stops import Stop, stops
from articles.models import Edition, Event, Stage


class What(StrEnum):
    """What an entry is about, as its address says it."""

    BEGINS = "edition"
    ENDS = "expiry"
    DUE = "due"
    EMBARGO = "embargo"


@dataclass(frozen=True)
class Item:
    """One entry. `at` is empty where it has a day and no hour.

    `state` colours the words; `can_move` says that it is not history yet;
    `release` is where it is moved with the others that it goes out with.
    """

    what: What
    pk: int
    address: str
    headline: str
    language: str
    at: datetime | None
    state: str
    words: str
    who: str = ""
    can_move: bool = False
    release: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Day:
    day: date
    items: list[Item] = field(default_factory=list)
    count: int = 0
    hours: float = 24

    @property
    def others(self):
        return self.count - len(self.items)


def agenda(span, *, within=None, most, skipped=0, now=None):
    """Return the days of a span with what stands in them: five queries.

    `within` narrows it to articles; `most` is how much of a day is shown, after
    `skipped` of it.
    """
    now = now or timezone.now()
    to_load = most + skipped
    placed, counts = defaultdict(list), defaultdict(int)
    for what, select in _SELECTED.items():
        for row in select(span, within, to_load):
            placed[row.day].append((what, row))
            counts[row.day] += row.place == 1 and row.in_day
    shown = {day: sorted(placed[day], key=_order)[skipped:to_load] for day in placed}
    articles = [_article(row) for of_day in shown.values() for _, row in of_day]
    known = standings({article.pk: article for article in articles}.values())
    return [
        Day(
            day,
            [
                _ITEMS[what](row, known, now, span.zone)
                for what, row in shown.get(day, ())
            ],
            counts[day],
            hours_of(day, span.zone),
        )
        for day in span.days
    ]


def _article(row):
    return row.article if isinstance(row, Edition) else row


def _order(placed):
    """Put what has a day and no hour first."""
    what, row = placed
    at = getattr(row, _MOMENTS[what]) if what in _MOMENTS else None
    return (at is not None, at, what, row.pk)


def _beginning(edition, known, now, zone):
    state, words = _begins(edition, known[edition.article_id], now)
    can_move = edition.cancelled_at is None and (
        edition.live_from > now or edition.held_at is not None
    )
    return _of_edition(
        *(What.BEGINS, edition, edition.live_from, state, words),
        can_move=can_move and not has_place(edition),
        release=_release(edition) if can_move and has_place(edition) else "",
    )


def _release(edition):
    args = [edition.release.report_id, edition.release_id]
    return reverse("admin:articles_report_released", args=args)


def _begins(edition, standing, now):
    if edition.cancelled_at:
        return "held", "Held back by a fix"
    if edition.held_at:
        why = next(iter(stops(edition.article, edition)), Stop.TOGETHER).label
        return "held", why if edition.live_from > now else f"{why}: missed its hour"
    if edition.live_from > now:
        return State.SCHEDULED, State.SCHEDULED.label
    state, words = _began(edition)
    if standing.state != state and standing.state in _SINCE:
        return standing.state, f"{words}, {_SINCE[standing.state]} since"
    return state, words


def _began(edition):
    if edition.retracted_at:
        return State.RETRACTED, State.RETRACTED.label
    if edition.undoes_id:
        return State.LIVE, "Reinstated"
    is_first = edition.live_from == edition.first_published_at
    return State.LIVE, "Published" if is_first else "Updated"


_SINCE = {
    State.DOWN: "taken down",
    State.RETRACTED: "retracted",
    State.WITHDRAWN: "withdrawn",
}


def _ending(edition, known, now, zone):
    is_to_come = edition.expires_at > now
    if is_to_come:
        state, words, who = State.SCHEDULED, "Expires", ""
    else:
        is_withdrawn = edition.taken_down_as == Event.Kind.WITHDRAWN
        state = State.WITHDRAWN if is_withdrawn else State.DOWN
        words, who = state.label, edition.taken_down_by
    said = {"who": who, "can_move": is_to_come}
    return _of_edition(What.ENDS, edition, edition.expires_at, state, words, **said)


def _of_edition(what, edition, at, state, words, *, who="", can_move=False, release=""):
    if not who and edition.made_by:
        who = name_of(edition.made_by)
    return Item(
        what=what,
        pk=edition.pk,
        address=_address(edition),
        headline=edition.headline,
        language=edition.language,
        at=at,
        state=str(state),
        words=words,
        who=who or "",
        can_move=can_move,
        release=release,
        seen=as_seen(edition),
    )


def _address(edition):
    """Return where its entry leads: where somebody has to decide about it, there."""
    if edition.cancelled_at:
        return reverse("admin:held_back", args=[edition.article_id, edition.pk])
    return _screen(edition.article_id)


def _screen(article_id):
    return reverse("admin:articles_article_change", args=[article_id])


def _due(article, known, now, zone):
    stage = stage_word(article.stage, is_live=known[article.pk].is_live)
    is_late = article.due_on < timezone.localdate(now, zone)
    is_open = article.stage == Stage.DRAFT
    words = "Overdue" if is_late and is_open else "Due"
    state = "held" if is_late and is_open else article.stage
    return _of_article(What.DUE, article, None, state, f"{words}: {stage.lower()}")


def _embargo(article, known, now, zone):
    is_to_come = article.embargoed_until > now
    words = "Embargo lifts" if is_to_come else "Embargo lifted"
    return _of_article(What.EMBARGO, article, article.embargoed_until, "", words)


def _of_article(what, article, at, state, words):
    return Item(
        what=what,
        pk=article.pk,
        address=_screen(article.pk),
        headline=article.headline,
        language=article.language,
        at=at,
        state=str(state),
        words=words,
        who=name_of(article.assignee) if article.assignee else "",
        can_move=what == What.DUE and article.assignee_id is not None,
        seen=given(article),
    )


_SELECTED = {
    What.DUE: rows.dues,
    What.BEGINS: rows.beginnings,
    What.ENDS: rows.endings,
    What.EMBARGO: rows.embargoes,
}
_MOMENTS = {
    What.BEGINS: "live_from",
    What.ENDS: "expires_at",
    What.EMBARGO: "embargoed_until",
}
_ITEMS = {
    What.DUE: _due,
    What.BEGINS: _beginning,
    What.ENDS: _ending,
    What.EMBARGO: _embargo,
}
