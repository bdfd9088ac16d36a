"""Who is perhaps meant by a name: authors that are called much the same."""

import re

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Concat

from articles.editing.finding.folds import Folded
from articles.models import Author
from articles.models.folding import folded

_LOOKED_AT = 100
_SHORTEST = 3  # letters: an initial is like everybody's


def likely_matches(names, *, links=(), but=(), most=5):
    """Return authors who may be meant by some names of one person, the likeliest first.

    `links` are addresses of theirs, `but` authors who are not meant: one query.
    """
    wanted = {word for name in names for word in _words(name)}
    line = Concat(F("name"), Value(" "), F("other_names"), output_field=TextField())
    resembles = Q()
    for word in sorted(wanted):
        if len(word) >= _SHORTEST:
            resembles |= Q(line__contains=word)
    for link in links:
        resembles |= Q(links__icontains=link)
    if not resembles:
        return []
    authors = Author.objects.unmerged().alias(line=Folded(line)).filter(resembles)
    authors = authors.exclude(pk__in=[author.pk for author in but]).order_by("pk")
    found = {author: _likeness(author, wanted) for author in authors[:_LOOKED_AT]}
    return sorted(found, key=found.get, reverse=True)[:most]


def _likeness(author, wanted):
    called = {*_words(author.name), *_words(author.other_names)}
    return len(called & wanted) / len(called | wanted)


def _words(text):
    return re.findall(r"\w+", folded(text))
