"""Puts editions into time: which text readers see, from when and until when.

Nobody is asked here who may: that is editing's business. Every function takes `now`, so
that tests, imports of old newsrooms and simulations need no other clock. The past, all
that lies before `now`, is never rewritten.
"""

from datetime import timedelta
from itertools import zip_longest
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition, Kind
from articles.models.edition import SETTLES_AFTER
from articles.publishing import placements
from articles.publishing.frozen import frozen

BLINK = timedelta(microseconds=1)


@transaction.atomic
def publish(article, revision, *, by, now=None, expires_at=None):
    """Let readers see a revision from now on; return the edition.

    A later edition that is already scheduled still takes over at its hour.
    """
    article, now = _locked(article), now or timezone.now()
    return begin(article, revision, by=by, now=now, expires_at=expires_at)


def begin(article, revision, *, by, now, expires_at=None, **loaded):
    """Publish with the article locked already.

    `loaded` are the publication, the images of the text and the article's timeline,
    `known`, where somebody has them already.
    """
    _check_expiry(expires_at, now)
    begins = {"by": by, "now": now, "expires_at": expires_at}
    return _begin(article, revision, now, **begins, **loaded)


@transaction.atomic
def schedule(article, revision, live_from, *, by, now=None, expires_at=None):
    """Let readers see a revision from a later moment on; return the edition."""
    article, now = _locked(article), now or timezone.now()
    _check_start(article, live_from, now)
    _check_expiry(expires_at, live_from)
    return _begin(article, revision, live_from, by=by, now=now, expires_at=expires_at)


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


@transaction.atomic
def reschedule(edition, live_from, *, now=None):
    article, now = _locked(edition.article), now or timezone.now()
    edition = _pending(edition, now)
    _check_start(article, live_from, now, moved=edition)
    _check_expiry(edition.expires_at, live_from)
    # Empty until retime() says how long: it overlaps nothing on its way.
    edition.live_from = edition.live_until = live_from
    runs_again = edition.held_at is not None and not article.is_stopped
    if runs_again:
        edition.held_at = None
    edition.save(update_fields=["live_from", "live_until", "held_at"])
    retime(article, now=now)
    edition.refresh_from_db()
    if runs_again:
        placements.place(edition)
    return edition


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

    Where that one is held, this one waits as it did.
    """
    now = now or timezone.now()
    cancelled = cancel(edition, now=now)
    return _begin(
        *(cancelled.article, revision, cancelled.live_from),
        by=by,
        now=now,
        expires_at=cancelled.expires_at,
        held_at=cancelled.held_at,
    )


@transaction.atomic
def expire(edition, at, *, now=None):
    """Let an edition end at a moment that is not past; None means that it stays."""
    article, now = _locked(edition.article), now or timezone.now()
    edition = _fresh(edition)
    if edition.held_at and edition.live_from <= now:
        raise ValidationError("Its hour passed while it was held. Choose another one.")
    if edition.cancelled_at or _is_past(edition, now):
        raise ValidationError("Readers no longer see this version, so it cannot end.")
    if at is not None and at < now:
        raise ValidationError("That moment has passed. Choose a later one.")
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


def retime(article, *, now=None, born=None, known=None):
    """Derive from the staff's intents when each edition ends, and its three dates.

    An edition ends when it expires or when the next one begins, whichever is first;
    nothing comes back by itself. In order of their beginnings, so that no two overlap
    even between two writes. `born` is a new edition, stored in its turn, with its
    places in lists. Dates follow from those before that were not undone. Call with the
    article locked; `known` is its timeline, where that is loaded.
    """
    now = now or timezone.now()
    known = timeline(article) if known is None else known
    new = [born] if born else []
    running = [edition for edition in [*known, *new] if edition.held_at is None]
    running.sort(key=attrgetter("live_from"))
    changed = _settled([edition for edition in running if _is_past(edition, now)], now)
    earlier = None
    for edition, following in zip_longest(running, running[1:]):
        moves = not _is_past(edition, now) and _derive(edition, earlier, following)
        if moves and edition is not born:
            edition.save(update_fields=_DERIVED)
            changed.append(edition)
        if edition is born:
            born.save(force_insert=True)
        earlier = earlier if edition.undone_at else edition
    placements.follow(changed)
    if born and born.held_at:
        born.save(force_insert=True)
    elif born:
        placements.place(born)


def timeline(article):
    """Return what stands of an article, held editions too, in the order of hours."""
    editions = article.editions.standing().order_by("live_from")
    return list(editions.defer(*_TEXTS))


def _settled(past, now):
    """Leave out of the lists' index what ended a while ago; return those editions."""
    settling = [
        edition
        for edition in past
        if not edition.settled and edition.live_until <= now - SETTLES_AFTER
    ]
    for edition in settling:
        edition.settled = True
    if settling:
        ids = [edition.pk for edition in settling]
        Edition.objects.filter(pk__in=ids).update(settled=True)
    return settling


