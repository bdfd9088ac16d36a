"""Taking a merge back: what was absorbed stands for itself again."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import things
from articles.editing.authors.withholding import follow_undoing
from articles.editing.log import name_of
from articles.editing.merging.rules import locked_together, require_seen_of
from articles.editing.things.permission import require
from articles.editing.things.versions import standing, stood
from articles.models import Author, Merge, Region
from articles.models.terms import ancestors
from articles.publishing import placements


@dataclass(frozen=True)
class Undone:
    """What stands again, what it had become, and which fields of that stay as they are.

    They came with the merge too, but somebody has changed them since, or cannot now.
    """

    thing: Any
    into: Any
    stay: list[str]


@transaction.atomic
def undo_merge(merge, *, by, seen):
    """Let what was absorbed stand for itself again, and return Undone.

    All that named it names it still. What its other one took from it goes back, but
    for what was changed since. `seen` is the version looked at of what it stands for.

    Raises PermissionDenied, and ValidationError in words.
    """
    model = merge.model
    require(by, "change", model)
    thing, into = locked_together(*_both(merge))
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise ValidationError(f"{merge.undone_by_name} has undone this merge already.")
    [found_at] = locked_together(thing.merged_into)
    require_seen_of(found_at, seen)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.undone_by_name = name_of(by)
    merge.save(update_fields=["undone_at", "undone_by", "undone_by_name"])
    _point_anew(model, found_at)
    thing.refresh_from_db()
    if model is Region:
        _require_a_tree(thing)
    back = going_back(merge, into)
    if not into.merged_into_id:
        things.save(
            into,
            back.snapshot,
            by=by,
            seen=into.version,
            why=f"The merge with “{thing}” was undone",
        )
    placements.place_anew(placements.list_of(model), found_at)
    if model is Author:
        follow_undoing(thing, found_at)
    return Undone(thing, into, back.clashing)


def going_back(merge, into):
    """Return what a thing says without a merge, as a ContentMerge: `taken` goes back.

    What was merged on since is left as it is, for it cannot be changed.
    """
    before = stood(into, merge.version_before).snapshot
    after = stood(into, merge.version_after).snapshot
    now = standing(into).snapshot if not into.merged_into_id else into.content()
    back = into.merged(after, now, before)
    if into.merged_into_id:
        return type(back)(now, [], after.differing(before))
    return back


def _both(merge):
    rows = merge.model._default_manager.in_bulk([merge.absorbed, merge.into])
    if len(rows) < 2:
        raise ValidationError("One of the two is gone. Put it back first.")
    return rows[merge.absorbed], rows[merge.into]


def _point_anew(model, found_at):
    """Let all that was found there be found where the standing merges lead."""
    rows = model._default_manager.filter(merged_into=found_at)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    steps = Merge.objects.standing().of(model).filter(absorbed__in=ids)
    steps = dict(steps.values_list("absorbed", "into"))
    by_end = {}
    for pk in ids:
        end = pk
        while end in steps:
            end = steps[end]
        by_end.setdefault(end, []).append(pk)
    for end, those in by_end.items():
        others = [pk for pk in those if pk != end]
        model._default_manager.filter(pk__in=others).update(merged_into=end)
        model._default_manager.filter(pk=end).update(merged_into=None)


def _require_a_tree(region):
    """Refuse where a region would come back within what lies in it by now."""
    parents = Region.objects.parents()
    if region.pk in ancestors(parents[region.pk], parents):
        raise ValidationError(
            f"“{region.parent}”, in which “{region}” lay, lies within “{region}” by "
            "now. Move that one first, then undo the merge."
        )
