"""Reads a whole file: head, standfirst, body and foot."""

import re
from itertools import pairwise

from articles.exchanging.markdown.bodies import read_body
from articles.exchanging.markdown.foot import (
    House,
    begins_a_paragraph,
    foot_of,
)
from articles.exchanging.markdown.foot_reader import FootReader
from articles.exchanging.markdown.head import read_head
from articles.exchanging.markdown.imported import ImportedArticle, Refusal
from articles.exchanging.markdown.lines import (
    Places,
    Remark,
    as_text,
    inline_html,
)
from articles.exchanging.markdown.source_text import (
    lines_of,
    outside_in,
    paragraphs_of,
    quoted,
)
from articles.models.body import clean_inline
from articles.models.folding import folded

# Nonsense costs the square of its length. What we escape ourselves is not counted.
LONGEST_PARAGRAPH = 50_000  # characters
MOST_BRACKETS = 3_000  # in a paragraph
_NOTE = re.compile(r"\[\^[^\]\s]+\]:")
# “Featured image is from X” is said of the text, wherever in the foot it stands.
_OF_PICTURES = re.compile(
    r"(?:the )?(?:featured |all |title )images?\b.{0,40}\b(?:from|by|is|are)\b",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(r"[#>|!<\-+*]|\d+[.)]\s|\[\^")
_ENDS = ".!?:;…,)]}”’\"'»*_`|>–—-"


def read(text, places=None, house=None):
    """Return what a file says. Pure but for the hooks in `places`.

    Raises Refusal, whose message names the line, where headline, byline, date or
    body is missing or is not one.
    """
    places, house = places or Places(), house or House()
    lines = lines_of(text)
    _refuse_endless(lines)
    head, taken = read_head(lines)
    paragraphs = paragraphs_of(lines[taken:])
    standfirst, remarks = [], []
    while paragraphs and (inside := outside_in(paragraphs[0].text)):
        html, noted = inline_html(inside, places, paragraphs.pop(0).line)
        standfirst.append(f"<p>{html}</p>")
        remarks += noted

    text_lines, foot_paragraphs = _parted(lines, paragraphs, head, house)
    body, noted = _body(text_lines, places)
    remarks += noted
    if not _says_something(body):
        line = paragraphs[0].line if paragraphs else lines[-1][0]
        raise Refusal(line, "there is no text between the head and the foot.")
    foot, noted = FootReader(head, house, places.article).read(foot_paragraphs)
    remarks = sorted([*remarks, *noted], key=lambda remark: remark.line)
    return ImportedArticle(
        head, clean_inline("".join(standfirst)), body, foot, tuple(remarks)
    )


def _says_something(body):
    return bool(folded(as_text(body))) or "<figure" in body


def _refuse_endless(lines):
    for paragraph in paragraphs_of(lines):
        length = len(paragraph.text) - paragraph.text.count("\\")
        if length > LONGEST_PARAGRAPH:
            raise Refusal(
                paragraph.line,
                f"a paragraph of {length:,} characters; "
                f"{LONGEST_PARAGRAPH:,} are the most.",
            )
        brackets = paragraph.text.count("[")
        if brackets > MOST_BRACKETS:
            raise Refusal(
                paragraph.line,
                f"a paragraph with {brackets:,} square brackets; "
                f"{MOST_BRACKETS:,} are the most.",
            )


def _parted(lines, paragraphs, head, house):
    """Return the lines of the text, what follows late last, and the foot sorted out."""
    if not paragraphs:
        return [], []
    begins = paragraphs[0].line
    fine = paragraphs_of(lines[begins - 1 :], begins_a_paragraph)
    notes = [each for each in fine if _belongs_to_the_text(each)]
    rest = [each for each in fine if each not in notes]
    count, foot = foot_of(rest, head, house)
    ends = rest[count].line if count < len(rest) else lines[-1][0] + 1
    text = lines[begins - 1 : ends - 1]
    late = [note for note in notes if note.line >= ends]
    for note in late:
        text += [(note.line, ""), *enumerate(note.text.split("\n"), note.line)]
    return text, foot


def _belongs_to_the_text(paragraph):
    return _NOTE.match(paragraph.text) or _OF_PICTURES.match(paragraph.plain)


def _body(lines, places):
    if not lines:
        return "", []
    html, remarks = read_body(
        "\n".join(words for _, words in lines), places, lines[0][0]
    )
    return html, [*remarks, *_broken_paragraphs(lines)]


def _broken_paragraphs(lines):
    """Remark on a paragraph that seems to go on in the next one."""
    paragraphs = paragraphs_of(lines)
    for one, other in pairwise(paragraphs):
        if _NO_PROSE.match(one.text) or _NO_PROSE.match(other.text):
            continue
        if one.text[-1] not in _ENDS and other.text[0].islower():
            yield Remark(
                other.line,
                f"the paragraph {quoted(other.plain, 40)} seems to go on from the one "
                "before; both were kept as they are",
            )
