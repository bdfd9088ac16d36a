"""A thing's content in words: what staff read of fields that are ids, days, choices."""

from django.contrib.auth.models import User
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import mark_safe

from articles.admin.differing import (
    FieldDifference,
    differing_items,
    differing_paragraphs,
)
from articles.editing.checks import CHECKS
from articles.models import Article, Kind
from articles.models.body import clean_paragraphs
from articles.models.differences import words_changed
from articles.models.languages import NAMES
from articles.models.positions import Position
from articles.models.rules import EVERY_KIND, Level
from articles.templatetags.desk import full_moment, person

GONE = "one that is gone"


class Words:
    """Tells the contents of one model's things."""

    def __init__(self, model):
        self.fields = {field.name: field for field in model.content_fields()}
        self.rich = frozenset(model.rich_fields)

    def name(self, name):
        """Return what staff call a field."""
        field = self.fields.get(name)
        return str(field.verbose_name) if field else name.replace("_", " ")

    def in_words(self, content):
        """Return (label, words or HTML) of what the content says; empty fields not."""
        rows = [(self.name(name), self.told(name, content)) for name in vars(content)]
        return [row for row in rows if row[1]]

    def differing(self, old, new, names=None):
        """Compare two contents, field by field."""
        names = old.differing(new) if names is None else names
        return [self._difference(name, old, new) for name in names]

    def told(self, name, content):
        """Return what a field says, in words or HTML."""
        if name in self.rich:
            return mark_safe(clean_paragraphs(getattr(content, name)))
        [items] = self._items(name, content)
        lines = "; " if name in {"start_here", *_OF_JSON} else ", "
        return format_html_join(lines, "{}", ((item,) for item in items))

    def _difference(self, name, old, new):
        label = self.name(name)
        values = [getattr(side, name) for side in (old, new)]
        if name in self.rich:
            return differing_paragraphs(name, label, *map(clean_paragraphs, values))
        if self._is_line(name):
            return FieldDifference(name, label, runs=words_changed(*map(str, values)))
        return differing_items(name, label, *self._items(name, old, new))

    def _is_line(self, name):
        field = self.fields.get(name)
        is_text = isinstance(field, models.CharField | models.PositiveIntegerField)
        return is_text and not field.choices

    def _items(self, name, *contents):
        values = [getattr(content, name) for content in contents]
        field = self.fields.get(name)
        if field is None:
            return _named(Article, values)
        if field.related_model:
            return _named(field.related_model, [[pk] if pk else [] for pk in values])
        return [_items_of(field, value) for value in values]


def _items_of(field, value):
    match field:
        case models.BooleanField():
            items = ["yes" if value else "no"]
        case models.JSONField():
            items = _OF_JSON[field.name](value)
        case _ if value in (None, ""):
            items = []
        case models.DateTimeField():
            items = [full_moment(parse_datetime(value))]
        case models.DateField():
            items = [date_format(parse_date(value), "j F Y")]
        case models.TextField():
            items = value.splitlines()
        case _:
            items = [str(dict(field.flatchoices).get(value, value))]
    return items


def _named(model, values):
    rows = model._default_manager.in_bulk({pk for ids in values for pk in ids})
    name = person if model is User else str
    return [[name(rows[pk]) if pk in rows else GONE for pk in ids] for ids in values]


def _levels(levels):
    """Say of each check that was chosen for what it weighs, for which kind."""
    checks = {check.key: check.name for check in CHECKS}
    kinds = {EVERY_KIND: "every kind", **dict(Kind.choices)}
    weights = dict(Level.choices)
    return [
        f"{checks.get(key, key)}, {kinds.get(kind, kind).lower()}: "
        f"{weights.get(level, level).lower()}"
        for key, by_kind in levels.items()
        for kind, level in by_kind.items()
    ]


def _positions(lines):
    return [_dated(Position.from_json(line)) for line in lines]


def _dated(position):
    from_to = (("from", position.since), ("until", position.until))
    days = [f"{word} {date_format(day, 'j F Y')}" for word, day in from_to if day]
    return f"{position} ({' '.join(days)})" if days else str(position)


def _in_languages(words):
    told = []
    for key, text in words.items():
        language, _, field = key.partition(".")
        name = field.replace("_", " ")
        told.append(f"{NAMES.get(language, language)}, {name}: {strip_tags(text)}")
    return told


_OF_JSON = {
    "check_levels": _levels,
    "positions": _positions,
    "in_languages": _in_languages,
}
