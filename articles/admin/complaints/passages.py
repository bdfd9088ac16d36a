"""The words that a reader quoted: as they were, and what stands there now."""

from dataclasses import dataclass

from articles.admin.notes.beside import plain_texts
from articles.admin.translations import difference
from articles.editing.passages import Whereabouts, place_of, quoted

AROUND = 240


@dataclass(frozen=True)
class Excerpt:
    """Some words, and the text around them."""

    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True)
class ThenAndNow:
    """`then` is None where nothing was quoted that stood in the text."""

    then: Excerpt | None = None
    now: Excerpt | None = None
    is_same: bool = False
    difference: str = ""


def then_and_now(complaint, live):
    """Find what was quoted in what the reader saw and in what readers see now."""
    seen = complaint.edition.revision
    if live and live.revision_id != seen.pk:
        compared = difference(complaint.article, seen.number, live.revision.number)
    else:
        compared = ""
    texts = plain_texts(seen.snapshot)
    passage = quoted(complaint.quote, texts) if complaint.quote else None
    if passage is None:
        return ThenAndNow(difference=compared)
    then = place_of(passage, texts[passage.field])
    if live is None:
        return ThenAndNow(_around(texts[passage.field], then), difference=compared)
    text = plain_texts(live.revision.snapshot)[passage.field]
    now = place_of(passage, text)
    return ThenAndNow(
        then=_around(texts[passage.field], then),
        now=None if now.state == Whereabouts.GONE else _around(text, now),
        is_same=now.state == Whereabouts.HERE,
        difference=compared,
    )


def _around(text, place):
    end = place.start + len(place.words)
    before, after = text[: place.start], text[end:]
    return Excerpt(_last(before), place.words, _first(after))


def _last(text):
    return text if len(text) <= AROUND else f"…{text[-AROUND:].partition(' ')[2]}"


def _first(text):
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]}…"
