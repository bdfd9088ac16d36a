"""Beside the text: what this is, what readers see of it, what can be done next."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from articles.editing import checks
from articles.editing.standing import Standing, State, standing
from articles.models import Article
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
_OPEN = {"Where it belongs", "Lead picture"}
_IN_ZONE = {"display_at", "embargoed_until"}


@dataclass(frozen=True)
class Panel:
    standing: Standing
    article: Article | None = None
    address: str = ""
    may_publish: bool = False
    may_unpublish: bool = False
    why_not: str = ""
    problems: dict = field(default_factory=dict)

    @property
    def needs(self):
        """What stands between this text and its publication."""
        every = (problem for found in self.problems.values() for problem in found)
        return [problem for problem in every if problem.is_required]


def panel(user, article, snapshot=None):
    if article is None:
        nothing = Standing(State.NEVER)
        return Panel(nothing, may_publish=may(user, Action.PUBLISH))
    now = standing(article)
    address = ""
    if now.live:
        address = reverse("articles:article", args=[article.pk, now.live.slug])
    may_publish = may(user, Action.PUBLISH, article)
    is_shown = now.live or now.coming
    problems = {}
    for problem in checks.problems(snapshot or article.snapshot()):
        problems.setdefault(problem.field, []).append(problem)
    return Panel(
        standing=now,
        article=article,
        address=address,
        may_publish=may_publish,
        may_unpublish=bool(is_shown and may(user, Action.UNPUBLISH, article)),
        why_not="" if may_publish else "An editor or a publisher publishes it.",
        problems=problems,
    )


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
