"""The pages that list authors, themes, reports and tags themselves."""

from itertools import groupby

from django.db.models import Exists, OuterRef, Subquery

from articles.models import Edition, StartHere
from articles.models.folding import folded
from articles.reading.teasers import UNREAD_IN_LISTS


def with_articles(terms, placements, at):
    """Return those terms that readers find something under."""
    placed = placements.objects.visible(at).listed().filter(term=OuterRef("pk"))
    return terms.filter(Exists(placed))


def by_initial(things, called):
    """Return (initial, things) for an A–Z; `called` says where a thing stands in it."""
    in_order = sorted(things, key=lambda thing: folded(called(thing)))
    return [
        (initial, list(group))
        for initial, group in groupby(in_order, lambda thing: _initial(called(thing)))
    ]


def _initial(name):
    first = folded(name)[:1].upper()
    return first if first.isalpha() else "#"


def beginnings(report, at):
    """Return the editions a report asks its reader to start with, in its order."""
    chosen = StartHere.objects.filter(report=report, article=OuterRef("article"))
    return (
        Edition.objects.visible(at)
        .listed()
        .annotate(
            position=Subquery(chosen.values("position")),
            chosen_as=Subquery(chosen.values("pk")),
        )
        .filter(chosen_as__isnull=False)
        .order_by("position", "chosen_as")
        .defer(*UNREAD_IN_LISTS)
    )
