"""What has its place in the calendar: one query for each kind, however much there is.

Of a day with thousands only the first are loaded, and how many there are.
"""

from django.db.models import Count, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber, TruncDate

from articles.models import Article, Edition, Event

_PERSON = ("username", "first_name", "last_name")
_ARTICLE = (
    *("headline", "language", "stage", "version", "due_on", "embargoed_until"),
    *("held_at", "has_open_legal_flag", "has_lost_permission", "assignee"),
)
_EDITION = (
    *("headline", "language", "live_from", "live_until", "expires_at", "held_at"),
    *("cancelled_at", "fix_waiting", "first_published_at", "article", "made_by"),
    *("release", "left_out_at", "retracted_at", "undoes", "revision"),
    "source__permission_withdrawn_at",
)
_IN_EDITION = (
    *_EDITION,
    *(f"article__{name}" for name in _ARTICLE),
    *(f"article__assignee__{name}" for name in _PERSON),
    *(f"made_by__{name}" for name in _PERSON),
    "release__report",
)
_IN_ARTICLE = (*_ARTICLE, *(f"assignee__{name}" for name in _PERSON))


def beginnings(span, within, most):
    """Select what readers saw, or are to see, from a moment of these days on.

    Mended typos are no news; what was undone has not been, and what an undo put back is
    no news either, but what was reinstated is. What a fix has cancelled waits for
    somebody.
    """
    waits = Q(fix_waiting__isnull=False)
    editions = _editions(within).filter(Q(cancelled_at=None) | waits)
    return _by_day(editions, "live_from", span, most)


def endings(span, within, most):
    """Select what ends in these days, by itself or by a person, and is not replaced
    before; with who took it down, and by what.
    """
    taken = Event.objects.filter(
        article=OuterRef("article"),
        kind__in=(Event.Kind.UNPUBLISHED, Event.Kind.WITHDRAWN),
        at__range=(OuterRef("live_from"), OuterRef("expires_at")),
    ).order_by("-at", "-pk")
    ended = _editions(within).filter(
        cancelled_at=None, held_at=None, live_until=F("expires_at")
    )
    ended = ended.annotate(
        taken_down_by=Subquery(taken.values("by_name")[:1]),
        taken_down_as=Subquery(taken.values("kind")[:1]),
    )
    return _by_day(ended, "expires_at", span, most)


def dues(span, within, most):
    articles = _articles(within).filter(due_on__range=(span.first, span.last))
    return _placed(articles.annotate(day=F("due_on")), "due_on", most)


def embargoes(span, within, most):
    return _by_day(_articles(within), "embargoed_until", span, most)


def _editions(within):
    is_news = Q(undoes=None) | Q(undoes__retracted_at__isnull=False)
    editions = Edition.objects.filter(
        is_news, article__binned_at=None, is_substantive=True, undone_at=None
    )
    if within is not None:
        editions = editions.filter(article__in=within)
    known = ("article__assignee", "made_by", "source", "release")
    return editions.select_related(*known).only(*_IN_EDITION)


def _articles(within):
    articles = Article.objects.unbinned()
    if within is not None:
        articles = articles.filter(pk__in=within)
    return articles.select_related("assignee").only(*_IN_ARTICLE)


def _by_day(rows, moment, span, most):
    in_span = {f"{moment}__gte": span.begins_at, f"{moment}__lt": span.ends_at}
    day = TruncDate(moment, tzinfo=span.zone)
    return _placed(rows.filter(**in_span).annotate(day=day), moment, most)


def _placed(rows, moment, most):
    """Number the rows of each day, count them, and keep the first."""
    day = [F("day")]
    return rows.annotate(
        place=Window(RowNumber(), partition_by=day, order_by=[moment, "pk"]),
        in_day=Window(Count("pk"), partition_by=day),
    ).filter(place__lte=most)
