"""By year and by language: the shelves on which somebody's articles stand."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Aggregate, CharField, OuterRef, Subquery, Value
from django.db.models.functions import Concat, ExtractYear

from articles.models import AuthorPlacement
from articles.models.languages import NAMES, direction
from articles.reading.lists import key_of_moment


@dataclass(frozen=True, order=True)
class Shelf:
    year: int
    language: str


@dataclass(frozen=True)
class Way:
    """A link to some of the articles, or the place where the reader is."""

    name: str
    query: str
    is_here: bool
    language: str = ""

    @property
    def direction(self):
        return direction(self.language) if self.language else ""


class _Together(Aggregate):
    """All different values of a group, a comma between two."""

    allow_distinct = True
    template = "%(function)s(DISTINCT %(expressions)s)"
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "STRING_AGG(DISTINCT %(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def with_shelves(authors, at, zone):
    """Let authors come with `shelved`, for shelves_of(): no query more."""
    placed = AuthorPlacement.objects.visible(at).listed().order_by()
    shelf = Concat(
        ExtractYear("published_at", tzinfo=zone), Value(" "), "edition__language"
    )
    together = placed.filter(term=OuterRef("pk")).values("term")
    together = together.annotate(all=_Together(shelf)).values("all")
    return authors.annotate(shelved=Subquery(together))


def shelves_of(author):
    """Return the shelves that have something on them, newest first.

    There is none to be told of an author who came without: one that is only tried out.
    """
    shelved = getattr(author, "shelved", None) or ""
    pairs = (shelf.split(" ") for shelf in shelved.split(",") if shelf)
    return sorted(
        (Shelf(int(year), language) for year, language in pairs), reverse=True
    )


def ways_by_language(shelves, chosen):
    """Return a link for each language, if there are several: all of them first."""
    known = {shelf.language for shelf in shelves}
    if len(known) < 2:
        return []
    ways = [Way("", "", not chosen)]
    return ways + [
        Way(name, f"language={language}", language == chosen, language)
        for language, name in NAMES.items()
        if language in known
    ]


def ways_by_year(shelves, language, zone, here):
    """Return a link for each year, if there are several.

    It leads to where the list has come to that year's last article, and the list goes
    on from there. `here` is the year that the page begins with.
    """
    years = {each.year for each in shelves if language in ("", each.language)}
    if len(years) < 2:
        return []
    return [
        Way(str(year), _until(year, zone) if year < max(years) else "", year == here)
        for year in sorted(years, reverse=True)
    ]


def _until(year, zone):
    return f"before={key_of_moment(datetime(year + 1, 1, 1, tzinfo=zone))}"
