"""A snapshot in words: what staff read of fields that are ids, moments, choices."""

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from articles.admin.words import field_name
from articles.models import (
    Article,
    Author,
    Credit,
    Disclaimer,
    Image,
    Region,
    Report,
    Source,
    Theme,
)
from articles.models.body import clean_body, clean_inline
from articles.models.mergeable import Mergeable
from articles.models.snapshot import FIELDS
from articles.templatetags.desk import full_moment

RICH = {"body": clean_body, "standfirst": clean_inline}
NAMED = {
    "regions": Region,
    "themes": Theme,
    "reports": Report,
    "source": Source,
    "disclaimer": Disclaimer,
    "lead_image": Image,
    "translation_of": Article,
}
CHOSEN = {"kind", "appeals", "language"}
MOMENTS = {"embargoed_until", "display_at"}
GONE = "one that is gone"


def in_words(snapshot):
    """Return (label, words or HTML) of a snapshot's fields, empty ones left out."""
    rows = [(field_name(name), _said(name, snapshot)) for name in FIELDS]
    return [row for row in rows if row[1]]


def _said(name, snapshot):
    value = getattr(snapshot, name)
    if name in RICH:
        return mark_safe(RICH[name](value))
    [items] = items_of(name, snapshot) if is_listed(name) else [[value or ""]]
    return format_html_join(", ", "{}", ((item,) for item in items))


def is_listed(name):
    """Say whether a field's value is told as one or several names or choices."""
    return name in NAMED or name in CHOSEN | MOMENTS | {"credits", "tags"}


def items_of(name, *snapshots):
    """Return each snapshot's names of a field, in order: one query for all of them."""
    values = [getattr(snapshot, name) for snapshot in snapshots]
    if name == "credits":
        return _credits(values)
    if name in NAMED:
        return _names(NAMED[name], values)
    if name in CHOSEN:
        labels = dict(Article._meta.get_field(name).choices)
        return [[labels.get(value, value)] for value in values]
    if name in MOMENTS:
        return [[full_moment(value)] if value else [] for value in values]
    return [list(value) for value in values]


def _names(model, values):
    ids = [_ids(value) for value in values]
    named = {pk for some in ids for pk in some}
    mergeable = issubclass(model, Mergeable)
    rows = (model.objects.resolved if mergeable else model.objects.in_bulk)(named)
    return [[str(rows.get(pk, GONE)) for pk in some] for some in ids]


def _ids(value):
    if isinstance(value, tuple):
        return value
    return [value] if value else []


def _credits(values):
    ids = {line.author for lines in values for line in lines}
    authors = Author.objects.resolved(ids)
    roles = dict(Credit.Role.choices)
    return [
        [
            f"{line.wording or authors.get(line.author, 'somebody gone')} "
            f"({roles.get(line.role, line.role).lower()}{_as_of(line)})"
            for line in lines
        ]
        for lines in values
    ]


def _as_of(line):
    return f", as of {date_format(line.held_on, 'j F Y')}" if line.held_on else ""
