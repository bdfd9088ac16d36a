"""Beside the text: what this is, what readers see of it, what can be done next."""

from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils import timezone

from articles.admin.notes.beside import Notes, notes_beside
from articles.admin.notes.returned import Returned, returned
from articles.admin.overriding import way_round
from articles.admin.steps import Steps, steps
from articles.admin.translations import Translations, difference, translations
from articles.admin.undo import Undo, undo_of
from articles.editing import checks, obstacles
from articles.editing.dossiers.standing import Company, company
from articles.editing.standing import Standing, State, standing
from articles.models import Article, Event, Stage
from articles.models.actions import rules_for
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
_IN_ZONE = {"display_at", "embargoed_until"}


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
    found: list = field(default_factory=list)
    against: list = field(default_factory=list)
    way_round: str = ""
    undo: Undo | None = None
    company: Company | None = None

    @property
    def problems(self):
        """What the checks found, by field."""
        by_field = {}
        for problem in self.found:
            by_field.setdefault(problem.field, []).append(problem)
        return by_field

    @property
    def needs(self):
        """What is to be mended before this text can be published, and where."""
        return [obstacle for obstacle in self.against if obstacle.field]

    @property
    def objection(self):
        """What four eyes say to somebody who might else publish it."""
        said = (each for each in self.against if each.name == obstacles.FOUR_EYES)
        return next((each.words for each in said), "")

    @property
    def advice(self):
        return [problem for problem in self.found if not problem.is_required]


def panel(user, article, snapshot=None):
    if article is None:
        nothing = Standing(State.NEVER)
        return Panel(nothing, steps=steps(user, None, nothing))
    now = standing(article)
    address = ""
    if now.live:
        address = reverse("articles:article", args=[article.pk, now.live.slug])
    text = snapshot or article.snapshot()
    rules = rules_for(user)
    found = checks.problems(text, rules, article)
    against = obstacles.against_publishing(user, article, text, found, rules)
    together = company(article, now)
    against += together.obstacles if together else []
    moves = _moves(article)
    notes = notes_beside(user, article, text)
    return Panel(
        standing=now,
        article=article,
        address=address,
        steps=steps(user, article, now, against),
        translations=translations(user, article),
        unpublished=_unpublished(article, now),
        since_approved=_since_approved(article, now),
        word=_word(article, moves),
        returned=returned(user, article, moves, notes),
        notes=notes,
        found=found,
        against=against,
        way_round=way_round(user, article, against),
        undo=undo_of(user, article, now.live),
        company=together,
    )


def _unpublished(article, now):
    """Return where the difference is shown between readers' text and staff's."""
    if now.state != State.CHANGED:
        return ""
    return difference(article, now.live.revision.number, article.version)


def _since_approved(article, now):
    """Return where what changed since the approval is shown.

    Nothing where readers see the approved text: that difference is shown already.
    """
    approved = article.approved_revision
    if article.stage == Stage.APPROVED or approved is None:
        return ""
    if approved.number == article.version:
        return ""
    if now.live and now.live.revision_id == approved.pk:
        return ""
    return difference(article, approved.number, article.version)


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
    zone = timezone.get_current_timezone_name()
    return [
        Group(
            name,
            [(form[key], problems.get(key, [])) for key in keys],
            name in _OPEN or any(form[key].errors for key in keys),
            _note(form.instance, keys, zone),
        )
        for name, keys in GROUPS[1:]
    ]


def _note(article, keys, zone):
    if _IN_ZONE & set(keys):
        return f"Times are those of {zone}."
    if "slug" in keys and article.pk:
        words = article.slug or slug_of(article.headline, "…")
        return f"Readers’ address: /articles/{article.pk}/{words}/"
    return ""
