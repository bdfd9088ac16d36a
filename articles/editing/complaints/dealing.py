"""What staff do about a complaint: somebody takes it, answers it, says what came of it.

Each verb wants `seen`, the `touched_at` of the complaint that its person looked at.
"""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.colleagues import colleagues
from articles.editing.log import name_of
from articles.editing.permission import require
from articles.editing.reasons import reason
from articles.models import Complaint, ComplaintReply, ComplaintStep
from articles.models.actions import Action, may
from articles.models.complaint import REASON_LENGTH, REPLY_LENGTH

Kind, Status, Outcome = ComplaintStep.Kind, Complaint.Status, Complaint.Outcome
NO_ADDRESS = "No address was left: this reader cannot be answered."
# What is worth nothing to say without the notice that says it to readers.
WITH_A_NOTICE = {Outcome.CORRECTED, Outcome.CLARIFIED}
ERASED = "[erased]"
NOTICE_UNDONE = "The publication of its notice was undone"


@transaction.atomic
def take(complaint, *, by, seen, now=None):
    """Let others know that one looks into it; return the complaint."""
    complaint, now = _locked(complaint, by, seen), now or timezone.now()
    _require_waiting(complaint)
    complaint.owner, complaint.status = by, _looked_into(complaint)
    return _done(complaint, Kind.TAKEN, by=by, now=now)


@transaction.atomic
def give(complaint, owner, *, by, seen, now=None):
    """Let a colleague look into it, or with None nobody; return the complaint."""
    complaint, now = _locked(complaint, by, seen), now or timezone.now()
    _require_waiting(complaint)
    if owner is None:
        is_answered = complaint.status == Status.ANSWERED
        complaint.status = Status.ANSWERED if is_answered else Status.OPEN
    else:
        _require_may_deal(owner, complaint)
        complaint.status = _looked_into(complaint)
    complaint.owner = owner
    name = name_of(owner) if owner else "Nobody"
    return _done(complaint, Kind.GIVEN, by=by, now=now, text=name)


@transaction.atomic
def reply(complaint, *, by, seen, text, now=None):
    """Answer the reader; the worker mails it. Return the reply."""
    complaint, now = _locked(complaint, by, seen), now or timezone.now()
    if not complaint.may_be_answered:
        raise ValidationError(NO_ADDRESS)
    written = ComplaintReply(
        complaint=complaint,
        text=text.replace("\r\n", "\n").strip(),
        made_at=now,
        made_by=by,
        made_by_name=name_of(by),
        next_at=now,
    )
    if not written.text:
        raise ValidationError({"text": "Write what the reader is to be told."})
    if len(written.text) > REPLY_LENGTH:
        words = f"Say it more briefly: at most {REPLY_LENGTH} characters."
        raise ValidationError({"text": words})
    written.save()
    complaint.owner = complaint.owner or by
    if not complaint.is_closed:
        complaint.status = Status.ANSWERED
    _done(complaint, Kind.REPLIED, by=by, now=now)
    return written


@transaction.atomic
def send_again(reply, *, by, seen, now=None):
    """Mail a reply once more of which nobody knows whether it left, or that failed."""
    complaint = _locked(reply.complaint, by, seen)
    reply = ComplaintReply.objects.select_for_update().get(pk=reply.pk)
    now = now or timezone.now()
    if not complaint.may_be_answered:
        raise ValidationError(NO_ADDRESS)
    if not reply.may_be_sent_again(now):
        raise ValidationError("This reply has left, or is about to: wait a minute.")
    reply.next_at, reply.handed_over_at = now, None
    reply.failures, reply.trouble = 0, ""
    reply.save(update_fields=["next_at", "handed_over_at", "failures", "trouble"])
    return _done(complaint, Kind.SENT_AGAIN, by=by, now=now)


@transaction.atomic
def close(complaint, *, by, seen, outcome, correction=None, why="", now=None):
    """Say what came of it, with the notice that it led to; return the complaint."""
    complaint, now = _locked(complaint, by, seen), now or timezone.now()
    _require_waiting(complaint)
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": "Say what came of it."})
    _require_standing(correction, complaint)
    if outcome in WITH_A_NOTICE and correction is None:
        words = (
            "Choose the notice that tells readers, or say “Mended without a notice”."
        )
        raise ValidationError({"correction": words})
    complaint.status, complaint.outcome = Status.CLOSED, outcome
    complaint.correction, complaint.why = correction, reason(why, needed="")
    complaint.owner = complaint.owner or by
    words = complaint.get_outcome_display()
    return _done(complaint, Kind.CLOSED, by=by, now=now, text=words)


