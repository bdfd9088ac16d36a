"""Publishing and taking down, as staff do it."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import checks, obstacles, review
from articles.editing.dossiers import telling
from articles.editing.dossiers.words import TO_COME, is_to_come
from articles.editing.fixes.asking import ask_no_more
from articles.editing.locking import (
    locked_with_others,
    locked_with_text,
    require_seen,
)
from articles.editing.log import name_of, record, recorded_together
from articles.editing.permission import require
from articles.editing.reasons import reason
from articles.editing.scrutiny import Scrutinised
from articles.models import Event, Publication, four_eyes
from articles.models.actions import Action
from articles.publishing import editions, releases
from articles.publishing.editions import AS_IT_IS
from articles.publishing.timeline import missed, timeline

SAY_WHY = "Say why: the other publishers will ask."
REASON_LENGTH = 200  # with what was overridden, it must fit into the log
TAKEN_DOWN = "The article was taken down"
NOTHING_SHOWN = "Readers see nothing of it that could be taken down."


@transaction.atomic
def publish(article, *, by, seen, now=None, expires_at=AS_IT_IS):
    """Let readers see the newest version from now on; return the edition.

    Whoever may publish approves by it. `seen` is the version the person looked at. It
    ends when what it replaces would have ended, unless another end is given: None, it
    stays.
    Raises PermissionDenied, also where four eyes forbid it, and ValidationError, by
    field, where a required check fails, the embargo has not lifted, or the text has
    changed since it was looked at.
    """
    (article, revision), publication = locked_with_text(article), current_publication()
    require(by, Action.PUBLISH, article, publication.rules)
    require_seen(article, seen)
    now = now or timezone.now()
    text = Scrutinised(revision.snapshot, article, now)
    obstacles.refuse(against(text, publication, now))
    return _go_live(
        *(text, revision, publication), by=by, now=now, expires_at=expires_at
    )


@transaction.atomic
def publish_overriding(article, *, by, seen, why, now=None, expires_at=AS_IT_IS):
    """Publish in spite of required checks and of four eyes; return the edition.

    The log says what was overridden and why. No reason overrides an embargo, a stale
    look, or a missing headline: ValidationError, as in publish().
    """
    (article, revision), publication = locked_with_text(article), current_publication()
    rules = publication.rules
    require(by, Action.OVERRIDE, article, rules)
    require(by, Action.PUBLISH, article, replace(rules, has_four_eyes=False))
    require_seen(article, seen)
    why = reason(why, needed=SAY_WHY, most=REASON_LENGTH)
    now = now or timezone.now()
    text = Scrutinised(revision.snapshot, article, now)
    failing = against(text, publication, now)
    obstacles.refuse(obstacle for obstacle in failing if not obstacle.name)
    overridden = list(dict.fromkeys(obstacle.name for obstacle in failing))
    if rules.has_four_eyes and four_eyes.objection(by, article):
        overridden.insert(0, obstacles.FOUR_EYES)

    edition = _go_live(
        *(text, revision, publication), by=by, now=now, expires_at=expires_at
    )
    if overridden:
        record(
            *(article, Event.Kind.OVERRIDDEN),
            by=by,
            revision=revision,
            edition=edition,
            why=f"{', '.join(overridden).capitalize()}: {why}",
            now=now,
        )
    return edition


@transaction.atomic
def unpublish(article, *, by, seen, why="", now=None):
    """Take down what readers see, and whatever was to follow; return what ended first.

    `seen` is the newest edition that the person knew of, as Standing has it. Raises
    PermissionDenied, and ValidationError where readers see nothing and are to see
    nothing, or another text.
    """
    article = locked_with_others(article)
    require(by, Action.UNPUBLISH, article, current_publication().rules)
    now = now or timezone.now()
    require_editions_seen(article, seen)
    said, ended = {"by": by, "why": why, "now": now}, []
    if article.editions.visible(now).exists():
        ended = [editions.unpublish(article, now=now)]
        record(article, Event.Kind.UNPUBLISHED, edition=ended[0], **said)
    ended += cancel_pending(article, **said)
    if not ended:
        raise ValidationError(NOTHING_SHOWN)
    return ended[0]


def cancel_pending(article, *, by, why, now):
    """Cancel whatever readers are to see, and return it.

    What is taken down must not come back by a schedule that nobody thought of, nor is
    anybody asked any more about one that a fix has held back.
    """
    ask_no_more(article.editions, by=by, why=TAKEN_DOWN, now=now)
    pending = list(article.editions.to_come(now))
    for edition in pending:
        cancelled = editions.cancel(edition, now=now)
        said = {"by": by, "why": why, "now": now}
        record(article, Event.Kind.CANCELLED, edition=edition, **said)
        telling.let_wait(article, releases.miss(cancelled, now), by=by, now=now)
    return pending


def require_editions_seen(article, seen):
    """Refuse to take down what its person has not looked at; `seen` as Standing has."""
    newest = article.editions.standing().select_related("made_by").order_by("-pk")
    newest = newest.only("made_by").first()
    if (newest.pk if newest else 0) == seen:
        return
    if newest is None or newest.pk < seen:
        words = "What readers see was changed since you opened this."
    else:
        who = name_of(newest.made_by) if newest.made_by else "Somebody"
        words = f"{who} has published or scheduled another text since you opened this."
    raise ValidationError(f"{words} Look at what readers see now, then decide again.")


def current_publication():
    return Publication.objects.with_disclaimer().current()


def against(text, publication, begins):
    """Return what stands against a Scrutinised text that readers see from then on."""
    found = checks.failing(text, publication.rules)
    at = {"now": begins, "zone": publication.zone}
    return obstacles.against_text(text.article, text.snapshot, found, **at)


def _go_live(*text, **begins):
    with recorded_together() as log:
        return _begun(*text, log=log, **begins)


def _begun(text, revision, publication, *, by, now, expires_at, log):
    article, known = text.article, timeline(text.article)
    if any(is_to_come(edition, now) for edition in known):
        raise ValidationError(TO_COME)
    expires_at = editions.end_of(expires_at, known, now)
    was_approved = article.approved_revision_id == revision.pk
    review.stamp(article, revision, by=by, now=now, log=log)
    if was_approved and (live := _shown(known, revision, now, expires_at)):
        return live  # readers see this very text: pressing twice is no update

    given_up = missed(known, now)
    edition = editions.begin(
        article,
        revision,
        by=by,
        now=now,
        expires_at=expires_at,
        publication=publication,
        images=text.shelf.images,
        known=known,
        given_up=given_up,
    )
    log(
        article,
        Event.Kind.PUBLISHED,
        by=by,
        revision=revision,
        edition=edition,
        now=now,
    )
    tell_given_up(article, given_up, by=by, now=now, log=log)
    return edition


def tell_given_up(article, given_up, *, log=record, **said):
    """Say of what missed its hour that it is cancelled: it waited for what goes out."""
    for edition in given_up:
        why = "Its hour had passed"
        log(article, Event.Kind.CANCELLED, edition=edition, why=why, **said)


def _shown(known, revision, now, expires_at):
    shown = (edition for edition in known if edition.is_visible(now))
    live = next(shown, None)
    is_same = live and (live.revision_id, live.expires_at) == (revision.pk, expires_at)
    return live if is_same else None
