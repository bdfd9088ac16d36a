"""Authors as readers would be told of them: nothing here is stored."""

from copy import copy

from articles.editing.authors.dropping import without
from articles.editing.authors.withholding import set_reticence


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
