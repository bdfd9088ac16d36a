"""Takes what is scheduled out of time while something stops it, and puts it back.

What stops an article is on its row: a hold, an open legal flag, a permission that was
taken away, an embargo that ends later. Whoever changes one of them calls this.
"""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.publishing import placements
from articles.publishing.editions import retime


@transaction.atomic
def follow(article, *, now=None):
    """Hold what something stops by now, and release what nothing does any more.

    Returns what release() does.
    """
    article, now = _locked(article), now or timezone.now()
    _hold(article, now)
    return _release(article, now)


@transaction.atomic
def hold(article, *, now=None):
    """Let every edition that is to come wait, if something stops it; return them.

    What readers see stays, and ends no more when one of those would have begun.
    """
    return _hold(_locked(article), now or timezone.now())


def _hold(article, now):
    to_come = article.editions.running().filter(live_from__gt=now)
    waiting = [one for one in to_come if article.is_stopped_at(one.live_from)]
    for edition in waiting:
        edition.held_at = now
        # Empty: no gate shows it and no other edition can overlap it.
        edition.live_until = edition.live_from
        edition.save(update_fields=["held_at", "live_until"])
        placements.remove(edition)
    if waiting:
        retime(article, now=now)
    return waiting


@transaction.atomic
def release(article, *, now=None):
    """Give back their hours to those that nothing stops; return them, and the missed.

    Whose hour has passed goes on waiting: somebody chooses another hour, or cancels it.
    """
    return _release(_locked(article), now or timezone.now())


def _release(article, now):
    if article.is_stopped:
        return [], []
    waiting = article.editions.standing().exclude(held_at=None).order_by("live_from")
    missed = [one for one in waiting if one.live_from <= now]
    to_come = [one for one in waiting if one.live_from > now]
    released = [one for one in to_come if not article.is_stopped_at(one.live_from)]
    for edition in released:
        edition.held_at = None
        edition.save(update_fields=["held_at"])
    if released:
        retime(article, now=now)
    for edition in released:
        edition.refresh_from_db()
        placements.place(edition)
    return released, missed


def _locked(article):
    return Article.objects.select_for_update().get(pk=article.pk)
