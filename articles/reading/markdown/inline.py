"""A line of inline HTML as Markdown that means the same, and nothing more.

Emphasis is written with asterisks where CommonMark is sure to read it back, and as a
tag where it might not: inside a word, next to another mark, around white space.
"""

import re
from dataclasses import dataclass, field

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from articles.reading.markdown.escaping import (
    escaped,
    line_start,
    start_tag,
    target,
)
from articles.reading.markdown.tree import Node

_MARKS = {"em": "*", "strong": "**", "s": "~~"}
_NESTING = {"em", "strong"}
_TAGS = {"sub", "sup", "span", "a", "i"}
_EDGE = re.compile(r"^[^\S ]|[^\S ]$")


@dataclass
class _Text:
    words: str


@dataclass
class _Atom:
    """Something written as it is: a note's mark, a break, one end of a link or tag."""

    source: str
    follows_as: str = ""


@dataclass
class _End:
    """One end of an emphasis; `partner` is the other, `around` what it lies within."""

    node: Node
    opens: bool
    around: tuple = ()
    is_mark: bool = True
    partner: "_End" = field(init=False)

    @property
    def source(self):
        if self.is_mark:
            return _MARKS[self.node.tag]
        return f"<{'' if self.opens else '/'}{self.node.tag}>"

    def become_tag(self):
        self.is_mark = self.partner.is_mark = False


