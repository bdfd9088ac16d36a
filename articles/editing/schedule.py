"""Saying when readers get which text, and when they get it no more.

A scheduled update of a live article stays fixable: a fix goes into it as well.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import embargo, obstacles, review
from articles.editing.dossiers import telling
from articles.editing.dossiers.against import require_in_report
from articles.editing.dossiers.words import TO_COME, is_to_come
from articles.editing.locking import (
    locked,
    locked_with_others,
    locked_with_text,
    require_seen,
)
from articles.editing.log import record
from articles.editing.permission import require
from articles.editing.publication import against, current_publication, tell_given_up
from articles.editing.scrutiny import Scrutinised
from articles.models import Event, Publication
from articles.models.actions import Action
from articles.models.local_time import said
from articles.publishing import editions, releases
from articles.publishing.editions import AS_IT_IS
from articles.publishing.timeline import missed, timeline

MISSED = "Its hour has passed. Choose another one first."
SAME_TEXT = "Readers are to get this very text already."
_MOVES = (Event.Kind.RESCHEDULED, Event.Kind.END_CHANGED)


def as_seen(edition):
    """Return when an edition begins and ends, as a page about it carries it."""
    ends = edition.expires_at.isoformat() if edition.expires_at else ""
    return f"{edition.live_from.isoformat()}/{ends}"


@transaction.atomic
def schedule(article, *, by, seen, live_from, expires_at=AS_IT_IS, now=None):
    """Let readers see the newest version from a later moment on; return the edition.

    Whoever may schedule approves by it; `seen` is the version the person looked at.
    It ends as publish() says. What missed its hour is given up. Raises
    PermissionDenied and ValidationError as publish() does, the embargo and links judged
    at `live_from`.
    """
    (article, revision), publication = locked_with_text(article), current_publication()
    require(by, Action.SCHEDULE, article, publication.rules)
    require_seen(article, seen)
    now = now or timezone.now()
    known = timeline(article)
    if any(is_to_come(edition, now) for edition in known):
        raise ValidationError(TO_COME)
    _approve(article, revision, publication, live_from, by=by, now=now)
    given_up = missed(known, now)
    edition = editions.schedule(
        *(article, revision, live_from),
        by=by,
        now=now,
        expires_at=editions.end_of(expires_at, known, live_from),
        known=known,
        given_up=given_up,
    )
    text = {"revision": revision, "edition": edition}
    record(article, Event.Kind.SCHEDULED, by=by, now=now, **text)
    tell_given_up(article, given_up, by=by, now=now)
    return edition


@transaction.atomic
def use_this_text(edition, *, by, seen, when, now=None):
    """Let the newest version begin in place of a scheduled one; return its edition.

    `seen` is the version the person looked at, `when` what as_seen() said of the
    edition. Raises as schedule() does.
    """
    if edition.release_id:
        locked_with_others(edition.article)  # they may go out again with the new text
    (article, revision), publication = (
        locked_with_text(edition.article),
        current_publication(),
    )
    require(by, Action.SCHEDULE, article, publication.rules)
    require_seen(article, seen)
    now = now or timezone.now()
    edition = _pending_as_seen(article, edition, when, now)
    if edition.live_from <= now:
        raise ValidationError(MISSED)
    if edition.revision_id == revision.pk:
        raise ValidationError(SAME_TEXT)
    require_in_report(edition, revision.snapshot)
    _approve(article, revision, publication, edition.live_from, by=by, now=now)
    why = f"Version {revision.number} instead of version {edition.revision.number}"
    told = {"by": by, "why": why, "now": now}
    record(article, Event.Kind.CANCELLED, edition=edition, **told)
    new = editions.replace_pending(edition, revision, by=by, now=now)
    record(article, Event.Kind.SCHEDULED, revision=revision, edition=new, **told)
    if new.held_at:  # perhaps only the old text had lost its permission
        telling.follow(article, by=by, now=now)
        new.refresh_from_db()
    return new


@transaction.atomic
def move(edition, live_from, *, by, seen, expires_at=AS_IT_IS, now=None):
    """Let a scheduled text begin at another moment; return its edition.

    Also on hold: then it waits there. What missed its hour runs again by it. `seen` is
    what as_seen() said of it, here and below. Raises PermissionDenied, and
    ValidationError by field: for a moment that is past, taken or under embargo.
    """
    article, publication = locked(edition.article), Publication.objects.current()
    require(by, Action.MOVE, article, publication.rules)
    now = now or timezone.now()
    edition = _pending_as_seen(article, edition, seen, now)
    zone, was = publication.zone, edition.live_from
    if words := embargo.against_moving(article, zone, live_from):
        raise ValidationError({"live_from": words})
    edition = editions.reschedule(edition, live_from, expires_at=expires_at, now=now)
    why = f"From {said(was, zone)} to {said(edition.live_from, zone)}"
    record(article, Event.Kind.RESCHEDULED, by=by, edition=edition, why=why, now=now)
    return edition


@transaction.atomic
def cancel(edition, *, by, seen, why="", now=None):
    """Take a scheduled text out of time before anybody has seen it; return it.

    What was to go out together with it waits until somebody decides.
    """
    article = locked_with_others(edition.article)
    publication = Publication.objects.current()
    require(by, Action.MOVE, article, publication.rules)
    now = now or timezone.now()
    edition = _pending_as_seen(article, edition, seen, now)
    edition = editions.cancel(edition, now=now)
    told = {"by": by, "edition": edition, "why": why.strip(), "now": now}
    record(article, Event.Kind.CANCELLED, **told)
    telling.let_wait(article, releases.miss(edition, now), by=by, now=now)
    return edition


@transaction.atomic
def end_at(edition, expires_at, *, by, seen, now=None):
    """Let a text that is live or scheduled end at a moment, or stay: None; return it.

    Of a live text that is taking it down later, and asks the same permission.
    """
    article, publication = locked(edition.article), Publication.objects.current()
    now = now or timezone.now()
    is_live = edition.live_from <= now and not edition.held_at
    action = Action.UNPUBLISH if is_live else Action.MOVE
    require(by, action, article, publication.rules)
    edition = _as_seen(article, edition, seen)
    edition = editions.expire(edition, expires_at, now=now)
    why = f"Ends {said(expires_at, publication.zone)}" if expires_at else "Stays"
    record(article, Event.Kind.END_CHANGED, by=by, edition=edition, why=why, now=now)
    return edition


def _approve(article, revision, publication, begins, *, by, now):
    """Refuse a text that may not go out at that moment; approve it else."""
    text = Scrutinised(revision.snapshot, article, begins)
    obstacles.refuse(against(text, publication, begins))
    review.stamp(article, revision, by=by, now=now)


def _pending_as_seen(article, edition, seen, now):
    edition = _as_seen(article, edition, seen)
    if edition.held_at is None and edition.live_from <= now:
        raise ValidationError("Readers see this text by now. Look at it, then decide.")
    return edition


def _as_seen(article, edition, seen):
    """Return the edition, fresh, if it stands and begins and ends as it was seen."""
    edition = article.editions.select_related("revision").get(pk=edition.pk)
    if edition.cancelled_at:
        who = _who(article, edition, [Event.Kind.CANCELLED])
        raise ValidationError(
            f"{who} has cancelled this schedule, or put another text into its place, "
            "since you opened it. Look at what is scheduled now."
        )
    if as_seen(edition) != seen:
        who = _who(article, edition, _MOVES)
        raise ValidationError(
            f"{who} has moved this text since you opened it. "
            "Look at when it goes out now, then decide again."
        )
    return edition


def _who(article, edition, kinds):
    did = article.events.filter(edition=edition, kind__in=kinds).order_by("-pk")
    return did.values_list("by_name", flat=True).first() or "Somebody"
