"""Saving what is not an article. Every door writes it through here."""

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.editing import stopping
from articles.editing.outcomes import Conflict, Merged, Saved
from articles.editing.things.merged import require_unmerged
from articles.editing.things.permission import may_set_reserved, require
from articles.editing.things.rows import validate, write
from articles.editing.things.versions import (
    ever_stood,
    keep,
    locked,
    require_seen,
    require_whole,
    standing,
    stood,
    versions_of,
)
from articles.models import Author, Source, Version
from articles.models.author import UNADDRESSED


@transaction.atomic
def create(model, content, *, by, intent=Version.Intent.SAVE, why=""):
    """Make a thing of that content and return Saved.

    Raises PermissionDenied, and ValidationError with a message for each field.
    """
    require(by, "add", model)
    thing = model()
    content = _permitted(thing, content, thing.content(), by)
    validate(thing, content)
    write(thing, content, version=1)
    return Saved(thing, keep(thing, content, by=by, intent=intent, why=why))


@transaction.atomic
def save(thing, content, *, by, seen, intent=Version.Intent.SAVE, why=""):
    """Save a thing and return Saved, Merged or Conflict.

    `seen` is the number of the version that the person began from. What others changed
    since in other fields is merged; where both changed the same, the refused content is
    kept as a version and nothing else is written. Saving what stands makes no version.

    Raises PermissionDenied, and ValidationError with a message for each field.
    """
    require(by, "change", thing)
    thing = locked(thing)
    require_unmerged(thing)
    stands = standing(thing)
    now = stands.snapshot
    mine = _permitted(thing, content, now, by)
    validate(thing, mine)
    base = now if seen == stands.number else _begun_from(thing, seen).snapshot
    merged = thing.merged(base, thing.with_markup_of(base, mine), now)
    said = {"by": by, "began_from": seen}
    if merged.clashing:
        refused = keep(thing, mine, intent=Version.Intent.CONFLICT, **said)
        return Conflict(thing, refused, merged.clashing)
    together = merged.snapshot
    if together == now:
        return Saved(thing, stands)
    if merged.taken:
        validate(thing, together)
        intent = Version.Intent.MERGE
    version = keep(thing, together, intent=intent, why=why, **said)
    write(thing, together, version=version.number)
    _follow(thing, now, by=by)
    if merged.taken:
        return Merged(thing, version, merged.taken)
    return Saved(thing, version)


@transaction.atomic
def restore(thing, number, *, by, seen):
    """Make an older version what stands again; return what save() returns.

    It is a new version: what stood until now stays in the list. Reserved fields stay.
    """
    require(by, "change", thing)
    thing = locked(thing)
    older = versions_of(thing).filter(number=number).first()
    if older is None:
        raise ValidationError("There is no such version.")
    require_whole(older)
    kept = {name: vars(thing.content())[name] for name in thing.reserved}
    if isinstance(thing, Author) and older.snapshot.slug.startswith(UNADDRESSED):
        kept["slug"] = thing.slug  # who was accepted since has an address
    return save(
        thing,
        older.snapshot.changed(**kept),
        by=by,
        seen=seen,
        intent=Version.Intent.RESTORE,
        why=f"Version {number}",
    )


@transaction.atomic
def undo(thing, *, by, seen):
    """Take back the save that made the version `seen`, if nobody has saved since.

    What stood before it stands again, as a new version. Returns what save() returns.
    """
    require(by, "change", thing)
    thing = locked(thing)
    require_seen(thing, seen)
    before = ever_stood(thing).filter(number__lt=seen).order_by("number").last()
    if before is None:
        raise ValidationError("There is nothing before this version to go back to.")
    return restore(thing, before.number, by=by, seen=seen)


def _begun_from(thing, seen):
    """Return what a form began from, unless it would bring back what was erased."""
    version = stood(thing, seen)
    require_whole(version)
    return version


def _follow(thing, before, *, by):
    """Let others follow what was changed here, in the same transaction."""
    if isinstance(thing, Source):
        had_permission = before.has_standing_permission
        if thing.has_standing_permission != had_permission:
            stopping.follow_source(thing, by=by)


def _permitted(thing, content, now, by):
    """Return the content, with the reserved fields as they stand where they must."""
    if may_set_reserved(by):
        return content
    return content.changed(**{name: vars(now)[name] for name in thing.reserved})
