"""The bin: what was deleted, and how it comes back."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, OuterRef, ProtectedError, Q, Subquery

from articles.editing.images.showing import uses
from articles.editing.outcomes import Saved
from articles.editing.things.merged import require_unmerged
from articles.editing.things.permission import require
from articles.editing.things.rows import validate, write
from articles.editing.things.versions import (
    keep,
    locked,
    require_seen,
    standing,
    versions_of,
)
from articles.models import Image, Version
from articles.models.actions import screen_refusal
from articles.models.versioned import Versioned

GONE_TOO = "what stood here is gone too. Put that back first."
ABSORBED = "“{}” was merged into “{}”. Undo the merge first, then delete it."
TAKEN = "It was added anew meanwhile, as another {kind}. Use that one."
_NAMES = ("name", "caption", "alt")  # the fields that things are called by


@transaction.atomic
def delete(thing, *, by, seen, why=""):
    """Put a thing into the bin and return the version that it is brought back from.

    A picture's files stay where they are. Raises PermissionDenied, and ValidationError
    where others need it or somebody has changed it since.
    """
    require(by, "delete", type(thing))
    thing = locked(thing)
    require_unmerged(thing)
    standing(thing)
    require_seen(thing, seen)
    if isinstance(thing, Image) and (shown := uses(thing)):
        raise ValidationError(
            f"“{thing}” stays, as it is {shown[0]}. Take it out there first."
        )
    version = keep(
        thing,
        thing.with_facts(thing.content()),
        by=by,
        intent=Version.Intent.DELETE,
        began_from=seen,
        why=why,
    )
    try:
        thing.delete()
    except ProtectedError as error:
        for row in error.protected_objects:
            if getattr(row, "merged_into_id", None) == thing.pk:
                raise ValidationError(ABSORBED.format(row, thing)) from None
        raise ValidationError(
            "Something else needs it. Take it out there first, then delete it."
        ) from None
    return version


@transaction.atomic
def bring_back(version, *, by):
    """Make a deleted thing again, under its old number; return Saved.

    Raises PermissionDenied, and ValidationError that says what stands in the way.
    """
    model = version.model
    require(by, "add", model)
    version = Version.objects.select_for_update().get(pk=version.pk)
    if model._default_manager.filter(pk=version.thing_id).exists():
        raise ValidationError("It is back already.")
    thing = model(pk=version.thing_id)
    newest = versions_of(thing).aggregate(newest=Max("number"))["newest"]
    if version.intent != Version.Intent.DELETE or version.number != newest:
        raise ValidationError("There is a newer version. Look at the bin again.")
    content = version.snapshot
    empty = vars(model().content())
    content = content.changed(**{name: empty[name] for name in thing.reserved})
    lost = _lost_pictures(model, content)
    content = content.changed(**dict.fromkeys(lost))
    _take_facts(thing, version)
    try:
        validate(thing, content)
    except ValidationError as error:
        raise ValidationError(_in_the_way(thing, error)) from None
    why = "Without its picture, which is gone" if lost else ""
    back = keep(thing, content, by=by, intent=Version.Intent.RETURN, why=why)
    write(thing, content, version=back.number)
    return Saved(thing, back)


def deleted_things(user, words=()):
    """Return the newest version of what is in the bin, may be seen and is called so.

    A queryset; the last deleted stands first.
    """
    seen = [model._meta.label_lower for model in binned_models(user)]
    same = {"thing": OuterRef("thing"), "thing_id": OuterRef("thing_id")}
    newest = Version.objects.filter(**same).order_by("-number").values("number")[:1]
    deleted = Version.objects.filter(intent=Version.Intent.DELETE)
    deleted = deleted.filter(thing__in=seen, number=Subquery(newest))
    for word in words:
        called = Q()
        for name in _NAMES:
            called |= Q(**{f"content__{name}__icontains": word})
        deleted = deleted.filter(called)
    return deleted.order_by("-made_at", "-pk")


def binned_models(user):
    """Return the models whose things in the bin the user may see."""
    return [
        model
        for model in apps.get_app_config("articles").get_models()
        if issubclass(model, Versioned) and not screen_refusal(user, "view", model)
    ]


def _take_facts(thing, version):
    """Give a thing what no form holds, unless something else has taken its place."""
    thing.take_facts(version.content)
    rows = type(thing)._default_manager
    for name in thing.facts:
        known = thing._meta.get_field(name)
        value = getattr(thing, known.attname)
        if known.unique and rows.filter(**{name: value}).exists():
            raise ValidationError(TAKEN.format(kind=thing._meta.verbose_name))
        if known.is_relation and not known.related_model.objects.filter(pk=value):
            setattr(thing, known.attname, None)


def _lost_pictures(model, content):
    """Return the fields whose picture is no more, and does not lie in the bin either.

    Pictures were once deleted for good.
    """
    named = {
        field.name: getattr(content, field.name)
        for field in model.content_fields()
        if field.related_model is Image and getattr(content, field.name)
    }
    there = set(
        Image.objects.filter(pk__in=named.values()).values_list("pk", flat=True)
    )
    binned = Version.objects.filter(
        thing=Image._meta.label_lower,
        thing_id__in=named.values(),
        intent=Version.Intent.DELETE,
    )
    there.update(binned.values_list("thing_id", flat=True))
    return [name for name, pk in named.items() if pk not in there]


def _in_the_way(thing, error):
    """Say which of its fields keeps a thing from coming back, and why."""
    known = {field.name: field for field in thing.content_fields()}
    by_field = getattr(error, "error_dict", None) or {"": error.error_list}
    lines = []
    for name, errors in by_field.items():
        field = known.get(name)
        label = f"{field.verbose_name}: ".capitalize() if field else ""
        is_gone = field is not None and field.is_relation
        words = [GONE_TOO] if is_gone else ValidationError(errors).messages
        lines += [f"{label}{word}" for word in words]
    return f"It cannot come back as it was. {' '.join(lines)}"
