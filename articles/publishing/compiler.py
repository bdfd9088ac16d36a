"""Turns desk copy into what a reader's page holds.

The same snapshot and images give the same bytes, whenever and wherever. Nothing is
read or fetched: what the text needs of the media library is handed in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from string import whitespace

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext
from lxml import etree, html

from articles.models import languages
from articles.models.body import clean_body, clean_inline
from articles.models.folding import folded
from articles.models.image import Image
from articles.models.pictures import figure as picture_figure
from articles.models.slugs import slug_of
from articles.models.snapshot import Snapshot

OWN_ARTICLE = re.compile(r"^/articles/(\d{1,18})/[^?#]*(#.*)?$")
TEXT_WIDTH = "(min-width: 60rem) 42rem, 100vw"

_LEAVES = {"p", "h2", "h3", "h4", "li", "th", "td", "figcaption", "blockquote"}


@dataclass(frozen=True)
class Compiled:
    """`standfirst` and `body` are HTML; `links` are ids of our own articles."""

    standfirst: str
    body: str
    text: str
    search_text: str
    word_count: int
    links: list[int] = field(default_factory=list)


def compiled(snapshot: Snapshot, images: Mapping[int, Image]) -> Compiled:
    """Compile a desk copy with the images that image_ids() asked for.

    A figure whose image is gone, or was withdrawn, keeps its caption as a paragraph.
    """
    standfirst = _tree(clean_inline(snapshot.standfirst))
    body = _tree(clean_body(snapshot.body))
    with translation.override(snapshot.language):
        notes = _notes(body)
        _figures(body, images)
        links = sorted({*_links(standfirst), *_links(body), *_links(notes)})
        _foreign_words(body)
        _anchors(body)
        text = "\n\n".join([*_paragraphs(standfirst), *_paragraphs(body)])
        everything = [snapshot.headline, text, *_paragraphs(notes)]
        _tables(body)
        _number(body, notes)
    return Compiled(
        standfirst=_markup(standfirst),
        body=_markup(body),
        text=text,
        search_text=folded(" ".join(everything)),
        word_count=len(text.split()),
        links=links,
    )


def image_ids(snapshot):
    """Return the ids of the images in the body, in order, each once."""
    found = re.findall(r'<figure data-image="(\d+)"', clean_body(snapshot.body))
    return list(dict.fromkeys(map(int, found)))


def _tree(markup):
    """Parse cleaned markup under one <div>, which _markup() leaves out again."""
    root = html.fragment_fromstring(markup, create_parent="div")
    for comment in root.xpath("//comment()"):
        comment.drop_tree()
    return root


def _markup(root):
    inner = (etree.tostring(node, encoding="unicode", method="html") for node in root)
    markup = escape(root.text or "") + "".join(inner)
    markup = markup.replace("</source>", "")  # libxml2 does not know it as void
    return markup.strip(whitespace)  # a space that does not break is a character


def _notes(body):
    """Take the footnotes out of the text; return them as a list, marks in their place.

    A note within a note is part of it: there is no third level in print either.
    """
    notes = html.Element("ol")
    for span in body.xpath(
        ".//span[@data-footnote][not(ancestor::span[@data-footnote])]"
    ):
        for nested in span.xpath(".//span[@data-footnote]"):
            nested.drop_tag()
        note = etree.SubElement(notes, "li")
        note.text, span.text = span.text, None
        note.extend(list(span))
        span.tag = "sup"
        span.attrib.clear()
        span.set("class", "note-mark")
    return notes


def _number(body, notes):
    for number, (mark, note) in enumerate(
        zip(body.xpath(".//sup[@class='note-mark']"), list(notes), strict=True), start=1
    ):
        here, there = f"note-mark-{number}", f"note-{number}"
        there_link = etree.SubElement(mark, "a", href=f"#{there}", id=here)
        there_link.set("role", "doc-noteref")
        there_link.text = str(number)
        note.set("id", there)
        _append_text(note, " ")
        back = etree.SubElement(note, "a", href=f"#{here}", role="doc-backlink")
        back.set("aria-label", gettext("Back to the text at note %d") % number)
        back.text = "↩\ufe0e"  # the selector keeps telephones from drawing a picture
    if len(notes):
        section = etree.SubElement(body, "section", role="doc-endnotes")
        section.set("class", "notes")
        section.set("aria-label", gettext("Notes"))
        section.append(notes)


def _figures(body, images):
    for figure in body.xpath(".//figure"):
        caption = figure.find(".//figcaption")
        image = images.get(int(figure.get("data-image") or 0))
        if image is not None and image.withdrawn_at is None:
            words = _markup(caption) if _says(caption) else escape(image.caption)
            drawn = picture_figure(image, sizes=TEXT_WIDTH, caption=words)
            _replace(figure, html.fragment_fromstring(drawn))
        elif _says(caption):
            caption.tag = "p"
            _replace(figure, caption)
        else:
            figure.drop_tree()


def _says(caption):
    if caption is None:
        return False
    return bool("".join(caption.itertext()).strip() or caption.findall(".//sup"))


def _links(root):
    """Give links their final form; yield the ids of our own articles among them."""
    for link in root.xpath(".//a"):
        address = link.get("href", "").strip()
        if address in {"", "#"}:
            link.drop_tag()
        elif own := OWN_ARTICLE.match(address):
            link.set("href", f"/articles/{own[1]}/{own[2] or ''}")
            yield int(own[1])


def _foreign_words(body):
    for passage in body.xpath(".//*[@lang][not(@dir)]"):
        language = passage.get("lang").lower()
        if language in languages.NAMES:
            passage.set("dir", languages.direction(language))
    for span in body.xpath(".//span[not(@*)]"):
        span.drop_tag()


def _anchors(body):
    taken = set()
    for number, heading in enumerate(body.xpath(".//h2 | .//h3 | .//h4"), start=1):
        wanted = f"h-{slug_of(''.join(heading.itertext()), str(number))}"
        numbered = (f"{wanted}-{again}" for again in count(2))
        anchor = next(each for each in chain([wanted], numbered) if each not in taken)
        taken.add(anchor)
        heading.set("id", anchor)


def _tables(body):
    for number, table in enumerate(body.xpath(".//table"), start=1):
        for cell in table.xpath("(.//tr)[1]/th[not(@scope)]"):
            cell.set("scope", "col")
        for cell in table.xpath(".//tr[td]/th[not(@scope)]"):
            cell.set("scope", "row")
        frame = html.Element("div", role="region", tabindex="0")
        frame.set("class", "table")
        frame.set("aria-label", gettext("Table %d") % number)
        _replace(table, frame)
        frame.append(table)


def _paragraphs(root):
    """Yield the text of each block that holds text itself, blocks within it apart."""
    for block in root.iter():
        words = " ".join("".join(_own_text(block)).split())
        if words and (block.tag in _LEAVES or block is root):
            yield words


def _own_text(block):
    yield block.text or ""
    for child in block:
        if child.tag == "br":
            yield " "
        elif child.tag not in _LEAVES | {"ul", "ol", "table", "figure", "div"}:
            yield from _own_text(child)
        yield child.tail or ""


def _replace(old, new):
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def _append_text(element, text):
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
