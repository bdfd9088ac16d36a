"""What passages rest on: written, checked, flagged for lawyers, cleared."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles.admin.article_pages import about
from articles.admin.notes.beside import plain_texts
from articles.admin.notes.forms import CheckForm, ReasonForm, SourceForm
from articles.admin.notes.pressing import done, not_done, pressed
from articles.editing import source_notes as verbs
from articles.models.actions import Action, may


@require_POST
@about(Action.READ)
def add(request, article):
    form = SourceForm(
        request.POST,
        texts=plain_texts(article),
        may_flag=may(request.user, Action.FLAG, article),
        auto_id="id_source_%s",
    )
    note = pressed(form, lambda values: _add(article, by=request.user, **values))
    if note is None:
        return not_done(request, article, "source", form)
    return done(request, article, "Kept, for us alone.", f"source-{note.pk}")


@require_POST
@about(Action.READ)
def check(request, article, note_id):
    asked = get_object_or_404(article.source_notes, pk=note_id)
    form = CheckForm(request.POST)
    note = pressed(
        form, lambda values: verbs.set_check(asked, by=request.user, **values)
    )
    if note is None:
        return not_done(request, article, f"check-{note_id}", form)
    words = f"Now: {note.get_check_state_display().lower()}."
    return done(request, article, words, f"source-{note.pk}")


@require_POST
@about(Action.READ)
def flag(request, article, note_id):
    words = "Legal flag raised: the article cannot be published until it is cleared."
    return _reasoned(request, article, note_id, "flag", verbs.raise_flag, words)


@require_POST
@about(Action.READ)
def clear(request, article, note_id):
    words = "Legal flag cleared."
    return _reasoned(request, article, note_id, "clear", verbs.clear_flag, words)


def _reasoned(request, article, note_id, name, verb, words):
    note = get_object_or_404(article.source_notes, pk=note_id)
    name = f"{name}-{note.pk}"
    form = ReasonForm(request.POST, auto_id=f"id_{name}_%s")
    if pressed(form, lambda values: verb(note, by=request.user, **values)) is None:
        return not_done(request, article, name, form)
    return done(request, article, words, f"source-{note.pk}")


@transaction.atomic
def _add(article, *, by, flag="", **values):
    """Keep the note and raise its flag, or neither."""
    note = verbs.add(article, by=by, **values)
    if not flag.strip():
        return note
    return verbs.raise_flag(note, by=by, seen=note.touched_at, why=flag)
