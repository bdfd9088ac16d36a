"""What lies on a desk: entries, and the sources that they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.models.actions import Action, may, screen_refusal
from articles.models.publication import BIO_MONTHS
from articles.models.rules import Rules

SATURDAY = 5


@dataclass(frozen=True)
class Desk:
    """Whose desk it is, when one looks at it, and the publication's rules and zone.

    After `bio_months` a bio wants to be read again.
    """

    person: Any
    now: datetime
    rules: Rules
    zone: tzinfo
    bio_months: int = BIO_MONTHS

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.now, self.zone)

    @cached_property
    def last_working_day(self) -> date:
        """The day before this one that was neither Saturday nor Sunday."""
        days = (self.today - timedelta(days=back) for back in (1, 2, 3))
        return next(day for day in days if day.weekday() < SATURDAY)

    @property
    def last_working_day_began(self) -> datetime:
        return datetime.combine(self.last_working_day, time.min, self.zone)

    def may(self, action: Action, article=None) -> bool:
        return may(self.person, action, article, self.rules)

    def may_change(self, model: type[Model]) -> bool:
        return not screen_refusal(self.person, "change", model)

    def moment(self, at: datetime) -> str:
        """Return a moment by the publication's clock.

        With its day, unless it is today, and its year, unless it is this one.
        """
        local = timezone.localtime(at, self.zone)
        style = "j F, " if local.year == self.today.year else "j F Y, "
        day = "" if local.date() == self.today else date_format(local, style)
        return f"{day}{date_format(local, 'H:i')} ({local.tzname()})"


@dataclass(frozen=True)
class Entry:
    """One thing: what it is, what it wants in one clear phrase, where to go for that.

    `why` holds what somebody said about it, `note` what else one should know, `by_name`
    whose doing it is where the phrase does not say so, `since_what` what was then.
    """

    headline: str
    wants: str
    address: str
    since: datetime | None
    language: str = ""
    why: str = ""
    by_name: str = ""
    note: str = ""
    is_urgent: bool = False
    since_what: str = ""


@dataclass(frozen=True)
class Source:
    """Where entries come from: one query, in the order of urgency.

    `rows(desk)` selects what concerns the person, each row with `since`, a moment, and
    `doer`, the id of whoever brought it about; `entry(row, desk)` says it in words.
    Whoever may not do `action`, or not change such a `thing`, is not asked. `more`
    narrows the list of `listed` to all of them, unless they have a `page` of their own
    beside that list. What is `is_beside` wants nothing, and
    is good to know. The name may say something of the desk.
    """

    key: str
    name: str
    rows: Callable[[Desk], QuerySet]
    entry: Callable[[Any, Desk], Entry]
    action: Action | None = None
    more: str = ""
    is_mailed: bool = True
    is_beside: bool = False
    thing: type[Model] | None = None
    listed: str = "article"
    page: str = ""

    def is_for(self, desk):
        if self.thing is not None:
            return desk.may_change(self.thing)
        return self.action is None or desk.may(self.action)

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
        name = self.name.format(desk=desk)
        return Group(self.key, name, entries, others, self._all(), self.is_beside)

    def _all(self):
        if self.page:
            return reverse(f"admin:articles_{self.listed}_{self.page}")
        place = f"admin:articles_{self.listed}_changelist"
        return f"{reverse(place)}?{self.more}" if self.more else ""


@dataclass(frozen=True)
class Group:
    """Entries of one source; `others` says how many more there are, `more` where."""

    key: str
    name: str
    entries: list[Entry]
    others: int = 0
    more: str = ""
    is_beside: bool = False

    @property
    def count(self):
        return len(self.entries) + self.others
