"""Takes what is scheduled out of time while an article is held, and puts it back."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.publishing import placements
from articles.publishing.editions import retime


@transaction.atomic
def hold(article, *, now=None):
    """Let every edition that is to come wait; return them.

    What readers see stays, and ends no more when one of those would have begun.
    """
    article, now = _locked(article), now or timezone.now()
    waiting = list(article.editions.running().filter(live_from__gt=now))
    for edition in waiting:
        edition.held_at = now
        # Empty: no gate shows it and no other edition can overlap it.
        edition.live_until = edition.live_from
        edition.save(update_fields=["held_at", "live_until"])
        placements.remove(edition)
    retime(article, now=now)
    return waiting


@transaction.atomic
def release(article, *, now=None):
    """Give back their hours to those that wait; return them, and those that missed it.

    Whose hour has passed goes on waiting: somebody chooses another hour, or cancels it.
    """
    article, now = _locked(article), now or timezone.now()
    waiting = article.editions.standing().exclude(held_at=None).order_by("live_from")
    missed = list(waiting.filter(live_from__lte=now))
    released = list(waiting.filter(live_from__gt=now))
    for edition in released:
        edition.held_at = None
        edition.save(update_fields=["held_at"])
    retime(article, now=now)
    for edition in released:
        edition.refresh_from_db()
        placements.place(edition)
    return released, missed


def _locked(article):
    return Article.objects.select_for_update().get(pk=article.pk)
