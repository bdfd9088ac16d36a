"""Finds by name what a file speaks of, and makes what is not there yet."""

import re
import unicodedata
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import things
from articles.exchanging.markdown.imported import Refusal
from articles.exchanging.markdown.lines import Remark
from articles.exchanging.surroundings import own_path
from articles.models import Author, Region, Report, Source, Theme, Version
from articles.models.slugs import free_slug
from articles.reading.byline import names_in_print

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
        self.rows = {}
        for row in model.objects.order_by("pk"):
            for name in _names(row):
                self.rows.setdefault(key(name), {})[row.pk] = row

    def known(self, name):
        """Return the row of that name, or None.

        A link to a page of ours decides; a name that two rows have, without one, is
        refused.
        """
        found = list(self.rows.get(key(name.words), {}).values())
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

    def _linked(self, name):
        page = _PAGES.get(self.model)
        path = unquote(own_path(name.address) or "") if name.address else ""
        found = page and re.fullmatch(rf"/{page}/([^/]+)/", path)
        if not found:
            return None
        row = self.model.objects.filter(slug=found[1]).first()
        is_that = row and (self.model is Author or key(row.name) == key(name.words))
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
        self.remarks.append(Remark(name.line, f"new {kind}: “{row.name}”"))
        return row


def _names(row):
    return names_in_print(row) if isinstance(row, Author) else {row.name}
