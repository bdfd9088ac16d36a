"""How much two names, or two addresses, are alike however they are written."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

LONG = 9  # letters: in a shorter name, one other letter makes another name


class Reason(IntEnum):
    """Why two may be one, the best reason first."""

    NAME = 1
    LINK = 2
    OTHER_NAME = 3
    SPELLING = 4
    INITIALS = 5
    LETTER = 6

    @property
    def words(self):
        return _WORDS[self]


_WORDS = {
    Reason.NAME: "The same name",
    Reason.LINK: "The same link",
    Reason.OTHER_NAME: "The same as another name of theirs",
    Reason.SPELLING: "The same name, spelt otherwise",
    Reason.INITIALS: "The same but for initials",
    Reason.LETTER: "One letter is another",
}


class Likeness(NamedTuple):
    """A name as it is compared: its words, and how they sound, in any order.

    `run` is how all of it sounds, in its order; `initials` are words of one letter.
    """

    words: str
    sounds: str
    run: str
    whole: frozenset[str]
    initials: str


_WORD = re.compile(r"[^\W_]+")
_TWICE = re.compile(r"([^\W\d_])\1")
# What one writes and another leaves out.
TITLES = "dr prof professor mr mrs ms sir rev amb ambassador jr sr phd"
PARTICLES = "al el von van de der den da di bin ibn"
_LEFT_OUT = [frozenset(words.split()) for words in (TITLES, PARTICLES)]
CYRILLIC = (
    "а a б b в v г g д d е e ё e є e ж zh з z и i і i ї i й i к k л l м m н n о o п p "
    "р r с s т t у u ф f х h ц ts ч ch ш sh щ sh ы i э e ю iu я ia ґ g ў u "
    "ј i љ li њ ni ћ c ђ d џ dz"
)
GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t "
    "υ i φ f χ h ψ ps ω o"
)
_PAIRS = f"{CYRILLIC} {GREEK}".split()
_LATIN = str.maketrans(
    {
        **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
        **dict.fromkeys("'ъь", ""),
    }
)
# One sound in several spellings. What comes first is looked at first.
_SOUNDS = [
    *(("shch", "sh"), ("tch", "ch"), ("kh", "h"), ("ph", "f"), ("dj", "j")),
    *(("ck", "k"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("ou", "u"), ("ks", "x")),
    *(("y", "i"), ("j", "i"), ("w", "v"), ("q", "k")),
]


@lru_cache(maxsize=100_000)
def likeness(name: str) -> Likeness | None:
    """Return how a folded name is compared; None for one without a letter."""
    words = _WORD.findall(name.replace("'", ""))
    for left_out in _LEFT_OUT:
        kept = [word for word in words if word not in left_out]
        if len(kept) > 1:
            words = kept
    if not words:
        return None
    sounds = [_sound(word) for word in words]
    initials = [sound for sound in sounds if len(sound) == 1 and sound.isalpha()]
    return Likeness(
        " ".join(sorted(words)),
        " ".join(sorted(sounds)),
        "".join(sounds),
        frozenset(sounds).difference(initials),
        "".join(initials),
    )


def reason(one: Likeness, other: Likeness, *, are_names: bool) -> Reason | None:
    """Return why two names may be one person's, if they may.

    `are_names` says that both are what their authors are called today.
    """
    if one.words == other.words:
        return Reason.NAME if are_names else Reason.OTHER_NAME
    if one.sounds == other.sounds:
        return Reason.SPELLING
    if _abbreviates(one, other) or _abbreviates(other, one):
        return Reason.INITIALS
    return Reason.LETTER if _one_letter_off(one.run, other.run) else None


def link_key(link: str) -> str:
    """Return what two addresses of one page share."""
    parts = urlsplit(link if "//" in link else f"//{link}")
    return f"{(parts.netloc).casefold().removeprefix('www.')}{parts.path.rstrip('/')}"


def without_a_letter(run):
    """Yield what is left of a long name as one letter after the other is left out.

    Of two that are one letter apart, something is left of both: nobody need compare
    every name with every other. Numbers are no slips of the pen.
    """
    yield run
    for place in range(len(run)):
        yield run[:place] + run[place + 1 :]


def is_long(run):
    return len(run) >= LONG and not any(map(str.isdigit, run))


def _sound(word):
    word = word.translate(_LATIN)
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _TWICE.sub(r"\1", word) or word


def _abbreviates(short, long):
    """Say whether one is the other with initials, or with another's left out."""
    if not short.initials or not short.whole or not short.whole <= long.whole:
        return False
    rest = [*(word[0] for word in long.whole - short.whole), *long.initials]
    if not rest:
        return len(short.whole) > 1
    return all(rest.count(letter) for letter in short.initials)


def _one_letter_off(one, other):
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or not (is_long(one) and is_long(other)):
        return False
    same = 0
    while same < len(one) and one[same] == other[same]:
        same += 1
    left, right = one[same:], other[same:]
    if len(left) < len(right):
        return left == right[1:]
    swapped = left[1::-1] + left[2:]
    return left[1:] == right[1:] or swapped == right
