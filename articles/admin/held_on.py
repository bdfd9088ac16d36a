"""The choice of the position that stands beside a name: today's, or one held before."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from articles.models.positions import Position, held_on

TODAYS = "Today’s"


class HeldOnField(forms.DateField):
    """Gives the day whose position is told, or None for that of any day it is read."""

    def __init__(self):
        only = forms.Select(choices=[("", TODAYS)])
        super().__init__(required=False, label="Position", widget=only)

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, date) else value


def choices(lines, chosen, written_on=None):
    """Return pairs of a day and the words for the position held on it.

    `lines` are an author's positions as they are stored. What is chosen already is
    among them, whatever it is; what was held when the text was written says so.
    """
    positions = sorted(map(Position.from_json, lines), key=_begins)
    today = timezone.localdate()
    by_position = {each: _day_of(each, positions, today) for each in positions}
    pinned = _day(chosen)
    if pinned and (held := held_on(positions, pinned)) in by_position:
        by_position[held] = pinned
    written = held_on(positions, written_on) if written_on else None
    offered = [
        (day.isoformat(), _in_words(each, is_written=each == written))
        for each, day in by_position.items()
        if day
    ]
    if chosen and str(chosen) not in dict(offered):
        offered.append((str(chosen), _as_of(pinned) if pinned else str(chosen)))
    current = held_on(positions, today)
    return [("", f"{TODAYS}: {current}" if current else TODAYS), *offered]


def _begins(position):
    return position.since or date.min


def _day_of(position, positions, today):
    """Return a day on which that position is the one that is told, if there is any."""
    days = filter(None, [position.since, position.until, today])
    return next((day for day in days if held_on(positions, day) == position), None)


def _in_words(position, *, is_written):
    since, until = position.since, position.until
    if since and until:
        years = f"{since.year}–{until.year}" if since.year < until.year else since.year
    elif since:
        years = f"since {since.year}"
    else:
        years = f"until {until.year}" if until else "whatever comes"
    return f"{position}, {years}{' (when this was written)' if is_written else ''}"


def _as_of(day):
    return f"None, as of {date_format(day, 'j F Y')}"


def _day(chosen):
    if isinstance(chosen, date) or not chosen:
        return chosen or None
    try:
        return date.fromisoformat(chosen)
    except ValueError:
        return None
