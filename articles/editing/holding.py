"""Stopping an article from going out, and letting it go on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.locking import locked, require_seen
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.models import Event
from articles.models.actions import Action
from articles.publishing import holds

REASON_LENGTH = 400


@transaction.atomic
def hold(article, *, by, seen, why, now=None):
    """Stop an article from going out, scheduled texts too; return the article.

    What readers see already stays. The reason is required.
    """
    article, now = locked(article), now or timezone.now()
    require(by, Action.HOLD, article)
    require_seen(article, seen)
    reason = " ".join(why.split())
    if not reason:
        raise ValidationError({"why": "Say why, so that others know when it may go."})
    if article.held_at:
        who = name_of(article.held_by) if article.held_by else "Somebody"
        raise ValidationError(f"{who} has put it on hold: “{article.hold_reason}”")
    article.held_at, article.held_by, article.hold_reason = now, by, reason
    article.save(update_fields=_FIELDS)
    holds.hold(article, now=now)
    record(article, Event.Kind.HELD, by=by, why=reason, now=now)
    return article


@transaction.atomic
def lift(article, *, by, seen, why="", now=None):
    """Let an article go out again; return what is scheduled anew, and what missed it.

    By whoever put it on hold, or a publisher. An open legal flag still stops it. `seen`
    is when the hold began whose reason the person has read.
    """
    article, now = locked(article), now or timezone.now()
    require(by, Action.LIFT, article)
    if not article.held_at:
        raise ValidationError("It is not on hold.")
    if article.held_at != seen:
        who = name_of(article.held_by) if article.held_by else "Somebody"
        raise ValidationError(
            f"{who} has put it on hold anew since you opened this: "
            f"“{article.hold_reason}” Read that, then decide again."
        )
    article.held_at, article.held_by, article.hold_reason = None, None, ""
    article.save(update_fields=_FIELDS)
    record(article, Event.Kind.LIFTED, by=by, why=why.strip(), now=now)
    return ([], []) if article.is_stopped else holds.release(article, now=now)


def carry_over(article, copy, *, by, now=None):
    """Stop a copy of an article that is stopped: else its words went out by the copy.

    Whoever set the hold lifts this one too; after a legal flag or a retraction, a
    publisher.
    """
    if not article.is_stopped and article.retracted_at is None:
        return
    copy.held_at, copy.held_by = now or timezone.now(), article.held_by
    why = article.hold_reason or (
        "A legal flag is open there."
        if article.has_open_legal_flag
        else "That one is retracted."
    )
    copy.hold_reason = f"Copied from article {article.pk}: {why}"[:REASON_LENGTH]
    copy.save(update_fields=_FIELDS)
    record(copy, Event.Kind.HELD, by=by, why=copy.hold_reason, now=copy.held_at)


_FIELDS = ["held_at", "held_by", "hold_reason"]
