"""Mail to authors, ready to be sent or changed: their link, and what came of a wish."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.editing.authors.suggestions import asked_in
from articles.models import Suggestion
from articles.reading.addresses import absolute

_OPENING = {
    Suggestion.State.ACCEPTED: "we have taken over what you proposed: readers see it "
    "from now on.",
    Suggestion.State.PARTLY: "thank you for what you proposed. We have taken over a "
    "part of it, and readers see that from now on.",
    Suggestion.State.DECLINED: "thank you for what you proposed. We have left it as it "
    "was.",
    Suggestion.State.SETTLED: "thank you for your message.",
}


def address_of(link):
    return absolute(reverse("articles:your_entry", args=[link.token]))


def invitation(link, author, publication):
    """Return (subject, text) of the mail that brings a link."""
    until = localtime(link.expires_at, publication.zone)
    context = {
        "name": author.name,
        "address": address_of(link),
        "day": date_format(until, "j F Y"),
        "publication": publication.name,
    }
    text = render_to_string("email/author_link.txt", context)
    return _about("What we say of you", publication), text.strip()


def answer(suggestion, author, publication, name_of):
    """Return (subject, text) of the mail that says what was decided.

    `name_of` says what a key is called.
    """
    keys = asked_in(suggestion)
    taken = [name_of(key) for key in keys if key in suggestion.taken]
    left = [name_of(key) for key in keys if key not in suggestion.taken]
    parts = [f"Dear {author.name},", _OPENING[suggestion.state]]
    if taken and left:
        parts.append(
            f"Taken over: {', '.join(taken)}.\nLeft as it was: {_listed(left)}"
        )
    if suggestion.why:
        parts.append(suggestion.why)
    parts.append(author.page_address and absolute(author.page_address))
    parts.append(publication.name)
    return _about("What you proposed", publication), "\n\n".join(filter(None, parts))


def _listed(names):
    return f"{', '.join(names)}."


def _about(words, publication):
    return f"{publication.name}: {words.lower()}" if publication.name else words
