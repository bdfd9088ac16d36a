"""What is done to a release that stands: moved, cancelled, run without some, undone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import embargo
from articles.editing.dossiers import telling
from articles.editing.dossiers.releasing import PASSED
from articles.editing.dossiers.standing import PartState, progress
from articles.editing.dossiers.words import moment, together
from articles.editing.fixes.asking import ask_no_more
from articles.editing.log import record
from articles.editing.permission import require
from articles.editing.undo import OVER, UNDO_WITHIN, undo_publication
from articles.models import Article, Edition, Event, Publication, Release
from articles.models.actions import Action
from articles.publishing import editions, releases

CHANGED = (
    "Something about this release has changed since you opened this. Look at how it "
    "stands now, then decide again."
)
NOTHING_TO_COME = "Nothing of it is to come any more."
OUT = "Readers see some of it already: what is left goes out by itself, each alone."
NOTHING_WAITS = "Nothing of it waits for another any more."
TAKEN = "“{}”: another version of it is scheduled for that very moment."
ENDS = (
    "“{}” is to end on {}: choose an earlier moment for all, or give it another end on "
    "its own screen."
)
ASKED_ENDS = (
    "“{}” is to end on {}: choose an earlier moment for all, or decide first what "
    "becomes of its text, which waits because of a fix."
)
OTHERWISE = (
    "Readers see {} otherwise by now, so it is not undone with the rest. Undo the "
    "others each on its own screen."
)


@transaction.atomic
def move(release, live_from, *, by, seen, now=None):
    """Let all that is to come of a release begin at another moment; return it.

    What waits goes on waiting. An embargo of one of them refuses all.
    """
    publication, release, now = _locked(release, by, seen, now)
    found = progress(release, now)
    if found.is_out:
        raise ValidationError(OUT)
    if not found.to_come:
        raise ValidationError(NOTHING_TO_COME)
    if live_from <= now:
        raise ValidationError({"live_from": PASSED})
    waiting = release.editions.filter(fix_waiting__isnull=False)
    _require_free(found, live_from, publication.zone)
    _require_later_ends(found, waiting, live_from, publication.zone)
    release.live_from, release.version = live_from, release.version + 1
    release.save(update_fields=["live_from", "version"])
    # What was taken out of it for a fix comes back at its hour, when it is decided.
    waiting.update(live_from=live_from, live_until=live_from)
    why = together(release.report, len(found.to_come))
    for part in found.to_come:
        edition = editions.reschedule(part.edition, live_from, now=now)
        said = {"edition": edition, "why": why, "now": now}
        record(part.article, Event.Kind.RESCHEDULED, by=by, **said)
    for part in found.stopping:
        # What only an embargo stopped may begin at the new hour.
        releases.follow(part.article, now)
    return release


@transaction.atomic
def cancel(release, *, by, seen, why="", now=None):
    """Take back all that is to come of a release; return it. Approvals stay."""
    _publication, release, now = _locked(release, by, seen, now)
    to_come = progress(release, now).to_come
    if not to_come:
        raise ValidationError(NOTHING_TO_COME)
    release.cancelled_at, release.version = now, release.version + 1
    release.save(update_fields=["cancelled_at", "version"])
    why = (why.strip() or together(release.report, len(to_come)))[:400]
    for part in to_come:
        editions.cancel(part.edition, now=now)
        said = {"edition": part.edition, "why": why, "now": now}
        record(part.article, Event.Kind.CANCELLED, by=by, **said)
    # What was taken out of it for a fix is over with it.
    why = "Its release was cancelled"
    ask_no_more(release.editions, by=by, why=why, now=now)
    return release


@transaction.atomic
def run_others(release, *, by, seen, now=None):
    """Let a release go out without what stops it; return what runs by that."""
    _publication, release, now = _locked(release, by, seen, now)
    stopping = progress(release, now).stopping
    if not stopping:
        raise ValidationError(NOTHING_WAITS)
    running = releases.run_without(release, now)
    names = ", ".join(f"“{part.edition.headline}”" for part in stopping)
    for part in stopping:
        said = {"edition": part.edition, "now": now}
        record(part.article, Event.Kind.LEFT_OUT, by=by, **said)
    first = stopping[0].article
    telling.let_run(first, running, by=by, now=now, why=f"Without {names}")
    return running


@transaction.atomic
def undo(release, *, by, seen, now=None):
    """Take a release back within its minute, all of it or nothing; return it.

    Readers get what they saw before. Undoing one of its articles concerns that alone.
    """
    _publication, release, now = _locked(release, by, seen, now)
    parts = progress(release, now).parts
    shown = [part for part in parts if part.state == PartState.OUT]
    if not shown:
        raise ValidationError("Readers see nothing of it that could be undone.")
    if now >= release.live_from + UNDO_WITHIN:
        raise ValidationError(OVER)
    over = [part for part in parts if part.state == PartState.OVER]
    if over:
        names = ", ".join(f"“{part.edition.headline}”" for part in over)
        raise ValidationError(OTHERWISE.format(names))
    for part in shown:
        undo_publication(part.edition, by=by, now=now)
    release.version += 1
    release.save(update_fields=["version"])
    return release


def _locked(release, by, seen, now):
    """Return the publication, the release, its articles locked, and the moment."""
    publication = Publication.objects.current()
    require(by, Action.PUBLISH, rules=publication.rules)
    articles = Article.objects.filter(pk__in=release.editions.values("article"))
    list(articles.select_for_update().order_by("pk").values_list("pk"))
    release = Release.objects.select_related("report").get(pk=release.pk)
    if release.version != seen:
        raise ValidationError(CHANGED)
    return publication, release, now or timezone.now()


def _require_free(found, live_from, zone):
    """Refuse an hour that an embargo, or another schedule of one of them, forbids."""
    ours = [part.edition.pk for part in found.to_come]
    articles = [part.edition.article_id for part in found.to_come]
    others = Edition.objects.standing().exclude(pk__in=ours)
    others = others.filter(article__in=articles, live_from=live_from)
    taken = {*others.values_list("article_id", flat=True)}
    words = []
    for part in found.to_come:
        headline = part.edition.headline
        if part.edition.article_id in taken:
            words.append(TAKEN.format(headline))
        if against := embargo.against_moving(part.article, zone, live_from):
            words.append(f"“{headline}”: {against}")
    if words:
        raise ValidationError(words)


def _require_later_ends(found, waiting, live_from, zone):
    """Refuse an hour at which one of them would have ended; a waiting one, too."""
    ours = [(ENDS, part.edition) for part in found.to_come]
    asked = [
        (ASKED_ENDS, edition) for edition in waiting.only("headline", "expires_at")
    ]
    words = [
        said.format(edition.headline, moment(edition.expires_at, zone))
        for said, edition in [*ours, *asked]
        if edition.expires_at and edition.expires_at <= live_from
    ]
    if words:
        raise ValidationError(words)
