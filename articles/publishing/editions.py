"""Puts editions into time: which text readers see, from when and until when.

Nobody is asked here who may: that is editing's business. Every function takes `now`, so
that tests, imports of old newsrooms and simulations need no other clock. The past, all
that lies before `now`, is never rewritten.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition, Kind
from articles.publishing import placements
from articles.publishing.frozen import frozen
from articles.publishing.timeline import beginnings, is_past, retime, timeline

TOGETHER = (
    "It goes out together with others of its report. Move all of them on the page of "
    "that release, or put this one on hold."
)


@transaction.atomic
def publish(article, revision, *, by, now=None, expires_at=None):
    """Let readers see a revision from now on; return the edition.

    A later edition that is already scheduled still takes over at its hour.
    """
    article, now = _locked(article), now or timezone.now()
    return begin(article, revision, by=by, now=now, expires_at=expires_at)


def begin(article, revision, *, by, now, expires_at=None, live_from=None, **loaded):
    """Publish with the article locked already, now or from a later moment on.

    `loaded` are the publication, the images of the text and the article's timeline,
    `known`, where somebody has them already; what of it is `given_up` by this, for it
    missed its hour; and further fields of the edition.
    """
    live_from = live_from or now
    _check_expiry(expires_at, live_from)
    begins = {"by": by, "now": now, "expires_at": expires_at}
    return _begin(article, revision, live_from, **begins, **loaded)


@transaction.atomic
def schedule(article, revision, live_from, *, by, now=None, expires_at=None, **loaded):
    """Let readers see a revision from a later moment on; return the edition.

    `loaded` is as in begin().
    """
    article, now = _locked(article), now or timezone.now()
    _check_start(article, live_from, now)
    _check_expiry(expires_at, live_from)
    begins = {"by": by, "now": now, "expires_at": expires_at}
    return _begin(article, revision, live_from, **begins, **loaded)


@transaction.atomic
def fix(article, revision, *, by, now=None, is_substantive=False, **beside):
    """Replace what readers see now; return the edition.

    It is called an update only where it is substantive. It ends when what it replaces
    would have ended. `beside` are further fields of it, which no reader sees.
    """
    article, now = _locked(article), now or timezone.now()
    replaced = live(article, now)
    return _begin(
        article,
        revision,
        now,
        by=by,
        now=now,
        expires_at=replaced.expires_at,
        is_substantive=is_substantive,
        **beside,
    )


AS_IT_IS = object()


def end_of(expires_at, known, begins):
    """Return when a new text ends: AS_IT_IS, with what it takes the place of."""
    if expires_at is not AS_IT_IS:
        return expires_at
    seen = [
        edition
        for edition in known
        if not (edition.held_at or edition.undone_at) and edition.live_from <= begins
    ]
    ends = seen[-1].expires_at if seen else None
    return ends if ends and ends > begins else None


@transaction.atomic
def reschedule(edition, live_from, *, expires_at=AS_IT_IS, now=None):
    """Let what is to come begin at another moment; return it.

    One that missed its hour runs again by it, unless something stops it still.
    """
    article, now = _locked(edition.article), now or timezone.now()
    edition = _pending(edition, now)
    if expires_at is not AS_IT_IS:
        edition.expires_at = expires_at
    _check_start(article, live_from, now, moved=edition)
    _check_expiry(edition.expires_at, live_from)
    # Empty until retime() says how long: it overlaps nothing on its way.
    edition.live_from = edition.live_until = live_from
    _keep_together(edition, now)
    was_held, waits = edition.held_at, _is_kept(edition)
    edition.held_at = (was_held or now) if waits else None
    edition.save(update_fields=_MOVED)
    if waits:
        placements.remove(edition)
    retime(article, now=now)
    edition.refresh_from_db()
    if was_held and not waits:
        placements.place(edition)
    return edition


def _keep_together(edition, now):
    """Let it begin by itself, unless it is to begin with others at their hour."""
    release = edition.release
    if release is None or release.live_from == edition.live_from:
        return
    others = release.editions.to_come(now).filter(left_out_at=None)
    if edition.left_out_at is None and others.exclude(pk=edition.pk).exists():
        raise ValidationError(TOGETHER)
    edition.release = edition.stopped_at = edition.left_out_at = None


def _is_kept(edition):
    """Say whether something keeps it waiting, be it another of its release."""
    others = Edition.objects.filter(release=edition.release_id or 0)
    return edition.is_stopped or others.stopping().exists()


@transaction.atomic
def cancel(edition, *, now=None):
    """Take back an edition that nobody has seen yet."""
    article, now = _locked(edition.article), now or timezone.now()
    edition = _pending(edition, now)
    edition.cancelled_at = now
    edition.save(update_fields=["cancelled_at"])
    placements.remove(edition)
    retime(article, now=now)
    return edition


@transaction.atomic
def replace_pending(edition, revision, *, by, now=None):
    """Let another text begin when a scheduled one was to; return the new edition.

    Where that one is held, this one waits as it did; it goes out with the same others.
    """
    now = now or timezone.now()
    cancelled = cancel(edition, now=now)
    place = {name: getattr(cancelled, name) for name in _IN_RELEASE}
    cancelled.release = cancelled.stopped_at = cancelled.left_out_at = None
    cancelled.save(update_fields=_IN_RELEASE)
    return _begin(
        *(cancelled.article, revision, cancelled.live_from),
        by=by,
        now=now,
        expires_at=cancelled.expires_at,
        held_at=cancelled.held_at,
        **place,
    )


@transaction.atomic
def expire(edition, at, *, now=None):
    """Let an edition end at a moment that is not past; None means that it stays."""
    article, now = _locked(edition.article), now or timezone.now()
    edition = _fresh(edition)
    if edition.held_at and edition.live_from <= now:
        words = "Its hour passed while it was stopped. Choose another one."
        raise ValidationError({"live_from": words})
    if edition.cancelled_at or is_past(edition, now):
        raise ValidationError("Readers no longer see this version, so it cannot end.")
    if at is not None and at < now:
        words = "That moment has passed. Choose a later one."
        raise ValidationError({"expires_at": words})
    _check_expiry(at, edition.live_from)
    edition.expires_at = at
    edition.save(update_fields=["expires_at"])
    retime(article, now=now)
    edition.refresh_from_db()
    return edition


@transaction.atomic
def unpublish(article, *, now=None):
    """End what readers see now; return the edition that ended."""
    article, now = _locked(article), now or timezone.now()
    return expire(live(article, now), now, now=now)


_IN_RELEASE = ["release", "stopped_at", "left_out_at"]
_MOVED = ["live_from", "live_until", "expires_at", "held_at", *_IN_RELEASE]


def _begin(
    article,
    revision,
    live_from,
    *,
    by,
    now,
    expires_at,
    is_substantive=True,
    publication=None,
    images=None,
    known=None,
    given_up=(),
    held_at=None,
    **beside,
):
    """Let retime() give a new edition its place.

    It carries all corrections that stand: whatever begins last among the others, but
    for what was undone, has them. What is to come and is stopped waits from its birth.
    """
    snapshot, known = revision.snapshot, known or timeline(article)
    known = [edition for edition in known if edition not in given_up]
    counting = [edition for edition in known if not edition.undone_at]
    is_to_come = live_from > now
    live_from, first = beginnings(known, live_from)
    edition = Edition(
        article=article,
        revision=revision,
        live_from=live_from,
        live_until=live_from,
        expires_at=expires_at,
        display_at=snapshot.display_at,
        first_published_at=first,
        first_dated_at=snapshot.display_at or first,
        published_at=snapshot.display_at or first,
        is_substantive=is_substantive,
        listed=snapshot.kind != Kind.PAGE,
        corrections=counting[-1].corrections if counting else None,
        held_at=held_at,
        made_at=now,
        made_by=by,
        **beside,
        **frozen(snapshot, first, publication, images),
    )
    if is_to_come and edition.is_stopped:
        edition.held_at = held_at or now
    retime(article, now=now, born=edition, known=known, given_up=given_up)
    return edition


def _locked(article):
    """Return the article, nobody else's until the commit.

    The clock is read after this: who waits for a colleague publishes after them.
    """
    return Article.objects.select_for_update().get(pk=article.pk)


def _fresh(edition):
    return Edition.objects.select_related("article", "release").get(pk=edition.pk)


def live(article, now):
    """Return what readers see now; refuse where that is nothing.

    What is undone this very instant has its last one.
    """
    seen = article.editions.visible(now).filter(undone_at=None).first()
    if seen is None:
        raise ValidationError("Readers do not see this article now.")
    return seen


def _pending(edition, now):
    edition = _fresh(edition)
    if edition.cancelled_at:
        raise ValidationError("This schedule was cancelled already.")
    if edition.live_from <= now and edition.held_at is None:
        raise ValidationError("Readers have seen this version; its start is history.")
    return edition


def _check_start(article, live_from, now, moved=None):
    if live_from <= now:
        words = "That moment has passed. Choose a later one."
        raise ValidationError({"live_from": words})
    others = article.editions.standing().filter(live_from=live_from)
    if others.exclude(pk=moved and moved.pk).exists():
        words = (
            "Another version is scheduled for that very moment. "
            "Move or cancel that one, or choose another time."
        )
        raise ValidationError({"live_from": words})


def _check_expiry(expires_at, live_from):
    if expires_at is not None and expires_at <= live_from:
        words = "It must end after it begins. Choose a later end."
        raise ValidationError({"expires_at": words})
