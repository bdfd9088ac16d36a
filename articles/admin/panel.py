"""Beside the text: what this is, what readers see of it, what can be done next."""

from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse

from articles.admin.complaints.beside import complaints_about
from articles.admin.notes.beside import Notes, notes_beside
from articles.admin.notes.returned import Returned, returned
from articles.admin.scheduling.beside import Scheduling, scheduling
from articles.admin.steps import Steps, steps
from articles.admin.translations import Translations, difference, translations
from articles.admin.undo import Undo, undo_of
from articles.admin.verdict import Verdict, verdict
from articles.editing.corrections import standing_notices
from articles.editing.dossiers.standing import Company, company
from articles.editing.standing import (
    Standing,
    State,
    has_changed_since_approved,
    standing,
)
from articles.models import Article, Event, Stage
from articles.models.actions import Action, may
from articles.models.slugs import slug_of

# The first group is the text itself; the others stand beside it, in the work's order.
GROUPS = [
    ("Text", ["headline", "standfirst", "body", "seen"]),
    ("Where it belongs", ["regions", "themes", "reports", "tags"]),
    ("Lead picture", ["lead_image"]),
    ("Kind and language", ["kind", "language", "translation_of"]),
    ("Taken from", ["source", "original_url", "original_on", "permission"]),
    ("Dates", ["display_at", "embargoed_until"]),
    ("Under the text", ["disclaimer", "appeals"]),
    ("Address and search", ["slug", "search_title", "search_description"]),
    ("Private notes", ["notes"]),
]
_HANDED_ON = {
    Stage.DRAFT: Event.Kind.SENT_BACK,
    Stage.REVIEW: Event.Kind.SUBMITTED,
}
_OPEN = {"Where it belongs", "Lead picture"}


@dataclass(frozen=True)
class Panel:
    standing: Standing
    article: Article | None = None
    address: str = ""
    steps: Steps = field(default_factory=Steps)
    translations: Translations | None = None
    unpublished: str = ""
    since_approved: str = ""
    word: Event | None = None
    returned: Returned | None = None
    notes: Notes | None = None
    verdict: Verdict = field(default_factory=Verdict)
    undo: Undo | None = None
    scheduling: Scheduling | None = None
    told: list = field(default_factory=list)
    may_correct: bool = False
    complaints: list = field(default_factory=list)
    company: Company | None = None


def panel(user, article, snapshot=None):
    if article is None:
        nothing = Standing(State.NEVER)
        return Panel(nothing, steps=steps(user, None, nothing))
    now = standing(article)
    address = ""
    if now.live:
        address = reverse("articles:article", args=[article.pk, now.live.slug])
    text = snapshot or article.snapshot()
    together = company(article, now)
    judged = verdict(user, article, text, together.obstacles if together else ())
    moves = _moves(article)
    notes = notes_beside(user, article, text)
    return Panel(
        standing=now,
        article=article,
        address=address,
        steps=steps(user, article, now, judged.against),
        translations=translations(user, article),
        unpublished=_unpublished(article, now),
        since_approved=_since_approved(article, now),
        word=_word(article, moves),
        returned=returned(user, article, moves, notes),
        notes=notes,
        verdict=judged,
        undo=undo_of(user, article, now.live),
        scheduling=scheduling(user, article, now, text),
        told=standing_notices(article) if now.live else [],
        may_correct=may(user, Action.CORRECT, article),
        complaints=complaints_about(user, article),
        company=together,
    )


def _unpublished(article, now):
    """Return where the difference is shown between readers' text and staff's."""
    if now.state != State.CHANGED:
        return ""
    return difference(article, now.live.revision.number, article.version)


def _since_approved(article, now):
    """Return where what changed since the approval is shown."""
    if not has_changed_since_approved(article, now):
        return ""
    return difference(article, article.approved_revision.number, article.version)


def _moves(article):
    """Return by which events the text was handed on, the newest first."""
    if article.stage not in _HANDED_ON:
        return []
    moves = article.events.exclude(from_stage=models.F("to_stage"))
    moves = moves.select_related("revision").defer("revision__content")
    return list(moves.order_by("-at", "-pk"))


def _word(article, moves):
    """Return the event by which somebody handed the text on, if it says anything."""
    last = moves[0] if moves else None
    is_handed_on = last and last.kind == _HANDED_ON.get(article.stage)
    return last if is_handed_on and last.why else None


@dataclass(frozen=True)
class Group:
    name: str
    fields: list
    is_open: bool
    note: str = ""


def groups(form, problems):
    """Return the groups beside the text; one with an error in it is open."""
    return [
        Group(
            name,
            [(form[key], problems.get(key, [])) for key in keys],
            name in _OPEN or any(form[key].errors for key in keys),
            _note(form.instance, keys),
        )
        for name, keys in GROUPS[1:]
    ]


def _note(article, keys):
    if "slug" in keys and article.pk:
        words = article.slug or slug_of(article.headline, "…")
        return f"Readers’ address: /articles/{article.pk}/{words}/"
    return ""
