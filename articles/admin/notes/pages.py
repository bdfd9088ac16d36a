"""The page with everything noted about an article, and what it rests on."""

from dataclasses import dataclass, field

from articles.admin.article_pages import page
from articles.admin.notes.beside import (
    Shown,
    in_order,
    notes_beside,
    plain_texts,
    where,
)
from articles.admin.notes.forms import (
    AnswerForm,
    CheckForm,
    NoteForm,
    ReasonForm,
    SourceForm,
)
from articles.models import Mention, SourceNote
from articles.models.actions import Action, may, refusal, to_clear


@dataclass(frozen=True)
class NoteRow:
    shown: Shown
    form: AnswerForm
    told: list = field(default_factory=list)


@dataclass(frozen=True)
class SourceRow:
    shown: Shown
    flag: ReasonForm
    clear: ReasonForm
    seen: str = ""
    check: CheckForm | None = None
    why_no_flag: str = ""
    why_no_clear: str = ""

    @property
    def may_flag(self):
        return not self.why_no_flag and not self.shown.note.is_flagged


def notes_page(request, article, bound=None, status=200):
    """Show the page; `bound` holds, by name, a form to be shown as it was sent."""
    user, bound = request.user, bound or {}
    notes, texts = notes_beside(user, article), plain_texts(article)
    told = _told(article)
    new_note = bound.get("note") or NoteForm(by=user, texts=texts, auto_id="id_new_%s")
    new_source = bound.get("source") or SourceForm(
        texts=texts,
        may_flag=may(user, Action.FLAG, article),
        auto_id="id_source_%s",
    )
    return page(
        request,
        "notes",
        article,
        status=status,
        title="Notes and sources",
        notes=notes,
        open_rows=[_row(shown, bound, told) for shown in notes.open],
        answered_rows=[_row(shown, bound, told) for shown in notes.answered],
        new_note=new_note,
        new_source=new_source,
        why_no_sources=refusal(user, Action.SOURCE_NOTE, article),
        sources=_sources(user, article, texts, bound),
        states=SourceNote.Check,
    )


def _row(shown, bound, told):
    pk = shown.note.pk
    form = bound.get(f"answer-{pk}") or AnswerForm(
        auto_id=f"id_answer_{pk}_%s", label_suffix=""
    )
    return NoteRow(shown, form, told.get(pk, []))


def _told(article):
    """Return the mentions of an article by note: one query."""
    mentions = Mention.objects.filter(note__article=article).select_related("person")
    told = {}
    for mention in mentions.order_by("pk"):
        told.setdefault(mention.note_id, []).append(mention)
    return told


def _sources(user, article, texts, bound):
    if not may(user, Action.SOURCE_NOTE, article):
        return []
    why_no_flag = refusal(user, Action.FLAG, article)
    notes = article.source_notes.order_by("made_at", "pk")
    rows = []
    for shown in in_order([Shown(note, where(note, texts)) for note in notes]):
        note = shown.note
        flag, clear = f"flag-{note.pk}", f"clear-{note.pk}"
        rows.append(
            SourceRow(
                shown,
                flag=bound.get(flag) or ReasonForm(auto_id=f"id_{flag}_%s"),
                clear=bound.get(clear) or ReasonForm(auto_id=f"id_{clear}_%s"),
                seen=note.touched_at.isoformat(),
                check=bound.get(f"check-{note.pk}"),
                why_no_flag=why_no_flag,
                why_no_clear=refusal(user, to_clear(user, note), article),
            )
        )
    return rows
