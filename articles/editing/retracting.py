"""Saying in public that an article is not to be relied on, and taking that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import obstacles
from articles.editing.locking import locked, locked_with_others
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.editing.publication import cancel_pending, require_editions_seen
from articles.models import Correction, Event, Publication
from articles.models.actions import Action
from articles.models.correction import TEXT_LENGTH
from articles.publishing import corrections, taking_down

LOGGED_LENGTH = 400


@transaction.atomic
def retract(article, leaves, *, by, seen, notice, now=None):
    """Let readers see that the article is retracted, and why; return the edition.

    `leaves` says whether the text stays under the notice. Whatever is scheduled is
    cancelled. `seen` is the newest edition the person knew of, as Standing has it. What
    is retracted already is retracted anew, in other words or leaving less.
    """
    article, rules = locked_with_others(article), Publication.objects.current().rules
    require(by, Action.RETRACT, article, rules)
    now = now or timezone.now()
    require_editions_seen(article, seen)
    notice = told(notice, "Say to readers why it is retracted.")
    said = {"by": by, "why": notice[:LOGGED_LENGTH], "now": now}
    cancel_pending(article, **said)
    edition = taking_down.retract(article, leaves, by=by, now=now)
    _tell(edition, Correction.Kind.RETRACTION, notice, rules, by, now)
    article.retracted_at = now
    article.save(update_fields=["retracted_at"])
    record(article, Event.Kind.RETRACTED, edition=edition, **said)
    return edition


@transaction.atomic
def reinstate(article, *, by, seen, notice, now=None):
    """Show readers again what they saw before a retraction, with a note on it; return
    the edition.

    It stands in lists again. What stops an article from going out stops this, too.
    `seen` is as in retract().
    """
    article, rules = locked(article), Publication.objects.current().rules
    require(by, Action.REINSTATE, article, rules)
    now = now or timezone.now()
    require_editions_seen(article, seen)
    require_showable(article, now)
    notice = told(notice, "Say to readers why it is shown again.")
    edition = taking_down.reinstate(article, by=by, now=now)
    _tell(edition, Correction.Kind.EDITORS_NOTE, notice, rules, by, now)
    article.retracted_at = None
    article.save(update_fields=["retracted_at"])
    said = {"by": by, "why": notice[:LOGGED_LENGTH], "now": now}
    record(article, Event.Kind.REINSTATED, edition=edition, **said)
    return edition


def require_showable(article, now):
    """Refuse to show readers again what is not retracted, or may not go out."""
    if article.retracted_at is None:
        raise ValidationError("It is not retracted.")
    obstacles.refuse(obstacles.against_showing_again(article, now))


def told(notice, needed):
    """Return what readers are told, on one line; refuse too little and too much."""
    words = " ".join(notice.split())
    if not words:
        raise ValidationError({"notice": needed})
    if len(words) > TEXT_LENGTH:
        too_long = f"Say it more briefly: at most {TEXT_LENGTH} characters."
        raise ValidationError({"notice": too_long})
    return words


def _tell(edition, kind, notice, rules, by, now):
    if rules.has_four_eyes:  # it goes out at once, as a fix does
        edition.look_wanted_at = now
        edition.save(update_fields=["look_wanted_at"])
    said = {"by": by, "by_name": name_of(by), "now": now}
    corrections.correct(edition, kind, notice, **said)
