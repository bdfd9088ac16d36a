"""What is different between two texts: block by block, and word by word within them."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise

from articles.models.blocks import Word, blocks, split

SAME_BLOCK = 0.4  # as much in common that a block is the old one, reworked
MOST_PAIRS = 2_500  # blocks of two stretches; beyond it they are paired in order
MOST_WORDS = 4_000_000  # of one block times the other's; beyond it all is replaced
AROUND = 1  # blocks shown before and after a change
LEAST_FOLDED = 2


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORKED = "reworked"


@dataclass(frozen=True)
class Run:
    change: Change
    words: tuple[Word, ...]

    @property
    def text(self):
        return "".join(word.text for word in self.words)


@dataclass(frozen=True)
class Difference:
    """One block of either text or of both, with its words in runs."""

    change: Change
    tag: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Fold:
    """Blocks that are the same in both texts, put away."""

    parts: list[Difference]


@dataclass(frozen=True)
class FieldDifference:
    """One field in which two texts differ: as paragraphs, as a line, or as names."""

    name: str
    label: str
    parts: Sequence[Difference | Fold] = ()
    runs: Sequence[Run] = ()
    removed: Sequence[str] = ()
    added: Sequence[str] = ()


def differences(old: str, new: str) -> list[Difference]:
    """Compare two cleaned texts.

    Words that are removed or same make up the old text; added or same, the new.
    """
    before, after = blocks(old), blocks(new)
    found: list[Difference] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if what == "equal":
            found += [_whole(Change.SAME, block) for block in before[from_old:to_old]]
        else:
            found += _stretch(before[from_old:to_old], after[from_new:to_new])
    return found


def words_changed(old: str, new: str) -> list[Run]:
    """Compare two plain lines, such as headlines."""
    return _runs(split(old), split(new))


def folded(parts: list[Difference]) -> list[Difference | Fold]:
    """Put away stretches of unchanged blocks, but for those beside a change."""
    shown: list[Difference | Fold] = []
    for is_same, found in groupby(parts, lambda part: part.change == Change.SAME):
        stretch = list(found)
        if not is_same:
            shown += stretch
            continue
        before = AROUND if shown else 0
        is_last = stretch[-1] is parts[-1]
        after = 0 if is_last else AROUND
        hidden = stretch[before : len(stretch) - after]
        if len(hidden) < LEAST_FOLDED:
            shown += stretch
        else:
            shown += [*stretch[:before], Fold(hidden), *stretch[len(stretch) - after :]]
    return shown


def _stretch(before, after):
    """Compare two stretches of which no block is the same: some may be reworked."""
    at_old = at_new = 0
    for old, new in [*_pairs(before, after), (len(before), len(after))]:
        yield from (_whole(Change.REMOVED, block) for block in before[at_old:old])
        yield from (_whole(Change.ADDED, block) for block in after[at_new:new])
        if old < len(before):
            runs = _runs(before[old].words, after[new].words)
            yield Difference(Change.REWORKED, after[new].tag, tuple(runs))
        at_old, at_new = old + 1, new + 1


def _pairs(before, after):
    """Return the (old, new) places that together have most in common, in order."""
    if len(before) * len(after) > MOST_PAIRS:
        return [
            (at, at)
            for at, (old, new) in enumerate(zip(before, after, strict=False))
            if _alike(old, new) >= SAME_BLOCK
        ]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    alike = {}
    for old in reversed(range(len(before))):
        for new in reversed(range(len(after))):
            degree = _alike(before[old], after[new])
            alike[old, new] = degree if degree >= SAME_BLOCK else 0
            together = alike[old, new] and alike[old, new] + best[old + 1][new + 1]
            best[old][new] = max(together, best[old + 1][new], best[old][new + 1])
    return list(_way(best, alike))


def _way(best, alike):
    old = new = 0
    while old < len(best) - 1 and new < len(best[0]) - 1:
        if alike[old, new] and (
            best[old][new] == alike[old, new] + best[old + 1][new + 1]
        ):
            yield old, new
            old, new = old + 1, new + 1
        elif best[old][new] == best[old + 1][new]:
            old += 1
        else:
            new += 1


def _alike(old, new):
    """Return between 0 and 1 how much two blocks have in common, signs apart."""
    if (old.tag == "figure") != (new.tag == "figure"):
        return 0
    one, other = ([word.text for word in each.words] for each in (old, new))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.quick_ratio() < SAME_BLOCK:
        return 0
    return matcher.quick_ratio() if _are_long(one, other) else matcher.ratio()


def _are_long(one, other):
    return len(one) * len(other) > MOST_WORDS


def _whole(change, block):
    runs = (Run(change, block.words),) if block.words else ()
    return Difference(change, block.tag, runs)


def _runs(before, after):
    if _are_long(before, after):
        return [Run(Change.REMOVED, tuple(before)), Run(Change.ADDED, tuple(after))]
    runs = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, from_old, to_old, from_new, to_new in _without_islands(
        matcher.get_opcodes(), before
    ):
        if what == "equal":
            runs.append(Run(Change.SAME, tuple(before[from_old:to_old])))
            continue
        if to_old > from_old:
            runs.append(Run(Change.REMOVED, tuple(before[from_old:to_old])))
        if to_new > from_new:
            runs.append(Run(Change.ADDED, tuple(after[from_new:to_new])))
    return runs


def _without_islands(opcodes, before):
    """Join two changes that only a space parts: “old town” → “new city” is one."""
    joined = []
    for opcode, following in pairwise([*opcodes, None]):
        what, from_old, to_old, _, to_new = opcode
        between = "".join(word.text for word in before[from_old:to_old])
        is_part = what != "equal" or (following and between.isspace())
        if is_part and joined and joined[-1][0] != "equal":
            _, old_start, _, new_start, _ = joined.pop()
            joined.append(("replace", old_start, to_old, new_start, to_new))
        else:
            joined.append(opcode)
    return joined