_TEXTS = ["standfirst", "body", "text", "search_text", "disclaimer"]
_DERIVED = [
    *("live_until", "first_published_at", "first_dated_at"),
    *("published_at", "updated_at"),
]


def _derive(edition, earlier, following):
    """Set an edition's derived fields from its neighbours; say if any changed."""
    before = [getattr(edition, name) for name in _DERIVED]
    ends = [edition.expires_at, following and following.live_from]
    edition.live_until = min((end for end in ends if end), default=None)
    first = earlier.first_published_at if earlier else edition.live_from
    edition.first_published_at = first
    edition.published_at = edition.display_at or first
    edition.first_dated_at = earlier.first_dated_at if earlier else edition.published_at
    if earlier is None:
        edition.updated_at = None
    elif edition.is_substantive:
        edition.updated_at = edition.live_from
    else:
        edition.updated_at = earlier.updated_at
    return before != [getattr(edition, name) for name in _DERIVED]


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
    held_at=None,
    **beside,
):
    """Let retime() give a new edition its place.

    It carries all corrections that stand: whatever begins last among the others, but
    for what was undone, has them. What is to come of an article that is stopped waits
    from its birth.
    """
    snapshot, known = revision.snapshot, known or timeline(article)
    if article.is_stopped and live_from > now:
        held_at = held_at or now
    counting = [edition for edition in known if not edition.undone_at]
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
    retime(article, now=now, born=edition, known=known)
    return edition


def beginnings(known, live_from):
    """Return when a new edition begins, and when readers first saw the article.

    Where another begins at the very moment, it begins a blink later.
    """
    begun = {edition.live_from for edition in known}
    while live_from in begun:
        live_from += BLINK
    seen_from = [
        edition.live_from
        for edition in known
        if not (edition.undone_at or edition.held_at)
    ]
    return live_from, min([*seen_from, live_from])


def _locked(article):
    """Return the article, nobody else's until the commit.

    The clock is read after this: who waits for a colleague publishes after them.
    """
    return Article.objects.select_for_update().get(pk=article.pk)


def _fresh(edition):
    return Edition.objects.select_related("article").get(pk=edition.pk)


def live(article, now):
    """Return what readers see now; refuse where that is nothing."""
    seen = article.editions.visible(now).first()
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


def _is_past(edition, now):
    """Say whether it has ended; what begins this very instant has not."""
    ended = edition.live_until is not None and edition.live_until <= now
    return ended and edition.live_from < now


def _check_start(article, live_from, now, moved=None):
    if live_from <= now:
        raise ValidationError("That moment has passed. Choose a later one.")
    others = article.editions.standing().filter(live_from=live_from)
    if others.exclude(pk=moved and moved.pk).exists():
        raise ValidationError(
            "Another version is scheduled for that very moment. "
            "Move or cancel that one, or choose another time."
        )


def _check_expiry(expires_at, live_from):
    if expires_at is not None and expires_at <= live_from:
        raise ValidationError("It must end after it begins. Choose a later end.")
