"""Inline Markdown as HTML: text, links, pictures, footnotes, and tags in between."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from articles.exchanging.markdown.dialect import PARSER
from articles.models.body import INLINE, LINK_PROTOCOLS, SYNONYMS, clean_body

_TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_DEAD = {"", "#"}


@dataclass(frozen=True)
class Remark:
    """Something the person who imports should know, and the line it is about."""

    line: int
    words: str

    def __str__(self):
        return f"line {self.line}: {self.words}"


def nothing(address):
    return None


@dataclass
class Places:
    """Where addresses in a text lead, for us.

    `picture` is given the address of a picture and returns the id of an image in the
    media library, or None. `article` is given the address of a link and returns the id
    of an article of ours, or None where the address is to stay what it is.
    """

    picture: Callable[[str], int | None] = nothing
    article: Callable[[str], int | None] = nothing


def inline_html(markdown, places=None, first_line=1):
    """Return one paragraph of Markdown as inline HTML, and the remarks."""
    reading = LineReader(places or Places(), first_line)
    return reading.line_of_text(markdown), reading.remarks


@dataclass
class LineReader:
    """Reads lines of a text; what it could not take is in `remarks`."""

    places: Places
    line: int
    remarks: list = field(default_factory=list)
    notes: dict = field(default_factory=dict)
    figures: list = field(default_factory=list)
    open_links: list = field(default_factory=list)

    def __post_init__(self):
        self.first_line = self.line

    def remark(self, words):
        self.remarks.append(Remark(self.line, words))

    def line_of_text(self, markdown):
        [inline] = PARSER.parseInline(markdown, {})
        html = self.inline(inline.children)
        if self.figures:
            self.remark("a picture cannot stand here; left out")
        return html

    def inline(self, tokens):
        """Return the HTML of a line of text; its pictures wait in `figures`."""
        parts, outer_links = [], self.open_links
        self.open_links = []
        for token in tokens:
            getattr(self, f"_{token.type}", self._mark)(token, parts)
        while self.open_links:
            self._close_link(parts)
        self.open_links = outer_links
        return _closed("".join(parts))

    def _text(self, token, parts):
        parts.append(escape(token.content, quote=False))

    _code_inline = _text

    def _softbreak(self, token, parts):
        self.line += 1
        parts.append(" ")

    def _hardbreak(self, token, parts):
        self.line += 1
        parts.append("<br>")

    def _mark(self, token, parts):
        parts.append(f"<{'/' * (token.nesting < 0)}{token.tag}>")

    def _html_inline(self, token, parts):
        self.html_tag(token.content, parts, INLINE)

    def _link_open(self, token, parts):
        self._open_link(token.attrs, parts)

    def _link_close(self, token, parts):
        self._close_link(parts)

    def _image(self, token, parts):
        self._picture(
            token.attrGet("src") or "",
            token.content and self._plain(token.children),
            token.attrGet("title") or "",
            parts,
        )

    def _plain(self, tokens):
        return "".join(
            " " if token.type.endswith("break") else token.content for token in tokens
        )

    def _footnote_ref(self, token, parts):
        label = token.meta["label"]
        note = self.notes.pop(label, None)
        if note is None:
            # Used a second time, or within itself.
            self.remark(f"the note [^{label}] stands at its first mark only")
            return
        line, self.line = self.line, note[0]
        texts = [self.inline(t.children) for t in note[1] if t.type == "inline"]
        self.line = line
        html = _without_notes_within("<br>".join(texts))
        parts.append(f'<span data-footnote="">{html}</span>')

    # Links and pictures, written either way

    def html_tag(self, source, parts, vocabulary):
        """Add a tag that stands in the text as HTML, or the words it is made of."""
        name = _TAG_NAME.match(source)
        tag = name and SYNONYMS.get(name[1].lower(), name[1].lower())
        if tag == "img":
            attributes = _attributes(source)
            self._picture(
                attributes.get("src") or "",
                attributes.get("alt") or "",
                attributes.get("title") or "",
                parts,
            )
        elif tag not in vocabulary:
            parts.append(escape(source, quote=False))
            if not source.startswith("</"):
                self.remark(f"“{source[:60]}” is not HTML of ours; it stays as text")
        elif tag != "a":
            parts.append(source)
        elif source.startswith("</"):
            self._close_link(parts)
        else:
            self._open_link(_attributes(source), parts)

    def _open_link(self, attributes, parts):
        attributes = {name: value or "" for name, value in attributes.items()}
        address = self._address(attributes.pop("href", ""))
        self.open_links.append((len(parts), address))
        if address:
            words = {"href": address, **attributes}
            said = "".join(
                f' {name}="{escape(words[name])}"'
                for name in ("href", "hreflang", "title")
                if words.get(name)
            )
            parts.append(f"<a{said}>")

    def _close_link(self, parts):
        if not self.open_links:
            return
        begins, address = self.open_links.pop()
        if address:
            parts.append("</a>")
        else:
            words = as_text("".join(parts[begins:]))
            self.remark(f"the link “{words}” leads nowhere; its words were kept")

    def _address(self, address):
        """Return where a link leads, or "" if it leads nowhere."""
        address = address.strip()
        article = self.places.article(address)
        if article is not None:
            _, place, anchor = address.partition("#")
            return f"/articles/{article}/{place}{anchor}"
        scheme = _SCHEME.match(address)
        if (
            address in _DEAD
            or not _is_address(address)
            or (scheme and scheme[1].lower() not in LINK_PROTOCOLS)
        ):
            return ""
        return address

    def _picture(self, address, alt, caption, parts):
        image = self.places.picture(address)
        if image is not None:
            words, _ = inline_html(caption, self.places, self.line)
            self.figures.append(
                f'<figure data-image="{image}">'
                f"<figcaption>{words}</figcaption></figure>"
            )
            return
        words = alt or caption or address
        self.remark(f"the picture “{words}” is not in the media library")
        if self.open_links:
            parts.append(escape(words, quote=False))
        else:
            self._open_link({"href": address}, parts)
            parts.append(escape(words, quote=False))
            self._close_link(parts)


def _is_address(words):
    try:
        urlsplit(words)
    except ValueError:  # as in //[
        return False
    return True


def _closed(line):
    """Clean a line: what HTML in it leaves open ends with it."""
    cleaned = clean_body(f"<p>{line}</p>")
    return cleaned.removeprefix("<p>").removesuffix("</p>").strip(" ")


def escaped_text(html):
    """Escape what is no tag; entities stay what they stand for."""
    return escape(unescape(html), quote=False)


_NOTE = re.compile(r'<span data-footnote="">')


def _without_notes_within(html):
    return _NOTE.sub("<span>", html)


def as_text(html):
    """Return the words of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def _attributes(tag):
    reader = _FirstTag()
    reader.feed(tag)
    return reader.attributes


class _FirstTag(HTMLParser):
    attributes: dict = {}

    def handle_starttag(self, tag, attrs):
        self.attributes = dict(attrs)
