"""What changed in an article since publication, edition by edition, for its readers."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext, gettext_lazy
from lxml import etree, html

from articles.models import Edition
from articles.models.correction import Notice
from articles.models.differences import (
    FieldDifference,
    differences,
    folded,
    words_changed,
)

MOST = 50  # editions that are compared, the newest
FIRST, UPDATE = gettext_lazy("First published"), gettext_lazy("Update")
SMALL_FIX = gettext_lazy("Small fix")
AMENDED = gettext_lazy("A notice was amended")
_RICH = {"standfirst": gettext_lazy("Standfirst"), "body": gettext_lazy("Text")}
_READ = (
    *("headline", "standfirst", "body", "corrections", "language"),
    *("article_id", "live_from", "is_substantive", "first_dated_at"),
)


@dataclass(frozen=True)
class Turn:
    """One edition that readers saw: why it came, and what it changed."""

    at: datetime
    why: str
    told: list[Notice] = field(default_factory=list)
    fields: list[FieldDifference] = field(default_factory=list)
    is_first: bool = False


@dataclass(frozen=True)
class History:
    """`turns` stand newest first. `has_words`: it may show what the text said."""

    turns: list[Turn]
    has_words: bool
    is_cut: bool


def history(edition, at):
    """Return what became of an article until a moment: one query.

    `edition` is what readers see then. Where that shows no text any more, neither does
    this. What was undone, or held, or never had its time, nobody is shown.
    """
    seen = list(reversed(_seen(edition, at)[: MOST + 1]))
    is_cut = len(seen) > MOST
    has_words = bool(edition.body)
    turns = [] if is_cut or not seen else [_first(seen[0])]
    before = seen[0] if seen else None
    for each in seen[1:]:
        turn = _turn(before, each, has_words)
        if turn.told or turn.fields or each.is_substantive:
            turns.append(turn)
        before = each if each.body else _with_notices(before, each)
    return History(turns[::-1], has_words, is_cut)


def _seen(edition, at):
    """Select the article's editions that had their time, the newest first."""
    own = Edition.objects.running().filter(article=edition.article_id)
    own = own.seen_until(at)
    return own.only(*_READ).order_by("-live_from")


def _first(edition):
    return Turn(edition.first_dated_at, FIRST, edition.notices, is_first=True)


def _turn(before, after, has_words):
    told = [each for each in after.notices if each not in before.notices]
    if told:
        why = AMENDED if _is_amended(told, before) else told[-1].kind.label
    else:
        why = UPDATE if after.is_substantive else SMALL_FIX
    is_compared = has_words and after.body
    changed = list(_changed(before, after)) if is_compared else []
    return Turn(after.live_from, why, told[::-1], changed)


def _is_amended(told, before):
    known = {each.dated_at for each in before.notices}
    return all(each.dated_at in known for each in told)


def _with_notices(before, after):
    """Return the last edition with a text, as told of what came with one without."""
    before.corrections = after.corrections
    return before


def _changed(before, after):
    if before.headline != after.headline:
        runs = words_changed(before.headline, after.headline)
        yield FieldDifference("headline", gettext("Headline"), runs=runs)
    for name, label in (
        ("standfirst", gettext("Standfirst")),
        ("body", gettext("Text")),
    ):
        if parts := _compared(getattr(before, name), getattr(after, name)):
            yield FieldDifference(name, str(label), parts=parts)


@lru_cache(maxsize=128)
def _compared(old, new):
    """Return what differs, or nothing: readers ask again for what never changes."""
    old, new = comparable(old), comparable(new)
    return tuple(folded(differences(old, new))) if old != new else ()


def comparable(markup: str) -> str:
    """Return an edition's text as it is compared: its words, and where links lead.

    Numbers of notes and what leads about within the page say nothing; links to articles
    of ours are words, since not each of them is there for readers.
    """
    root = html.fragment_fromstring(markup or "<p></p>", create_parent="div")
    for mark in root.xpath(".//sup[@class='note-mark'] | .//a[@role='doc-backlink']"):
        mark.drop_tree()
    for link in root.xpath(".//a[not(starts-with(@href, 'http'))]"):
        link.drop_tag()
    for figure in root.xpath(".//figure"):
        said = "".join(figure.xpath(".//img/@alt"))
        named = f"{gettext('Picture')}: {said}" if said else gettext("Picture")
        figure.set("data-image", named)
    inner = (etree.tostring(node, encoding="unicode", method="html") for node in root)
    return "".join(inner)
