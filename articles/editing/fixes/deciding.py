"""What shall stand where a fix and another text changed the same."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import desk
from articles.editing.fixes.spreading import text_as
from articles.editing.locking import locked
from articles.editing.log import record
from articles.editing.outcomes import Conflict
from articles.editing.permission import require
from articles.editing.rows import tidy, validate
from articles.models import Event, Publication
from articles.models.actions import Action
from articles.publishing import editions

FIXED_AGAIN = (
    "What readers see was fixed again since you opened this. Look at it, then decide."
)

TAKEN_DOWN = (
    "Readers see nothing of this article any more. Leave the scheduled text out; what "
    "shall be read again is published from the article’s screen."
)
STOPPED = (
    "Its hour has passed, and the article is stopped by a hold or a legal flag. End "
    "that first, or leave the scheduled text out."
)


@transaction.atomic
def take_in(article, fix, snapshot, *, by, seen):
    """Save the desk copy as it was decided; return what desk.save() returns."""
    why = f"Combined with version {fix.number}"
    outcome = desk.save(article, snapshot, by=by, seen=seen, why=why)
    article = outcome.article
    if isinstance(outcome, Conflict) or article.fix_waiting != fix.number:
        return outcome
    article.fix_waiting = article.fix_from = None
    article.save(update_fields=["fix_waiting", "fix_from"])
    record(article, Event.Kind.FIX_SETTLED, by=by, revision=fix, why="In your text")
    return outcome


@transaction.atomic
def schedule_again(edition, snapshot, *, by, seen, now=None):
    """Let a text that was held back begin at its hour, as decided; return the edition.

    `seen` is the number of the fix that it was compared with. Where the hour has
    passed, readers see it at once. With four eyes on, somebody else is asked to look.
    """
    article, edition, fix = _asked(edition, by=by, seen=seen)
    now = now or timezone.now()
    if not article.editions.visible(now).exists():
        raise ValidationError(TAKEN_DOWN)
    if article.is_stopped and edition.live_from <= now:
        raise ValidationError(STOPPED)
    text = tidy(snapshot)
    validate(text, article.pk)
    revision = text_as(article, text, fix, by=by)
    _answer(edition)
    options = {"by": by, "now": now, "expires_at": edition.expires_at}
    if edition.live_from > now:
        why = "The scheduled text begins at its hour"
        new = editions.schedule(article, revision, edition.live_from, **options)
    else:
        why = "The scheduled text began at once"
        new = editions.publish(article, revision, **options)
    if Publication.objects.current().rules.has_four_eyes:
        new.look_wanted_at = now
        new.save(update_fields=["look_wanted_at"])
    said = {"revision": revision, "edition": new, "why": why, "now": now}
    record(article, Event.Kind.FIX_SETTLED, by=by, **said)
    return new


@transaction.atomic
def leave_out(edition, *, by, seen):
    """Give up a text that was held back: readers go on seeing the fix."""
    article, edition, fix = _asked(edition, by=by, seen=seen)
    _answer(edition)
    why = "The scheduled text is left out"
    kind = Event.Kind.FIX_SETTLED
    record(article, kind, by=by, revision=fix, edition=edition, why=why)
    return edition


def _asked(edition, *, by, seen):
    """Return the article, locked, the edition, fresh, and the fix it waits for."""
    article = locked(edition.article)
    require(by, Action.FIX, article)
    edition = article.editions.select_related("revision").get(pk=edition.pk)
    if edition.fix_waiting is None:
        raise ValidationError("Somebody has decided about this text already.")
    if edition.fix_waiting != seen:
        raise ValidationError(FIXED_AGAIN)
    edition.article = article
    return article, edition, article.revisions.get(number=seen)


def _answer(edition):
    edition.fix_waiting = edition.fix_from = None
    edition.save(update_fields=["fix_waiting", "fix_from"])
