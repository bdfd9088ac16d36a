"""One question to everything that a person may see."""

from articles.editing.finding import addresses, articles, things
from articles.models.actions import Action, may
from articles.reading.search import LONGEST_QUERY, words_of

WHILE_TYPING, ON_A_PAGE = 5, 20


def find_while_typing(query, *, by):
    """Return the groups in which something is found, a few of each.

    Two queries for articles, two for a number, and one for each kind of thing, however
    much there is.
    """
    return _found(query, by, WHILE_TYPING)


def find_everywhere(query, *, by):
    """Return more of each, and what stands in the text that readers see."""
    groups = _found(query, by, ON_A_PAGE)
    words = words_of(query)
    if words and may(by, Action.READ):
        known = [
            hit.article.pk for group in groups for hit in group.hits if hit.article
        ]
        groups.append(articles.by_text(words, ON_A_PAGE, apart_from=known))
    return [group for group in groups if group.hits]


def _found(query, by, most):
    query = query.replace("\0", "").strip()[:LONGEST_QUERY]
    words = words_of(query)
    if not words:
        return []
    groups = []
    if may(by, Action.READ):
        if number := addresses.number_in(query):
            groups.append(articles.by_number([number]))
        groups.append(articles.by_words(words, query, most))
    groups.append(addresses.thing_at(query, by))
    groups += things.things_found(by, words, query, most)
    return [group for group in groups if group and group.hits]
