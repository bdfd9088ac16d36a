"""Authors as readers would be told of them: nothing here is stored."""

from copy import copy

from articles.editing.authors.dropping import without
from articles.editing.authors.erased_versions import emptied
from articles.editing.authors.erasing import FIELDS, What
from articles.editing.authors.withholding import ALL, set_reticence


def without_parts(author, parts):
    foreseen = copy(author)
    foreseen.take(without(author.content(), parts))
    return foreseen


def without_page(author, now):
    foreseen = copy(author)
    foreseen.page_hidden_at = now
    return foreseen


def with_page(author):
    foreseen = copy(author)
    foreseen.page_hidden_at = None
    return foreseen


def without_name(author, on, now):
    foreseen = copy(author)
    set_reticence(foreseen, on, now)
    return foreseen


def without_what(author, what, now):
    """Return the author as readers are told of them once that is erased."""
    foreseen = copy(author)
    fields = {name for each in what for name in FIELDS[each]}
    content = author.content()
    less = emptied(content.to_json(), fields, author.pk)
    foreseen.take(content.changed(**less))
    if What.NAME in what:
        set_reticence(foreseen, ALL, now)
    return foreseen
