"""What a text may contain: the one declaration that everything else derives from.

The editor's extensions, the sanitiser, the compiler and the Markdown reader and
writer all speak this vocabulary and no other. A figure holds no picture, only the
number of one in the media library; a footnote stands where its mark shall stand.
"""

import re
import unicodedata
from urllib.parse import urlsplit

import nh3

from articles.models.names import is_printable

_FOREIGN_WORDS = ("lang", "dir")
_CELL = ("colspan", "rowspan", *_FOREIGN_WORDS)

# The editor's name for a thing, and the tags and attributes that it is stored in.
INLINE_PARTS = {
    "HardBreak": {"br": ()},
    "Bold": {"strong": ()},
    "Italic": {"em": ()},
    "Strike": {"s": ()},
    "Subscript": {"sub": ()},
    "Superscript": {"sup": ()},
    "Link": {"a": ("href", "title", "hreflang")},
    "ForeignWords": {"span": _FOREIGN_WORDS},
    "Footnote": {"span": ("data-footnote",)},
}
BLOCK_PARTS = {
    "Paragraph": {"p": _FOREIGN_WORDS},
    "Heading": dict.fromkeys(("h2", "h3", "h4"), _FOREIGN_WORDS),
    "BulletList": {"ul": ()},
    "OrderedList": {"ol": ("start",)},
    "ListItem": {"li": _FOREIGN_WORDS},
    "Blockquote": {"blockquote": _FOREIGN_WORDS},
    "HorizontalRule": {"hr": ()},
    "Table": {"table": (), "thead": (), "tbody": ()},
    "TableRow": {"tr": ()},
    "TableHeader": {"th": (*_CELL, "scope")},
    "TableCell": {"td": _CELL},
    "Figure": {"figure": ("data-image",), "figcaption": ()},
}
PARTS = INLINE_PARTS | BLOCK_PARTS
STANDFIRST_PARTS = (
    *("Paragraph", "HardBreak", "Link"),
    *("Bold", "Italic", "Subscript", "Superscript"),
)


def _tags(parts):
    return frozenset(tag for part in parts for tag in PARTS[part])


def _attributes():
    allowed = {}
    for tags in PARTS.values():
        for tag, names in tags.items():
            allowed.setdefault(tag, set()).update(names)
    return {tag: names for tag, names in allowed.items() if names}


INLINE = _tags(INLINE_PARTS)
BLOCKS = _tags(BLOCK_PARTS)
STANDFIRST_TAGS = _tags(STANDFIRST_PARTS)
ATTRIBUTES = _attributes()
ATTRIBUTE_VALUES = {
    **{tag: {"dir": {"ltr", "rtl", "auto"}} for tag in ATTRIBUTES},
    "th": {"dir": {"ltr", "rtl", "auto"}, "scope": {"col", "row"}},
}
LINK_PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})

# Other people's markup in words of ours; any other tag keeps its text only.
SYNONYMS = {"b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2"}
_SYNONYM = re.compile(rf"<(/?)({'|'.join(SYNONYMS)})(?=[\s/>])", re.IGNORECASE)

# Nobody writes so; parsers of trees give up a little further on, without a word.
DEEPEST = 100
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_WITHOUT_END = {"br", "hr"}

_MOST_PASSES = 8


class UncleanableText(ValueError):
    """A text that changes at every cleaning; none is known."""


def clean_body(html: str) -> str:
    """Return an article's body with nothing in it but the vocabulary."""
    return _clean(html, INLINE | BLOCKS)


def clean_inline(html: str) -> str:
    """Return a standfirst, a bio or a notice: paragraphs of inline text."""
    return _clean(html, STANDFIRST_TAGS)


def clean_paragraphs(html: str) -> str:
    """Return inline text in paragraphs: readers' pages take one without for plain."""
    cleaned = clean_inline(html)
    return cleaned if not cleaned or "<p" in cleaned else f"<p>{cleaned}</p>"


def depth(html: str) -> int:
    """Return how many elements of a cleaned text lie within each other at most."""
    deepest = level = 0
    for end, tag in _TAG.findall(html):
        if tag not in _WITHOUT_END:
            level += -1 if end else 1
            deepest = max(deepest, level)
    return deepest


def _clean(html, tags):
    """Clean to a fixed point: one pass of a sanitiser may leave work for a second."""
    html = _SYNONYM.sub(_in_our_words, _without_controls(html))
    for _ in range(_MOST_PASSES):
        cleaned = nh3.clean(
            html,
            tags=set(tags),
            attributes={tag: ATTRIBUTES.get(tag, set()) for tag in tags},
            attribute_filter=_allowed_value,
            url_schemes=set(LINK_PROTOCOLS),
            link_rel=None,
            clean_content_tags={"script", "style", "title", "template", "noscript"},
        )
        if cleaned == html:
            return cleaned.strip()
        html = cleaned
    raise UncleanableText(html[:80])


def _in_our_words(tag):
    return f"<{tag[1]}{SYNONYMS[tag[2].lower()]}"


def _allowed_value(tag, attribute, value):
    allowed = ATTRIBUTE_VALUES.get(tag, {}).get(attribute)
    if allowed is not None and value not in allowed:
        return None
    if attribute == "href" and not _leads_somewhere(value):
        return None
    if attribute in {"data-image", "start", "colspan", "rowspan"}:
        return (
            value if value.isascii() and value.isdigit() and len(value) < 12 else None
        )
    return value


def _leads_somewhere(address):
    """Say whether browsers and validators agree on what the address means."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return "\\" not in address


def _without_controls(html):
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in unicodedata.normalize("NFC", html)
        if character in "\n\t" or is_printable(character)
    )
