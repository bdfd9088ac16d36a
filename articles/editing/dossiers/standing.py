"""How a release stands: what goes out, what waits, and for what."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.editing.dossiers.words import TO_COME, is_to_come
from articles.editing.obstacles import Obstacle
from articles.editing.stops import Stop, stops, words_of
from articles.models import Article, Edition, Release

_TEXTS = ("standfirst", "body", "text", "search_text", "disclaimer")


class PartState(models.TextChoices):
    """What an article of a release is in."""

    COMING = "coming", "Goes out"
    WAITING = "waiting", "Waits with the others"
    STOPPING = "stopping", "Stopped: the others wait for it"
    LEFT_OUT = "left-out", "Left out"
    MISSED = "missed", "Missed its hour"
    OUT = "out", "Readers see it"
    OVER = "over", "Was out"
    CANCELLED = "cancelled", "Cancelled"
    UNDONE = "undone", "Undone"


@dataclass(frozen=True)
class Part:
    edition: Edition
    state: PartState

    @property
    def article(self):
        return self.edition.article

    @property
    def is_to_come(self):
        return self.state in _TO_COME and self.edition.cancelled_at is None

    @property
    def is_changed(self):
        """Whether the desk copy is another text by now than the one that goes out."""
        return self.is_to_come and self.edition.revision.number != self.article.version

    @property
    def stops(self):
        return self.state == PartState.STOPPING

    @property
    def why(self):
        """What stops it, in words: not the others, which say that for themselves."""
        found = stops(self.article, self.edition)
        own = [stop for stop in found if stop != Stop.TOGETHER]
        if own:
            return words_of(own[0], self.article)
        is_gone = self.stops and self.edition.cancelled_at
        return "It was taken out of the schedule." if is_gone else ""


_TO_COME = {
    *(PartState.COMING, PartState.WAITING, PartState.STOPPING),
    *(PartState.LEFT_OUT, PartState.MISSED),
}


@dataclass(frozen=True)
class Progress:
    """A release and its parts, in the order of their headlines."""

    release: Release
    parts: list[Part]
    at: datetime

    @property
    def waits(self):
        return any(part.stops for part in self.parts)

    @property
    def stopping(self):
        return [part for part in self.parts if part.stops]

    @property
    def to_come(self):
        return [part for part in self.parts if part.is_to_come]

    @property
    def is_past(self):
        return self.release.live_from <= self.at

    @property
    def has_missed(self):
        """Whether its hour passed while it waited."""
        return self.is_past and any(
            part.edition.held_at and part.is_to_come for part in self.parts
        )

    @property
    def is_out(self):
        return any(part.state in _SEEN for part in self.parts)

    @property
    def may_move(self):
        return bool(self.to_come) and not self.is_out

    @property
    def seen(self):
        return self.release.version


_SEEN = {PartState.OUT, PartState.OVER, PartState.UNDONE}


def progress(release, at=None):
    """Return how a release stands: one query, however many its articles are."""
    at = at or timezone.now()
    editions = release.editions.select_related("article", "revision", "source")
    editions = editions.defer(*_TEXTS, "article__body", "article__notes")
    editions = editions.defer("revision__content")
    parts = [Part(edition, _state(edition, at)) for edition in editions]
    parts.sort(key=lambda part: (part.edition.headline.casefold(), part.edition.pk))
    return Progress(release, parts, at)


def goes_out_with(article, now):
    """Return the report whose others an article is to go out with, or None."""
    member = _with_others(article, now).select_related("release__report").first()
    return member and member.release.report


def _with_others(article, now):
    others = Edition.objects.to_come(now).filter(release=OuterRef("release"))
    others = others.exclude(article=article)
    own = article.editions.to_come(now).filter(
        release__isnull=False, left_out_at=None, live_from__gt=now
    )
    return own.filter(Exists(others)).defer(*_TEXTS)


def _state(edition, at):
    """Return the first that is true of it."""
    is_coming = edition.live_from > at
    said = [
        (_stops(edition), PartState.STOPPING),
        (edition.cancelled_at, PartState.CANCELLED),
        (edition.undone_at, PartState.UNDONE),
        (edition.left_out_at, PartState.LEFT_OUT),
        (edition.held_at and is_coming, PartState.WAITING),
        (edition.held_at, PartState.MISSED),
        (is_coming, PartState.COMING),
        (edition.is_visible(at), PartState.OUT),
    ]
    return next((state for is_so, state in said if is_so), PartState.OVER)


@dataclass(frozen=True)
class Company:
    """With what an article is to go out, for its own screen."""

    release: Release
    others: int
    edition: Edition
    stopped_by: list[Article]

    @property
    def obstacles(self):
        """What stands against publishing it by itself."""
        goes_together = is_to_come(self.edition, timezone.now())
        return [Obstacle(TO_COME)] if goes_together else []


def company(article, standing, now=None):
    """Return the Company of an article, or None: one query, where there is one.

    `standing` is what readers see of it and are to see.
    """
    edition = standing.waiting or standing.coming
    if edition is None or edition.release_id is None:
        return None
    members = Edition.objects.filter(release=edition.release_id)
    members = members.select_related("release__report", "article")
    members = list(members.only("cancelled_at", "stopped_at", "left_out_at", *_NAMED))
    release = members[0].release
    known = [each for each in members if each.article_id != article.pk]
    others = [each for each in known if not (each.cancelled_at or each.left_out_at)]
    stopping = [each.article for each in known if _stops(each)]
    return Company(release, len(others), edition, stopping)


def _stops(edition):
    return bool(edition.stopped_at) and edition.left_out_at is None


_NAMED = (
    *("release", "article__headline", "article__language"),
    *("release__live_from", "release__report__name", "release__report__slug"),
)
