"""Finds the words that a note is about again, wherever and however they stand by now.

Texts are compared as plain words: markup, line breaks and footnotes' places make no
difference. All of it is pure: the same passage and text give the same answer.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from articles.models.blocks import blocks
from articles.models.passage import CONTEXT_LENGTH, QUOTE_LENGTH, AboutAPassage

FIELDS = (
    AboutAPassage.Field.BODY,
    AboutAPassage.Field.STANDFIRST,
    AboutAPassage.Field.HEADLINE,
)
# A shorter quote may stand anywhere: some of the words around it must be there too.
STANDS_ALONE = 30
ENOUGH_AROUND = 8
SHORTEST_ANCHOR = 10
FEWEST_WORDS = 3  # of a quote that is known again although it was edited
ALIKE = 0.6
SAME_PLACE = 0.3  # where the words around it have stayed
_WORD = re.compile(r"\S+")
_SIGNS = str.maketrans("“”„«»‘’‚‹›–—‑\u00a0", "\"\"\"\"\"'''''--- ")


class Whereabouts(StrEnum):
    HERE = "here"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Passage:
    """Words of a field and those around them; without a quote, the whole article."""

    field: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Place:
    """What has become of a passage: `words` are what stands there now."""

    state: Whereabouts
    words: str = ""
    start: int = 0


WHOLE = Passage()
GONE = Place(Whereabouts.GONE)


def plain(field: str, value: str) -> str:
    """Return a field's words on one line; footnotes' words come last."""
    if field == AboutAPassage.Field.HEADLINE:
        return one_line(value)
    flow, notes = [], []
    for block in blocks(value):
        if block.tag == "figure":
            continue
        for is_note, words in groupby(block.words, lambda word: "note" in word.marks):
            (notes if is_note else flow).append("".join(word.text for word in words))
        flow.append(" ")
    return one_line("".join([*flow, *(f" {note}" for note in notes)]))


def one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def quoted(quote: str, texts: dict[str, str]) -> Passage | None:
    """Find words that somebody has copied; None where they stand in no field.

    `texts` are the plain words by field.
    """
    quote = one_line(quote)
    for field in FIELDS:
        starts = _occurrences(quote, texts[field])
        if starts:
            return around(field, texts[field], starts[0], starts[0] + len(quote))
    return None


def around(field: str, text: str, start: int, end: int) -> Passage:
    return Passage(
        field,
        text[start:end][:QUOTE_LENGTH],
        text[max(0, start - CONTEXT_LENGTH) : start].strip(),
        text[end : end + CONTEXT_LENGTH].strip(),
    )


def place_of(passage: Passage, text: str) -> Place:
    """Say where a passage stands in its field's plain words.

    It is found as it was; else, reworked, between the words that stood around it; else
    where most of its own words stand together.
    """
    return (
        _as_it_was(passage, text)
        or _in_its_place(passage, text)
        or _reworked(passage, text)
        or GONE
    )


def _as_it_was(passage, text):
    starts = _occurrences(passage.quote, text)
    if not starts:
        return None
    size = len(passage.quote)
    score, start = max((_in_common(passage, text, start), -start) for start in starts)
    start = -start
    has_all = score == len(passage.before) + len(passage.after)
    if size >= STANDS_ALONE or score >= ENOUGH_AROUND or has_all:
        return Place(Whereabouts.HERE, text[start : start + size], start)
    return None


def _occurrences(quote, text):
    """Return where the quote begins; whole words first, signs as they may be typed."""
    for spelled in (str, _folded):
        starts = _all(spelled(quote), spelled(text))
        whole = [start for start in starts if _is_whole(text, start, len(quote))]
        if starts:
            return whole or starts
    return []


def _all(quote, text):
    starts, start = [], text.find(quote) if quote else -1
    while start != -1:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def _folded(text):
    """Without capitals and with plain signs, letter for letter as long."""
    signs = text.translate(_SIGNS)
    lower = signs.lower()
    return lower if len(lower) == len(signs) else signs


def _is_whole(text, start, size):
    around = (text[start - 1 : start + 1], text[start + size - 1 : start + size + 1])
    return not any(len(pair) == 2 and pair.isalnum() for pair in around)


def _in_common(passage, text, start):
    """Return how many of the letters around the quote stand around this place too."""
    before = text[max(0, start - 2 * CONTEXT_LENGTH) : start].rstrip()
    end = start + len(passage.quote)
    after = text[end : end + 2 * CONTEXT_LENGTH].lstrip()
    return _same(passage.before[::-1], before[::-1]) + _same(passage.after, after)


def _same(one, other):
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _in_its_place(passage, text):
    """Return what stands between the words that stood around the passage, if any do."""
    most = 2 * len(passage.quote) + CONTEXT_LENGTH
    for begins in _ends_of(passage.before, text):
        for ends in _starts_of(passage.after, text, begins):
            words = text[begins:ends].strip()
            if words and ends - begins <= most and _may_be(passage.quote, words):
                start = text.index(words, begins)
                return Place(Whereabouts.CHANGED, words, start)
    return None


def _may_be(quote, words):
    """A word may have become any other; a sentence is another one, or alike."""
    if len(quote) < STANDS_ALONE:
        return True
    one, other = quote.split(), words.split()
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_PLACE


def _ends_of(before, text):
    """Return where the words before end: as many of them as can be found."""
    if not before:
        return [0]
    words = before.split()
    for first in range(len(words)):
        anchor = " ".join(words[first:])
        if len(anchor) < min(SHORTEST_ANCHOR, len(before)):
            break
        if starts := _all(anchor, text):
            return [start + len(anchor) for start in starts]
    return []


def _starts_of(after, text, begins):
    if not after:
        return [len(text)]
    words = after.split()
    for last in range(len(words), 0, -1):
        anchor = " ".join(words[:last])
        if len(anchor) < min(SHORTEST_ANCHOR, len(after)):
            break
        if starts := [start for start in _all(anchor, text) if start >= begins]:
            return starts
    return []


def _reworked(passage, text):
    """Return the stretch of text that has most of the quote's words, in their order."""
    quote = [_core(word) for word in passage.quote.split()]
    if len(quote) < FEWEST_WORDS or not text:
        return None
    spans, words = _words_of(text)
    first = _most_alike(quote, words)
    more = max(2, len(quote) // 4)
    low, high = max(0, first - more), first + len(quote) + more
    matcher = SequenceMatcher(None, quote, words[low:high], autojunk=False)
    same = [match for match in matcher.get_matching_blocks() if match.size]
    matched = sum(match.size for match in same)
    if matched < FEWEST_WORDS:
        return None
    begins, ends = low + same[0].b, low + same[-1].b + same[-1].size
    if 2 * matched / (len(quote) + ends - begins) < ALIKE:
        return None
    start, end = spans[begins][0], spans[ends - 1][1]
    return Place(Whereabouts.CHANGED, text[start:end], start)


@lru_cache(maxsize=3)  # an article's fields, for all of its notes
def _words_of(text):
    found = list(_WORD.finditer(text))
    return [match.span() for match in found], [_core(match[0]) for match in found]


def _most_alike(quote, words):
    """Return where the stretch begins, as long as the quote, with most of its words."""
    wanted, size = Counter(quote), len(quote)
    held: Counter[str] = Counter()
    most = best = common = 0
    for at, word in enumerate(words):
        held[word] += 1
        common += held[word] <= wanted[word]
        if at >= size:
            gone = words[at - size]
            common -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if common > most:
            most, best = common, at - size + 1
    return max(best, 0)


def _core(word):
    """Return a word without the signs around it and without capitals."""
    return _folded(word).strip("\"'.,;:!?()[]…-،؛؟") or word
