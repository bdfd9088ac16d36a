"""Letting what readers see end at a moment."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.locking import locked
from articles.editing.log import record
from articles.editing.permission import require
from articles.editing.publication import require_editions_seen
from articles.models import Event, Publication
from articles.models.actions import Action
from articles.publishing import editions


@transaction.atomic
def end_at(article, *, by, seen, expires_at, now=None):
    """Let what readers see now end at a moment; return the edition.

    `seen` is the newest edition that the person knew of, as Standing has it.
    """
    article, publication = locked(article), Publication.objects.current()
    require(by, Action.UNPUBLISH, article, publication.rules)
    now = now or timezone.now()
    require_editions_seen(article, seen)
    edition = editions.live(article, now)
    edition = editions.expire(edition, expires_at, now=now)
    local = timezone.localtime(expires_at, publication.zone)
    why = f"Ends {date_format(local, 'j F Y, H:i')} ({local.tzname()})"
    record(article, Event.Kind.RESCHEDULED, by=by, edition=edition, why=why, now=now)
    return edition
