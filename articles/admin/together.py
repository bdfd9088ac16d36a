"""What is said of a save in which somebody else had a hand, of whatever was saved."""

from django.http import HttpResponseRedirect

from articles.admin.words import joined
from articles.editing.outcomes import Conflict, Merged


def merged(outcome, stood, name_of):
    """Say what was saved together; `stood` are the thing's versions that ever stood."""
    taken = joined(name_of(name) for name in outcome.taken)
    who = _who_changed(outcome.revision, stood)
    return f"Saved together with what {who} had changed meanwhile: {taken}."


def refused(outcome, stood, name_of):
    """Say what was not saved, and where it is kept."""
    clashing = joined(name_of(name) for name in outcome.clashing)
    who = _who_changed(outcome.revision, stood)
    return (
        f"Not saved: {who} changed the same meanwhile ({clashing}). "
        f"What you wrote is kept whole as version {outcome.revision.number}."
    )


def place_after(outcome, page, otherwise=None):
    """Return where one goes on: on, or to where two texts are combined or read.

    `page` gives the address of a page about what was saved, by its name.
    """
    if isinstance(outcome, Conflict) and not getattr(outcome.thing, "binned_at", None):
        return HttpResponseRedirect(page("combine", outcome.revision.number))
    if otherwise is None or isinstance(outcome, Merged):
        return HttpResponseRedirect(page("change"))
    return otherwise


def _who_changed(version, stood):
    """Return who has saved since the version that a text began from, in words.

    Where nothing of the text was new, `version` is the one that stands: a colleague's.
    """
    later = stood.filter(number__gt=version.began_from or 0)
    if version.intent in {"merge", "conflict"}:
        later = later.exclude(pk=version.pk)
    names = later.order_by("number").values_list("made_by_name", flat=True)
    return joined(name for name in dict.fromkeys(names) if name) or "somebody"
