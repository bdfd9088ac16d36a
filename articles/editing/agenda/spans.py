"""Days, weeks and months as the newsroom's clock has them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


class View(StrEnum):
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True)
class Span:
    """Whole days, `last` among them, around the day `on` that somebody looks at."""

    view: View
    on: date
    first: date
    last: date
    zone: tzinfo

    @property
    def days(self) -> list[date]:
        return [
            self.first + A_DAY * n for n in range((self.last - self.first).days + 1)
        ]

    @property
    def begins_at(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def ends_at(self) -> datetime:
        return midnight(self.last + A_DAY, self.zone)

    @property
    def before(self) -> date:
        """The day to look at for what lies before this."""
        if self.view == View.MONTH:
            return (self.on.replace(day=1) - A_DAY).replace(day=1)
        return self.on - (A_WEEK if self.view == View.WEEK else A_DAY)

    @property
    def after(self) -> date:
        if self.view == View.MONTH:
            return _last_of_month(self.on) + A_DAY
        return self.on + (A_WEEK if self.view == View.WEEK else A_DAY)


def span_of(view: View, on: date, zone: tzinfo) -> Span:
    """Return the days to show: of a month the whole weeks that it lies in."""
    on = min(max(on, FIRST), LAST)
    first = last = on
    if view == View.MONTH:
        first, last = on.replace(day=1), _last_of_month(on)
    if view != View.DAY:
        first -= A_DAY * first.weekday()
        last += A_DAY * (6 - last.weekday())
    return Span(view, on, first, last, zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return when a day begins. Where summer time skips midnight, when it does."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def hours_of(day: date, zone: tzinfo) -> float:
    """Return how long a day is: not 24 where the clocks are changed."""
    length = midnight(day + A_DAY, zone) - midnight(day, zone)
    return length / timedelta(hours=1)


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