class Line:
    """Writes inline children.

    `address` makes an address what the file shall have; `note` stores a footnote and
    returns its mark; `line_break` is what a <br> becomes between two words, `special`
    the characters that mean something in this place only; `slanted` says that all of
    it will stand between asterisks.
    """

    def __init__(self, address, note, line_break="\\\n", special="", slanted=False):
        self.address = address
        self.note = note
        self.line_break = line_break
        self.special = re.compile(f"[{re.escape(special)}]") if special else None
        self.within = (_End(Node("em"), opens=True),) if slanted else ()

    def written(self, children):
        self.items = []
        self._flatten(children, self.within)
        self._trim()
        self._settle_breaks()
        self._settle_marks()
        return self._joined()

    # The children as one sequence

    def _flatten(self, children, within):
        for child in children:
            if isinstance(child, str):
                self._add_text(child)
            elif child.tag == "br":
                self.items.append(_Atom("<br>"))
            elif child.tag == "note":
                self._add_note(child)
            elif child.tag in _MARKS:
                self._add_emphasis(child, within)
            else:
                self._add_tag(child, within)

    def _add_text(self, words):
        if self.items and isinstance(self.items[-1], _Text):
            self.items[-1].words += words
        elif words:
            self.items.append(_Text(words))

    def _add_note(self, node):
        if words_of(node).strip():
            self.items.append(_Atom(self.note(node.children), follows_as="note"))

    def _add_emphasis(self, node, within):
        if not words_of(node) and not node.find("note"):
            return
        begin, end = _End(node, True, within), _End(node, False, within)
        begin.partner, end.partner = end, begin
        if any(outer.node.tag == node.tag for outer in within):
            begin.become_tag()
        self.items.append(begin)
        self._flatten(node.children, (*within, begin))
        self.items.append(end)

    def _add_tag(self, node, within):
        before, after = self._tags(node)
        if before:
            self.items.append(_Atom(before))
        self._flatten(node.children, within)
        if after:
            self.items.append(_Atom(after, follows_as="link" if before == "[" else ""))

    def _tags(self, node):
        attributes = dict(node.attributes)
        if node.tag == "a":
            attributes["href"] = self.address(attributes.get("href", ""))
            if "hreflang" not in attributes and words_of(node).strip():
                return "[", f"]({target(attributes['href'], attributes.get('title'))})"
        if node.tag in _TAGS:
            return start_tag(node.tag, attributes), f"</{node.tag}>"
        return "", ""

    # What depends on neighbours

    def _trim(self):
        if self.items and isinstance(self.items[0], _Text):
            self.items[0].words = self.items[0].words.lstrip(" ")
        if self.items and isinstance(self.items[-1], _Text):
            self.items[-1].words = self.items[-1].words.rstrip(" ")
        self.items = [item for item in self.items if item != _Text("")]

    def _settle_breaks(self):
        """Write a break as the end of a line where it stands between two texts."""
        for before, item, after in zip(
            self.items, self.items[1:], self.items[2:], strict=False
        ):
            if item == _Atom("<br>") and _is_solid(before) and _is_solid(after):
                item.source = self.line_break
                before.words = before.words.rstrip(" ")
                after.words = after.words.lstrip(" ")

    def _settle_marks(self):
        changed = True
        while changed:
            changed = False
            for at, item in enumerate(self.items):
                if isinstance(item, _End) and item.is_mark and not self._is_safe(at):
                    item.become_tag()
                    changed = True

    def _is_safe(self, at):
        first, last = self._run(at)
        run = self.items[first : last + 1]
        if len(run) > 1 and not self._may_touch(at, run):
            return False
        before = self._character(first - 1, last=True)
        after = self._character(last + 1, last=False)
        end = self.items[at]
        inner, outer = (after, before) if end.opens else (before, after)
        if end.opens and _faces(outer, inner):
            # It might be taken for the end of one that it lies within.
            return _faces(inner, outer) and not any(mark.is_mark for mark in end.around)
        return _faces(inner, outer)

    def _run(self, at):
        """Return where the run of marks that touch each other begins and ends."""
        first = last = at
        while first and self._is_mark(first - 1):
            first -= 1
        while last + 1 < len(self.items) and self._is_mark(last + 1):
            last += 1
        return first, last

    def _is_mark(self, at):
        return isinstance(self.items[at], _End) and self.items[at].is_mark

    def _may_touch(self, at, run):
        """Say whether a mark may stand in a run: two, nested, of unlike kind.

        *One **in** another* is read back; the inner of a pair that begins and ends
        together only if it is the strong one.
        """
        tags = {end.node.tag for end in run}
        if len(run) != 2 or tags != _NESTING or run[0].opens != run[1].opens:
            return self._is_outermost(at, run)
        outer, inner = run if run[0].opens else run[::-1]
        if self.items[at] is outer:
            return True
        together = outer.node.children == [inner.node]
        return inner.node.tag == "strong" or not together

    def _is_outermost(self, at, run):
        return self.items[at] is (run[0] if run[0].opens else run[-1])

    def _character(self, at, *, last):
        """Return the character that an item shows to the one before or after it."""
        if not 0 <= at < len(self.items):
            return " "
        item = self.items[at]
        shown = item.words if isinstance(item, _Text) else item.source
        return shown[-1 if last else 0] if shown else " "

    # The line

    def _joined(self):
        parts = []
        for at, item in enumerate(self.items):
            if isinstance(item, _Text):
                parts.append(self._escaped(at, item.words))
            else:
                parts.append(item.source)
        return _EDGE.sub(lambda space: f"&#{ord(space[0])};", "".join(parts))

    def _escaped(self, at, words):
        before = self.items[at - 1] if at else None
        is_last = at + 1 == len(self.items)
        words = escaped(words, is_last=is_last)
        if self.special:
            words = self.special.sub(lambda found: f"\\{found[0]}", words)
        if before is None or getattr(before, "source", "").endswith("\n"):
            words = line_start(words)
        elif getattr(before, "follows_as", "") == "note" and words[0] in "(:":
            words = f"\\{words}"
        return words


def words_of(node):
    """Return the words in a node, those of its footnotes included."""
    return "".join(
        child if isinstance(child, str) else words_of(child) for child in node.children
    )


def _is_solid(item):
    return isinstance(item, _Text) and bool(item.words.strip())


def _faces(inner, outer):
    """Say whether a mark between the two clings to the inner one (“flanking”)."""
    if isWhiteSpace(ord(inner)):
        return False
    return (
        not _is_punctuation(inner) or _is_punctuation(outer) or isWhiteSpace(ord(outer))
    )


def _is_punctuation(character):
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
