"""Takes a publication back: readers get what they saw before it, or nothing again.

As in editions, nobody is asked here who may, and the past stands as it was.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import placements, releases
from articles.publishing.editions import cancel
from articles.publishing.timeline import BLINK, beginnings, retime, timeline


@transaction.atomic
def undo(edition, *, by, now=None):
    """End what readers see now; return the edition that takes over, or None.

    What they saw just before is shown again as it was, dates and all, and ends when it
    would have ended. Whatever is scheduled stays.
    """
    article = Article.objects.select_for_update().get(pk=edition.article_id)
    now = now or timezone.now()
    edition = article.editions.get(pk=edition.pk)
    if not edition.is_visible(now):
        raise ValidationError("Readers do not see this text now.")
    edition.undone_at, edition.look_wanted_at = now, None
    before = _seen_before(edition, now)
    if before is None:
        edition.expires_at = max(now, edition.live_from + BLINK)
    edition.save(update_fields=["undone_at", "look_wanted_at", "expires_at"])
    known = timeline(article)
    again = before and shown_again(before, known, undoes=edition, by=by, now=now)
    retime(article, now=now, born=again, known=known)
    return again


@transaction.atomic
def put_back(edition, *, instead_of=None, now=None):
    """Let a cancelled edition be to come again, its words as they were; return it.

    It takes the place of another that is to come, where one is named. Where its hour
    has passed, or the article is stopped, it waits.
    """
    article = Article.objects.select_for_update().get(pk=edition.article_id)
    now = now or timezone.now()
    edition = article.editions.get(pk=edition.pk)
    if edition.cancelled_at is None:
        raise ValidationError("This schedule stands: nobody has cancelled it.")
    if instead_of is not None:
        place = cancel(instead_of, now=now)
        edition.live_from, edition.expires_at = place.live_from, place.expires_at
    if article.editions.standing().filter(live_from=edition.live_from).exists():
        raise ValidationError("Another version is scheduled for that very moment.")
    waits = edition.is_stopped or edition.live_from <= now
    edition.held_at = (edition.held_at or now) if waits else None
    edition.cancelled_at = None
    edition.live_until = edition.live_from  # empty until retime() says how long
    edition.save(update_fields=_PLACE)
    retime(article, now=now)
    edition.refresh_from_db()
    if edition.held_at is None:
        placements.place(edition)
    if instead_of is not None:
        releases.take_over(edition, place, now)
    else:
        releases.rejoin(edition, now)
    return edition


_PLACE = ["live_from", "live_until", "expires_at", "cancelled_at", "held_at"]


def _seen_before(edition, now):
    """Return what this edition took the place of, if readers would see it still."""
    earlier = edition.article.editions.running()
    earlier = earlier.filter(live_from__lt=edition.live_from)
    before = earlier.order_by("live_from").last()
    # Whatever ended otherwise than by giving way had run out, or was taken down.
    if before and (before.expires_at is None or before.expires_at > now):
        return before
    return None


def shown_again(before, known, *, undoes, by, now):
    """Return what an edition showed once more: the very same words and pictures.

    For retime() to store, with what else is to be different. `known` is the timeline.
    """
    again = Edition.objects.get(pk=before.pk)
    again.pk, again._state.adding = None, True
    again.live_from, _ = beginnings(known, now)
    again.live_until = again.live_from  # empty until retime() says how long
    again.is_substantive, again.settled, again.undone_at = False, False, None
    again.look_wanted_at = again.desk_was = None
    again.release = again.stopped_at = again.left_out_at = None
    again.undoes, again.made_by, again.made_at = undoes, by, now
    return again
