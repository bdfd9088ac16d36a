"""Which words a fix replaced, and what readers might be told about it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.models.blocks import blocks
from articles.models.differences import Change, differences
from articles.models.snapshot import Snapshot

ALIKE = 0.6  # as similar as a name and the same name misspelled
MOST_SENTENCES = 3
MOST_WORDS = 12  # a longer passage is not quoted to readers
LONG_ENOUGH = 5  # letters of a word that may be looked for without a capital or digit
SHORTEST = 3
_AROUND = " \t\n.,;:!?…()[]“”„\"«»‹›'‘’–—"
_RICH = ("standfirst", "body")


@dataclass(frozen=True)
class Replaced:
    """Words that stood and words that stand in their place; either may be empty."""

    old: str
    new: str

    @property
    def is_traceable(self):
        """Say whether the old words are worth looking for: “the” is everywhere."""
        letters = [sign for sign in self.old if sign.isalnum()]
        if len(letters) < SHORTEST:
            return False
        is_caseless = self.old.upper() == self.old.lower()
        marked = any(sign.isupper() or sign.isdigit() for sign in letters)
        return marked or is_caseless or len(letters) >= LONG_ENOUGH

    def found_in(self, text):
        """Return the places of the old words in a plain text, case and words whole."""
        return [found for found in self._pattern.finditer(text) if found["old"]]

    def put_right(self, text):
        """Return a plain text with the new words in the place of the old ones."""
        return self._pattern.sub(
            lambda found: self.new if found["old"] else found[0], text
        )

    @property
    def _pattern(self):
        # The new words first: in “Smith-Jones” nothing is left of an old “Smith”.
        new = rf"{re.escape(self.new)}|" if self.old in self.new else ""
        return re.compile(rf"(?<!\w)(?:{new}(?P<old>{re.escape(self.old)}))(?!\w)")


def replaced(old: Snapshot, new: Snapshot) -> list[Replaced]:
    """Return what was replaced in headline, standfirst and text, each pair once."""
    found = _in_line(old.headline, new.headline)
    for name in _RICH:
        for part in differences(getattr(old, name), getattr(new, name)):
            if part.change == Change.REWORKED:
                sides = (_side(part, Change.REMOVED), _side(part, Change.ADDED))
                found += _in_line(*sides)
    return list(dict.fromkeys(found))


def plain(markup: str) -> str:
    """Return the words of a cleaned text, a line for each block."""
    return "\n".join(
        "".join(word.text for word in each.words) for each in blocks(markup)
    )


def suggestion(old: Snapshot, new: Snapshot) -> str:
    """Return what readers might be told, for an editor to read and to change."""
    say = _SENTENCES.get(new.language, _SENTENCES["en"])
    pairs = replaced(old, new)
    short = [pair for pair in pairs if _length(pair) <= MOST_WORDS]
    if not pairs or len(short) < len(pairs) or len(pairs) > MOST_SENTENCES:
        return say["error"]
    return " ".join(
        say[_kind(pair)].format(old=pair.old, new=pair.new) for pair in pairs
    )


_SENTENCES = {
    "en": {
        "name": "An earlier version of this article misspelled “{new}” as “{old}”.",
        "words": "An earlier version of this article said “{old}”. "
        "It should have said “{new}”.",
        "missing": "An earlier version of this article left out “{new}”.",
        "wrong": "An earlier version of this article wrongly said “{old}”.",
        "error": "An earlier version of this article contained an error. "
        "It has been corrected.",
    },
    "fr": {
        "name": "Une version antérieure de cet article écrivait « {old} » au lieu de "
        "« {new} ».",
        "words": "Une version antérieure de cet article indiquait « {old} ». "
        "Il fallait lire « {new} ».",
        "missing": "Une version antérieure de cet article omettait « {new} ».",
        "wrong": "Une version antérieure de cet article indiquait à tort « {old} ».",
        "error": "Une version antérieure de cet article contenait une erreur, "
        "qui a été corrigée.",
    },
    "ar": {
        "name": "ورد في نسخة سابقة من هذا المقال «{old}»، والصواب «{new}».",
        "words": "ورد في نسخة سابقة من هذا المقال «{old}»، والصواب «{new}».",
        "missing": "سقطت من نسخة سابقة من هذا المقال عبارة «{new}».",
        "wrong": "وردت خطأً في نسخة سابقة من هذا المقال عبارة «{old}».",
        "error": "تضمّنت نسخة سابقة من هذا المقال خطأً، وقد صُحّح.",
    },
}


def _kind(pair):
    if not pair.old:
        return "missing"
    if not pair.new:
        return "wrong"
    is_name = pair.new[0].isupper() and not any(map(str.isdigit, pair.old + pair.new))
    likeness = SequenceMatcher(None, pair.old, pair.new, autojunk=False).ratio()
    return "name" if is_name and likeness >= ALIKE else "words"


def _length(pair):
    return max(len(side.split()) for side in (pair.old, pair.new))


def _side(part, changed):
    """Return a reworked block as it was, or as it is."""
    runs = (run for run in part.runs if run.change in (Change.SAME, changed))
    return "".join(run.text for run in runs)


def _in_line(old, new):
    """Compare by whole words, as they stand between spaces: 1,200 is one."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs = [
        Replaced(_bare(before[from_old:to_old]), _bare(after[from_new:to_new]))
        for what, from_old, to_old, from_new, to_new in matcher.get_opcodes()
        if what != "equal"
    ]
    return [pair for pair in pairs if pair.old != pair.new]


def _bare(words):
    return " ".join(words).strip(_AROUND)
