"""The names of what editions hold by number only: one query, however many."""

from dataclasses import dataclass, replace

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce
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


# What a term that was merged is called is what it went into is called.
_CALLED = ("pk", "name", "slug", "in_languages")
_TODAYS = [Coalesce(f"merged_into__{name}", name) for name in _CALLED]


class Names:
    """Names of the terms of some editions, each in the order it is printed."""

    def __init__(self, editions, kinds=tuple(_TERMS)):
        wanted = {
            kind: {pk for edition in editions for pk in edition.terms.get(kind, [])}
            for kind in kinds
        }
        self._known, self._in_languages = {}, {}
        for kind, pk, today, name, slug, in_languages in _rows(wanted):
            address = reverse(_TERMS[kind][1], args=[slug])
            self._known[kind, pk] = TermName(today, name, address)
            self._in_languages[kind, today] = in_languages

    def of(self, edition, kind, language=""):
        """Return what an edition names, each once: two of it may be one by now.

        With a `language`, each by its name in that one, where it has one.
        """
        known = (self._known.get((kind, pk)) for pk in edition.terms.get(kind, []))
        once = dict.fromkeys(filter(None, known))
        return tuple(self._said(kind, term, language) for term in once)

    def _said(self, kind, term, language):
        said = self._in_languages[kind, term.pk].get(f"{language}.name")
        return replace(term, name=said) if said else term


def _rows(wanted):
    first, *others = (
        model.objects.akin(wanted[kind])
        .order_by()
        .values_list(Value(kind, CharField()), "pk", *_TODAYS)
        for kind, (model, _) in _TERMS.items()
        if kind in wanted
    )
    return first.union(*others, all=True)


def authors_of(editions):
    """Return whom the editions credit, by the id that they keep, photos included."""
    wanted = {line.author for edition in editions for line in edition.credit_lines}
    authors = Author.objects.select_related("photo", "merged_into__photo")
    return authors.resolved(wanted)
