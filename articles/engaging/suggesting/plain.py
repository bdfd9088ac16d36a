"""A bio as plain text, and back: who proposes one types no markup."""

import re
from copy import deepcopy
from html import escape

from django.utils.html import linebreaks
from lxml import html

from articles.models.body import clean_inline

_BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = "\ue000"  # for private use: no text has it, and it is no space


def plain_of(markup):
    """Return rich inline text as it is typed: an empty line between paragraphs."""
    return "\n\n".join(map(_text, _paragraphs(markup)))


def rich_of(text, base):
    """Return typed text as paragraphs; those that stand in `base` keep their markup."""
    known = {_text(each): each for each in reversed(_paragraphs(base))}
    written = filter(None, map(_tidied, _BETWEEN_PARAGRAPHS.split(text)))
    return clean_inline(
        "".join(
            _markup(known[words]) if words in known else _paragraph(words)
            for words in written
        )
    )


def _paragraphs(markup):
    cleaned = clean_inline(markup)
    if "<p" not in cleaned:
        cleaned = linebreaks(cleaned)
    return html.fragment_fromstring(cleaned, create_parent="div").findall("p")


def _text(paragraph):
    copy = deepcopy(paragraph)
    copy.tail = None
    for element in copy.iter("br"):
        element.tail = _BREAK + (element.tail or "")
    return _tidied(" ".join(copy.text_content().split()).replace(_BREAK, "\n"))


def _tidied(text):
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _markup(paragraph):
    return html.tostring(paragraph, encoding="unicode", with_tail=False)


def _paragraph(words):
    return f"<p>{escape(words, quote=False)}</p>".replace("\n", "<br>")
