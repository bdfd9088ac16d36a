"""How much hangs on a term: what readers find there, and what the desk files there."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Value

from articles.models import Article, Region
from articles.models.edition import PLACEMENTS
from articles.models.terms import ancestors

_LISTS = {"region": "regions", "theme": "themes", "report": "reports", "tag": "tags"}


@dataclass(frozen=True)
class Uses:
    """Numbers of articles: seen by readers, still to come, and filed on the desk.

    `within` are the regions that lie directly within a region.
    """

    shown: int = 0
    coming: int = 0
    filed: int = 0
    within: tuple[Region, ...] = ()


def uses_of(term, now):
    """Count what belongs to a term, of a region what belongs to those within it too.

    One query, and two more for a region.
    """
    name = _LISTS[term._meta.model_name]
    terms, within = _tree_of(term) if isinstance(term, Region) else ([term.pk], ())
    placed = PLACEMENTS[name].objects.filter(term=term).values("article")
    filed = Article.objects.filter(**{f"{name}__in": terms}, binned_at=None)
    counted = {
        "shown": placed.visible(now).listed(),
        "coming": placed.filter(live_from__gt=now, live_until=None),
        "filed": filed.values("pk"),
    }
    parts = [_numbered(*pair) for pair in counted.items()]
    return Uses(**dict(parts[0].union(*parts[1:], all=True)), within=within)


def _tree_of(region):
    """Return the ids of a region and all within it, and those directly within."""
    parents = Region.objects.parents()
    ids = [pk for pk in parents if region.pk in ancestors(pk, parents)]
    return ids, tuple(region.children.order_by("name"))


def _numbered(called, rows):
    """Return (called, the number of different rows) as a row of one query."""
    [column] = rows.query.values_select
    rows = rows.order_by().annotate(called=Value(called, CharField()))
    rows = rows.values("called").annotate(number=Count(column, distinct=True))
    return rows.values_list("called", "number")
