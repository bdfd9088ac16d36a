"""The names of what editions hold by number only: one query, however many."""

from dataclasses import dataclass

from django.db.models import CharField, Value
from django.urls import reverse

from articles.models import Author, Region, Report, Tag, Theme

_TERMS = {
    "regions": (Region, "articles:region"),
    "themes": (Theme, "articles:theme"),
    "reports": (Report, "articles:report"),
    "tags": (Tag, "articles:tag"),
}


@dataclass(frozen=True)
class TermName:
    """A region, theme, report or tag as a page names it."""

    pk: int
    name: str
    address: str


class Names:
    """Names of the terms of some editions, each in the order it is printed."""

    def __init__(self, editions, kinds=tuple(_TERMS)):
        wanted = {
            kind: {pk for edition in editions for pk in edition.terms.get(kind, [])}
            for kind in kinds
        }
        self._known = {
            (kind, pk): TermName(pk, name, reverse(_TERMS[kind][1], args=[slug]))
            for kind, pk, name, slug in _rows(wanted)
        }

    def of(self, edition, kind):
        keys = ((kind, pk) for pk in edition.terms.get(kind, []))
        return tuple(self._known[key] for key in keys if key in self._known)


def _rows(wanted):
    first, *others = (
        model.objects.filter(pk__in=wanted[kind])
        .order_by()
        .annotate(kind=Value(kind, output_field=CharField()))
        .values_list("kind", "pk", "name", "slug")
        for kind, (model, _) in _TERMS.items()
        if kind in wanted
    )
    return first.union(*others, all=True)


def authors_of(editions):
    """Return whom the editions credit, by the id that they keep, photos included."""
    wanted = {line.author for edition in editions for line in edition.credit_lines}
    authors = Author.objects.select_related("photo", "merged_into__photo")
    return authors.resolved(wanted)
