"""Nobody approves or publishes what they wrote, where the publication says so.

Whoever made a version since the text was last approved or published has written in it:
by saving, merging, restoring or importing, and be it one comma, for a comma can turn a
sentence round. So a colleague who mends a typo in an approved text cannot approve it
again; whoever wrote that text until its approval can, for their words have been read.
An approval counts no more once the text was sent back or the approval taken back, a
publication counts unless it was undone.
A fix of a live text counts once somebody else has looked at it, as a publication does,
unless an older fix below it still waits for a look, or it was undone.
A version that was refused and kept aside never stood, and counts for nobody. A copy and
a translation are new texts: whoever began them has written all that is in them.
"""

from itertools import groupby
from math import inf
from operator import attrgetter

from django.db.models import Max

from articles.models.event import Event
from articles.models.revision import NEVER_STOOD, Revision

_READ = (Event.Kind.APPROVED, Event.Kind.PUBLISHED)
_UNREAD = (Event.Kind.SENT_BACK, Event.Kind.TAKEN_BACK, Event.Kind.UNDONE)
_LOOKS = (Event.Kind.FIXED, Event.Kind.LOOKED_AT)
_COUNTING = (*_READ, *_UNREAD, *_LOOKS)
_TOLD = (
    *("article", "kind", "from_approved"),
    *("revision", "revision__number", "revision__intent"),
    *("edition__undone_at", "edition__look_wanted_at"),
)


WRITTEN = (
    "You have written in this text since it was last approved. "
    "Somebody else must read it and decide."
)


def objection(user, article):
    """Return why the user may not let this text out, in words; "" if they may."""
    return WRITTEN if user.pk in writers(article) else ""


def writers(article):
    """Return the ids of who wrote since the last approval: two queries for each state
    of an article loaded, however often it is asked.
    """
    state = article.version, article.stage, article.approved_revision_id
    known = getattr(article, "_newsroom_writers", None)
    if known is None or known[0] != state:
        log = article.events.filter(kind__in=_COUNTING).order_by("-pk")
        log = list(log.values_list(*_TOLD, named=True))
        since = article.revisions.filter(number__gt=_last_read(log))
        since = since.exclude(intent__in=NEVER_STOOD).order_by()
        ids = since.values_list("made_by", flat=True).distinct()
        known = article._newsroom_writers = state, frozenset(ids)
    return known[1]


def written_in(user, articles):
    """Return the ids of those articles of which the user is among the writers().

    Two queries, however many articles there are.
    """
    own = Revision.objects.filter(article__in=articles, made_by=user)
    own = own.exclude(intent__in=NEVER_STOOD).order_by().values_list("article")
    newest = dict(own.annotate(newest=Max("number")))
    events = Event.objects.filter(kind__in=_COUNTING, article__in=newest)
    events = events.order_by("article", "-pk").values_list(*_TOLD, named=True)
    last_read = {
        article: _last_read(list(log))
        for article, log in groupby(events, attrgetter("article"))
    }
    return {pk for pk, number in newest.items() if number > last_read.get(pk, 0)}


def _last_read(log):
    """Return the number of the newest version that somebody stands for; 0 if none.

    `log` are the events of an article that count, the newest first.
    """
    place, read = _last_decided(log)
    since = [event for event in log[:place] if event.edition__undone_at is None]
    fixed = [event for event in since if event.kind == Event.Kind.FIXED]
    unlooked = [
        event.revision__number for event in fixed if event.edition__look_wanted_at
    ]
    first = min(unlooked, default=inf)
    looked = [event for event in since if event.kind == Event.Kind.LOOKED_AT]
    numbers = [
        event.revision__number
        for event in looked
        # Where it became the desk copy; else there are words beside it, still unread.
        if event.revision__intent == Revision.Intent.FIX
    ]
    return max([read, *(number for number in numbers if number < first)])


def _last_decided(log):
    """Return the place in the log, newest first, of the last approval or publication
    that counts, and the number of its version.
    """
    was_sent_back, taken_back = False, set()
    for place, event in enumerate(log):
        if event.kind == Event.Kind.SENT_BACK:
            was_sent_back = True
        elif event.kind in _UNREAD:
            taken_back.add(event.from_approved)
        elif event.kind == Event.Kind.PUBLISHED and not event.edition__undone_at:
            return place, event.revision__number
        elif event.kind == Event.Kind.APPROVED and event.revision in taken_back:
            taken_back.remove(event.revision)
        elif event.kind == Event.Kind.APPROVED and not was_sent_back:
            return place, event.revision__number
    return len(log), 0
