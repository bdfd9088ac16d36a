"""Sentences of ours with names in them, some of which are links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text, linked where it has an address."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Name(Piece):
    """A name, kept apart from the words around it, which may run the other way.

    `language` is given where it is not that of those words.
    """

    language: str = ""


def pieces(wording: str, **words: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the wording as pieces, each {slot} replaced by the pieces given for it.

    What is empty takes its separating comma along: “Copyright © {authors},
    {publication}, {year}” without authors is “Copyright © Our Paper, 2024”.
    """
    for name in (name for name, given in words.items() if not given):
        wording = re.sub(rf"\{{{name}\}},?\s*", "", wording)
    line, end = [], 0
    for slot in _SLOT.finditer(wording):
        line += [
            Piece(wording[end : slot.start()]),
            *words.get(slot[1], [Piece(slot[0])]),
        ]
        end = slot.end()
    return tuple(piece for piece in [*line, Piece(wording[end:])] if piece.text)


def enumerated(names: Sequence[Piece], comma: str, last: str) -> list[Piece]:
    """Return “A”, “A and B” or “A, B and C” as pieces."""
    line = list(names[:1])
    for number, name in enumerate(names[1:], 2):
        line += [Piece(last if number == len(names) else comma), name]
    return line


def plain(html: str) -> str:
    """Return the words of rich text on one line."""
    return " ".join(unescape(strip_tags(html.replace("</p>", " "))).split())


def shortened(text: str, limit: int) -> str:
    """Return at most `limit` characters of a text, cut after a whole word.

    Where there is none to be seen, as in Chinese, it is cut where it must be.
    """
    if len(text) <= limit:
        return text
    cut = text[:limit]
    whole_words = cut[: cut.rfind(" ")].rstrip(" ,;:–—-") if " " in cut else ""
    return f"{whole_words or cut[:-1]}…"
