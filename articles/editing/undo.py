"""Undoing a publication within the minute, before the world has taken note of it.

Whatever tells the world of a publication waits until UNDO_WITHIN is over.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.complaints.dealing import take_up_again
from articles.editing.fixes import taking_out
from articles.editing.locking import locked_with_others
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.models import Edition, Event, Publication, Stage
from articles.models.actions import Action, may
from articles.publishing import corrections, undoing

UNDO_WITHIN = timedelta(seconds=60)
UNDONE = "This publication was undone already."
BROUGHT_BACK = (
    "This text came back by an undo. To show the other one, publish that again."
)
RETRACTED = (
    "A retraction is not undone: readers have been told. Reinstate it, with a note."
)
REINSTATED = (
    "It was reinstated, and readers have been told. If that was wrong, retract it anew."
)
OVER = (
    "The minute in which a publication can be undone is over. "
    "Unpublish it, or publish what readers shall see."
)


@transaction.atomic
def undo_publication(edition, *, by, now=None):
    """Take back what readers see since less than a minute; return what takes over.

    That is a new edition with what they saw before, or None. The stage becomes what it
    was, and an approval that came with the publication is taken back. What is scheduled
    stays. Of a fix nothing is left, in whatever it was brought into; what readers were
    told with it is withdrawn. Raises PermissionDenied and ValidationError.
    """
    article = locked_with_others(edition.article)
    edition = Edition.objects.select_related("revision", "made_by").get(pk=edition.pk)
    require(by, Action.UNDO, article)
    if edition.made_by_id != by.pk:
        require(by, Action.UNPUBLISH, article, Publication.objects.current().rules)
    now = now or timezone.now()
    _require_the_minute(article, edition, now)
    again = undoing.undo(edition, by=by, now=now)
    corrections.withdraw(edition)
    take_up_again(edition, by=by, now=now)
    if edition.desk_was is None:
        _step_back(article, edition, by=by, now=now)
        taking_out.put_schedules_back(article, edition, by=by, now=now)
    else:
        said = {"by": by, "revision": edition.revision, "edition": edition, "now": now}
        record(article, Event.Kind.UNDONE, **said)
        taking_out.take_out(article, edition, again, by=by, now=now)
    if again:
        again.refresh_from_db()
    return again


def may_undo(user, article, live, now=None):
    """Say whether the edition that readers see can be undone now, and by the user."""
    now = now or timezone.now()
    if live is None or live.undoes_id or live.retracted_at:
        return False
    if now >= live.live_from + UNDO_WITHIN:
        return False
    is_own = live.made_by_id == user.pk
    return may(user, Action.UNDO, article) and (
        is_own or may(user, Action.UNPUBLISH, article)
    )


def _require_the_minute(article, edition, now):
    if edition.undone_at:
        raise ValidationError(UNDONE)
    if edition.undoes_id and edition.undoes.retracted_at:
        raise ValidationError(REINSTATED)
    if edition.undoes_id:
        raise ValidationError(BROUGHT_BACK)
    if edition.retracted_at:
        raise ValidationError(RETRACTED)
    if not edition.is_visible(now):
        raise ValidationError(_gone(article, edition, now))
    if now >= edition.live_from + UNDO_WITHIN:
        raise ValidationError(OVER)


def _gone(article, edition, now):
    if edition.cancelled_at or edition.live_from > now:
        return "Readers have not seen this text: there is nothing to undo."
    later = article.editions.visible(now).select_related("made_by").first()
    if later is None:
        return "Readers no longer see this text: there is nothing to undo."
    who = name_of(later.made_by) if later.made_by else "Somebody"
    return f"{who} has published since. Readers see that text now."


def _step_back(article, edition, *, by, now):
    was, approval = article.stage, _approval_with(article, edition)
    is_as_published = article.approved_revision_id == edition.revision_id
    if approval and was == Stage.APPROVED and is_as_published:
        article.stage = approval.from_stage
        article.approved_revision_id = approval.from_approved_id
        article.save(update_fields=["stage", "approved_revision"])
    record(
        *(article, Event.Kind.UNDONE),
        by=by,
        revision=edition.revision,
        edition=edition,
        was=was,
        was_approved=approval and approval.revision_id,
        now=now,
    )


def _approval_with(article, edition):
    """Return the approval that came with this publication, not one before it."""
    approvals = article.events.filter(
        kind=Event.Kind.APPROVED,
        revision=edition.revision,
        at=edition.made_at,
        by=edition.made_by,
    )
    return approvals.exclude(from_stage=Stage.APPROVED).order_by("-pk").first()
