"""Notes: all of them on a page, written, answered, seen."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.admin.article_pages import about
from articles.admin.notes.beside import plain_texts
from articles.admin.notes.forms import AnswerForm, NoteForm
from articles.admin.notes.pages import notes_page
from articles.admin.notes.pressing import done, not_done, panel, pressed, told_of
from articles.editing import notes as verbs
from articles.models import Note, Reply
from articles.models.actions import Action

SAID = {
    Reply.Kind.DONE: "Answered: done.",
    Reply.Kind.DECLINED: "Answered: no, because…",
    Reply.Kind.REOPENED: "Open again.",
    Reply.Kind.SAID: "Said.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@about(Action.READ)
def notes(request, article):
    if request.method != "POST":
        return notes_page(request, article)
    form = NoteForm(
        request.POST,
        texts=plain_texts(article),
        by=request.user,
        auto_id="id_new_%s",
    )
    told = pressed(form, lambda values: verbs.add(article, by=request.user, **values))
    if told is None:
        return not_done(request, article, "note", form)
    words = f"Noted.{told_of(told)}"
    return done(request, article, words, f"note-{told.note.pk}")


@require_GET
@about(Action.READ)
def beside(request, article):
    """Give the script beside the text the panel, and the form for a new note."""
    form = NoteForm(
        texts=plain_texts(article), by=request.user, beside=True, auto_id="id_note_%s"
    )
    template = "admin/articles/article/note_fields.html"
    fields = render_to_string(template, {"form": form})
    return JsonResponse({**panel(request, article), "fields": fields})


@require_POST
@about(Action.READ)
def answer(request, article, note_id):
    note = get_object_or_404(article.review_notes, pk=note_id)
    form = AnswerForm(request.POST, auto_id=f"id_answer_{note.pk}_%s", label_suffix="")
    asked = request.POST.get("answer")
    kind = Reply.Kind(asked) if asked in SAID else Reply.Kind.SAID
    told = pressed(form, lambda values: _say(note, kind, by=request.user, **values))
    if told is None:
        return not_done(request, article, f"answer-{note.pk}", form)
    words = f"{SAID[kind]}{told_of(told)}"
    return done(request, article, words, f"note-{note.pk}")


@require_POST
@about(Action.READ)
def seen(request, article):
    verbs.mark_seen(article, by=request.user)
    return done(request, article, "Marked as seen.")


def _say(note, kind, *, by, seen, text):
    if kind == Reply.Kind.REOPENED:
        return verbs.reopen(note, by=by, seen=seen, text=text)
    if kind in Note.Answer.values:
        return verbs.answer(note, kind, by=by, seen=seen, text=text)
    return verbs.reply(note, by=by, text=text)  # adds words, whatever others have said
