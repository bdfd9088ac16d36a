"""The foot of a file: where it begins, and which sentence of the house is which."""

import re
from dataclasses import dataclass, field

from articles.exchanging.markdown.dialect import PARSER
from articles.exchanging.markdown.lines import Places, as_text, inline_html
from articles.exchanging.markdown.source_text import (
    outside_in,
)
from articles.models.folding import folded
from articles.reading.markdown.layout import END_MARK

SENTENCES = {
    "source": r"the original source of this article is\b",
    "copyright": r"(?:copyright\s*)?(?:©|\(c\))",
    "articles_by": r"(?:more )?articles by\s*:",
    "disclaimer": r"disclaimer\s*:",
    "fair_use": r"(?:\S+\.\S+ contains|.{0,200}\bcontains copyrighted) material\b",
    "media_inquiries": r"for media (?:i|e)nquiries\b",
    "share_note": r"note to readers\b",
    "origin": r"this article was (?:originally |first )?published (?:on|by|in)\b",
}
# No article says these of itself in the middle of its text.
_CERTAIN = {"source", "copyright", "articles_by", "fair_use", "media_inquiries"}
_OWN_LINE = ("source", "copyright", "articles_by", "disclaimer", "media_inquiries")
_CONTINUED = {"share_note", "bio", "disclaimer", "fair_use"}
_RULE = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}")
_ABOUT_COMMENTS = re.compile(r"\b(?:comment|discuss|debate)", re.IGNORECASE)
_ABOUT_MEMBERSHIP = re.compile(
    r"\b(?:member|subscri|donat|support|join)", re.IGNORECASE
)
_SHORT = 200
_STRAY_AT_MOST = 3
_STRAY_WITHOUT_MARK = 2


@dataclass(frozen=True)
class House:
    """How this house words its foot, where it does not use the usual words.

    `sentences` holds what is known already, folded, by what it is: share_note, bio…
    """

    source_wording: str = ""
    copyright_wording: str = "Copyright © {authors}, {publication}, {year}"
    origin_wordings: tuple[str, ...] = ()
    sentences: dict[str, str] = field(default_factory=dict)

    def kind_of(self, words):
        """Return what a paragraph is in this house, by its plain words, or None."""
        for kind, opening in SENTENCES.items():
            if re.match(opening, words, re.IGNORECASE):
                return kind
        if known := self.sentences.get(folded(words)):
            return known
        wordings = {"source": [self.source_wording], "origin": self.origin_wordings}
        for kind, known in wordings.items():
            if any(_pattern(wording).fullmatch(words) for wording in known if wording):
                return kind
        return None


def _pattern(wording):
    parts = re.split(r"\{\w+\}", wording.rstrip("."))
    return re.compile(".{1,200}".join(map(re.escape, parts)) + r"\.?", re.IGNORECASE)


def begins_a_paragraph(line):
    """Say whether a line of the foot stands for itself, without an empty one before."""
    words = line.lstrip(" *_[")
    return any(re.match(SENTENCES[kind], words, re.IGNORECASE) for kind in _OWN_LINE)


def foot_of(paragraphs, head, house):
    """Return how many paragraphs are text, and the paragraphs of the foot, sorted out.

    The last end mark decides. Where there is none, or where it only parts two sections
    of the text, the foot is what is known at the very end.
    """
    sorting = Sorting(head, house)
    kinds = [sorting.kind_of(paragraph) for paragraph in paragraphs]
    marks = [at for at, each in enumerate(paragraphs) if each.text in (END_MARK, "*")]
    if marks:
        after = kinds[marks[-1] + 1 :]
        known = [at for at, kind in enumerate(after) if kind]
        if not after or (known and known[0] <= _STRAY_AT_MOST):
            begins = marks[-1] + 1
            return marks[-1], sorting.sorted(paragraphs[begins:], after)
    begins = _foot_without_mark(kinds)
    return begins, sorting.sorted(paragraphs[begins:], kinds[begins:])


