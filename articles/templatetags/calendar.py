"""Words for the calendar."""

from django import template
from django.utils.formats import date_format

from articles.editing.agenda.spans import View
from articles.models import languages

register = template.Library()
_STEPS = {View.MONTH: "month", View.WEEK: "week", View.DAY: "day"}


@register.filter
def span_name(span):
    """Return what the days that are shown are called together."""
    if span.view == View.MONTH:
        return date_format(span.on, "F Y")
    if span.view == View.DAY:
        return date_format(span.on, "l, j F Y")
    same_year = span.first.year == span.last.year
    same_month = same_year and span.first.month == span.last.month
    style = "j" if same_month else "j F" if same_year else "j F Y"
    first, last = date_format(span.first, style), date_format(span.last, "j F Y")
    return f"{first} – {last}"


@register.filter
def span_before(span):
    if span.view == View.MONTH:
        return date_format(span.before, "F")
    return f"The {_STEPS[span.view]} before"


@register.filter
def span_after(span):
    if span.view == View.MONTH:
        return date_format(span.after, "F")
    return f"The {_STEPS[span.view]} after"


@register.filter
def is_beside(span, day):
    """Say whether a day belongs to the month before or after the one shown."""
    return span.view == View.MONTH and day.month != span.on.month


@register.filter
def clock_change(day):
    """Say that clocks are changed on a day, and how long it is by that."""
    way = "back" if day.hours > 24 else "forward"
    return f"Clocks go {way}: {day.hours:g} hours"


@register.filter
def language_name(code):
    return languages.NAMES.get(code, code)


@register.filter
def may_be_moved(item, movable):
    return item.can_move and item.what in movable


@register.filter
def has_items(days):
    return any(day.count for day, _ in days)
