"""What is pressed on a complaint's page: one call of a verb each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from articles.admin.complaints.forms import (
    CloseForm,
    GiveForm,
    ReplyForm,
    TouchedForm,
    WordsForm,
)
from articles.admin.complaints.pages import about, complaint_page, to_complaint
from articles.editing.complaints import dealing
from articles.models.actions import Action
from articles.templatetags.desk import person


@require_safe
@about(Action.SEE_COMPLAINT)
def complaint(request, complaint):
    return complaint_page(request, complaint)


@require_POST
@about(Action.COMPLAINT)
def take(request, complaint):
    form = _sent(TouchedForm, request, "touched")
    return _pressed(
        *(request, complaint, "touched", form, dealing.take),
        said=lambda done: "You look into it now: colleagues see that.",
    )


@require_POST
@about(Action.COMPLAINT)
def give(request, complaint):
    return _pressed(
        *(request, complaint, "give", _sent(GiveForm, request, "give"), _give),
        said=lambda done: f"{person(done.owner, 'Nobody')} is to look into it.",
    )


@require_POST
@about(Action.COMPLAINT)
def reply(request, complaint):
    return _pressed(
        *(request, complaint, "reply", _sent(ReplyForm, request, "reply")),
        dealing.reply,
        said=lambda done: "Written: it goes out by mail within a minute or two.",
    )


@require_POST
@about(Action.COMPLAINT)
def send_again(request, complaint, reply_id):
    reply = get_object_or_404(complaint.replies, pk=reply_id)
    form = _sent(TouchedForm, request, "touched")
    return _pressed(
        *(request, complaint, "touched", form),
        lambda _, **values: dealing.send_again(reply, **values),
        said=lambda done: "It is sent once more.",
    )


@require_POST
@about(Action.COMPLAINT)
def close(request, complaint):
    notices = complaint.article.corrections.standing()
    form = _sent(CloseForm, request, "close", notices=notices)
    return _pressed(
        *(request, complaint, "close", form, dealing.close),
        said=lambda done: f"Closed: {done.get_outcome_display().lower()}.",
    )


@require_POST
@about(Action.COMPLAINT)
def reopen(request, complaint):
    return _pressed(
        *(request, complaint, "reopen", _sent(WordsForm, request, "reopen")),
        dealing.reopen,
        said=lambda done: "It is open again.",
    )


@require_POST
@about(Action.COMPLAINT)
def erase(request, complaint):
    form = _sent(TouchedForm, request, "touched")
    return _pressed(
        *(request, complaint, "touched", form, dealing.erase),
        said=lambda done: "Erased: nobody can tell who wrote this any more.",
    )


def _sent(kind, request, name, **more):
    return kind(request.POST, auto_id=f"id_{name}_%s", label_suffix="", **more)


def _give(complaint, *, owner, **values):
    return dealing.give(complaint, owner, **values)


def _pressed(request, complaint, name, form, verb, *, said):
    """Call the verb with what the form holds; else show all of it, with the reason."""
    if form.is_valid():
        try:
            done = verb(complaint, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            for field, words in getattr(error, "error_dict", {None: error}).items():
                form.add_error(field if field in form.fields else None, words)
        else:
            messages.success(request, said(done))
            return to_complaint(complaint)
        complaint.refresh_from_db()
    if form.non_field_errors():
        # Who is told of a change decides again on what is shown then.
        form.data = {**form.data.dict(), "seen": complaint.touched_at.isoformat()}
    return complaint_page(request, complaint, **{name: form})
