"""Deleting puts an article into the bin, where it stays until somebody puts it back.

Nothing is ever thrown away by itself: versions, log and what readers saw remain.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.editing.locking import locked, require_seen
from articles.editing.log import record
from articles.editing.permission import require
from articles.editing.standing import standing
from articles.models import Article, Event, StartHere
from articles.models.actions import Action

LIVE = "Readers see this. Unpublish it first."
WAITING = "A schedule of it was put on hold. Unpublish it first: that cancels it."
SCHEDULED = (
    "It is scheduled for readers. Unpublish it first: that cancels the schedule."
)


@transaction.atomic
def delete(article, *, by, seen, now=None):
    """Put an article into the bin; return it.

    Raises PermissionDenied, and ValidationError where readers see it or are to.
    """
    article = locked(article)
    require(by, Action.DELETE, article)
    require_seen(article, seen)
    now = now or timezone.now()
    if words := in_the_way(standing(article, now)):
        raise ValidationError(words)
    article.binned_at, article.binned_by = now, by
    return _moved(article, Event.Kind.DELETED, by=by, now=now)


@transaction.atomic
def bring_back(article, *, by, seen, now=None):
    """Take an article out of the bin again; return it as it was."""
    article = locked(article)
    require(by, Action.BRING_BACK, article)
    require_seen(article, seen)
    if article.binned_at is None:
        raise ValidationError("It does not lie in the bin.")
    article.binned_at = article.binned_by = None
    return _moved(article, Event.Kind.BROUGHT_BACK, by=by, now=now)


def in_the_way(standing):
    """Return why an article cannot be deleted now, in words; "" if it can."""
    if standing.live:
        return LIVE
    if standing.coming:
        return SCHEDULED
    return WAITING if standing.waiting else ""


def leading_to(article):
    """Return the articles whose text links to this one, and the reports that start
    with it: two queries.
    """
    address = f"/articles/{article.pk}/"
    within = Q(body__contains=address) | Q(standfirst__contains=address)
    linking = Article.objects.unbinned().filter(within).exclude(pk=article.pk)
    starts = StartHere.objects.filter(article=article).select_related("report")
    return (
        list(linking.only("headline", "language").newest_first()),
        [start.report for start in starts],
    )


def _moved(article, kind, *, by, now):
    # Not its `updated_at`: the text is as it was.
    article.save(update_fields=["binned_at", "binned_by"])
    record(article, kind, by=by, now=now)
    return article
