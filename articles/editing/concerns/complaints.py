"""Readers' complaints that wait: nobody's yet, or this person's own.

What a reader wrote stays on its page: entries go out by mail.
"""

from django.db.models import Exists, F, IntegerField, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.models import Complaint, ComplaintReply
from articles.models.actions import Action
from articles.models.complaint import OPEN_FIRST

_NOBODY = Cast(Value(None), IntegerField())
_LONG = tuple(f"article__{name}" for name in ("standfirst", "body", "notes"))


def waiting(desk):
    """Select what is theirs to look into; of a writer's, what is about own articles."""
    unsent = ComplaintReply.objects.stuck(desk.now).filter(complaint=OuterRef("pk"))
    complaints = Complaint.objects.annotate(
        is_stuck=Exists(unsent.filter(complaint__erased_at=None))
    )
    complaints = complaints.exclude(status=Complaint.Status.CLOSED, is_stuck=False)
    complaints = complaints.filter(article__binned_at=None)
    if desk.may(Action.COMPLAINT):
        theirs = Q(owner=None) | Q(owner=desk.person)
    else:
        theirs = Q(article__created_by=desk.person) & ~Q(status="closed")
    return (
        complaints.filter(theirs)
        .select_related("article")
        .defer("claim", "quote", *_LONG)
        # Nobody on the staff brought it about: it is news to all of them.
        .annotate(since=F("received_at"), doer=_NOBODY)
        .order_by("-is_stuck", OPEN_FIRST, "received_at", "pk")
    )


def waiting_entry(complaint, desk):
    return Entry(
        headline=complaint.article.headline,
        language=complaint.article.language,
        wants=_wants(complaint, desk),
        address=reverse("admin:articles_complaint_change", args=[complaint.pk]),
        since=complaint.received_at,
        is_urgent=complaint.is_stuck and desk.may(Action.COMPLAINT),
    )


def _wants(complaint, desk):
    if not desk.may(Action.COMPLAINT):
        return "A reader says that something is wrong in it: see what."
    if complaint.is_stuck:
        return "A reply to a reader has not left: see why, and send it again."
    if complaint.status == Complaint.Status.OPEN:
        return "A reader says that something is wrong: look into it."
    if complaint.status == Complaint.Status.ANSWERED:
        return "You have answered a reader: say what came of it."
    return "You look into what a reader says: answer them, or say what came of it."
