"""Names in order, whatever script they are in, and the letters that lead to them."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from articles.models.folding import folded

NO_LETTER = "#"
_HAN = "漢"  # thousands of characters: one heading for all
_FIRST_SYLLABLE, _A_CONSONANT = 0xAC00, 588  # Hangul, as Unicode lays it out
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# Letters that Unicode does not take apart, and those that it puts behind the others.
_BESIDE = {"æ": "ae", "œ": "oe", "þ": "th", "ґ": "г", "є": "е", "і": "и", "ї": "и"}
_KATAKANA = {number: number - 0x60 for number in range(0x30A1, 0x30F7)}  # as hiragana
_VOICED = re.compile("[\u3099\u309a]")  # the marks that make か into が
_SORTED_WITH = str.maketrans(_BESIDE) | _KATAKANA


@dataclass(frozen=True)
class Initial:
    """The things under one letter. `anchor` names it in an address."""

    letter: str
    things: tuple

    @property
    def anchor(self):
        return f"initial-{self.letter if self.letter != NO_LETTER else 'none'}"


def by_initial(things, called):
    """Return the Initials of an A–Z; `called` says where a thing stands in it.

    Latin letters come first, with their accents or without, then the other scripts,
    and last what begins with no letter at all.
    """
    placed = sorted(((_place(called(thing)), thing) for thing in things), key=_first)
    return [
        Initial(letter, tuple(thing for _, thing in group))
        for letter, group in groupby(placed, lambda pair: pair[0][1])
    ]


def _first(pair):
    return pair[0]


def _place(name):
    """Return what a name is sorted by: no letter last, its initial, the name."""
    name = _sorted_as(name)
    letter = _initial(name)
    return letter == NO_LETTER, letter, name


def _sorted_as(name):
    name = re.sub(r"^\W+", "", folded(name))  # a quotation mark is no letter
    name = _VOICED.sub("", unicodedata.normalize("NFD", name))
    name = unicodedata.normalize("NFC", name)
    return name.translate(_SORTED_WITH) or NO_LETTER


def _initial(name):
    first = name[0]
    if not first.isalpha():
        return NO_LETTER
    if unicodedata.name(first, "").startswith("CJK"):
        return _HAN
    syllable = ord(first) - _FIRST_SYLLABLE
    if 0 <= syllable < len(_CONSONANTS) * _A_CONSONANT:
        return _CONSONANTS[syllable // _A_CONSONANT]
    return unicodedata.normalize("NFKD", first)[0].upper()
