"""Taking an article out of everybody's reach for legal reasons, and ending that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.images import away
from articles.editing.locking import locked, locked_with_others
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.editing.publication import cancel_pending, require_editions_seen
from articles.editing.reasons import reason
from articles.editing.retracting import told
from articles.models import Correction, Event, Publication, Withdrawal
from articles.models.actions import Action
from articles.publishing import taking_down

NEVER_SEEN = (
    "Readers never saw it, so there is nothing to withdraw. Put it on hold, so that it "
    "does not go out."
)


@transaction.atomic
def withdraw(article, *, by, seen, why, notice, pictures=(), now=None):
    """Let no reader see anything of an article any more; return the Withdrawal.

    Nothing of whatever time: its addresses answer 410 with the notice; `why` is for the
    log. Its pictures go too; of those shown elsewhere, only the ones whose ids are
    `pictures`. Preview links are revoked, schedules cancelled. `seen` is the newest
    edition the person knew of, as Standing has it.
    """
    article = locked_with_others(article)
    require(by, Action.WITHDRAW, article, Publication.objects.current().rules)
    now = now or timezone.now()
    if article.withdrawn_at:
        raise ValidationError("It is withdrawn already.")
    require_editions_seen(article, seen)
    seen_last = article.editions.running().filter(live_from__lte=now)
    seen_last = seen_last.order_by("live_from").last()
    if seen_last is None:
        raise ValidationError(NEVER_SEEN)
    notice = told(notice, "Say to readers what they are to know: they find only this.")
    said = {"by": by, "why": reason(why), "now": now}
    cancel_pending(article, **said)
    taking_down.withdraw(article, now=now)
    article.preview_links.open(now).update(revoked_at=now)
    article.withdrawn_at = now
    article.save(update_fields=["withdrawn_at"])
    withdrawal = Withdrawal.objects.create(
        article=article,
        at=now,
        by=by,
        by_name=name_of(by),
        why=said["why"],
        notice=notice,
    )
    Correction.objects.create(
        article=article,
        edition=seen_last,
        kind=Correction.Kind.WITHDRAWAL,
        text=notice,
        dated_at=now,
        made_by=by,
        made_by_name=name_of(by),
    )
    away.withdraw(withdrawal, pictures)
    record(article, Event.Kind.WITHDRAWN, **said)
    return withdrawal


@transaction.atomic
def end_withdrawal(article, *, by, seen, why, now=None):
    """Let the article be worked with again, and its pictures be seen; return it.

    Nothing goes live by it: somebody publishes it again, if it is to be seen. `seen` is
    the id of the withdrawal whose reason the person has read.
    """
    article = locked(article)
    require(by, Action.WITHDRAW, article, Publication.objects.current().rules)
    withdrawal = article.withdrawals.standing().first()
    if withdrawal is None:
        raise ValidationError("It is not withdrawn.")
    if withdrawal.pk != seen:
        raise ValidationError(
            f"{withdrawal.by_name} has withdrawn it anew since you opened this: "
            f"“{withdrawal.why}” Read that, then decide again."
        )
    why, now = reason(why), now or timezone.now()
    withdrawal.ended_at = now
    withdrawal.save(update_fields=["ended_at"])
    article.withdrawn_at = None
    article.save(update_fields=["withdrawn_at"])
    taking_down.end_withdrawal(article)
    away.restore(withdrawal)
    record(article, Event.Kind.WITHDRAWAL_ENDED, by=by, why=why, now=now)
    return article
