"""Takes a publication back: readers get what they saw before it, or nothing again.

As in editions, nobody is asked here who may, and the past stands as it was.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing.editions import BLINK, beginnings, retime, timeline


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
    edition.undone_at = now
    before = _seen_before(edition, now)
    if before is None:
        edition.expires_at = max(now, edition.live_from + BLINK)
    edition.save(update_fields=["undone_at", "expires_at"])
    known = timeline(article)
    again = before and _again(before, edition, known, by=by, now=now)
    retime(article, now=now, born=again, known=known)
    return again


def _seen_before(edition, now):
    """Return what this edition took the place of, if readers would see it still."""
    earlier = edition.article.editions.running()
    earlier = earlier.filter(live_from__lt=edition.live_from)
    before = earlier.order_by("live_from").last()
    # Whatever ended otherwise than by giving way had run out, or was taken down.
    if before and (before.expires_at is None or before.expires_at > now):
        return before
    return None


def _again(before, edition, known, *, by, now):
    """Return what an edition showed once more: the very same words and pictures."""
    again = Edition.objects.get(pk=before.pk)
    again.pk, again._state.adding = None, True
    again.live_from, _ = beginnings(known, now)
    again.live_until = again.live_from  # empty until retime() says how long
    again.is_substantive, again.settled, again.undone_at = False, False, None
    again.look_wanted_at = None
    again.undoes, again.made_by, again.made_at = edition, by, now
    return again
