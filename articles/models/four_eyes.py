"""Nobody approves or publishes what they wrote, where the publication says so.

Whoever made a version since the text was last approved or published has written in it:
by saving, merging, restoring or importing, and be it one comma, for a comma can turn a
sentence round. So a colleague who mends a typo in an approved text cannot approve it
again; whoever wrote that text until its approval can, for their words have been read.
An approval counts no more once the text was sent back or the approval taken back, a
publication counts unless it was undone.
A fix of a live text counts once somebody else has looked at it, as a publication does.
A version that was refused and kept aside never stood, and counts for nobody. A copy and
a translation are new texts: whoever began them has written all that is in them.
"""

from itertools import groupby
from operator import itemgetter

from django.db.models import Max, Q

from articles.models.event import Event
from articles.models.revision import NEVER_STOOD, Revision

_READ = (Event.Kind.APPROVED, Event.Kind.PUBLISHED)
_UNREAD = (Event.Kind.SENT_BACK, Event.Kind.TAKEN_BACK, Event.Kind.UNDONE)
_TOLD = ("kind", "revision__number", "revision", "edition", "from_approved")
# Where a fix became the desk copy; else there are words beside it, still unread.
_LOOKED_AT = Q(kind=Event.Kind.LOOKED_AT, revision__intent=Revision.Intent.FIX)
_COUNTING = Q(kind__in=[*_READ, *_UNREAD]) | _LOOKED_AT


def objection(user, article):
    """Return why the user may not let this text out, in words; "" if they may."""
    if user.pk in writers(article):
        return (
            "You have written in this text since it was last approved. "
            "Somebody else must read it and decide."
        )
    return ""


def writers(article):
    """Return the ids of who wrote since the last approval: two queries for each state
    of an article loaded, however often it is asked.
    """
    state = article.version, article.stage, article.approved_revision_id
    known = getattr(article, "_newsroom_writers", None)
    if known is None or known[0] != state:
        events = article.events.filter(_COUNTING).order_by("-pk").values_list(*_TOLD)
        since = article.revisions.filter(number__gt=_last_read(events))
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
    events = Event.objects.filter(_COUNTING, article__in=newest)
    events = events.order_by("article", "-pk").values_list("article", *_TOLD)
    last_read = {
        article: _last_read(told for _, *told in events)
        for article, events in groupby(events, itemgetter(0))
    }
    return {pk for pk, number in newest.items() if number > last_read.get(pk, 0)}


def _last_read(events):
    """Return the number of the newest version that somebody stands for; 0 if none.

    `events` are an article's that count, the newest first.
    """
    was_sent_back, taken_back, undone = False, set(), set()
    for kind, number, revision, edition, was_approved in events:
        if kind == Event.Kind.SENT_BACK:
            was_sent_back = True
        elif kind in _UNREAD:
            taken_back.add(was_approved)
            undone.add(edition)
        elif kind != Event.Kind.APPROVED:
            if edition not in undone:
                return number
        elif revision in taken_back:
            taken_back.remove(revision)
        elif not was_sent_back:
            return number
    return 0
