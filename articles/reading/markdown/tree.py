"""HTML of the vocabulary as a small tree, whether it is desk copy or compiled.

The compiler's additions are undone here: what frames a table, draws a picture, gathers
the notes or anchors a heading says nothing that the text itself does not.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from articles.models import languages

_VOID = {"br", "hr", "img", "source"}
_KEPT = {
    "a": ("href", "hreflang", "title"),
    "ol": ("start",),
    "th": ("scope", "colspan", "rowspan", "lang", "dir"),
    "td": ("colspan", "rowspan", "lang", "dir"),
}
_FOREIGN_WORDS = ("lang", "dir")
_IMPLIED = {("colspan", "1"), ("rowspan", "1"), ("start", "1")}
_SPACE = re.compile(r"[ \t\n\f\r]+")


@dataclass
class Node:
    """An element; its children are nodes and texts whose white space is single spaces.

    Two tags are ours: `note` holds a footnote, `figure` the address of its picture in
    `src`, the words for those who cannot see it in `alt`, and its caption.
    """

    tag: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    def find(self, tag):
        """Return the first descendant with that tag, or None."""
        for child in self.children:
            if isinstance(child, Node):
                found = child if child.tag == tag else child.find(tag)
                if found:
                    return found
        return None

    def elements(self):
        return [child for child in self.children if isinstance(child, Node)]


def tree_of(html):
    """Parse cleaned or compiled HTML into the children of one root."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    root = builder.open[0]
    notes = {}
    for section in [node for node in root.elements() if node.tag == "section"]:
        root.children.remove(section)
        for item in section.find("ol").elements():
            notes[item.attributes["id"]] = _without_way_back(item.children)
    return _plain(root, notes)


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Node("body")]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def _without_way_back(children):
    """Leave out the arrow that leads from a note to the text, and the space before."""
    *words, arrow = children
    if not (isinstance(arrow, Node) and arrow.attributes.get("role") == "doc-backlink"):
        return children
    if words and isinstance(words[-1], str):
        words[-1] = words[-1].removesuffix(" ")
    return words


def _plain(node, notes):
    children = []
    for child in node.children:
        if isinstance(child, str):
            children.append(_SPACE.sub(" ", child))
        else:
            children.extend(_plain_element(child, notes))
    return Node(node.tag, _kept(node), _joined(children))


def _plain_element(node, notes):
    classes = node.attributes.get("class", "").split()
    if node.tag == "figure":
        return [_figure(node, notes)]
    if "note-mark" in classes:
        target = node.find("a").attributes["href"].removeprefix("#")
        return [_plain(Node("note", {}, notes.get(target, [])), notes)]
    if "data-footnote" in node.attributes:
        return [_plain(Node("note", {}, node.children), notes)]
    plain = _plain(node, notes)
    bare = node.tag == "div" or (node.tag in {"span", "a"} and not plain.attributes)
    return plain.children if bare else [plain]


def _is_credit(element):
    return "credit" in element.attributes.get("class", "").split()


def _figure(figure, notes):
    image = figure.find("img")
    if image is not None:
        address, alt = image.attributes.get("src", ""), image.attributes.get("alt", "")
    else:
        address, alt = f"image:{figure.attributes.get('data-image', '')}", ""
    caption = figure.find("figcaption") or Node("figcaption")
    words = [
        child
        for child in caption.children
        if isinstance(child, str) or not _is_credit(child)
    ]
    plain = _plain(Node("figcaption", {}, words), notes)
    return Node("figure", {"src": address, "alt": alt}, plain.children)


def _kept(node):
    names = _KEPT.get(node.tag, _FOREIGN_WORDS)
    kept = {
        name: node.attributes[name]
        for name in names
        if node.attributes.get(name) and (name, node.attributes[name]) not in _IMPLIED
    }
    language = kept.get("lang", "").lower()
    if language in languages.NAMES and kept.get("dir") == languages.direction(language):
        del kept["dir"]  # the compiler says so by itself
    return kept


def _joined(children):
    joined = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] = _SPACE.sub(" ", joined[-1] + child)
        elif child != "":
            joined.append(child)
    return joined
