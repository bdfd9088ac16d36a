"""Editions that begin together: where one of them may not, the others wait with it.

What stops an article says so of its editions here, whatever it is: a hold, a flag, an
embargo. Nothing but that mark is asked, so that lifting one stop cannot let out what
another still keeps.
"""

from django.db.models import F

from articles.models import Article, Edition, Release
from articles.publishing import waiting

_TEXTS = ("standfirst", "body", "text", "search_text", "disclaimer")


def stop(article, now):
    """Mark what is to come of an article; return what waits with it from now on."""
    return _stop(article, now, {})


def leave_out(article, now):
    """Mark it, and let its releases go out without it; return what runs by that."""
    _stop(article, now, {"left_out_at": now})
    own = _members(article, now).filter(left_out_at=None)
    releases = {*own.values_list("release", flat=True)}
    own.update(left_out_at=now)
    return settle(releases, now)[1]


def go_on(article, now):
    """Take the mark away; return what runs again, of this article and of others."""
    marked = article.editions.filter(release__isnull=False, stopped_at__isnull=False)
    marked = marked.standing()
    releases = {*marked.values_list("release", flat=True)}
    marked.update(stopped_at=None, left_out_at=None)
    return settle(releases, now)[1]


def miss(edition, now):
    """Let the others wait for an edition that was cancelled; return those."""
    if edition.release_id is None:
        return []
    edition.stopped_at = edition.stopped_at or now
    edition.save(update_fields=["stopped_at"])
    return settle({edition.release_id}, now)[0]


def run_without(release, now):
    """Let a release wait no more for what stops it; return what runs by that."""
    release.editions.stopping().update(left_out_at=now)
    return settle({release.pk}, now)[1]


def take_over(new, old, now):
    """Let an edition stand in a release where another, cancelled, stood."""
    if old.release_id is None:
        return
    new.release_id, old.release_id = old.release_id, None
    if new.held_at:
        new.stopped_at, new.left_out_at = old.stopped_at, old.left_out_at
    old.stopped_at = old.left_out_at = None
    for edition in (old, new):
        edition.save(update_fields=_MARKS)
    settle({new.release_id}, now)


def rejoin(edition, now):
    """Let an edition that was cancelled, and is put back, stop its release no more."""
    if edition.release_id and not edition.article.is_stopped:
        edition.stopped_at = edition.left_out_at = None
        edition.save(update_fields=_MARKS)
        settle({edition.release_id}, now)


def settle(releases, now):
    """Let what is to come of these releases wait or run, as their marks say.

    Returns what waits from now on and what runs again. Whose hour has passed stays as
    it is. Their articles are locked in one order, so that nobody waits for each other.
    """
    stopped, running = [], []
    for pk in sorted(releases):
        Release.objects.filter(pk=pk).update(version=F("version") + 1)
        members = Edition.objects.filter(release=pk)
        waits = members.stopping().exists()
        to_come = members.standing().filter(live_from__gt=now).defer(*_TEXTS)
        locked = Article.objects.select_for_update().order_by("pk")
        locked = locked.filter(pk__in=to_come.values("article"))
        articles = {article.pk: article for article in locked}
        for edition in to_come.order_by("article", "pk"):
            article = edition.article = articles[edition.article_id]
            is_kept = waits or edition.stopped_at is not None or article.is_stopped
            if is_kept and edition.held_at is None:
                waiting.wait(article, [edition], now)
                stopped.append(edition)
            elif edition.held_at and not is_kept:
                waiting.run(article, [edition], now)
                running.append(edition)
    return stopped, running


def _stop(article, now, marks):
    members = _members(article, now).filter(stopped_at=None)
    releases = {*members.values_list("release", flat=True)}
    members.update(stopped_at=now, **marks)
    return settle(releases, now)[0]


def _members(article, now):
    return article.editions.to_come(now).filter(release__isnull=False)


_MARKS = ["release", "stopped_at", "left_out_at"]
