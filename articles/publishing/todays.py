"""What the numbers that an edition keeps stand for today, and where regions lie."""

from dataclasses import dataclass

from django.db.models import CharField, F, Value

from articles.models import Author, Region, Report, Tag, Theme
from articles.models.terms import ancestors

LISTS = {
    "regions": Region,
    "themes": Theme,
    "reports": Report,
    "authors": Author,
    "tags": Tag,
}


@dataclass(frozen=True)
class Todays:
    """By list: what was merged went `into` which; a region lies `within` which."""

    into: dict[tuple[str, int], int]
    within: dict[int, int | None]

    def of(self, name, ids):
        """Return whose lists they stand in, each once; of a region, those around it."""
        if name == "regions":
            ids = [above for pk in ids for above in ancestors(pk, self.within)]
        return list(dict.fromkeys(self.into.get((name, pk), pk) for pk in ids))


def todays(named):
    """Return Todays for ids by the name of their list: one query for all of them."""
    into, within = {}, {}
    for name, pk, gone, lies_in in _rows(named):
        if gone:
            into[name, pk] = gone
        if name == "regions":
            within[pk] = gone or lies_in
    return Todays(into, within)


def _rows(named):
    parts = [_part(name, ids) for name, ids in named.items() if ids]
    return parts[0].union(*parts[1:], all=True) if parts else ()


def _part(name, ids):
    """Select what was merged; of regions all, since any may lie around another."""
    rows, lies_in = LISTS[name].objects.order_by(), F("merged_into_id")
    if name == "regions":
        lies_in = F("parent_id")
    else:
        rows = rows.filter(pk__in=set(ids), merged_into__isnull=False)
    return rows.values_list(
        Value(name, CharField()), "pk", F("merged_into_id"), lies_in
    )
