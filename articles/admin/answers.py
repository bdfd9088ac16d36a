"""What is said after a save; and the one step more that was asked for with it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles.admin import together
from articles.admin.scheduling import using
from articles.admin.undo import published
from articles.admin.words import field_name
from articles.editing import publication, review
from articles.editing.outcomes import Conflict, Merged, Saved
from articles.models.revision import NEVER_STOOD
from articles.templatetags.desk import person


@dataclass(frozen=True)
class Step:
    """What a button does once the text is saved, and how one speaks of it."""

    verb: Any
    infinitive: str
    participle: str


STEPS = {
    "_submit": Step(
        lambda request, article: review.submit(
            article,
            by=request.user,
            seen=article.version,
            note=request.POST.get("note", "").strip()[:400],
        ),
        "submit",
        "submitted",
    ),
    "_approve": Step(
        lambda request, article: review.approve(
            article, by=request.user, seen=article.version
        ),
        "approve",
        "approved",
    ),
    "_publish": Step(
        lambda request, article: publication.publish(
            article, by=request.user, seen=article.version
        ),
        "publish",
        "published",
    ),
    "_use_text": Step(using.use_text, "use this text", "put in its place"),
}


def say(request, outcome, saved="Saved."):
    """Tell what came of a save; take the step asked for if it is as it was seen."""
    match outcome:
        case Saved() | Conflict() if outcome.article.binned_at:
            _say_binned(request, outcome)
        case Conflict():
            _say_conflict(request, outcome)
        case Merged():
            _say_merged(request, outcome)
        case Saved() if step := asked(request):
            _take(request, outcome.article, step)
            return
        case Saved():
            messages.success(request, saved)
    _give_back_the_note(request)


def _give_back_the_note(request):
    """Say again what was to go with a step that was not taken."""
    if "_submit" in request.POST and (note := request.POST.get("note", "").strip()):
        messages.warning(request, f"What you wrote with it: “{note}”")


def place_after(outcome):
    """Return where one goes on: to the article, or to where two texts are combined."""
    return together.place_after(outcome, partial(_page, outcome.article))


def _page(article, name, *more):
    page = "articles_article_change" if name == "change" else name
    return reverse(f"admin:{page}", args=[article.pk, *more])


def page_asked_for(request, outcome):
    """Return the name of the page that goes on from a save, or None."""
    if "_send_back" in request.POST and not isinstance(outcome, Conflict):
        return "send_back"
    # What came of a merge nobody has read yet.
    if "_schedule" in request.POST and isinstance(outcome, Saved):
        return "schedule"
    return None


def asked(request):
    return next((step for name, step in STEPS.items() if name in request.POST), None)


def _take(request, article, step):
    try:
        done = step.verb(request, article)
    except PermissionDenied as error:
        messages.warning(request, f"Saved, but not {step.participle}. {error}")
        _give_back_the_note(request)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        messages.error(request, f"Saved, but not {step.participle}. {reasons}")
        _give_back_the_note(request)
    else:
        messages.success(request, _done(request, article, step, done))


def _done(request, article, step, done):
    if step is STEPS["_publish"]:
        return published(request, article, done)
    if step is STEPS["_use_text"]:
        return using.used(done)
    if step is STEPS["_submit"]:
        return "Submitted: it waits for an editor now."
    return "Approved: this very text may go out."


def _say_binned(request, outcome):
    who = person(outcome.article.binned_by)
    words = f"{who} has deleted this article: it lies in the bin. "
    if isinstance(outcome, Conflict):
        number = outcome.revision.number
        words += f"Your text is kept whole as version {number}. "
    messages.error(request, f"{words}Put it back first.")


def _say_merged(request, outcome):
    step = asked(request)
    words = together.merged(outcome, _stood(outcome.article), field_name)
    then = f", then {step.infinitive}" if step else ""
    messages.warning(request, f"{words} Read it through{then}.")


def _say_conflict(request, outcome):
    words = together.refused(outcome, _stood(outcome.article), field_name)
    messages.error(request, words)


def _stood(article):
    return article.revisions.exclude(intent__in=NEVER_STOOD)
