"""Stopping an article from going out, and letting it go on."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.editing.dossiers import telling
from articles.editing.dossiers.standing import goes_out_with
from articles.editing.locking import locked_with_others, require_seen
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.editing.reasons import reason
from articles.models import Event
from articles.models.actions import Action
from articles.publishing import holds

REASON_LENGTH = 400


ASKED = (
    "It goes out together with others of “{}”. Say what becomes of those: run the "
    "others, or hold all."
)
LEFT_OUT = "“{}” is left out"


class Others(models.TextChoices):
    """What becomes of those that were to go out together with a held one."""

    RUN = "run", "Run the others"
    HOLD = "hold", "Hold all"


@transaction.atomic
def hold(article, *, by, seen, why, others="", now=None):
    """Stop an article from going out, scheduled texts too; return the article.

    What readers see already stays. The reason is required; so is what becomes of the
    `others`, where it goes out with some: they go without it, or wait for it.
    """
    article, now = locked_with_others(article), now or timezone.now()
    require(by, Action.HOLD, article)
    require_seen(article, seen)
    why = reason(why, needed="Say why, so that others know when it may go.")
    if article.held_at:
        who = name_of(article.held_by) if article.held_by else "Somebody"
        raise ValidationError(f"{who} has put it on hold: “{article.hold_reason}”")
    if others not in Others.values and (report := goes_out_with(article, now)):
        raise ValidationError({"others": ASKED.format(report)})
    article.held_at, article.held_by, article.hold_reason = now, by, why
    article.save(update_fields=_FIELDS)
    record(article, Event.Kind.HELD, by=by, why=why, now=now)
    if others == Others.RUN:
        left_out = LEFT_OUT.format(article.headline)
        own, running = holds.hold_alone(article, now=now)
        for edition in (each for each in own if each.release_id):
            record(article, Event.Kind.LEFT_OUT, by=by, edition=edition, now=now)
        telling.let_run(article, running, by=by, now=now, why=left_out)
    else:
        telling.let_wait(article, holds.hold(article, now=now), by=by, now=now)
    return article


@transaction.atomic
def lift(article, *, by, seen, why="", now=None):
    """Let an article go out again; return what is scheduled anew, and what missed it.

    By whoever put it on hold, or a publisher. What else stops it does so still. `seen`
    is when the hold began whose reason the person has read.
    """
    article, now = locked_with_others(article), now or timezone.now()
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
    released, missed = holds.release(article, now=now)
    telling.let_run(article, released, by=by, now=now)
    return [each for each in released if each.article_id == article.pk], missed


def carry_over(article, copy, *, by, now=None):
    """Stop a copy of an article that is stopped: else its words went out by the copy.

    Whoever set the hold lifts this one too; after a legal flag or a retraction, a
    publisher. A lost permission is given again to both.
    """
    if article.has_lost_permission:
        copy.has_lost_permission = True
        copy.save(update_fields=["has_lost_permission"])
    if not (article.held_at or article.has_open_legal_flag or article.retracted_at):
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
