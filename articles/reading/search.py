"""A first plain search: every word must occur, newest first."""

from articles.models.folding import folded
from articles.reading.teasers import newest

LONGEST_QUERY = 200
MOST_WORDS = 8


def words_of(query):
    """Return the words to look for, folded as Edition.search_text is, each once."""
    words = folded(query[:LONGEST_QUERY]).split()
    return list(dict.fromkeys(words))[:MOST_WORDS]


def matching(words, at):
    """Return the listed editions in which every word occurs, be it within another."""
    editions = newest(at)
    for word in words:
        editions = editions.filter(search_text__contains=word)
    return editions
