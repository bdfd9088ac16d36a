"""Readers see once more what they saw: the very same words and pictures."""

from articles.models import Edition
from articles.publishing.editions import beginnings, retime, timeline


def show_again(article, live, *, by, now, **changes):
    """Replace what readers see by its like, which counts as an update; return that.

    It ends when the other would have. Call with the article locked.
    """
    known = timeline(article)
    changes = {"article": article, "is_substantive": True, "undoes": None, **changes}
    again = shown_again(live, known, by=by, now=now, **changes)
    retime(article, now=now, born=again, known=known)
    return again


def shown_again(before, known, *, by, now, **changes):
    """Return a new edition like an earlier one, for retime() to give it its place.

    `known` is the timeline.
    """
    again = Edition.objects.get(pk=before.pk)
    again.pk, again._state.adding = None, True
    again.live_from, _ = beginnings(known, now)
    again.live_until = again.live_from  # empty until retime() says how long
    again.settled, again.undone_at = False, None
    again.look_wanted_at = again.desk_was = None
    again.made_by, again.made_at = by, now
    for name, value in changes.items():
        setattr(again, name, value)
    return again
