"""What lies on a desk: entries, and the sources that they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.utils import timezone

from articles.models.actions import Action, may
from articles.models.rules import Rules


@dataclass(frozen=True)
class Desk:
    """Whose desk it is, when one looks at it, and the publication's rules and zone."""

    person: Any
    now: datetime
    rules: Rules
    zone: tzinfo

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.now, self.zone)

    def may(self, action: Action, article=None) -> bool:
        return may(self.person, action, article, self.rules)


@dataclass(frozen=True)
class Entry:
    """One thing: what it is, what it wants in one clear phrase, where to go for that.

    `why` holds what somebody said about it, `note` what else one should know, `by_name`
    whose doing it is where the phrase does not say so.
    """

    headline: str
    wants: str
    address: str
    since: datetime
    language: str = ""
    why: str = ""
    by_name: str = ""
    note: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Source:
    """Where entries come from: one query, in the order of urgency.

    `rows(desk)` selects what concerns the person, each row with `since`, a moment, and
    `doer`, the id of whoever brought it about; `entry(row, desk)` says it in words.
    Whoever may not do `action` is not asked. `more` leads to the list of all of them.
    """

    key: str
    name: str
    rows: Callable[[Desk], QuerySet]
    entry: Callable[[Any, Desk], Entry]
    action: Action | None = None
    more: str = ""
    is_mailed: bool = True

    def group(self, desk, most):
        return self._group(self.rows(desk), desk, most)

    def news(self, desk, after, most):
        """Return what others brought about after a moment."""
        rows = self.rows(desk).filter(since__gt=after, since__lte=desk.now)
        # Of whose doing it is nobody knows, once an account is gone: not theirs.
        others = Q(doer__isnull=True) | ~Q(doer=desk.person.pk)
        return self._group(rows.filter(others), desk, most)

    def _group(self, rows, desk, most):
        # Counted by the same query, before it is cut.
        rows = list(rows.annotate(in_all=Window(Count("pk")))[:most])
        others = rows[0].in_all - len(rows) if rows else 0
        entries = [self.entry(row, desk) for row in rows]
        return Group(self.key, self.name, entries, others, self.more)


@dataclass(frozen=True)
class Group:
    """Entries of one source; `others` says how many more there are."""

    key: str
    name: str
    entries: list[Entry]
    others: int = 0
    more: str = ""

    @property
    def count(self):
        return len(self.entries) + self.others
