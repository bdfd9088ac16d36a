"""Merging one thing into another of its kind."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.editing import things
from articles.editing.authors.withholding import follow_merge
from articles.editing.log import name_of
from articles.editing.merging.rules import locked_together, require_seen_of, why_not
from articles.editing.things.permission import require
from articles.editing.things.versions import standing
from articles.models import Author, Merge
from articles.publishing import placements


@transaction.atomic
def merge(thing, into, *, by, seen, into_seen, content):
    """Let a thing be another of its kind from now on, and return the Merge.

    `content` is what that other one says then. The absorbed one stays a row, and what
    names it keeps its number: only places in lists move. So it can all be undone.

    Raises PermissionDenied, and ValidationError in words where one of them was changed
    since, was merged already, or may not become the other.
    """
    require(by, "change", type(thing))
    thing, into = locked_together(thing, into)
    if words := why_not(thing, into):
        raise ValidationError(words)
    require_seen_of(thing, seen)
    require_seen_of(into, into_seen)
    absorbed, before = standing(thing), standing(into)
    rows = type(thing)._default_manager
    with_it = rows.filter(merged_into=thing).order_by("pk")
    repointed = list(with_it.values_list("pk", flat=True))
    rows.filter(Q(pk=thing.pk) | Q(pk__in=repointed)).update(merged_into=into)
    saved = things.save(
        into,
        content,
        by=by,
        seen=before.number,
        why=f"“{thing}” was merged into it",
    )
    made = Merge.objects.create(
        thing=thing._meta.label_lower,
        absorbed=thing.pk,
        into=into.pk,
        absorbed_version=absorbed.number,
        version_before=before.number,
        version_after=saved.revision.number,
        repointed=repointed,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=name_of(by),
    )
    placements.place_anew(placements.list_of(type(thing)), thing)
    if isinstance(into, Author):
        follow_merge(into)
    return made