def _foot_without_mark(kinds):
    """Go up from the end as long as it is foot; a stray paragraph or two may be.

    Above a stray one only a sentence that is certain counts: a text, too, may begin a
    paragraph with “Note to readers”.
    """
    begins, stray = len(kinds), 0
    for at in reversed(range(len(kinds))):
        if kinds[at] and (not stray or kinds[at] in _CERTAIN):
            begins, stray = at, 0
        else:
            stray += 1
        if stray > _STRAY_WITHOUT_MARK:
            break
    return begins


class Sorting:
    def __init__(self, head, house):
        self.house = house
        self.names = [name.words for name in head.credits]

    def kind_of(self, paragraph):
        if _RULE.fullmatch(paragraph.text):
            return "rule"
        words = paragraph.plain
        if kind := self.house.kind_of(words):
            return kind
        if self.named(paragraph):
            return "bio"
        if len(words) < _SHORT and _is_one_link(paragraph.text):
            if _ABOUT_COMMENTS.search(words):
                return "comments"
            if _ABOUT_MEMBERSHIP.search(words):
                return "membership"
        return None

    def named(self, paragraph):
        """Return the name in the byline of the person a paragraph is about, or None."""
        bold = first_bold(paragraph.text)
        for name in self.names:
            if bold and is_same_person(name, bold):
                return name
            if not bold and folded(paragraph.plain).startswith(f"{folded(name)} "):
                return name
        return None

    def sorted(self, paragraphs, kinds):
        """Return pairs of kind and paragraph; places tell what words alone do not."""
        kinds = list(kinds)
        for at, paragraph in enumerate(paragraphs):
            if kinds[at] is None and "origin" not in kinds and _is_credit(paragraph):
                kinds[at] = "origin"
        if kinds[:1] == [None] and "share_note" not in kinds:
            kinds[0] = "share_note"
        self._sort_appeals(paragraphs, kinds)
        before = None
        for at, kind in enumerate(kinds):
            if kind is None and before in _CONTINUED:
                kinds[at] = "more"
            else:
                before = kind
        return list(zip(kinds, paragraphs, strict=True))

    def _sort_appeals(self, paragraphs, kinds):
        """Between the rule and the names stand a line on comments and one to join."""
        if "rule" not in kinds:
            return
        for at in range(kinds.index("rule") + 1, len(kinds)):
            if kinds[at] not in (None, "comments", "membership"):
                return
            if kinds[at] is None and len(paragraphs[at].plain) < _SHORT:
                waiting = [k for k in ("comments", "membership") if k not in kinds]
                kinds[at] = waiting[0] if waiting else None


def first_bold(markdown):
    """Return the words that stand in bold first, or nothing."""
    [inline] = PARSER.parseInline(markdown, {})
    words, is_bold = "", False
    for token in inline.children:
        if token.type == "strong_close":
            break
        if is_bold:
            words += token.content
        is_bold = is_bold or token.type == "strong_open"
    return words


def _is_credit(paragraph):
    """Say whether it looks like the line on the original: all italic, with a link."""
    inside = outside_in(paragraph.text)
    return bool(inside and first_link(inside)[0])


def _is_one_link(text):
    [inline] = PARSER.parseInline(text, {})
    kinds = [token.type for token in inline.children if token.type != "text"]
    return kinds in (["link_open", "link_close"], [])


def is_same_person(name, other):
    """Say whether two names are one, an honorific before either aside."""
    short, long = sorted((folded(name).split(), folded(other).split()), key=len)
    return short == long or (len(short) > 1 and long[-len(short) :] == short)


def first_link(markdown):
    """Return the words of the first link and its address, “#” where it is dead.

    Both are empty where there is no link.
    """
    [inline] = PARSER.parseInline(markdown, {})
    html, _ = inline_html(markdown, Places(article=lambda address: 0))
    address = next(
        (t.attrGet("href") or "#" for t in inline.children if t.type == "link_open"), ""
    )
    link = re.search(r"<a [^>]*>(.*?)</a>", html)
    return (as_text(link[1]), address) if link else ("", "")
