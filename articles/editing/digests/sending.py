"""Sends the digests that are due: each once, whoever and however many send.

Whoever looks whether something is new first moves `next_at` a while ahead, in one
statement that only one can win. If they vanish in between, it is due again after that
while. A mail that was handed over twice is so only where the crash fell between the
mail server's yes and the note of it.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.db.models import F
from django.utils import timezone

from articles.editing.concerns.desk import news
from articles.editing.digests.mail import written
from articles.editing.digests.setting import begin_for_newcomers
from articles.editing.well.signs import note
from articles.models import Digest, Publication, Sign

HELD_FOR = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=5)
MOST_TRIES = 5
OLDEST_NEWS = timedelta(days=7)
# What is written down now may be committed a moment later: it is told the next time.
SETTLED_AFTER = timedelta(minutes=1)
AT_ONCE = 500  # the others are due still, a minute later

# ValueError: an address or a header that no mail can have. All else is a fault of ours.
_OF_THE_MAIL = (OSError, SMTPException, ValueError)

logger = logging.getLogger(__name__)


@dataclass
class Sent:
    """What came of one round; `why` the last that failed did."""

    sent: int = 0
    quiet: int = 0
    failed: int = 0
    why: str = ""


def send_due(now=None):
    """Send what is due; return Sent. One person's that fails stops nobody else's."""
    publication = Publication.objects.current()
    start = now or timezone.now()
    begin_for_newcomers(publication.zone, start)
    due = Digest.objects.filter(next_at__lte=start)
    due = due.filter(person__is_active=True, person__is_staff=True)
    due = due.exclude(person__email="").select_related("person").order_by("next_at")
    outcome = Sent()
    for digest in due[:AT_ONCE]:
        moment = now or timezone.now()
        if _claim(digest, moment):
            _tell(digest, publication, moment, outcome)
    # Where one mail got through, what failed is that other mail's own trouble.
    if outcome.failed:
        note(Sign.Kind.MAIL_FAILED, outcome.why, now=start)
    if outcome.sent:
        note(Sign.Kind.MAIL_SENT, now=now or timezone.now())
    return outcome


def _claim(digest, now):
    """Say whether this digest is ours to send; nobody else's until it is done."""
    unclaimed = Digest.objects.filter(pk=digest.pk, next_at=digest.next_at)
    return unclaimed.update(next_at=now + HELD_FOR) == 1


def _tell(digest, publication, now, outcome):
    since, until = max(digest.told_until, now - OLDEST_NEWS), now - SETTLED_AFTER
    try:
        groups = news(digest.person, since, until, publication)
        if groups:
            written(digest.person, groups, publication).send()
    except Exception as error:
        outcome.failed += 1
        outcome.why = f"{type(error).__name__}: {error}"
        _try_again(digest, error, publication.zone, now)
        return
    if groups:
        outcome.sent += 1
    else:
        outcome.quiet += 1
    _note(digest, publication.zone, now, told_until=max(since, until))


def _note(digest, zone, now, **fields):
    """Say when to look next, by the setting as it may have been changed meanwhile."""
    digest = Digest.objects.filter(pk=digest.pk).first()
    if digest is None:
        return  # the account was deleted meanwhile
    Digest.objects.filter(pk=digest.pk).update(
        next_at=digest.following(now, zone), failures=0, **fields
    )


def _try_again(digest, error, zone, now):
    """Wait twice as long after each failure; in the end, until the usual time.

    What could not be told stays untold, and is in the next mail that gets through.
    """
    name, failures = digest.person.get_username(), digest.failures + 1
    reason = f"{type(error).__name__}: {error}"
    if not isinstance(error, _OF_THE_MAIL):
        logger.error("What is new for %s cannot be told", name, exc_info=error)
    if failures >= MOST_TRIES:
        logger.error("Mail to %s failed %s times (%s)", name, failures, reason)
        _note(digest, zone, now)
        return
    logger.warning("Mail to %s failed, and is tried again (%s)", name, reason)
    Digest.objects.filter(pk=digest.pk, next_at__isnull=False).update(
        next_at=now + FIRST_RETRY * 2 ** (failures - 1), failures=F("failures") + 1
    )
