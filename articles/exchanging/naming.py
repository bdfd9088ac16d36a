"""Finds by name what a file speaks of, and makes what is not there yet."""

import re
import unicodedata
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from articles.editing import things
from articles.exchanging.markdown.imported import Refusal
from articles.exchanging.markdown.lines import Remark
from articles.exchanging.surroundings import own_path
from articles.models import Author, Region, Report, Source, Theme, Version
from articles.models.mergeable import Mergeable
from articles.models.slugs import free_slug
from articles.reading.byline import names_in_print
from articles.reading.moved import at_address

_PAGES = {Author: "authors", Region: "regions", Theme: "themes", Report: "reports"}


def key(name):
    """Return a name as names are compared: case and white space do not matter."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


class Register:
    """All rows of one model by name; new ones are made by `by` and remarked on."""

    def __init__(self, model, by, remarks):
        self.model = model
        self.by = by
        self.remarks = remarks
        self.rows, self.aliases = {}, {}
        self.todays = {}
        for row in _rows(model):
            today = _today(row)
            self.todays[row.pk] = today.pk
            known = self.rows if today is row else self.aliases
            for name in _names(row):
                known.setdefault(key(name), {})[today.pk] = today
            for name in getattr(row, "other_names", "").splitlines():
                self.aliases.setdefault(key(name), {})[today.pk] = today

    def known(self, name):
        """Return the row of that name, or None.

        A link to a page of ours decides; a name that two rows have, without one, is
        refused. A name of another time, or of what was merged, is an alias of what it
        is today.
        """
        found = list(self._called(name.words).values())
        linked = self._linked(name)
        if linked is not None:
            return linked
        if len(found) > 1:
            pages = " and ".join(row.get_absolute_url() for row in found)
            raise Refusal(
                name.line,
                f"“{name.words}” may be either of {pages}. "
                "Link the name to the page that is meant.",
            )
        return found[0] if found else None

    def known_or_new(self, name, **fields):
        return self.known(name) or self._make(name, fields)

    def is_usual(self, row, words):
        """Say whether a row is called so, or goes by that name as well."""
        called = (self.rows, self.aliases)
        return any(row.pk in names.get(key(words), ()) for names in called)

    def as_kept(self, row, ids):
        """Return by which of these numbers a row is known already, else its own."""
        return next((pk for pk in ids if self.todays.get(pk) == row.pk), row.pk)

    def _called(self, words):
        return self.rows.get(key(words)) or self.aliases.get(key(words)) or {}

    def _linked(self, name):
        page = _PAGES.get(self.model)
        path = unquote(own_path(name.address) or "") if name.address else ""
        found = page and re.fullmatch(rf"/{page}/([^/]+)/", path)
        if not found:
            return None
        try:
            row = at_address(self.model.objects.unmerged(), found[1])
        except Http404:
            return None
        is_that = self.model is Author or self.is_usual(row, name.words)
        return row if is_that else None

    def _make(self, name, fields):
        kind = self.model._meta.verbose_name
        if not self.by.has_perm(f"articles.add_{self.model._meta.model_name}"):
            raise PermissionDenied(
                f"line {name.line}: the {kind} “{name.words}” is not known here, and "
                f"{self.by.get_username()} may not add one."
            )
        row = self.model(name=name.words, **fields)
        if self.model is not Source:
            row.slug = free_slug(name.words, self.model.objects.all(), kind)
        try:
            row.full_clean()
        except ValidationError as error:
            raise Refusal(
                name.line, f"the {kind} “{name.words[:60]}”: {' '.join(error.messages)}"
            ) from None
        row = things.create(
            self.model, row.content(), by=self.by, intent=Version.Intent.IMPORT
        ).thing
        self.rows.setdefault(key(row.name), {})[row.pk] = row
        self.todays[row.pk] = row.pk
        self.remarks.append(Remark(name.line, f"new {kind}: “{row.name}”"))
        return row


def _rows(model):
    rows = model.objects.order_by("pk")
    return rows.select_related("merged_into") if _is_mergeable(model) else rows


def _today(row):
    return row.stands_for() if _is_mergeable(type(row)) else row


def _is_mergeable(model):
    return issubclass(model, Mergeable)


def _names(row):
    if isinstance(row, Author):
        return names_in_print(row)
    said = getattr(row, "in_languages", {}).items()
    return {row.name, *(words for place, words in said if place.endswith(".name"))}


def hides_somebody(snapshot):
    """Say whether a text stands under a pen name: a file may tell whose it is."""
    ids = [line.author for line in snapshot.credits]
    return Author.objects.filter(pk__in=ids, kind=Author.Kind.PEN_NAME).exists()
