"""Takes what is scheduled out of time while an article is held, and puts it back."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.publishing import releases, waiting


@transaction.atomic
def hold(article, *, now=None):
    """Let every edition that is to come wait; return them.

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
    """Give back their hours to those that wait; return them, and those that missed it.

    Whose hour has passed goes on waiting: somebody chooses another hour, or cancels it.
    What waited with one of them goes out again, too, unless something else stops it.
    """
    article, now = _locked(article), now or timezone.now()
    held = article.editions.standing().exclude(held_at=None).order_by("live_from")
    missed = list(held.filter(live_from__lte=now))
    alone = list(held.filter(live_from__gt=now, release=None))
    waiting.run(article, alone, now)
    return [*alone, *releases.follow(article, now)[1]], missed


def _let_wait(article, now):
    own = article.editions.running().filter(live_from__gt=now, release=None)
    own = list(own)
    waiting.wait(article, own, now)
    return own


def _locked(article):
    return Article.objects.select_for_update().get(pk=article.pk)
