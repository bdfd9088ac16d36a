"""Desk copy as it would look to readers, and the links by which outsiders see it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.locking import locked
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.editing.standing import Standing, standing
from articles.models import Edition, Event, PreviewLink, Publication, Revision
from articles.models.actions import Action
from articles.publishing import corrections
from articles.publishing.frozen import frozen
from articles.reading.article_page import ArticlePage, article_page
from articles.reading.series import placed

DAYS = {1: "1 day", 7: "7 days", 30: "30 days"}
MOST_OPEN = 50  # of one article; whoever needs more has lost sight of them


@transaction.atomic
def make_link(article, *, by, days, now=None):
    """Make a link to an article's newest text; return it.

    It always shows the newest, so no version is asked for.
    """
    article = locked(article)
    require(by, Action.PREVIEW, article)
    if days not in DAYS:
        raise ValidationError({"days": "Choose how long it shall open."})
    now = now or timezone.now()
    if article.preview_links.open(now).count() >= MOST_OPEN:
        raise ValidationError(
            f"There are {MOST_OPEN} open links already. Revoke those nobody needs."
        )
    link = PreviewLink.objects.create(
        article=article,
        made_by=by,
        made_by_name=name_of(by),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(article, Event.Kind.PREVIEWED, by=by, why=f"For {DAYS[days]}", now=now)
    return link


@transaction.atomic
def revoke(link, *, by, now=None):
    """Close a link for good; one that is closed or has run out is left as it is."""
    article = locked(link.article)
    require(by, Action.PREVIEW, article)
    now = now or timezone.now()
    if article.preview_links.open(now).filter(pk=link.pk).update(revoked_at=now):
        why = f"Made by {link.made_by_name}"
        record(article, Event.Kind.PREVIEW_REVOKED, by=by, why=why, now=now)


@dataclass(frozen=True)
class Preview:
    """A version as a page, and what readers see of its article meanwhile."""

    version: Revision
    page: ArticlePage
    standing: Standing


def preview(article, at, version=None, instead=()):
    """Compile a version, else the newest, for this one look: nothing is written.

    `instead` are what readers shall be taken to see of other articles. At most fourteen
    queries, and with a disclaimer sixteen, however long its lists.
    """
    publication = Publication.objects.with_disclaimer().current()
    now = standing(article, at)
    first = first_published(now, at)
    version = version or article.revisions.get(number=article.version)
    snapshot = version.snapshot
    dated = snapshot.display_at or first
    edition = Edition(
        article=article,
        revision=version,
        live_from=at,
        display_at=snapshot.display_at,
        first_published_at=first,
        first_dated_at=dated,
        published_at=dated,
        made_at=at,
        corrections=corrections.lines(article),
        **frozen(snapshot, first, publication),
    )
    page = article_page(edition, at, placed(instead, edition))
    return Preview(version, replace(page, prompts={}, is_shared=False), now)


def first_published(standing, at):
    """Return when readers first saw an article, or would if it went out then."""
    shown = standing.live or standing.coming or standing.last
    return shown.first_published_at if shown else at


def previewed(token, at):
    """Return the preview that a token opens at that moment, or None."""
    links = PreviewLink.objects.by_token(token).open(at)
    links = links.filter(article__binned_at=None, article__withdrawn_at=None)
    link = links.select_related("article").first()
    return link and (link, preview(link.article, at))
