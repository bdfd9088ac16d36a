"""Publishing and taking down, as staff do it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing import checks
from articles.editing.log import record
from articles.editing.permission import require
from articles.models import Article, Event, Publication, Stage
from articles.models.actions import Action
from articles.publishing import editions


@transaction.atomic
def publish(article, *, by, seen, now=None, expires_at=None):
    """Let readers see the newest version from now on; return the edition.

    Whoever may publish approves by it. `seen` is the version the person looked at.
    Raises PermissionDenied, and ValidationError, by field, where a check fails, the
    embargo has not lifted, or the text has changed since it was looked at.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    require(by, Action.PUBLISH, article)
    now = now or timezone.now()
    _require_seen(article, seen)
    _require_embargo_lifted(article, now)
    revision = article.revisions.get(number=article.version)
    checks.require_none(revision.snapshot)

    _approve(article, revision, by=by, now=now)
    live = article.editions.visible(now).filter(revision=revision).first()
    if live and live.expires_at == expires_at:
        return live  # readers see this very text: pressing twice is no update

    edition = editions.publish(article, revision, by=by, now=now, expires_at=expires_at)
    record(
        article,
        Event.Kind.PUBLISHED,
        by=by,
        revision=revision,
        edition=edition,
        now=now,
    )
    return edition


@transaction.atomic
def unpublish(article, *, by, why="", now=None):
    """Take down what readers see, and whatever was to follow it; return what ended.

    Raises PermissionDenied, and ValidationError where readers see nothing.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    require(by, Action.UNPUBLISH, article)
    now = now or timezone.now()
    edition = editions.unpublish(article, now=now)
    record(article, Event.Kind.UNPUBLISHED, by=by, edition=edition, why=why, now=now)
    # What is taken down must not come back by a schedule that nobody thought of.
    for pending in article.editions.standing().filter(live_from__gt=now):
        editions.cancel(pending, now=now)
        record(article, Event.Kind.CANCELLED, by=by, edition=pending, why=why, now=now)
    return edition


def _approve(article, revision, *, by, now):
    was = article.stage
    if was == Stage.APPROVED and article.approved_revision_id == revision.pk:
        return
    article.stage = Stage.APPROVED
    article.approved_revision = revision
    article.save(update_fields=["stage", "approved_revision"])
    record(article, Event.Kind.APPROVED, by=by, revision=revision, was=was, now=now)


def _require_seen(article, seen):
    if seen != article.version:
        raise ValidationError(
            f"{article.updated_by or 'Somebody'} has changed this article since you "
            "opened it. Read the newest version, then publish."
        )


def _require_embargo_lifted(article, now):
    if article.embargoed_until and article.embargoed_until > now:
        zone = Publication.objects.current().zone
        until = timezone.localtime(article.embargoed_until, zone)
        raise ValidationError(
            {
                "embargoed_until": "Under embargo until "
                f"{date_format(until, 'j F Y, H:i')} ({zone}). Publish after that."
            }
        )
