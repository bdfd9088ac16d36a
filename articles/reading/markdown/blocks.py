"""The body of an article as Markdown: each block of the vocabulary, one way.

What Markdown has no sign for (a language, a table without a head, a cell across two
columns) is written as HTML, which the reader of these files knows as well.
"""

import re
from dataclasses import dataclass, field
from html import escape

from articles.reading.markdown.escaping import escaped, start_tag, target
from articles.reading.markdown.inline import Line, words_of
from articles.reading.markdown.tree import Node, tree_of

_LEAVES = {"p", "h2", "h3", "h4"}
_BLOCKS = _LEAVES | {"ul", "ol", "li", "blockquote", "hr", "table", "figure"}
_BULLETS = "-+"
_DELIMITERS = ".)"
_LARGEST_NUMBER = 999_999_999
# A line that would end the article is written so that it does not.
_END_MARK = re.compile(r"^\\\*$", re.MULTILINE)


def _same(address):
    return address


@dataclass
class Writer:
    """Writes one text; its footnotes are numbered through and collected in `notes`."""

    address: object = _same
    notes: list[str] = field(default_factory=list)

    def text(self, html):
        """Return the blocks of a text, and after them its footnotes."""
        blocks = self.blocks(tree_of(html).children)
        return "\n\n".join([*blocks, *self.notes])

    def blocks(self, children):
        """Return the blocks that some children make, each a string."""
        written, before = [], None
        for node in _in_blocks(children):
            block = self._block(node, before)
            if block:
                written.append(_END_MARK.sub("&#42;", block))
                before = (node.tag, block)
        return written

    def paragraph(self, children, **options):
        return self._line(**options).written(children)

    def _line(self, **options):
        return Line(self.address, self._note, **options)

    def _note(self, children):
        # Its number is taken before a note within it could ask for one.
        number = len(self.notes) + 1
        self.notes.append("")
        words = Line(self.address, lambda words: "", "<br>").written(children)
        self.notes[number - 1] = f"[^{number}]: {words}"
        return f"[^{number}]"

    def _block(self, node, before):
        if node.tag in {"ul", "ol"}:
            return self._list(node, before)
        if node.tag in _LEAVES:
            return self._leaf(node)
        return getattr(self, f"_{node.tag}")(node)

    def _leaf(self, node):
        if not words_of(node).strip():
            return ""
        if node.attributes:
            return self._as_html(node)
        if node.tag == "p":
            return self.paragraph(node.children)
        words = self.paragraph(node.children, line_break="<br>", special="#")
        return f"{'#' * int(node.tag[1])} {words}"

    def _hr(self, node):
        return "***"

    def _figure(self, node):
        # Line breaks and notes cannot stand in a title but as HTML.
        caption = Line(self.address, self._note_as_html, "<br>").written(node.children)
        alt = escaped(node.attributes["alt"])
        place = target(self.address(node.attributes["src"]), caption)
        return f"![{alt}]({place})"

    def _blockquote(self, node):
        blocks = self.blocks(node.children)
        if not blocks:
            return ""
        if node.attributes:
            return _framed(node, blocks)
        return "\n".join(f"> {line}".rstrip(" ") for line in _lines(blocks))

    # Lists

    def _list(self, node, before):
        items = [child for child in node.elements() if child.tag == "li"]
        start = node.attributes.get("start", "1")
        plain = start == str(int(start)) and int(start) <= _LARGEST_NUMBER
        if not plain or any(item.attributes for item in items):
            return _framed(node, [self._framed_item(item) for item in items])
        written = [self.blocks(item.children) for item in items]
        apart = "\n\n" if any(map(_needs_air, items)) else "\n"
        marker = self._marker(node.tag, before)
        number = int(start)
        lines = []
        for offset, blocks in enumerate(written):
            sign = marker if node.tag == "ul" else f"{number + offset}{marker}"
            lines.append(_item(sign, apart.join(blocks)))
        return apart.join(lines)

    def _framed_item(self, item):
        return _framed(item, self.blocks(item.children))

    def _marker(self, tag, before):
        """Choose another sign than the list just before has, or they would be one."""
        signs = _BULLETS if tag == "ul" else _DELIMITERS
        if before and before[0] == tag:
            used = before[1].lstrip("0123456789")[:1]
            return signs[1] if used == signs[0] else signs[0]
        return signs[0]

    # Tables

    def _table(self, node):
        rows = _rows(node)
        if not rows:
            return ""
        if not _is_plain_table(node, rows):
            return self._as_html(node)
        head, *body = [[self._cell(cell) for cell in row.elements()] for row in rows]
        lines = [head, ["---"] * len(head), *body]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _cell(self, cell):
        only = cell.elements()
        children = only[0].children if _is_one_paragraph(cell) else cell.children
        line = self.paragraph(children, line_break="<br>")
        return line.replace("|", "\\|")

    # As HTML

    def _note_as_html(self, children):
        return f'<span data-footnote="">{self._html(children)}</span>'

    def _as_html(self, node):
        return self._html([node])

    def _html(self, children):
        return "".join(
            escape(child, quote=False)
            if isinstance(child, str)
            else self._element(child)
            for child in children
        )

    def _element(self, node):
        if node.tag == "note":
            return self._note_as_html(node.children)
        if node.tag == "figure":
            caption = self.paragraph(node.children, line_break="<br>")
            picture = {
                "src": self.address(node.attributes["src"]),
                "alt": node.attributes["alt"],
                "title": caption,
            }
            return start_tag("img", picture)
        attributes = dict(node.attributes)
        if node.tag == "a":
            attributes["href"] = self.address(attributes.get("href", ""))
        tag = start_tag(node.tag, attributes)
        if node.tag in {"br", "hr"}:
            return tag
        children = _only_blocks(node) if node.tag in _FRAMES else node.children
        return f"{tag}{self._html(children)}</{node.tag}>"


