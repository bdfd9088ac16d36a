"""Markup that is read elsewhere: each address in it is a whole one."""

from urllib.parse import urljoin

from lxml import etree, html

_ADDRESSES = ("href", "src")


def whole(markup, page):
    """Return markup of a page of ours with the addresses that it has in the world."""
    root = html.fragment_fromstring(markup, create_parent="div")
    for name in _ADDRESSES:
        for node in root.iterfind(f".//*[@{name}]"):
            node.set(name, urljoin(page, node.get(name)))
    for node in root.iterfind(".//*[@srcset]"):
        node.set("srcset", ", ".join(_copies(node.get("srcset"), page)))
    inner = (etree.tostring(node, encoding="unicode", method="html") for node in root)
    # lxml does not know that a <source> holds nothing.
    return "".join([root.text or "", *inner]).replace("</source>", "").strip()


def _copies(srcset, page):
    for copy in srcset.split(", "):
        address, space, width = copy.partition(" ")
        yield f"{urljoin(page, address)}{space}{width}"
