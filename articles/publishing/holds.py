"""Takes what is scheduled out of time while something stops it, and puts it back.

What stops an article is on its row: a hold, an open legal flag, a permission that was
taken away, an embargo that ends later. A text may have lost its permission alone: its
edition asks its source. Whoever changes one of them calls this.
"""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.publishing import releases, waiting


@transaction.atomic
def hold(article, *, now=None):
    """Let every edition that is to come wait, if something stops it; return them.

    What readers see stays, and ends no more when one of those would have begun. What
    was to begin together with one of them waits, too, and is returned after them.
    """
    article, now = _locked(article), now or timezone.now()
    own = _let_wait(article, now)
    return [*own, *releases.follow(article, now)[0]]


@transaction.atomic
def hold_alone(article, *, now=None):
    """Let an article's editions wait and those that begin with them go out.

    Return the article's own, and what waited for it until now.
    """
    article, now = _locked(article), now or timezone.now()
    own = _let_wait(article, now)
    stopped, running = releases.follow(article, now, left_out_at=now)
    return [*own, *stopped], running


@transaction.atomic
def release(article, *, now=None):
    """Give back their hours to those that nothing stops; return them, and the missed.

    Whose hour has passed goes on waiting: somebody chooses another hour, or cancels it.
    What waited with one of them goes out again, too, unless something else stops it.
    """
    article, now = _locked(article), now or timezone.now()
    if article.is_stopped:
        return [], []
    held = article.editions.standing().select_related("source")
    held = held.exclude(held_at=None).order_by("live_from")
    missed = [one for one in held if one.live_from <= now]
    alone = [
        one
        for one in held
        if one.live_from > now and one.release_id is None and not one.is_stopped
    ]
    if alone:
        waiting.run(article, alone, now)
    return [*alone, *releases.follow(article, now)[1]], missed


def _let_wait(article, now):
    to_come = article.editions.running().select_related("source")
    to_come = to_come.filter(live_from__gt=now, release=None)
    stopped = [one for one in to_come if one.is_stopped]
    if stopped:
        waiting.wait(article, stopped, now)
    return stopped


def _locked(article):
    return Article.objects.select_for_update().get(pk=article.pk)
