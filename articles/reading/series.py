"""The order in which a report is read, and what stands before and after an article.

First what the report asks to begin with, in its order; then the others, the oldest
first.
"""

from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Edition, Report, ReportPlacement, StartHere
from articles.reading.naming import TermName

_AFTER_ALL = 100_000  # the place of what nobody is asked to begin with


@dataclass(frozen=True)
class Series:
    """The report that an article is read in, and its neighbours there."""

    report: TermName
    before: Edition | None
    after: Edition | None


def report_of(edition):
    """Return the id of the report that an edition is read in, or None."""
    reports = edition.terms.get("reports") or [None]
    return reports[0] if edition.listed else None


def with_places(rows, edition):
    """Annotate rows that have an article with their places in an edition's report."""
    report = report_of(edition)
    return rows.annotate(
        place=place_in(report, OuterRef("article")),
        place_asked=place_in(report, edition.article_id),
    )


def place_in(report, article):
    today = Report.objects.today(report)
    chosen = StartHere.objects.filter(report=today, article=article)
    last = Value(_AFTER_ALL, IntegerField())
    return Coalesce(Subquery(chosen.values("position")[:1]), last)


def placed(editions, edition):
    """Give editions, loaded already, their places in another's report: one query, if
    there are any.
    """
    if not editions:
        return []
    known = StartHere.objects.filter(report=Report.objects.today(report_of(edition)))
    positions = dict(known.values_list("article", "position"))
    for other in editions:
        other.place = positions.get(other.article_id, _AFTER_ALL)
        other.place_asked = positions.get(edition.article_id, _AFTER_ALL)
    return editions


def around(edition, at, without=()):
    """Return two sets of placements, of one row at most: before and after it."""
    placed = ReportPlacement.objects.visible(at).listed()
    placed = placed.filter(term=Report.objects.today(report_of(edition)))
    placed = placed.exclude(article__in=without)
    placed = with_places(placed.exclude(article=edition.article_id), edition)
    date, number = edition.published_at, edition.article_id
    earlier = Q(published_at__lt=date) | Q(published_at=date, article__lt=number)
    asked = F("place_asked")
    is_before = Q(place__lt=asked) | Q(place=asked) & earlier
    order = ("place", "published_at", "article")
    backwards = [f"-{name}" for name in order]
    return [
        placed.filter(is_before).order_by(*backwards)[:1],
        placed.filter(~is_before).order_by(*order)[:1],
    ]


def series_of(edition, names, others):
    """Return the Series of an edition, or None. Others come with their places."""
    reports = names.of(edition, "reports")
    if not reports or not report_of(edition):
        return None
    asked = others[0].place_asked if others else 0
    own = asked, edition.published_at, edition.article_id
    known = sorted(
        (
            ((other.place, other.published_at, other.article_id), other)
            for other in others
            if other.article_id != edition.article_id
            if other.listed and reports[0] in names.of(other, "reports")
        ),
        key=lambda pair: pair[0],
    )
    before = [other for key, other in known if key < own]
    after = [other for key, other in known if key > own]
    if not before and not after:
        return None
    return Series(reports[0], *(before[-1:] or [None]), *(after[:1] or [None]))
