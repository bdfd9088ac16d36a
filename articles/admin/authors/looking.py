"""When somebody looks at the authors, and what then wants attention: asked once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles.editing.authors import attention
from articles.editing.authors.attention import Want
from articles.editing.authors.duplicates import Pair, pairs


@dataclass(frozen=True)
class Looking:
    now: datetime
    wants: dict[Want, Q]
    pairs_of: dict[int, list[Pair]]


def looking(request):
    """Return what one request goes by: two queries, the first time."""
    if not hasattr(request, "looking_at_authors"):
        request.looking_at_authors = _looking(request.publication.bio_months)
    return request.looking_at_authors


def with_articles(authors, now):
    """Add how many articles readers see of each, and what the last one is."""
    newest = attention.newest(now)
    last = JSONObject(
        article="article_id",
        headline="edition__headline",
        slug="edition__slug",
        language="edition__language",
    )
    own = attention.shown(now).filter(term=OuterRef("pk")).order_by()
    count = own.values("term").annotate(count=Count("pk")).values("count")
    return authors.annotate(
        last=Subquery(newest.values(said=last)[:1]),
        last_at=Subquery(newest.values("published_at")[:1]),
        shown_count=Subquery(count),
    )


def _looking(months):
    now = timezone.now()
    pairs_of = defaultdict(list)
    for pair in pairs():
        for pk in pair.ids:
            pairs_of[pk].append(pair)
    wants = attention.wants(timezone.localdate(now), now, months, list(pairs_of))
    return Looking(now, wants, dict(pairs_of))
