"""The blocks of a cleaned text, and their words: what two texts are compared by."""

import re
from dataclasses import dataclass

from lxml import html

_FRAMED = {"li", "td", "th"}
_MARKS = {"strong", "em", "s", "sub", "sup", "a", "span"}
_WORD = re.compile(r"\s+|[^\W_]+(?:['’][^\W_]+)*|.", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word, a sign or a space, and how it is set: bold, a link to where…"""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list, a cell, a caption, a picture."""

    tag: str
    words: tuple[Word, ...] = ()


def blocks(markup: str) -> list[Block]:
    """Return a text's blocks in order. Markup is what models.body has cleaned."""
    root = html.fragment_fromstring(markup, create_parent="div")
    return [block for block in _blocks(root) if block.words or block.tag == "hr"]


def _blocks(element):
    words = []
    tag = _tag_of(element)
    if tag == "figure":
        yield Block("figure", (Word(f"[{element.get('data-image', '')}]"),))
    words += split(element.text or "")
    for child in element:
        if child.tag in _MARKS or child.tag == "br":
            words += _inline(child, ())
        else:
            yield from _ended(tag, words)
            words = []
            yield from _blocks(child)
        words += split(child.tail or "")
    yield from _ended(tag, words)
    if tag == "hr":
        yield Block("hr")


def _tag_of(element):
    """Return what a block is: an item or a cell, where its only frame is a <p>."""
    around = element.getparent()
    if element.tag == "p" and around is not None and around.tag in _FRAMED:
        return around.tag
    return element.tag


def _ended(tag, words):
    while words and words[0].text.isspace():
        words = words[1:]
    while words and words[-1].text.isspace():
        words = words[:-1]
    if words:
        yield Block("p" if tag in {"div", "blockquote"} else tag, tuple(words))


def _inline(element, marks):
    if element.tag == "br":
        return [Word("\n", marks)]
    within = (*marks, _mark(element))
    words = split(element.text or "", within)
    for child in element:
        words += _inline(child, within)
        words += split(child.tail or "", within)
    return words


def _mark(element):
    if element.tag == "a":
        return f"link to {element.get('href', '')}"
    if "data-footnote" in element.attrib:
        return "note"
    return element.tag


def split(text, marks=()):
    return [
        Word(" " if found.isspace() else found, marks) for found in _WORD.findall(text)
    ]
