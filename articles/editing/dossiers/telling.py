"""Writes into the log of each article what happened to it for another one's sake."""

from articles.editing.log import record
from articles.models import Event
from articles.publishing import holds


def follow(article, *, by, now):
    """Hold and release what is to come of an article as it is stopped by now."""
    let_wait(article, holds.hold(article, now=now), by=by, now=now)
    released, _missed = holds.release(article, now=now)
    let_run(article, released, by=by, now=now)


def let_wait(article, editions, *, by, now, why=""):
    """Say of those that wait for an article that they do."""
    why = why or f"“{article.headline}” was stopped"
    _tell(article, editions, Event.Kind.WAITING, by=by, now=now, why=why)


def let_run(article, editions, *, by, now, why=""):
    why = why or f"“{article.headline}” stops it no more"
    _tell(article, editions, Event.Kind.RUNNING, by=by, now=now, why=why)


def _tell(article, editions, kind, *, why, **said):
    for edition in editions:
        if edition.article_id != article.pk:
            record(edition.article, kind, edition=edition, why=why[:400], **said)
