"""Reads the foot of a file, each sentence of the house in its own way."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.exchanging.markdown.foot import SENTENCES, Sorting, first_link
from articles.exchanging.markdown.imported import About, Foot, Origin, Said
from articles.exchanging.markdown.lines import Places, Remark, inline_html, nothing
from articles.exchanging.markdown.source_text import (
    Paragraph,
    outside_in,
    plain,
    quoted,
)
from articles.models.folding import folded
from articles.reading.wording import Piece, pieces

_LONGEST_ADDRESS = 500
_FOLLOWABLE = re.compile(r"mailto:|/(?!/)")
_EMAIL = re.compile(r"[^\s@<>\[\]():]+@[^\s@<>\[\]():]+\.[^\s@<>\[\]():]+")
_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})\b", re.IGNORECASE)


class FootReader:
    """Reads the paragraphs of a foot, sorted out, into a Foot and remarks."""

    def __init__(self, head, house, article=nothing):
        self.head = head
        self.house = house
        self.places = Places(article=article)
        self.sorting = Sorting(head, house)
        self.remarks = []
        self.names_given = 0
        self.found = {"bios": [], "short_names": []}

    def read(self, sorted_paragraphs):
        for kind, paragraph in _continued(sorted_paragraphs):
            if kind is None:
                self._left_aside(paragraph, "it is nothing that stands in a foot")
            elif kind != "rule":
                getattr(self, f"_{kind}")(paragraph)
        self._check_rights()
        lists = {name: tuple(self.found[name]) for name in ("bios", "short_names")}
        said = {key: value for key, value in self.found.items() if key[0] != "_"}
        return Foot(**{**said, **lists}), self.remarks

    def _left_aside(self, paragraph, why):
        words = f"left aside: {quoted(paragraph.plain)} ({why})"
        self.remarks.append(Remark(paragraph.line, words))

    def _keep(self, name, paragraph, value):
        if name in self.found:
            self._left_aside(paragraph, "it is said twice")
        else:
            self.found[name] = value

    def _html(self, paragraph):
        """Return paragraphs of rich text, a blank line in them parting two."""
        texts, line = [], paragraph.line
        for text in paragraph.text.split("\n\n"):
            html, remarks = inline_html(text, self.places, line)
            self.remarks += remarks
            texts.append(f"<p>{html}</p>")
        return "".join(texts)

    # One method a kind

    def _share_note(self, paragraph):
        note = Said(self._html(paragraph), paragraph.line)
        self._keep("share_note", paragraph, note)

    def _origin(self, paragraph):
        text = outside_in(paragraph.text) or paragraph.text
        words, (name, address) = plain(text), first_link(text)
        if not name:
            name = re.sub(SENTENCES["origin"], "", words, flags=re.IGNORECASE)
            name = name.strip().rstrip(".")
        if not name:
            self._left_aside(paragraph, "it names no publication")
            return
        address = self._living(
            address, f"the link to the original, “{name}”", paragraph
        )
        wording = words.replace(name, "{source}", 1)
        origin = Origin(name, paragraph.line, address, wording)
        self._keep("origin", paragraph, origin)

    def _bio(self, paragraph):
        name = self.sorting.named(paragraph)
        known = self.house.sentences.get(folded(paragraph.plain))
        if name is None and known:
            return  # said of its author already
        self.found["bios"].append(About(name, self._html(paragraph), paragraph.line))

    def _source(self, paragraph):
        self._keep("_source", paragraph, paragraph)

    def _copyright(self, paragraph):
        self._keep("_copyright", paragraph, paragraph)

    def _comments(self, paragraph):
        self._appeal("comments", paragraph)

    def _membership(self, paragraph):
        self._appeal("membership", paragraph)

    def _appeal(self, name, paragraph):
        words, address = first_link(paragraph.text)
        address = self._living(address, f"the link “{words}”", paragraph)
        said = Said(paragraph.plain, paragraph.line, address, words)
        self._keep(name, paragraph, said)

    def _living(self, address, link, paragraph):
        """Return an address that a reader can follow; remark on one that is not."""
        if not address or _FOLLOWABLE.match(address) or _is_web(address):
            return address
        why = f"{link} leads nowhere; its words were kept"
        self.remarks.append(Remark(paragraph.line, why))
        return ""

    def _articles_by(self, paragraph):
        short = paragraph.plain.partition(":")[2].strip()
        name = self._called(short)
        self.names_given += 1
        if not (name and short):
            self._left_aside(paragraph, "nobody in the byline is called that")
        elif folded(short) != folded(name):
            self.found["short_names"].append(About(name, short, paragraph.line))

    def _called(self, short):
        """Return the name that a short one stands for: by its words, else by order."""
        parts = set(folded(short).split())
        for name in self.sorting.names:
            if parts and parts <= set(folded(name).split()):
                return name
        writers = [name.words for name in self.head.credits if name.role == "author"]
        in_order = writers or self.sorting.names
        return in_order[self.names_given] if self.names_given < len(in_order) else ""

    def _disclaimer(self, paragraph):
        text = Said(self._html(paragraph), paragraph.line)
        self._keep("disclaimer", paragraph, text)

    def _fair_use(self, paragraph):
        self._keep("fair_use", paragraph, Said(self._html(paragraph), paragraph.line))
        domain = _DOMAIN.match(paragraph.plain)
        if domain:
            self.found.setdefault("domain", Said(domain[1], paragraph.line))

    def _media_inquiries(self, paragraph):
        address = _EMAIL.search(paragraph.plain)
        if address:
            address = Said(address[0], paragraph.line)
            self._keep("media_inquiries", paragraph, address)
        else:
            self._left_aside(paragraph, "it has no address")

    # What the house says by itself, when it prints

    def _check_rights(self):
        head, origin = self.head, self.found.get("origin")
        source = self.found.get("_source")
        givers = [head.publication.words, origin.words if origin else ""]
        if source and not any(
            name and folded(name) in folded(source.plain) for name in givers
        ):
            self._left_aside(source, "the source is computed")
        rights = self.found.get("_copyright")
        if rights and folded(rights.plain) != folded(self._expected_rights()):
            expected = quoted(self._expected_rights(), 120)
            self._left_aside(rights, f"this line is computed: {expected}")

    def _expected_rights(self):
        writers = [name.words for name in self.head.credits if name.role == "author"]
        writers = writers or [name.words for name in self.head.credits]
        names = " and ".join(filter(None, [", ".join(writers[:-1]), writers[-1]]))
        said = {
            "authors": names,
            "year": str(self.head.published_on.year),
            "publication": self.head.publication.words,
        }
        slots = {name: [Piece(words)] if words else [] for name, words in said.items()}
        line = pieces(self.house.copyright_wording, **slots)
        return "".join(piece.text for piece in line)


def _is_web(address):
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return len(address) <= _LONGEST_ADDRESS


def _continued(sorted_paragraphs):
    """Join paragraphs that go on from the one before them."""
    joined = []
    for kind, paragraph in sorted_paragraphs:
        if kind == "more":
            begun, first = joined.pop()
            text = f"{first.text}\n\n{paragraph.text}"
            joined.append((begun, Paragraph(first.line, text)))
        else:
            joined.append((kind, paragraph))
    return joined
