"""A file's text as lines and paragraphs that know their numbers."""

import re
from dataclasses import dataclass
from itertools import accumulate

from articles.exchanging.markdown.dialect import PARSER
from articles.exchanging.markdown.imported import Name
from articles.exchanging.markdown.lines import as_text, inline_html
from articles.models.folding import folded


@dataclass(frozen=True)
class Paragraph:
    """Lines without an empty one between them; `line` is the number of the first."""

    line: int
    text: str

    @property
    def plain(self):
        return plain(self.text)


def lines_of(text):
    """Return pairs of a line's number and its text, without any kind of end."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return list(enumerate(map(_trimmed, text.split("\n")), start=1))


def _trimmed(line):
    """Cut the white space at a line's end, but for the two spaces that break it."""
    words = line.rstrip()
    return f"{words}  " if words and line.endswith("  ") else words


def paragraphs_of(lines, breaks_before=None):
    """Group lines; `breaks_before` tells of a line that begins a paragraph anyway."""
    paragraphs, group = [], []
    for number, line in [*lines, (0, "")]:
        starts = breaks_before is not None and breaks_before(line)
        if group and (not line.strip() or starts):
            text = "\n".join(words.rstrip() for _, words in group)
            paragraphs.append(Paragraph(group[0][0], text.strip()))
            group = []
        if line.strip():
            group.append((number, line))
    return paragraphs


def plain(markdown):
    """Return the words of a line of Markdown, its white space single spaces."""
    return " ".join(as_text(inline_html(markdown)[0]).split())


def outside_in(markdown):
    """Return the inside of a paragraph that is italic as a whole, else None."""
    [inline] = PARSER.parseInline(markdown, {})
    tokens = inline.children
    if not tokens or tokens[0].type != "em_open":
        return None
    depths = accumulate(token.nesting * (token.tag == "em") for token in tokens)
    closes = next((at for at, depth in enumerate(depths) if depth == 0), None)
    return markdown.strip()[1:-1].strip() if closes == len(tokens) - 1 else None


def names_in(markdown, line, separator, role="author"):
    """Return the names in a line; what is linked is one name, whatever it contains."""
    [inline] = PARSER.parseInline(markdown, {})
    names, words, address = [], "", ""
    is_linked = False
    for token in inline.children:
        if token.type == "link_open":
            is_linked, address = True, token.attrGet("href") or ""
        elif token.type == "link_close":
            is_linked = False
        elif is_linked or token.type != "text":
            words += " " if token.type.endswith("break") else token.content
        else:
            first, *others = separator.split(token.content)
            words += first
            for other in others:
                names.append((words, address))
                words, address = other, ""
    names.append((words, address))
    said = ((" ".join(words.split()), address) for words, address in names)
    return tuple(
        Name(words, line, "" if address == "#" else address, role)
        for words, address in said
        if folded(words)
    )


def quoted(words, length=60):
    """Return the beginning of some words in quotation marks, for a message."""
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    if len(words) > length:
        words = re.sub(r"\s?\S*$", "", words[:length]) or words[:length]
        words += "…"
    return f"“{words}”"
