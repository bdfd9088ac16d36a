"""A text in Markdown as the body of an article: HTML of the one vocabulary."""

import re
from html import escape
from itertools import accumulate

from markdown_it.common.html_re import close_tag, open_tag

from articles.exchanging.markdown.dialect import DEEPEST, PARSER
from articles.exchanging.markdown.imported import Refusal
from articles.exchanging.markdown.lines import (
    LineReader,
    Places,
    escaped_text,
    nothing,
)
from articles.models.body import BLOCKS, INLINE, clean_body

_TAG = re.compile(f"{open_tag}|{close_tag}")
_FRAME = re.compile(r"<(/?)(?:blockquote|ul|ol|li|table|tr|t[hd])\b")
_TOO_DEEP = "lists or quotations nested too deeply; write the text with fewer."
_FILLED = {"paragraph_open", "heading_open", "th_open", "td_open"}
_FILLED_CLOSE = {name.replace("open", "close") for name in _FILLED}


def body_html(markdown, picture=nothing, article=nothing):
    """Return a Markdown text as the HTML of an article's body, cleaned.

    CommonMark with tables, ~~struck~~ text and footnotes ([^1]). Both hooks are called
    with an address exactly as the text has it and answer with an id or None:
    `picture("picture:harbour")` the id of an image, which makes a figure whose caption
    is the quoted title in ![…](picture:harbour "A *caption*"), itself Markdown;
    `article("article:a-slug")` the id of an article, which makes the link lead to
    /articles/<id>/. A picture that nobody knows becomes a link, a link that leads
    nowhere its words. HTML that is not of our vocabulary stands as text.
    """
    return read_body(markdown, Places(picture, article))[0]


def read_body(markdown, places, first_line=1):
    """Return a body's HTML and what there is to remark on it, by line.

    Raises Refusal where blocks are nested so deeply that some would be lost.
    """
    reading = _BodyReader(places, first_line)
    return reading.html(markdown), reading.remarks


def _depth(html):
    """Return how deep quotations, lists and tables lie in each other."""
    steps = (-1 if tag[1] else 1 for tag in _FRAME.finditer(html))
    return max(accumulate(steps), default=0)


class _BodyReader(LineReader):
    def html(self, markdown):
        text = self._without_notes(PARSER.parse(markdown, {}))
        html = clean_body("".join(self._blocks(text)))
        if _depth(html) > DEEPEST:
            raise Refusal(self.first_line, _TOO_DEEP)
        for label, (line, tokens) in self.notes.items():
            self.line = line
            words = " ".join(
                token.content for token in tokens if token.type == "inline"
            )
            self.remark(
                f"nothing in the text refers to the note [^{label}]; "
                f"left out: “{words}”"
            )
        self.remarks.sort(key=lambda remark: remark.line)
        return html

    def _without_notes(self, tokens):
        """Return the tokens of the text, having put aside those of the footnotes."""
        text, into = [], None
        for token in tokens:
            if token.level >= DEEPEST - 1:
                self._at(token)
                raise Refusal(self.line, _TOO_DEEP)
            if token.type == "footnote_reference_open":
                into = []
                line = self.first_line + token.map[0]
                self.notes[token.meta["label"]] = (line, into)
            elif token.type == "footnote_reference_close":
                into = None
            else:
                (text if into is None else into).append(token)
        return text

    def _at(self, token):
        if token.map:
            self.line = self.first_line + token.map[0]

    def _blocks(self, tokens):
        opening = None
        for token in tokens:
            self._at(token)
            if token.type in _FILLED:
                opening = token
            elif token.type == "inline":
                yield self._filled(opening, token)
            elif token.type not in _FILLED_CLOSE:
                yield self._block(token)

    def _filled(self, opening, inline):
        tag = opening.tag
        if opening.type == "heading_open":
            tag = f"h{min(max(int(tag[1]), 2), 4)}"
        text = self.inline(inline.children)
        figures, self.figures = "".join(self.figures), []
        if tag in {"th", "td"}:
            return f"<{tag}>{text}{figures}</{tag}>"
        return (f"<{tag}>{text}</{tag}>" if text else "") + figures

    def _block(self, token):
        if token.type == "html_block":
            return self._html_block(token.content)
        if token.type == "fence":
            lines = escape(token.content.strip("\n"), quote=False).split("\n")
            return f"<p>{'<br>'.join(lines)}</p>"
        if token.nesting == -1:
            return f"</{token.tag}>"
        start = token.attrGet("start") if token.tag == "ol" else None
        return f"<{token.tag}>" if start is None else f'<ol start="{start}">'

    def _html_block(self, content):
        parts, at = [], 0
        for found in _TAG.finditer(content):
            parts.append(escaped_text(content[at : found.start()]))
            self.html_tag(found[0], parts, BLOCKS | INLINE)
            at = found.end()
        parts.append(escaped_text(content[at:]))
        figures, self.figures = "".join(self.figures), []
        return " ".join("".join(parts).split("\n")).strip() + figures
