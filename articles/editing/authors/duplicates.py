"""Who may be somebody we know already, and which two of ours may be one."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from articles.editing.authors.apart import told_apart
from articles.editing.authors.likeness import (
    Likeness,
    Reason,
    is_long,
    likeness,
    link_key,
    reason,
    without_a_letter,
)
from articles.models import Author
from articles.models.folding import folded
from articles.models.search_names import names_in

# What more than so many share tells nobody from the others: a house's own site.
MOST_SHARING = 4
MOST_PAIRS = 500
MANY = 12


@dataclass(frozen=True)
class Match:
    """An author of ours whom some names may mean."""

    author: Author
    reason: Reason

    @property
    def why(self):
        return self.reason.words


@dataclass(frozen=True)
class Pair:
    """Two authors, by number, the lower first, and what both are called."""

    lower: int
    higher: int
    reason: Reason
    names: tuple[str, str]

    @property
    def ids(self):
        return self.lower, self.higher

    @property
    def why(self):
        return self.reason.words


class _Name(NamedTuple):
    """A name of somebody; `is_main` is what they are called today."""

    author: int
    likeness: Likeness
    is_main: bool


@dataclass(frozen=True)
class _Everybody:
    """What all authors are called, and where else they are found, merged ones too."""

    called: dict[int, str]
    names: list[_Name]
    links: dict[str, set[int]]


def likely_matches(names, *, links=(), but=(), most=5):
    """Return Matches for somebody of these names and links, the most likely first.

    `but` are ids of authors who are not meant. Two queries, however many there are.
    """
    wanted = [found for name in names if (found := likeness(folded(name)))]
    everybody, best = _everybody(_rows()), {}
    for link in map(link_key, links):
        for pk in everybody.links.get(link, ()):
            _keep_better(best, pk, Reason.LINK)
    for name in everybody.names:
        for place, asked in enumerate(wanted):
            are_names = name.is_main and place == 0
            if found := reason(asked, name.likeness, are_names=are_names):
                _keep_better(best, name.author, found)
    left = [pk for pk in best if pk not in set(but)]
    left.sort(key=lambda pk: (best[pk], everybody.called[pk].casefold(), pk))
    authors = Author.objects.select_related("photo").in_bulk(left[:most])
    return [Match(authors[pk], best[pk]) for pk in left[:most] if pk in authors]


def pairs():
    """Return the Pairs that nobody has told apart, the most likely first.

    Two queries.
    """
    return [*_pairs(_rows(), frozenset(told_apart()))]


@lru_cache(maxsize=1)
def _pairs(rows, apart):
    """Read everybody's names; nothing is read again while they stay as they are.

    Only those are compared who share a sound, a surname, a link, or all letters but
    one.
    """
    everybody, best = _everybody(rows), {}
    for one, other in _candidates(everybody.names):
        are_names = one.is_main and other.is_main
        found = reason(one.likeness, other.likeness, are_names=are_names)
        if found:
            _keep_better(best, _pair(one.author, other.author), found)
    for sharing in everybody.links.values():
        if len(sharing) <= MOST_SHARING:
            for pair in combinations(sorted(sharing), 2):
                _keep_better(best, pair, Reason.LINK)
    called = everybody.called
    found = [
        Pair(*pair, why, (called[pair[0]], called[pair[1]]))
        for pair, why in best.items()
        if pair not in apart
    ]
    found.sort(key=lambda pair: (pair.reason, pair.names[0].casefold(), pair.ids))
    return found[:MOST_PAIRS]


def _rows():
    return tuple(
        Author.objects.settled()
        .order_by("pk")
        .values_list(*("pk", "name", "merged_into_id", "search_names", "links"))
    )


def _everybody(rows):
    called, names, links = {}, [], defaultdict(set)
    for pk, name, merged_into, text, addresses in rows:
        author = merged_into or pk
        if author == pk:
            called[pk] = name
        for place, line in enumerate(names_in(text)):
            if found := likeness(line):
                is_main = place == 0 and author == pk
                names.append(_Name(author, found, is_main))
        for address in addresses.split():
            links[link_key(address)].add(author)
    return _Everybody(called, names, links)


def _candidates(names):
    """Yield two names of two authors that have enough in common to be compared."""
    for group in (*_by(names, _sounds).values(), *_by(names, _rests).values()):
        if len(group) > 1:
            yield from _of_two(_each_with_others(group))
    abbreviated = [name for name in names if name.likeness.initials]
    by_surname = _by(abbreviated, _surnames)
    for name in names:
        for word in _surnames(name.likeness) & by_surname.keys():
            yield from _of_two((name, other) for other in by_surname[word])


def _each_with_others(group):
    # Each of many is still a pair with the next: to know of all would take too long.
    return combinations(group, 2) if len(group) <= MANY else pairwise(group)


def _by(names, keys):
    found = defaultdict(list)
    for name in names:
        for key in keys(name.likeness):
            found[key].append(name)
    return found


def _sounds(likeness):
    return (likeness.sounds,)


def _rests(likeness):
    return without_a_letter(likeness.run) if is_long(likeness.run) else ()


def _surnames(likeness):
    return likeness.whole


def _of_two(pairs):
    return ((one, other) for one, other in pairs if one.author != other.author)


def _pair(one, other):
    return (one, other) if one < other else (other, one)


def _keep_better(best, key, found):
    best[key] = min(found, best.get(key, found))
