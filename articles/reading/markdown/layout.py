"""An article as a Markdown file: the house's layout, from headline to small print.

The labels are English in every language, so that one reader understands every file.
"""

import calendar
import re
from functools import partial

from django.utils.html import linebreaks

from articles.reading.byline_words import words_in
from articles.reading.markdown.blocks import Writer
from articles.reading.markdown.tree import Node, tree_of
from articles.reading.wording import Piece, enumerated, plain

END_MARK = r"\*"
ENGLISH = words_in("en")
TERMS = {"regions": "Region", "themes": "Theme", "reports": "In-depth Report"}
LANGUAGE = "Language"
_LABEL = re.compile(
    rf"^({'|'.join([*TERMS.values(), LANGUAGE])})(s?\s*):", re.IGNORECASE
)


def as_markdown(page, absolute):
    """Return the article in Markdown; `absolute` makes a path a whole address."""
    writer = Writer(partial(_whole, absolute))
    blocks = [*_notices([page.retraction], writer)] if page.retraction else []
    blocks.append(_headline(page, writer))
    if not page.is_plain:
        blocks += _head(page, writer)
    blocks += _notices(page.corrections_below, writer)
    blocks += [*_standfirst(page, writer), *_body(page, writer)]
    if not page.is_plain:
        blocks += [END_MARK, *_foot(page, writer)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _whole(absolute, address):
    is_path = address.startswith("/") and not address.startswith("//")
    return absolute(address) if is_path else address


# Head


def _headline(page, writer):
    return f"# {writer.paragraph([page.edition.headline], special='#')}"


def _head(page, writer):
    yield "\n".join(_byline(line, writer) for line in page.byline)
    date = page.published_at
    day_line = filter(None, [page.publication.name, _day(date)])
    yield writer.paragraph([", ".join(day_line)])
    for name, label in TERMS.items():
        terms = [Piece(term.name, term.address) for term in getattr(page, name)]
        if terms:
            yield f"{label}: {_line(enumerated(terms, ', ', ', '), writer)}"
    if page.edition.language != page.publication.language:
        yield f"{LANGUAGE}: {page.edition.language}"


def _byline(line, writer):
    names = ENGLISH.listed([each.piece for each in line.credited])
    return f"{ENGLISH.lead_in(line.role)}{_line(names, writer)}"


def _notices(notices, writer):
    """Say before the text what was wrong in it, as the page does."""
    for notice in notices:
        label = Node("strong", {}, [f"{notice.kind.label}, {_day(notice.dated_at)}:"])
        said = [writer.paragraph([label, f" {notice.text}"])]
        for before in notice.before:
            words = (
                f"Amended on {_day(before.amended_at)}: it said “{before.text}” before."
            )
            said.append(writer.paragraph([words]))
        yield "\n>\n".join(f"> {paragraph}" for paragraph in said)


def _day(date):
    return f"{calendar.month_name[date.month]} {date.day}, {date.year}"


# Text


def _standfirst(page, writer):
    for node in tree_of(_rich(page.edition.standfirst)).elements():
        yield f"*{writer.paragraph(_trimmed(node.children), slanted=True)}*"


def _body(page, writer):
    children = tree_of(page.body).children
    blocks = writer.blocks(_unlike_a_standfirst(children))
    if blocks:
        blocks[0] = _LABEL.sub(r"\1\2\\:", blocks[0])
    return [*blocks, *writer.notes]


def _unlike_a_standfirst(children):
    """Slant the first paragraphs by a tag: by an asterisk they would be standfirst."""
    children = list(children)
    for at, node in enumerate(children):
        if not _is_slanted(node):
            break
        slanted = Node("i", {}, node.elements()[0].children)
        children[at] = Node("p", node.attributes, [slanted])
    return children


def _is_slanted(node):
    return (
        isinstance(node, Node)
        and node.tag == "p"
        and [child.tag for child in node.elements()] == ["em"]
        and not any(isinstance(each, str) and each.strip() for each in node.children)
    )


# Foot


def _foot(page, writer):
    publication = page.publication
    if page.share_note:
        yield from _rich_blocks(page.share_note.text, writer)
    if page.credit_line:
        yield f"*{_line(page.credit_line, writer, slanted=True)}*"
    for each in page.bios:
        yield from _rich_blocks(each.short_bio.words, writer)
    rights = (page.source_line, page.copyright_line)
    yield "  \n".join(_line(line, writer) for line in rights if line)
    yield "---"
    wording = publication.comments_wording
    yield _line([Piece(wording, publication.comments_url)], writer)
    yield _membership(page, writer)
    for more in page.more:
        name = Node("strong", {}, [more.by.called])
        yield f"Articles by: {writer.paragraph([name])}"
    yield from _disclaimer(page, writer)
    yield from _rich_blocks(page.fair_use_notice, writer)
    address = publication.media_inquiries
    if address:
        link = _line([Piece(address, f"mailto:{address}")], writer)
        yield f"For media inquiries: {link}"


def _membership(page, writer):
    prompt = page.membership
    if prompt is None:
        return ""
    address = prompt.url or page.publication.membership_url
    line = [Piece(plain(_rich(prompt.text))), Piece(prompt.button, address)]
    return _line(enumerated([piece for piece in line if piece.text], "", " "), writer)


def _disclaimer(page, writer):
    blocks = list(_rich_blocks(page.disclaimer, writer))
    if blocks and not plain(_rich(page.disclaimer)).casefold().startswith("disclaimer"):
        blocks[0] = f"**Disclaimer:** {blocks[0]}"
    return blocks


# Words


def _line(pieces, writer, **options):
    children = [
        Node("a", {"href": piece.address}, [piece.text])
        if piece.address
        else piece.text
        for piece in pieces
        if piece.text
    ]
    return writer.paragraph(children, **options)


def _rich(text):
    """Return a text that staff wrote, with tags or without, as HTML."""
    if "<" not in text:
        return linebreaks(text, autoescape=True) if text.strip() else ""
    return text if "<p" in text else f"<p>{text}</p>"


def _rich_blocks(text, writer):
    return writer.blocks(tree_of(_rich(text)).children)


def _trimmed(children):
    """Leave out spaces at both ends: an asterisk does not cling to them."""
    children = list(children)
    if children and isinstance(children[0], str):
        children[0] = children[0].lstrip(" ")
    if children and isinstance(children[-1], str):
        children[-1] = children[-1].rstrip(" ")
    return children
