"""What shall stand where a fix and another text changed the same."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import checks, desk, obstacles
from articles.editing.authors.undecided import require_settled
from articles.editing.embargo import require_lifted
from articles.editing.fixes.spreading import brought_in, text_as
from articles.editing.locking import locked_with_others
from articles.editing.log import record
from articles.editing.outcomes import Conflict
from articles.editing.permission import require
from articles.editing.rows import tidy, validate
from articles.editing.stopping import rests_on_lost
from articles.models import Event, Publication
from articles.models.actions import Action
from articles.models.snapshot import FIELDS
from articles.publishing import editions, releases

SEEN_ANEW = (
    "What readers see has changed since you opened this. Look at it, then decide."
)
DECIDED = "Somebody has decided about this text already."
TAKEN_DOWN = (
    "Readers see nothing of this article any more. Leave the scheduled text out; what "
    "shall be read again is published from the article’s screen."
)
STOPPED = (
    "Its hour has passed, and the article is stopped: by a hold, a legal flag or a "
    "lost permission. End that first, or leave the scheduled text out."
)

HOUR_PASSED = (
    "Its hour has passed, and it was to go out with others of its report. Leave this "
    "text out, and release what is left together anew."
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


def compared_with(edition, now=None):
    """Return the version that a text which was held back is to be compared with.

    That is what readers see by now; where they see nothing, the fix.
    """
    article = edition.article
    live = article.editions.visible(now).select_related("revision").first()
    return live.revision if live else article.revisions.get(number=edition.fix_waiting)


@transaction.atomic
def schedule_again(edition, snapshot, *, by, seen, now=None):
    """Let a text that was held back begin at its hour, as decided; return the edition.

    `seen` is the number of the version that readers saw, which it was compared with.
    Where the hour has passed, readers see it at once. With four eyes on, somebody else
    is asked to look.

    Raises PermissionDenied where other words are in it than those that were scheduled
    or are public, and `by` may not publish; ValidationError, by field, for what cannot
    be stored, is under embargo, or fails a required check as neither text did.
    """
    now = now or timezone.now()
    article, edition, shown = _asked(edition, by=by, seen=seen, now=now)
    text = tidy(snapshot)
    _require_open(text, edition, now)
    publication = Publication.objects.with_disclaimer().current()
    validate(text, article.pk)
    _require_sound(text, edition, shown, publication, by=by, now=now)
    revision = text_as(article, text, shown, by=by)
    _answer(edition)
    options = {"by": by, "now": now, "expires_at": edition.expires_at}
    if edition.live_from > now:
        why = "The scheduled text begins at its hour"
        new = editions.schedule(article, revision, edition.live_from, **options)
        releases.take_over(new, edition, now)
    else:
        why = "The scheduled text began at once"
        new = editions.publish(article, revision, **options)
    if publication.rules.has_four_eyes:
        new.look_wanted_at = now
        new.save(update_fields=["look_wanted_at"])
    record(
        *(article, Event.Kind.FIX_SETTLED),
        by=by,
        revision=revision,
        edition=new,
        why=why,
        now=now,
    )
    return new


@transaction.atomic
def leave_out(edition, *, by, seen, now=None):
    """Give up a text that was held back: readers go on seeing what they see."""
    now = now or timezone.now()
    article, edition, shown = _asked(edition, by=by, seen=seen, now=now)
    _answer(edition)
    why = "The scheduled text is left out"
    said = {"revision": shown, "edition": edition, "why": why, "now": now}
    record(article, Event.Kind.FIX_SETTLED, by=by, **said)
    return edition


def _asked(edition, *, by, seen, now):
    """Return the article, locked, the edition, fresh, and what it is compared with."""
    article = locked_with_others(edition.article)
    require(by, Action.FIX, article)
    edition = article.editions.select_related("revision").get(pk=edition.pk)
    if edition.fix_waiting is None:
        raise ValidationError(DECIDED)
    edition.article = article
    shown = compared_with(edition, now)
    if shown.number != seen:
        raise ValidationError(SEEN_ANEW)
    return article, edition, shown


def _require_open(text, edition, now):
    article = edition.article
    if not article.editions.visible(now).exists():
        raise ValidationError(TAKEN_DOWN)
    is_stopped = article.is_stopped or rests_on_lost(text)
    if is_stopped and edition.live_from <= now:
        raise ValidationError(STOPPED)


def _require_sound(text, edition, shown, publication, *, by, now):
    """Ask of a decided text what publishing asks, but for what let both out before."""
    if edition.release_id and edition.live_from <= now:
        raise ValidationError(HOUR_PASSED)
    article, rules = edition.article, publication.rules
    ours, theirs = edition.revision.snapshot, shown.snapshot
    base = article.revisions.get(number=edition.fix_from)
    merged = brought_in(base.snapshot, ours, theirs).snapshot
    if not _is_of(text, ours, theirs, merged):
        require(by, Action.PUBLISH, rules=rules)
    begins = max(edition.live_from, now)
    is_new = text.embargoed_until != ours.embargoed_until
    for until in (article.embargoed_until, is_new and text.embargoed_until):
        require_lifted(until, publication, begins)
    if text.credits not in (ours.credits, theirs.credits):
        require_settled(text.credits)  # it is no byline that went out already
    found = checks.required(checks.problems(text, rules, article, begins))
    if found:
        known = [
            problem
            for each in (ours, theirs)
            for problem in checks.problems(each, rules, article, begins)
        ]
        new = [problem for problem in found if problem not in known]
        obstacles.refuse(map(obstacles.failed, new))


def _is_of(text, *texts):
    """Say whether each field of a text stands so in one of the others."""
    return all(
        any(getattr(text, name) == getattr(each, name) for each in texts)
        for name in FIELDS
    )


def _answer(edition):
    edition.fix_waiting = edition.fix_from = None
    edition.save(update_fields=["fix_waiting", "fix_from"])
