"""What readers are told was wrong, where no word of the text itself changes.

A notice that goes with a change of words comes from editing.fixes.live.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.locking import locked
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.editing.reasons import reason
from articles.models import Article, Correction, Edition, Event, Publication
from articles.models.actions import Action
from articles.models.correction import TEXT_LENGTH, Notice, notices
from articles.publishing import corrections

Kind = Correction.Kind
# The others take an article down, or say why: taking down does that.
OFFERED = (Kind.CORRECTION, Kind.CLARIFICATION, Kind.UPDATE, Kind.EDITORS_NOTE)
NOTHING_LIVE = (
    "Readers see nothing of this article now, so there is nobody to tell. Publish it, "
    "then add the correction."
)
TAKES_DOWN = (
    "A retraction or a withdrawal takes the article down: choose that among the steps "
    "of the article."
)
REASON_LENGTH = 400


@dataclass(frozen=True)
class Corrected:
    """Readers are told from now on."""

    article: Article
    edition: Edition
    correction: Correction


@dataclass(frozen=True)
class Standing:
    """A notice that readers see: its first row, the newest, and how it reads by now."""

    first: Correction
    newest: Correction
    notice: Notice


def standing_notices(article):
    """Return what readers are told of an article, the newest first: one query."""
    rows = list(article.corrections.standing().order_by("dated_at", "pk"))
    last = {row.amends_id or row.pk: row for row in rows}
    told = [Standing(first, last[first.pk], it) for first, it in notices(rows)]
    return told[::-1]


def worded(text, name="text"):
    """Return a notice's words on one line; refuse them by the field's name."""
    text = " ".join(text.split())
    if not text:
        raise ValidationError({name: "Say to readers what they should know."})
    if len(text) > TEXT_LENGTH:
        words = f"Say it more briefly: at most {TEXT_LENGTH} characters."
        raise ValidationError({name: words})
    return text


@transaction.atomic
def correct(article, kind, text, *, by, seen, now=None):
    """Tell readers something above a text that stays as it is; return Corrected.

    `seen` is the id of the edition that the person looked at. Whatever is scheduled
    carries the notice as well. The date of the last update moves. With four eyes on,
    somebody else is asked to look.

    Raises PermissionDenied, and ValidationError by field.
    """
    require(by, Action.CORRECT, article)
    article, now, live = _live(article, seen, now)
    if kind in (Kind.RETRACTION, Kind.WITHDRAWAL):
        raise ValidationError({"kind": TAKES_DOWN})
    if kind not in OFFERED:
        raise ValidationError({"kind": "Choose one of the list."})
    said = {"text": worded(text), "kind": kind, "why": ""}
    return _tell(article, live, Event.Kind.CORRECTED, by=by, now=now, **said)


@transaction.atomic
def amend(correction, text, *, by, seen, why, now=None):
    """Put right the words of a notice, and say what it said before; return Corrected.

    A new row takes the place of the old, which stays: readers see both. `seen` is the
    id of the edition that the person looked at; `why` is for the log.
    """
    require(by, Action.CORRECT, correction.article)
    article, now, live = _live(correction.article, seen, now)
    first = correction.amends or correction
    known = {each.first: each for each in standing_notices(article)}
    if first not in known:
        raise ValidationError("This notice was withdrawn: readers no longer see it.")
    text = worded(text)
    if text == known[first].notice.text:
        raise ValidationError({"text": "Readers are told these very words already."})
    why = reason(why, needed="Say why: colleagues will ask.")
    said = {"text": text, "kind": first.kind, "amends": first, "why": why}
    return _tell(article, live, Event.Kind.AMENDED, by=by, now=now, **said)


def _live(article, seen, now):
    """Lock the article; return it, the moment, and what readers see, if as it was."""
    article = locked(article)
    now = now or timezone.now()
    live = article.editions.visible(now).select_related("made_by", "revision").first()
    if live is None:
        raise ValidationError(NOTHING_LIVE)
    if live.pk != seen:
        who = name_of(live.made_by) if live.made_by else "Somebody"
        raise ValidationError(
            f"{who} has changed what readers see since you opened this. Look at what "
            "they are told now, then send yours again if it is still needed."
        )
    return article, now, live


def _tell(article, live, event, *, kind, text, why, by, now, amends=None):
    wants_look = Publication.objects.current().rules.has_four_eyes
    edition = corrections.show_again(
        *(article, live), by=by, now=now, look_wanted_at=now if wants_look else None
    )
    said = {"revision": live.revision, "edition": edition, "now": now}
    record(article, event, by=by, why=why or text[:REASON_LENGTH], **said)
    said = {"by": by, "by_name": name_of(by), "now": now, "amends": amends}
    correction = corrections.correct(edition, kind, text, **said)
    return Corrected(article, edition, correction)
