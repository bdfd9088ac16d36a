"""The pages that list authors, themes, reports and tags themselves."""

from django.db.models import Exists, OuterRef, Subquery

from articles.models import Edition, StartHere
from articles.reading.teasers import UNREAD_IN_LISTS


def with_articles(terms, placements, at):
    """Return those terms that readers find something under."""
    placed = placements.objects.visible(at).listed().filter(term=OuterRef("pk"))
    return terms.filter(Exists(placed))


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
