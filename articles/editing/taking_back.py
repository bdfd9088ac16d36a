"""Taking back what was handed in or approved a moment ago, as if it had not been."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from articles.editing.locking import locked, require_seen
from articles.editing.permission import require
from articles.editing.review import move, sent_back_by
from articles.models import Event, Stage
from articles.models.actions import Action, may

# What moves a text on; once anything else has, there is nothing to take back.
_ONWARD = (
    *(Event.Kind.SUBMITTED, Event.Kind.APPROVED, Event.Kind.SENT_BACK),
    *(Event.Kind.TAKEN_BACK, Event.Kind.PUBLISHED, Event.Kind.SCHEDULED),
    Event.Kind.UNDONE,
)


@transaction.atomic
def take_back(article, *, by, seen):
    """Return a text to the stage before it was submitted or approved.

    Whoever did that may, until somebody has gone on with it, and whoever might send
    the text back. Raises PermissionDenied and ValidationError.
    """
    article = locked(article)
    require(by, Action.TAKE_BACK, article)
    require_seen(article, seen)
    last = _last_move(article)
    if last.by_id != by.pk and not may(by, Action.SEND_BACK, article):
        raise PermissionDenied(f"{last.by_name or 'Somebody else'} did this.")
    taken = {}
    if last.kind == Event.Kind.APPROVED:
        taken = {"revision": last.revision, "was_approved": last.revision_id}
        article.approved_revision_id = last.from_approved_id
    elif article.assignee_id and article.assignee == sent_back_by(article):
        article.assignee = article.created_by  # as it was while they mended it
    return move(article, last.from_stage, Event.Kind.TAKEN_BACK, by=by, **taken)


def _last_move(article):
    """Return the submission or approval that the article's stage comes from."""
    moves = article.events.filter(kind__in=_ONWARD).select_related("revision")
    last = moves.order_by("-pk").first()
    kinds = {Stage.REVIEW: Event.Kind.SUBMITTED, Stage.APPROVED: Event.Kind.APPROVED}
    if last is None or last.kind != kinds[article.stage] or not _may_return(last):
        who = f"{last.by_name} has" if last and last.by_name else "Somebody has"
        raise ValidationError(
            f"{who} gone on with this article since. Send it back instead."
        )
    return last


def _may_return(last):
    # Of approvals before they wrote down what had been approved till then.
    return last.from_stage != Stage.APPROVED or last.from_approved_id is not None