@transaction.atomic
def reopen(complaint, *, by, seen, why="", now=None):
    """Take it up again; return the complaint. The notice it led to stays with it."""
    complaint, now = _locked(complaint, by, seen), now or timezone.now()
    if not complaint.is_closed:
        raise ValidationError("It is not closed.")
    _open(complaint)
    why = reason(why, needed="")
    return _done(complaint, Kind.REOPENED, by=by, now=now, text=why)


def take_up_again(edition, *, by, now):
    """Open the complaints again whose notice came with an edition that is undone.

    Readers no longer have it: no complaint keeps it.
    """
    answered = Complaint.objects.select_for_update().order_by("pk")
    for complaint in answered.filter(correction__edition=edition):
        complaint.correction = None
        if complaint.is_closed:
            _open(complaint)
        _done(complaint, Kind.REOPENED, by=by, now=now, text=NOTICE_UNDONE)


@transaction.atomic
def erase(complaint, *, by, seen, now=None):
    """Forget who wrote, for good; return the complaint. What they said stays.

    Where the very address stands in the texts, it goes as well. What has not been
    mailed yet never is.
    """
    complaint, now = _locked(complaint, by, seen), now or timezone.now()
    if complaint.erased_at:
        raise ValidationError("Name and address are erased already.")
    for reply in complaint.replies.select_for_update():
        reply.next_at = None
        reply.text = _without(complaint, reply.text)
        reply.trouble = _without(complaint, reply.trouble)
        reply.save(update_fields=["next_at", "text", "trouble"])
    for step in complaint.steps.exclude(text=""):
        step.text = _without(complaint, step.text)[:REASON_LENGTH]
        step.save(update_fields=["text"])
    for name in ("claim", "quote", "why"):
        setattr(complaint, name, _without(complaint, getattr(complaint, name)))
    complaint.name, complaint.email, complaint.erased_at = "", "", now
    return _done(complaint, Kind.ERASED, by=by, now=now)


def _without(complaint, text):
    if not complaint.email:
        return text
    return re.sub(re.escape(complaint.email), ERASED, text, flags=re.IGNORECASE)


def _locked(complaint, by, seen):
    """Return the complaint, nobody else's until the commit, if it is as it was seen."""
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    require(by, Action.COMPLAINT, complaint.article)
    if seen != complaint.touched_at:
        last = complaint.steps.order_by("-pk").first()
        who = last.by_name if last else "Somebody"
        did = f" (“{last.get_kind_display()}”)" if last else ""
        raise ValidationError(
            f"{who} has done something about this complaint{did} since you opened it. "
            "Look at it, then decide again."
        )
    return complaint


def _require_waiting(complaint):
    if complaint.is_closed:
        raise ValidationError("It is closed. Open it again first.")


def _require_standing(correction, complaint):
    """Refuse a notice that stands above another article, or was undone."""
    if correction is None:
        return
    own = complaint.article.corrections.standing()
    if not own.filter(pk=correction.pk).exists():
        words = "That notice does not stand above this article. Choose another one."
        raise ValidationError({"correction": words})


def _require_may_deal(owner, complaint):
    """Refuse to give it to somebody who cannot do anything about it."""
    is_colleague = colleagues().filter(pk=owner.pk).exists()
    if not is_colleague or not may(owner, Action.COMPLAINT, complaint.article):
        words = f"{name_of(owner)} may not deal with complaints. Choose somebody else."
        raise ValidationError({"owner": words})


def _open(complaint):
    complaint.status = Status.LOOKED_INTO if complaint.owner else Status.OPEN
    complaint.outcome, complaint.why = "", ""


def _looked_into(complaint):
    """Return what it is while somebody looks into it; answered it stays answered."""
    is_answered = complaint.status == Status.ANSWERED
    return Status.ANSWERED if is_answered else Status.LOOKED_INTO


def _done(complaint, kind, *, by, now, text=""):
    complaint.touched_at = now
    complaint.save()
    ComplaintStep.objects.create(
        complaint=complaint, kind=kind, text=text, at=now, by=by, by_name=name_of(by)
    )
    return complaint
