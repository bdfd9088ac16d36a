"""What is said after a save of what is not an article, with the way back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.things.pages import address
from articles.admin.things.words import Words
from articles.admin.words import joined
from articles.editing.outcomes import Conflict, Merged
from articles.editing.things.versions import ever_stood


def say(request, outcome, saved=None):
    """Tell what came of a save, and offer to undo it."""
    match outcome:
        case Conflict():
            _say_conflict(request, outcome)
        case Merged():
            _say_merged(request, outcome)
        case _:
            words = saved or f"Saved: “{outcome.thing}”."
            messages.success(request, with_undo(request, outcome, words))


def place_after(outcome, otherwise=None):
    """Return where one goes on: on, or to where two texts are combined or read."""
    thing = outcome.thing
    if isinstance(outcome, Conflict):
        place = address(thing, "combine", outcome.revision.number)
        return HttpResponseRedirect(place)
    if otherwise is None or isinstance(outcome, Merged):
        return HttpResponseRedirect(address(thing, "change"))
    return otherwise


def with_undo(request, outcome, words):
    """Add to the words a button that takes the save back, where there is a before."""
    number = outcome.revision.number
    if not ever_stood(outcome.thing).filter(number__lt=number).exists():
        return words
    place = address(outcome.thing, "undo")
    return format_html("{} {}", words, one_click(request, place, "Undo", seen=number))


def undo_deletion(request, version):
    back = reverse("admin:bring_back_thing", args=[version.pk])
    context = {"words": version.called, "back": back, "seen": version.number}
    return render_to_string("admin/includes/deleted_said.html", context, request)


def one_click(request, place, words, seen=""):
    """Return a form of one button, which works wherever the message is shown."""
    return format_html(
        '<form class="one-click" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="seen" value="{}">'
        '<button type="submit">{}</button></form>',
        *(place, get_token(request), seen, words),
    )


def who_changed(thing, since, apart_from):
    """Return who has saved since the version that a text began from, in words."""
    later = ever_stood(thing).filter(number__gt=since or 0).exclude(pk=apart_from.pk)
    names = later.order_by("number").values_list("made_by_name", flat=True)
    return joined(name for name in dict.fromkeys(names) if name) or "somebody"


def _say_merged(request, outcome):
    name_of = Words(type(outcome.thing)).name
    taken = joined(name_of(name) for name in outcome.taken)
    version = outcome.revision
    who = who_changed(outcome.thing, version.began_from, version)
    words = (
        f"Saved together with what {who} had changed meanwhile: {taken}. "
        "Read it through."
    )
    messages.warning(request, with_undo(request, outcome, words))


def _say_conflict(request, outcome):
    name_of = Words(type(outcome.thing)).name
    refused = outcome.revision
    clashing = joined(name_of(name) for name in outcome.clashing)
    who = who_changed(outcome.thing, refused.began_from, refused)
    messages.error(
        request,
        f"Not saved: {who} changed the same meanwhile ({clashing}). "
        f"What you wrote is kept whole as version {refused.number}.",
    )
