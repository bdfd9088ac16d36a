"""The words of a text with markup, to be read and copied where no editor is."""

import re
from html.parser import HTMLParser

_BLOCKS = {"blockquote", "br", "div", "figure", "hr", "li", "ol", "p", "pre", "table"}
_BLOCKS |= {"figcaption", "td", "th", "tr", "ul", *(f"h{level}" for level in range(7))}


class _Words(HTMLParser):
    """Tells what attributes say as well: the address of a link, the words of a note."""

    def __init__(self):
        super().__init__()
        self.told = []
        self.addresses = []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag in _BLOCKS:
            self.told.append("\n")
        if tag == "a":
            self.addresses.append(said.get("href") or "")
        if note := said.get("data-footnote"):
            self.told.append(f" [note: {as_text(note)}]")

    def handle_endtag(self, tag):
        if tag in _BLOCKS:
            self.told.append("\n")
        if tag == "a" and self.addresses and (address := self.addresses.pop()):
            self.told.append(f" ({address})")

    def handle_data(self, data):
        self.told.append(data)


def as_text(markup):
    """Return the words, a paragraph after a blank line; plain words as they are."""
    if not markup.lstrip().startswith("<"):
        return markup
    words = _Words()
    words.feed(markup)
    words.close()
    return re.sub(r"\s*\n\s*", "\n\n", "".join(words.told)).strip()
