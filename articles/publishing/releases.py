"""Editions that begin together: where one of them may not, the others wait with it.

Whatever stops an article marks its own edition: nothing but these marks says whether
the others wait, so that lifting one stop cannot let out what another still keeps.
"""

from django.db.models import F

from articles.models import Article, Edition, Release
from articles.publishing import waiting

_TEXTS = ("standfirst", "body", "text", "search_text", "disclaimer")


def follow(article, now, *, left_out_at=None):
    """Mark what is to come of an article as it is stopped by now, and let its releases
    follow; return what waits and what runs by that, of this article and of others.

    With `left_out_at`, what is stopped is left out: the others go without it.
    """
    touched = set()
    for edition in _members(article, now):
        marks = edition.stopped_at, edition.left_out_at
        if edition.is_stopped:
            edition.stopped_at = edition.stopped_at or now
            edition.left_out_at = edition.left_out_at or left_out_at
        else:
            edition.stopped_at = edition.left_out_at = None
        if marks != (edition.stopped_at, edition.left_out_at):
            edition.save(update_fields=_MARKS)
            touched.add(edition.release_id)
    return settle(touched, now)


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
    if edition.release_id and not edition.is_stopped:
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
        to_come = to_come.select_related("source")
        locked = Article.objects.select_for_update().order_by("pk")
        locked = locked.filter(pk__in=to_come.values("article"))
        articles = {article.pk: article for article in locked}
        for edition in to_come.order_by("article", "pk"):
            article = edition.article = articles[edition.article_id]
            is_kept = waits or edition.stopped_at is not None or edition.is_stopped
            if is_kept and edition.held_at is None:
                waiting.wait(article, [edition], now)
                stopped.append(edition)
            elif edition.held_at and not is_kept:
                waiting.run(article, [edition], now)
                running.append(edition)
    return stopped, running


def _members(article, now):
    members = article.editions.to_come(now).filter(release__isnull=False)
    return members.select_related("source").defer(*_TEXTS)


_MARKS = ["release", "stopped_at", "left_out_at"]
