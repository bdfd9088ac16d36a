"""What a person can do with an article next, and why not what they cannot."""

from dataclasses import dataclass, field, replace

from django.urls import reverse

from articles.models import Stage
from articles.models.actions import Action, refusal

NOTHING_SHOWN = "Readers see nothing of it that could be taken down."
NOTHING_TO_FIX = "Readers see nothing of it that could be fixed."


@dataclass(frozen=True)
class Step:
    """One button. `name` is what the article's form posts with it, after a save.

    Else it has a `page` that asks first, or one click posts to `address`.
    """

    action: Action
    words: str
    name: str = ""
    page: str = ""
    address: str = ""
    why_not: str = ""
    is_primary: bool = False
    is_dangerous: bool = False

    @property
    def key(self):
        return self.action.replace(" ", "-")


SAVE = Step(Action.EDIT, "Save", "_save")
IN_FORM = (
    Step(Action.SUBMIT, "Submit", "_submit"),
    Step(Action.APPROVE, "Approve", "_approve"),
    Step(Action.PUBLISH, "Save and publish", "_publish"),
)
# The step that an article's stage asks for, where the person may take it.
NEXT = {
    "": ("_save",),
    Stage.DRAFT: ("_publish", "_submit", "_save"),
    Stage.REVIEW: ("_approve", "_publish", "_save"),
    Stage.APPROVED: ("_publish", "_save"),
}


@dataclass(frozen=True)
class Steps:
    bar: list[Step] = field(default_factory=list)
    beside: list[Step] = field(default_factory=list)
    refused: list[Step] = field(default_factory=list)
    may_note: bool = False
    fix: Step | None = None  # stands with what readers see, not among the others


def steps(user, article, standing):
    """Sort every step into those of the bar, those beside the text, those refused."""
    in_form = [_asked(user, step, article) for step in (SAVE, *IN_FORM)]
    others = _others(user, article, standing) if article else []
    allowed = [step for step in in_form if not step.why_not]
    names = {step.name for step in allowed}
    # Who publishes hardly ever hands in: the bar of a phone has room for three.
    aside = {"_submit"} if "_publish" in names else set()
    bar = [step for step in allowed if step.name not in aside]
    open_to = [step for step in others if not step.why_not]
    return Steps(
        bar=_with_primary(bar, article.stage if article else ""),
        beside=[step for step in allowed if step.name in aside]
        + [step for step in open_to if step.action != Action.FIX],
        refused=[step for step in [*in_form, *others] if step.why_not],
        may_note="_submit" in names,
        fix=next((step for step in open_to if step.action == Action.FIX), None),
    )


def _others(user, article, standing):
    found = [
        Step(Action.FIX, "Fix what readers see", page=_at("fix", article)),
        Step(Action.SEND_BACK, "Send back…", "_send_back", _at("send_back", article)),
        Step(Action.ASSIGN, "Assign to…", page=_at("assign", article)),
        Step(Action.TRANSLATE, "Translate…", page=_at("translate", article)),
        Step(Action.DUPLICATE, "Duplicate", address=_at("duplicate", article)),
        Step(
            Action.UNPUBLISH,
            "Unpublish…",
            page=_at("unpublish", article),
            is_dangerous=True,
        ),
    ]
    found = [_asked(user, step, article) for step in found]
    if not standing.live and not found[0].why_not:
        found[0] = replace(found[0], why_not=NOTHING_TO_FIX)
    if not standing.live and not standing.coming and not found[-1].why_not:
        found[-1] = replace(found[-1], why_not=NOTHING_SHOWN)
    return found


def _asked(user, step, article):
    return replace(step, why_not=refusal(user, step.action, article))


def _with_primary(bar, stage):
    names = {step.name for step in bar}
    first = next((name for name in NEXT[stage] if name in names), None)
    return [replace(step, is_primary=step.name == first) for step in bar]


def _at(page, article):
    return reverse(f"admin:{page}", args=[article.pk])
