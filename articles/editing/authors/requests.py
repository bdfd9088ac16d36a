"""An author asks to be removed or changed: written down, decided, taken up again."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.authors.steps import write_down
from articles.editing.log import name_of
from articles.editing.reasons import reason
from articles.editing.things.permission import require
from articles.models import Author, AuthorRequest, AuthorStep, Publication

Kind, State = AuthorStep.Kind, AuthorRequest.State


@transaction.atomic
def receive(
    author,
    *,
    by,
    asked_by,
    asked,
    received_on,
    due_on=None,
    came_by="",
    contact="",
    now=None,
):
    """Write down what an author asks for; return the request.

    Without a day it is due as many days after it came as the publication says.
    """
    require(by, "change", Author)
    now = now or timezone.now()
    publication = Publication.objects.current()
    if received_on > publication.today(now):
        raise ValidationError({"received_on": "That day is yet to come."})
    days = timedelta(days=publication.author_request_days)
    request = AuthorRequest(
        author=author,
        asked_by=" ".join(asked_by.split()),
        came_by=" ".join(came_by.split()),
        contact=" ".join(contact.split()),
        asked=asked.replace("\r\n", "\n").strip(),
        received_on=received_on,
        due_on=due_on or received_on + days,
        made_at=now,
        made_by=by,
        touched_at=now,
    )
    if request.due_on < received_on:
        raise ValidationError({"due_on": "It cannot be due before it came."})
    request.clean_fields(exclude=["author", "decided_at"])
    request.save()
    write_down(author, Kind.RECEIVED, by=by, now=now, request=request)
    return request


@transaction.atomic
def decide(request, *, by, seen, state, why, now=None):
    """Say what becomes of a request; return it. Where to answer is forgotten."""
    request, now = _locked(request, by, seen), now or timezone.now()
    if not request.is_open:
        raise ValidationError("It is decided. Take it up again first.")
    if state not in set(State) - {State.OPEN}:
        raise ValidationError({"state": "Say what you decide."})
    request.why, request.state = reason(why), state
    request.decided_at, request.decided_by_name = now, name_of(by)
    request.contact = ""
    words = request.get_state_display()
    return _done(request, Kind.DECIDED, by=by, now=now, text=words, why=request.why)


@transaction.atomic
def reopen(request, *, by, seen, why, now=None):
    """Take a decided request up again; return it. What was done stays done."""
    request, now = _locked(request, by, seen), now or timezone.now()
    if request.is_open:
        raise ValidationError("It is not decided.")
    why = reason(why)
    request.state, request.decided_at = State.OPEN, None
    request.why = request.decided_by_name = ""
    return _done(request, Kind.REOPENED, by=by, now=now, why=why)


def _locked(request, by, seen):
    """Return the request, nobody else's until the commit, if it is as it was seen."""
    require(by, "change", Author)
    request = AuthorRequest.objects.select_for_update().get(pk=request.pk)
    if seen != request.touched_at:
        last = request.steps.latest("pk")
        raise ValidationError(
            f"{last.by_name} has done something about this request "
            f"(“{last.get_kind_display()}”) since you opened it. Look at it, then "
            "decide again."
        )
    return request


def _done(request, kind, *, by, now, **said):
    request.touched_at = now
    request.save()
    write_down(request.author, kind, by=by, now=now, request=request, **said)
    return request
