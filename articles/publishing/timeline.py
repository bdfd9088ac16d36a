"""An article's editions in the order of their hours: when each ends, and its dates.

Staff say when an edition begins and perhaps when it expires; all else follows from its
neighbours. The past, all that lies before `now`, is never rewritten.
"""

from datetime import timedelta
from itertools import zip_longest
from operator import attrgetter

from django.utils import timezone

from articles.models import Edition
from articles.models.edition import SETTLES_AFTER
from articles.publishing import placements

BLINK = timedelta(microseconds=1)


def retime(article, *, now=None, born=None, known=None, given_up=()):
    """Derive from the staff's intents when each edition ends, and its three dates.

    An edition ends when it expires or when the next one begins, whichever is first;
    nothing comes back by itself. In order of their beginnings, so that no two overlap
    even between two writes. `born` is a new edition, stored in its turn, with its
    places in lists. Dates follow from those before that were not undone. Call with the
    article locked; `known` is its timeline, where that is loaded. What is `given_up`
    by the new one is cancelled: it was held, so it stood in no list.
    """
    now = now or timezone.now()
    known = timeline(article) if known is None else known
    new = [born] if born else []
    running = [edition for edition in [*known, *new] if edition.held_at is None]
    running.sort(key=attrgetter("live_from"))
    past = [edition for edition in running if is_past(edition, now)]
    changed = _settled(past, now, given_up)
    earlier = None
    for edition, following in zip_longest(running, running[1:]):
        moves = not is_past(edition, now) and _derive(edition, earlier, following)
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


def missed(known, now):
    """Return what of a timeline was held when its hour passed."""
    return [
        edition for edition in known if edition.held_at and edition.live_from <= now
    ]


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


def timeline(article):
    """Return what stands of an article, held editions too, in the order of hours."""
    editions = article.editions.standing().order_by("live_from")
    return list(editions.defer(*_TEXTS))


def _settled(past, now, given_up):
    """Leave out of the lists' index what ended a while ago; return those editions.

    What is given up is cancelled with the same query.
    """
    settling = [
        edition
        for edition in past
        if not edition.settled and edition.live_until <= now - SETTLES_AFTER
    ]
    for edition in settling:
        edition.settled = True
    for edition in given_up:
        edition.cancelled_at = now
    if ended := [*settling, *given_up]:
        Edition.objects.bulk_update(ended, ["settled", "cancelled_at"])
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


def is_past(edition, now):
    """Say whether it has ended; what begins this very instant has not."""
    ended = edition.live_until is not None and edition.live_until <= now
    return ended and edition.live_from < now
