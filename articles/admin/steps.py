"""What a person can do with an article next, and why not what they cannot."""

from dataclasses import dataclass, field, replace

from django.urls import reverse

from articles.editing import bin
from articles.editing.obstacles import FOUR_EYES
from articles.editing.publication import NOTHING_SHOWN
from articles.models import Stage
from articles.models.actions import Action, may, refusal

PUBLISHED_SINCE = "It was published or scheduled since. Send it back instead."
NOTHING_TO_FIX = "Readers see nothing of it that could be fixed."
NOBODY_TO_TELL = "Readers see nothing of it, so there is nobody to tell."


@dataclass(frozen=True)
class Step:
    """One button. `name` is what the article's form posts with it, after a save.

    Else it has a `page` that asks first, or one click posts to `address`. `mend_first`
    says what of the form itself would be refused as it stands.
    """

    action: Action
    words: str
    name: str = ""
    page: str = ""
    address: str = ""
    why_not: str = ""
    mend_first: str = ""
    is_primary: bool = False
    is_dangerous: bool = False

    @property
    def key(self):
        return self.action.replace(" ", "-")


SAVE = Step(Action.EDIT, "Save", "_save")
SCHEDULE = Step(Action.SCHEDULE, "Schedule…", "_schedule")
IN_FORM = (
    Step(Action.SUBMIT, "Submit", "_submit"),
    Step(Action.APPROVE, "Approve", "_approve"),
    Step(Action.PUBLISH, "Save and publish", "_publish"),
)
_LETTING_OUT = {Action.PUBLISH, Action.SCHEDULE}
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


def steps(user, article, standing, against=()):
    """Sort every step into those of the bar, those beside the text, those refused.

    `against` are the obstacles to publishing the article.
    """
    if article and article.binned_at:
        return _binned(user, article)
    known = (SAVE, *IN_FORM, *([SCHEDULE] if article else ()))
    in_form = [_in_form(user, step, article, against) for step in known]
    others = _others(user, article, standing) if article else []
    allowed = [step for step in in_form if not step.why_not]
    names = {step.name for step in allowed}
    # Who publishes hardly ever hands in: the bar of a phone has room for three.
    hands_in = not may(user, Action.PUBLISH) or any(
        obstacle.name == FOUR_EYES for obstacle in against
    )
    aside = {"_schedule"} if hands_in else {"_schedule", "_submit"}
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
        Step(Action.CORRECT, "Add a correction…", page=_at("correct", article)),
        Step(Action.SEND_BACK, "Send back…", "_send_back", _at("send_back", article)),
        Step(Action.ASSIGN, "Assign to…", page=_at("assign", article)),
        _hold_or_lift(article),
        Step(Action.TRANSLATE, "Translate…", page=_at("translate", article)),
        Step(Action.DUPLICATE, "Duplicate", address=_at("duplicate", article)),
        Step(Action.TAKE_BACK, "Take back", address=_at("take_back", article)),
        Step(Action.READ, "Preview", page=_at("preview", article)),
        Step(Action.PREVIEW, "Share a preview…", page=_at("preview_links", article)),
        *_down_or_back(article),
        Step(Action.DELETE, "Delete…", page=_at("delete", article), is_dangerous=True),
    ]
    in_the_way = _in_the_way(article, standing)
    return [_asked(user, step, article, in_the_way) for step in found]


def _hold_or_lift(article):
    if article.held_at:
        return Step(Action.LIFT, "Lift the hold…", page=_at("lift", article))
    return Step(Action.HOLD, "Put on hold…", page=_at("hold", article))


def _down_or_back(article):
    """Return the steps that take it from readers, or end that."""
    if article.withdrawn_at:
        page = _at("end_withdrawal", article)
        return [Step(Action.WITHDRAW, "End the withdrawal…", page=page)]
    down = _at("take_down", article)
    steps = [Step(Action.UNPUBLISH, "Take down…", page=down, is_dangerous=True)]
    if article.retracted_at:
        page = _at("reinstate", article)
        steps.insert(0, Step(Action.REINSTATE, "Reinstate…", page=page))
    return steps


def _in_the_way(article, standing):
    """Return by action what readers see that forbids it, whoever asks."""
    is_out = bool(standing.live or standing.coming)
    was_or_comes = is_out or standing.waiting or standing.last
    is_approved = article.stage == Stage.APPROVED
    return {
        Action.FIX: "" if standing.live else NOTHING_TO_FIX,
        Action.CORRECT: "" if standing.live else NOBODY_TO_TELL,
        # What readers saw once can still be withdrawn, its older versions with it.
        Action.UNPUBLISH: "" if was_or_comes else NOTHING_SHOWN,
        Action.TAKE_BACK: PUBLISHED_SINCE if is_out and is_approved else "",
        Action.DELETE: bin.in_the_way(standing),
    }


def _binned(user, article):
    """Of what lies in the bin there is one thing to do."""
    back = Step(Action.BRING_BACK, "Put it back", address=_at("bring_back", article))
    found = [_asked(user, step, article) for step in (SAVE, back)]
    return Steps(
        beside=[step for step in found if not step.why_not],
        refused=[step for step in found if step.why_not],
    )


def _asked(user, step, article, in_the_way=None):
    why_not = refusal(user, step.action, article)
    if not why_not and in_the_way:
        why_not = in_the_way.get(step.action, "")
    return replace(step, why_not=why_not)


def _in_form(user, step, article, against):
    if step.action not in _LETTING_OUT or not against:
        return _asked(user, step, article)
    lasting = [each.words for each in against if not each.is_in_form]
    to_mend = [each.words for each in against if each.is_in_form]
    return replace(step, why_not=" ".join(lasting), mend_first=" ".join(to_mend))


def _with_primary(bar, stage):
    names = {step.name for step in bar if not step.mend_first}
    first = next((name for name in NEXT[stage] if name in names), None)
    return [replace(step, is_primary=step.name == first) for step in bar]


def _at(page, article):
    return reverse(f"admin:{page}", args=[article.pk])
