"""What happened to an article: its log, its versions and its editions as one list."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.utils import timezone

from articles.editing.standing import stage_word
from articles.models import Edition, Event, Revision
from articles.models.revision import NEVER_STOOD, TO_COMBINE

# Those that say how a version came about; others are about one that was there.
_MAKES_A_VERSION = {
    Event.Kind.CREATED,
    Event.Kind.SAVED,
    Event.Kind.MERGED,
    Event.Kind.CONFLICTED,
    Event.Kind.IMPORTED,
    Event.Kind.RESTORED,
    Event.Kind.FIXED,
}
_MOMENTS = ("live_from", "live_until", "cancelled_at", "held_at", "withdrawn_at")


@dataclass(frozen=True)
class Shown:
    """When readers saw a version, or are to see it."""

    edition: Edition
    at: datetime

    @property
    def is_held(self):
        return self.edition.held_at is not None

    @property
    def is_coming(self):
        return self.edition.live_from > self.at

    @property
    def is_now(self):
        return self.edition.is_visible(self.at)


@dataclass(frozen=True)
class Entry:
    """One thing that happened. With `made`, a version came of it."""

    at: datetime
    who: str
    what: str
    why: str = ""
    was: str = ""
    became: str = ""
    made: Revision | None = None
    concerns: Revision | None = None
    shown: tuple = ()
    is_before_newest: bool = False
    fix: int | None = None

    @property
    def is_beside(self):
        """Say that its text never was the desk copy."""
        return bool(self.made) and self.made.intent in NEVER_STOOD

    @property
    def can_be_taken_from(self):
        return bool(self.made) and self.made.intent in TO_COMBINE


def timeline(article, at=None, untold=()):
    """Return an article's entries, the newest first: three queries.

    `untold` are the kinds of events whose reasons are not for the reader.
    """
    at = at or timezone.now()
    shown = {}
    editions = article.editions.standing().order_by("live_from")
    editions = list(editions.only("article_id", "revision_id", *_MOMENTS))
    for edition in editions:
        shown.setdefault(edition.revision_id, []).append(Shown(edition, at))
    versions = {version.pk: version for version in article.revisions.defer("content")}
    entries, told = [], set()
    for event in article.events.order_by("-at", "-pk"):
        version = versions.get(event.revision_id)
        if event.kind in untold:
            event.why = ""
        staged = partial(stage_word, is_live=_was_live(editions, event.at))
        seen = shown.get(event.revision_id, ())
        entries.append(_told(event, version, seen, staged))
        if event.kind in _MAKES_A_VERSION:
            told.add(event.revision_id)
    # Every version has its place in the list, whether the log tells of it or not.
    entries += [
        _untold(version, shown.get(version.pk, ()))
        for version in versions.values()
        if version.pk not in told
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return _with_one_to_compare(entries, article)


def _was_live(editions, at):
    """Say whether readers saw any of it until a moment: what began then had not."""
    return any(
        edition.live_from < at and (edition.live_until or at) >= at
        for edition in editions
        if edition.held_at is None
    )


def _told(event, version, shown, staged):
    makes = event.kind in _MAKES_A_VERSION
    has_moved = event.from_stage != event.to_stage
    return Entry(
        at=event.at,
        who=event.by_name,
        what=event.get_kind_display(),
        why=event.why,
        was=staged(event.from_stage) if has_moved and event.from_stage else "",
        became=staged(event.to_stage) if has_moved and event.to_stage else "",
        made=version if makes else None,
        concerns=None if makes else version,
        shown=tuple(shown) if makes else (),
        fix=event.edition_id if event.kind == Event.Kind.FIXED else None,
    )


def _untold(version, shown):
    return Entry(
        at=version.made_at,
        who=version.made_by_name,
        what=version.get_intent_display(),
        why=version.why,
        made=version,
        shown=tuple(shown),
    )


def _with_one_to_compare(entries, article):
    """Mark the version before the newest: what it changed is asked most often."""
    before = max(
        (
            entry.made.number
            for entry in entries
            if entry.made and not entry.is_beside
            if entry.made.number < article.version
        ),
        default=0,
    )
    return [
        replace(
            entry, is_before_newest=bool(entry.made) and entry.made.number == before
        )
        for entry in entries
    ]
