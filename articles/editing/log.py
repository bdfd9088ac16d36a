"""Writes down what was done to an article, and each text that was ever handed in."""

from contextlib import contextmanager

from django.db.models import Max
from django.utils import timezone

from articles.models import Event, Revision


def record(article, kind, **said):
    """Append to an article's log what entry() makes of it."""
    event = entry(article, kind, **said)
    event.save(force_insert=True)
    return event


@contextmanager
def recorded_together():
    """Give what records as record() does, all at the end, with one query."""
    entries = []

    def log(article, kind, **said):
        entries.append(entry(article, kind, **said))

    yield log
    Event.objects.bulk_create(entries)


def entry(
    article,
    kind,
    *,
    by,
    revision=None,
    edition=None,
    was="",
    was_approved=None,
    why="",
    now=None,
):
    """Return an entry for an article's log: `was` is the stage before, if it may have
    moved.

    `was_approved` is the id of the version that was approved until now.
    """
    return Event(
        article=article,
        kind=kind,
        at=now or timezone.now(),
        by=by,
        by_name=name_of(by),
        from_stage=was,
        to_stage=article.stage if was else "",
        revision=revision,
        from_approved_id=was_approved,
        edition=edition,
        why=why,
    )


def keep(article, snapshot, *, by, intent, began_from=None, why=""):
    """Store a snapshot as the article's next version. Call with the article locked."""
    newest = article.revisions.aggregate(newest=Max("number"))["newest"] or 0
    return Revision.objects.create(
        article=article,
        number=newest + 1,
        intent=intent,
        content=snapshot.to_json(),
        began_from=began_from,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=name_of(by),
        why=why,
    )


def name_of(user):
    """Return a person's name as it outlives the account."""
    return (user.get_full_name() or user.get_username())[:150]
