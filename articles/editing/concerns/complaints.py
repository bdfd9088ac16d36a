"""Readers' complaints that wait: nobody's yet, or this person's own.

What a reader wrote stays on its page: entries go out by mail.
"""

from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.models import Complaint
from articles.models.actions import Action
from articles.models.complaint import OPEN_FIRST

_NOBODY = Cast(Value(None), IntegerField())
_LONG = tuple(f"article__{name}" for name in ("standfirst", "body", "notes"))


def waiting(desk):
    """Select what is theirs to look into; of a writer's, what is about own articles."""
    complaints = Complaint.objects.waiting().filter(article__binned_at=None)
    if desk.may(Action.COMPLAINT):
        theirs = Q(owner=None) | Q(owner=desk.person)
    else:
        theirs = Q(article__created_by=desk.person)
    return (
        complaints.filter(theirs)
        .select_related("article")
        .defer("claim", "quote", *_LONG)
        # Nobody on the staff brought it about: it is news to all of them.
        .annotate(since=F("received_at"), doer=_NOBODY)
        .order_by(OPEN_FIRST, "received_at", "pk")
    )


def waiting_entry(complaint, desk):
    return Entry(
        headline=complaint.article.headline,
        language=complaint.article.language,
        wants=_wants(complaint, desk),
        address=reverse("admin:articles_complaint_change", args=[complaint.pk]),
        since=complaint.received_at,
    )


def _wants(complaint, desk):
    if not desk.may(Action.COMPLAINT):
        return "A reader says that something is wrong in it: see what."
    if complaint.status == Complaint.Status.OPEN:
        return "A reader says that something is wrong: look into it."
    if complaint.status == Complaint.Status.ANSWERED:
        return "You have answered a reader: say what came of it."
    return "You look into what a reader says: answer them, or say what came of it."
