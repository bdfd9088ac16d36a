"""Keeps what people have typed and not yet saved, so that no crash costs a sentence."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, Q
from django.utils import timezone

from articles.models import Version, WorkingCopy

MOST_CHARACTERS = 5_000_000
ERASED = "Something was erased here since you opened this. Open the page again."


class TypedElsewhere(Exception):
    """The person has typed on in another window; that text stays."""


def keep_unsaved(
    model, thing_id, form, *, by, began_from=0, typed="", after="", now=None
):
    """Store a person's raw form for a thing, over the text that it goes on from.

    A page names its texts, `typed`, as window.number, and says `after` which it goes
    on. Where another window has kept one meanwhile, this raises TypedElsewhere: of two
    texts neither takes the other's place.

    One query; three the first time. Returns when it was. Whether the form is valid is
    no question here; a limit of size is, and whether it goes on from what was erased:
    that raises ValidationError.
    """
    if len(form) > MOST_CHARACTERS:
        raise ValidationError(
            "This text is too long to be kept while you type. Save it, or cut it."
        )
    now = now or timezone.now()
    text = {"form": form, "began_from": began_from, "typed": typed, "kept_at": now}
    window, _, _ = typed.rpartition(".")
    own = Q(typed=after) | Q(typed__startswith=f"{window}.")
    erased = _erased(model, thing_id, began_from)
    standing = _own(by, model, thing_id).filter(own, ~Exists(erased))
    if standing.update(**text):
        return now
    thing = {"thing": model._meta.label_lower, "thing_id": thing_id}
    empty = WorkingCopy(person=by, **thing, typed=after, kept_at=now)
    # Not get_or_create: two windows may begin at once, and only one row is made.
    WorkingCopy.objects.bulk_create([empty], ignore_conflicts=True)
    if not standing.update(**text):
        if erased.exists():
            _own(by, model, thing_id).filter(form="", kept_at=now).delete()
            raise ValidationError(ERASED)
        raise TypedElsewhere
    return now


def _erased(model, thing_id, number):
    """Select the version that a form began from if some of it was erased since."""
    label = model._meta.label_lower
    began = Version.objects.filter(thing=label, thing_id=thing_id or 0, number=number)
    return began.filter(erased_at__isnull=False)


def unsaved_by(person, model, thing_id):
    """Return what the person has typed for a thing and not saved, or None."""
    return _own(person, model, thing_id).first()


def newest_unsaved(person, model, ids):
    """Return what the person has typed last for one of several things, or None."""
    own = WorkingCopy.objects.filter(
        person=person, thing=model._meta.label_lower, thing_id__in=ids
    )
    return own.order_by("-kept_at").first()


def forget_unsaved(model, thing_id, *, by, typed=None):
    """Drop a person's unsaved text: it was saved, or is not wanted.

    With `typed`, only where it is the text of that name.
    """
    own = _own(by, model, thing_id)
    if typed is not None:
        own = own.filter(typed=typed)
    own.delete()


def _own(person, model, thing_id):
    return WorkingCopy.objects.filter(
        person=person, thing=model._meta.label_lower, thing_id=thing_id
    )
