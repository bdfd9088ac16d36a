"""Moves a content into its thing's row and lists: the only code that does."""

from copy import copy

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing.authors.pen_names.guarding import require_kept
from articles.editing.things.versions import called_once
from articles.models import Article, Author, FormerSlug, Region, Report, StartHere
from articles.models.search_names import search_names
from articles.publishing import placements


def validate(thing, content):
    """Raise ValidationError, by field, for what the database would refuse."""
    trial = copy(thing)
    trial.take(content)
    content_fields = {field.name for field in thing.content_fields()}
    others = {field.name for field in thing._meta.fields} - content_fields
    trial.full_clean(exclude=others)
    if isinstance(thing, Report):
        _require_articles(content.start_here)
    if isinstance(thing, Author):
        require_kept(thing, content)


def write(thing, content, *, version):
    """Write the row, and of its lists those that differ."""
    is_new, lay_in = thing._state.adding, getattr(thing, "parent_id", None)
    stood_at = getattr(thing, "slug", None)
    if isinstance(thing, Author) and not is_new:
        thing.remember_name(thing.name)
    thing.take(content)
    thing.version = version
    if isinstance(thing, Author):
        thing.search_names = search_names(thing, called_once(thing))
    thing.save(force_insert=is_new)
    # Where a proposed author stands is no address that anybody could have kept.
    had_address = not is_new and not getattr(thing, "proposed_at", None)
    if had_address and stood_at != getattr(thing, "slug", None):
        _remember(thing, stood_at)
    if isinstance(thing, Report):
        _write_start(thing, content.start_here)
    if isinstance(thing, Region) and not is_new and thing.parent_id != lay_in:
        placements.follow_tree(thing)


def _remember(thing, slug):
    """Let the address that a thing leaves lead to it from now on."""
    left = {"thing_id": thing.pk, "left_at": timezone.now()}
    name = thing._meta.label_lower
    FormerSlug.objects.update_or_create(left, thing=name, slug=slug)


def _require_articles(ids):
    if len(set(ids)) < len(ids):
        raise ValidationError({"start_here": "An article stands here twice."})
    if ids and Article.objects.filter(pk__in=ids).count() < len(ids):
        raise ValidationError(
            {"start_here": "One of these articles is gone. Take it out."}
        )


def _write_start(report, ids):
    rows = StartHere.objects.filter(report=report)
    if list(rows.values_list("article_id", flat=True)) == ids:
        return
    rows.delete()
    StartHere.objects.bulk_create(
        StartHere(report=report, article_id=pk, position=place)
        for place, pk in enumerate(ids, 1)
    )
