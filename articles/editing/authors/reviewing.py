"""Noting that what readers are told of an author was read, and is true."""

from django.db import transaction
from django.utils import timezone

from articles.editing.things.permission import require
from articles.editing.things.saving import save
from articles.editing.things.versions import ever_stood, locked, require_seen
from articles.models import Publication

WHY = "Reviewed: what it says is true"


@transaction.atomic
def reviewed(author, *, by, seen, now=None):
    """Date the bio's last review today, for the text `seen`; return what save() does.

    Raises PermissionDenied, and ValidationError where somebody has changed the author
    since: nobody answers for words that they have not read.
    """
    require(by, "change", author)
    author = locked(author)
    require_seen(author, seen)
    today = timezone.localdate(now, Publication.objects.current().zone)
    content = author.content().changed(bio_reviewed_on=today.isoformat())
    return save(author, content, by=by, seen=seen, why=WHY)


def last_review(author):
    """Return the version in which the review that stands was noted, or None."""
    if author.bio_reviewed_on is None:
        return None
    noted = ever_stood(author).filter(
        why=WHY, content__bio_reviewed_on=author.bio_reviewed_on.isoformat()
    )
    return noted.order_by("number").last()
