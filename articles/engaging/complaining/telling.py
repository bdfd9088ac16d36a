"""Takes a reader's complaint, once, and not from whoever sends hundreds."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.engaging import visitors
from articles.models import Complaint, Edition

AN_HOUR = timedelta(hours=1)
SAME_WITHIN = timedelta(days=1)
DEED = "complaint"


class TooMany(ValidationError):
    """So many have come that this one is not taken."""


@transaction.atomic
def complain(edition, *, visitor, quote, claim, name, email, now=None):
    """Keep what a reader says is wrong in an edition; return the complaint.

    The same words about the same article, sent twice, are one complaint. `visitor` is
    how their address is known today, see visitors.mark_of(); it is not stored.
    """
    now = now or timezone.now()
    said = {"quote": quote, "claim": claim, "name": name, "email": email}
    known = Complaint.objects.filter(
        article=edition.article_id, received_at__gt=now - SAME_WITHIN, **said
    )
    if complaint := known.first():
        return complaint
    _require_few(visitor, now)
    return Complaint.objects.create(
        article_id=edition.article_id,
        edition=edition,
        received_at=now,
        touched_at=now,
        **said,
    )


def edition_seen(article_id, number, now=None):
    """Return the edition that a reader's page named, if readers ever saw it."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return _seen(article_id, now).filter(pk=int(number)).first()


def was_seen(article_id, now=None):
    """Say whether readers ever saw the article of this number."""
    return _seen(article_id, now).exists()


def _seen(article_id, now):
    seen = Edition.objects.running().filter(live_from__lte=now or timezone.now())
    return seen.filter(article_id=article_id)


def _require_few(visitor, now):
    most = settings.COMPLAINTS_PER_VISITOR
    if visitors.count(DEED, visitor, now) > most:
        raise TooMany(
            gettext(
                "More messages have come from your connection today than we can take "
                "in. Your words are still here: send them tomorrow."
            )
        )
    lately = Complaint.objects.filter(received_at__gt=now - AN_HOUR)
    if lately.count() >= settings.COMPLAINTS_PER_HOUR:
        raise TooMany(
            gettext(
                "So many messages are coming in that we cannot take another one now. "
                "Your words are still here: send them in an hour."
            )
        )
