"""What of the calendar can be moved to another day, by which verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing import review, schedule
from articles.editing.agenda.items import What
from articles.models import Article, Edition
from articles.models.actions import Action
from articles.models.local_time import local, moments

WITH_NOBODY = "It is with nobody by now. Assign it to somebody, with a day."
_EDITIONS = Edition.objects.select_related("article__created_by", "article__held_by")
_ARTICLES = Article.objects.select_related("assignee", "created_by")


class AskWhich(Exception):
    """Clocks show this time twice, or never: somebody has to say what is meant."""

    def __init__(self, shown):
        super().__init__(shown)
        self.shown = shown


@dataclass(frozen=True)
class Move:
    """How one kind of entry is moved.

    `when` returns where it stands now, a moment or a day, `seen` what a page about it
    carries; `to` calls the verb.
    """

    rows: Any
    article: Callable
    action: Callable[[Any], Action]
    when: Callable
    seen: Callable[[Any], str]
    to: Callable

    def find(self, pk):
        return self.rows.filter(pk=pk).first()


def to_day(move: Move, thing: Any, day: date, zone: tzinfo) -> datetime | date:
    """Return that day, at the hour that a thing has. Raises AskWhich."""
    when = move.when(thing)
    if not isinstance(when, datetime):
        return day
    shown = datetime.combine(day, local(when, zone).time())
    found = moments(shown, zone)
    if len(found) != 1:
        raise AskWhich(shown)
    return found[0]


def _assign(article, day, *, by, seen):
    if article.assignee is None:
        raise ValidationError(WITH_NOBODY)
    return review.assign(article, article.assignee, by=by, seen=seen, due_on=day)


def _ends_by(edition):
    is_live = edition.live_from <= timezone.now() and not edition.held_at
    return Action.UNPUBLISH if is_live else Action.MOVE


MOVES = {
    What.BEGINS: Move(
        rows=_EDITIONS.filter(cancelled_at=None),
        article=lambda edition: edition.article,
        action=lambda edition: Action.MOVE,
        when=lambda edition: edition.live_from,
        seen=schedule.as_seen,
        to=schedule.move,
    ),
    What.ENDS: Move(
        rows=_EDITIONS.filter(cancelled_at=None, expires_at__isnull=False),
        article=lambda edition: edition.article,
        action=_ends_by,
        when=lambda edition: edition.expires_at,
        seen=schedule.as_seen,
        to=schedule.end_at,
    ),
    What.DUE: Move(
        rows=_ARTICLES.filter(due_on__isnull=False),
        article=lambda article: article,
        action=lambda article: Action.ASSIGN,
        when=lambda article: article.due_on,
        seen=review.given,
        to=_assign,
    ),
}
