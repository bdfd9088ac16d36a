"""Mails the replies to readers that are due: each once, whoever and however many send.

Whoever is to send one first writes down that it is handed over, in one statement that
only one can win. A mail server that refuses is asked again later. If they vanish in
between, nobody knows whether it left: it is not sent by itself again, and staff see so.
"""

import logging
from smtplib import SMTPException

from django.utils import timezone

from articles.editing.complaints.mail import written
from articles.editing.digests.sending import FIRST_RETRY, MOST_TRIES, Sent
from articles.models import ComplaintReply, Publication

AT_ONCE = 100
_OF_THE_MAIL = (OSError, SMTPException, ValueError)

logger = logging.getLogger(__name__)


def send_replies(now=None):
    """Send what is due; return Sent. One that fails stops none of the others."""
    start, outcome = now or timezone.now(), Sent()
    due = ComplaintReply.objects.filter(next_at__lte=start)
    due = list(due.order_by("next_at")[:AT_ONCE])
    publication = Publication.objects.current() if due else None
    for reply in due:
        moment = now or timezone.now()
        if _claim(reply, moment):
            _send(reply, publication, moment, outcome)
    return outcome


def _claim(reply, now):
    """Say whether this reply is ours to send; nobody else's from now on."""
    unclaimed = ComplaintReply.objects.filter(pk=reply.pk, next_at=reply.next_at)
    return unclaimed.update(next_at=None, handed_over_at=now) == 1


def _send(reply, publication, now, outcome):
    told = ComplaintReply.objects.filter(pk=reply.pk)
    reply = told.select_related("complaint__article", "complaint__edition").get()
    if not reply.complaint.may_be_answered:
        told.update(handed_over_at=None)
        return  # the address was erased meanwhile
    try:
        written(reply, publication).send()
    except Exception as error:
        outcome.failed += 1
        _try_again(reply, error, now)
        return
    outcome.sent += 1
    told.update(mailed_at=now, failures=0, trouble="")


def _try_again(reply, error, now):
    """Wait twice as long after each failure; in the end, leave it to staff."""
    failures = reply.failures + 1
    trouble = f"{type(error).__name__}: {error}"
    if not isinstance(error, _OF_THE_MAIL):
        logger.error("Reply %s to a reader cannot be sent", reply.pk, exc_info=error)
    gives_up = failures >= MOST_TRIES
    # Not whom to: a log is no place for a reader's address.
    logger.warning(
        "Reply %s to a reader failed (%s)%s",
        *(reply.pk, type(error).__name__, ", for good" if gives_up else ""),
    )
    ComplaintReply.objects.filter(pk=reply.pk).update(
        next_at=None if gives_up else now + FIRST_RETRY * 2 ** (failures - 1),
        handed_over_at=None,
        failures=failures,
        trouble=" ".join(trouble.split())[:300],
    )
