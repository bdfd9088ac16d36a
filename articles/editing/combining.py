"""Deciding what shall be of a text that was refused and kept aside."""

from django.db import transaction

from articles.editing import desk
from articles.editing.log import record
from articles.editing.outcomes import Conflict
from articles.models import Event


@transaction.atomic
def settle(article, refused, snapshot, *, by, seen):
    """Save what was decided; return what desk.save() returns.

    That nothing shall be taken of the refused text is a decision too: the log has it,
    and nobody is asked again.
    """
    why = f"Combined with version {refused.number}"
    outcome = desk.save(article, snapshot, by=by, seen=seen, why=why)
    if not isinstance(outcome, Conflict):
        is_as_it_stood = outcome.revision.number == seen
        said = "What stood stays" if is_as_it_stood else why
        kind = Event.Kind.SETTLED
        record(outcome.article, kind, by=by, revision=refused, why=said)
    return outcome
