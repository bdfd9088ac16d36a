"""What is said after a save of what is not an article, with the way back."""

from functools import partial

from django.contrib import messages
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from articles.admin import together
from articles.admin.things.pages import address
from articles.admin.things.words import Words
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
    return together.place_after(outcome, partial(address, outcome.thing), otherwise)


def with_undo(request, outcome, words):
    """Add to the words a button that takes the save back, where there is a before."""
    number = outcome.revision.number
    if not ever_stood(outcome.thing).filter(number__lt=number).exists():
        return words
    place = address(outcome.thing, "undo")
    return beside(words, one_click(request, place, "Undo", seen=number))


def beside(words, button):
    return format_html("{} {}", words, button)


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


def _say_merged(request, outcome):
    name_of = Words(type(outcome.thing)).name
    words = together.merged(outcome, ever_stood(outcome.thing), name_of)
    messages.warning(request, with_undo(request, outcome, f"{words} Read it through."))


def _say_conflict(request, outcome):
    name_of = Words(type(outcome.thing)).name
    words = together.refused(outcome, ever_stood(outcome.thing), name_of)
    messages.error(request, words)
