"""What an author asked, what was done about it, and what readers are told now."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.admin.asking import done
from articles.admin.authors.requests.answer import suggested
from articles.admin.authors.requests.forms import DecideForm, ReceiveForm, ReopenForm
from articles.admin.things.pages import about, address, page
from articles.editing.authors import requests
from articles.editing.authors.names import theirs
from articles.models import AuthorRequest, AuthorStep, Publication
from articles.models.actions import screen_refusal

_FOLDER = "admin/articles/author/requests"


@require_safe
@about("change")
def all_of_one(request, author):
    """Show the requests about an author, what can be done, and all that was done."""
    today = Publication.objects.current().today()
    asked = theirs(AuthorRequest.objects.most_urgent_first(), author)
    steps = theirs(AuthorStep.objects.select_related("request"), author)
    return page(
        *(request, "overview", author),
        folder=_FOLDER,
        asked=[(each, each.is_overdue(today)) for each in asked],
        steps=steps.order_by("-pk"),
        why_no_erasing=screen_refusal(request.user, "erase", type(author)),
        title="What was asked, and what readers are told",
    )


@about("change")
def receive(request, author):
    publication = Publication.objects.current()
    form = ReceiveForm(
        request.POST or None,
        initial={"received_on": publication.today()},
        label_suffix="",
    )
    if asked := done(form, author, requests.receive, by=request.user):
        messages.success(request, "Written down: it stands on My desk until decided.")
        return _to(asked)
    return page(
        *(request, "receive", author),
        folder=_FOLDER,
        form=form,
        days=publication.author_request_days,
        title="A request of this author",
    )


@about("change")
def one(request, author, request_id):
    """Show one request; decide it, or take it up again."""
    asked = get_object_or_404(theirs(AuthorRequest.objects, author), pk=request_id)
    kind, verb = (
        (DecideForm, requests.decide)
        if asked.is_open
        else (ReopenForm, requests.reopen)
    )
    initial = {"seen": _touched(asked)}
    form = kind(request.POST or None, initial=initial, label_suffix="")
    if decided := done(form, asked, verb, by=request.user, state=_touched):
        is_open = decided.is_open
        messages.success(request, "It is open again." if is_open else "Decided.")
        return _to(decided)
    steps = asked.steps.order_by("pk")
    publication = Publication.objects.current()
    return page(
        *(request, "request", author),
        folder=_FOLDER,
        asked=asked,
        steps=steps,
        form=form,
        answer=suggested(asked, steps, publication),
        is_overdue=asked.is_overdue(publication.today()),
        why_no_erasing=screen_refusal(request.user, "erase", type(author)),
        title=f"{asked.asked_by} asks",
    )


def _to(asked):
    return HttpResponseRedirect(address(asked.author.stands_for(), "request", asked.pk))


def _touched(asked):
    return asked.touched_at.isoformat()