_FRAMES = {"ul", "ol", "table", "thead", "tbody", "tr"}


def _only_blocks(node):
    return [child for child in node.children if isinstance(child, Node)]


def _in_blocks(children):
    """Yield blocks; inline children that stand between them become paragraphs."""
    line = []
    for child in children:
        if isinstance(child, Node) and child.tag in _BLOCKS:
            if line:
                yield Node("p", {}, line)
            line = []
            yield child
        elif isinstance(child, Node) or child.strip() or line:
            line.append(child)
    if line:
        yield Node("p", {}, line)


def _framed(node, blocks):
    tag = start_tag(node.tag, node.attributes)
    return "\n\n".join([tag, *blocks, f"</{node.tag}>"])


def _lines(blocks):
    return "\n\n".join(blocks).split("\n")


def _item(sign, text):
    margin = " " * (len(sign) + 1)
    first, *others = text.split("\n")
    lines = [f"{sign} {first}".rstrip(" ")]
    return "\n".join(lines + [f"{margin}{line}" if line else "" for line in others])


def _needs_air(item):
    """Say whether an item is more than a paragraph and perhaps a list under it."""
    blocks = list(_in_blocks(item.children))
    only_lists = all(block.tag in {"ul", "ol"} for block in blocks[1:])
    starts_plainly = all(b.tag == "p" and not b.attributes for b in blocks[:1])
    return not (starts_plainly and only_lists)


def _rows(table):
    rows = []
    for child in table.elements():
        rows += [child] if child.tag == "tr" else child.elements()
    return [row for row in rows if row.tag == "tr" and row.elements()]


def _is_plain_table(table, rows):
    """Say whether Markdown can write it: a row of heads, then rows as long as that."""
    head, *body = rows
    return (
        all(len(row.elements()) == len(head.elements()) for row in rows)
        and all(cell.tag == "th" for cell in head.elements())
        and all(cell.tag == "td" for row in body for cell in row.elements())
        and all(_is_plain_cell(cell) for row in rows for cell in row.elements())
        and bool(words_of(head).strip())
    )


def _is_plain_cell(cell):
    attributes = {**cell.attributes, "scope": ""}
    inline = _is_one_paragraph(cell) or not any(
        child.tag in _BLOCKS for child in cell.elements()
    )
    return inline and not any(attributes.values())


def _is_one_paragraph(cell):
    return (
        len(cell.children) == 1
        and isinstance(cell.children[0], Node)
        and cell.children[0].tag == "p"
        and not cell.children[0].attributes
    )
