"""Filters of the list of articles that somebody keeps, for themselves or for everybody.

One's own concern nobody else; those for everybody are the editors' together.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles.editing.permission import require
from articles.models import SavedFilter
from articles.models.actions import Action, refusal
from articles.models.saved_filter import NAME_LENGTH, QUERY_LENGTH

MOST = 40  # of one person's, and of everybody's: they stand in a row
NOTHING_NARROWS = "Narrow the list first, then save what narrows it."
GONE = "Somebody has deleted this filter meanwhile."


def save_filter(name, query, *, by):
    """Keep what narrows the list under a name, for oneself; return the filter."""
    require(by, Action.READ)
    return _save(SavedFilter(person=by, query=query), name)


def save_filter_for_everybody(name, query, *, by):
    require(by, Action.SHARE_FILTER)
    return _save(SavedFilter(person=None, query=query), name)


@transaction.atomic
def rename_filter(saved, name, *, by, seen):
    """Call a filter otherwise. `seen` is the name that the person saw."""
    saved = _theirs(saved, by, seen)
    return _save(saved, name)


@transaction.atomic
def delete_filter(saved, *, by, seen):
    """Delete a filter; the articles that it found stay as they are."""
    _theirs(saved, by, seen).delete()


def may_change(saved, person):
    """Say whether somebody may rename and delete a filter."""
    return not _refusal(saved, person)


def _refusal(saved, person):
    if saved.is_for_everybody:
        return refusal(person, Action.SHARE_FILTER)
    return "" if saved.person_id == person.pk else "This filter is a colleague’s."


def _theirs(saved, by, seen):
    locked = SavedFilter.objects.select_for_update().filter(pk=saved.pk).first()
    if locked is None:
        raise ValidationError(GONE)
    if words := _refusal(locked, by):
        raise PermissionDenied(words)
    if locked.name != seen:
        raise ValidationError(
            f"It was renamed since you opened this: now it is “{locked.name}”. "
            "Decide again."
        )
    return locked


@transaction.atomic
def _save(saved, name):
    saved.name = " ".join(name.split())
    if not saved.query or len(saved.query) > QUERY_LENGTH:
        raise ValidationError(NOTHING_NARROWS)
    if not saved.name:
        raise ValidationError({"name": "Give it a name."})
    if len(saved.name) > NAME_LENGTH:
        words = f"Say it more briefly: at most {NAME_LENGTH} characters."
        raise ValidationError({"name": words})
    names = _names_beside(saved)
    if saved.name.casefold() in names:
        raise _taken(saved)
    if saved.pk is None and len(names) >= MOST:
        raise ValidationError(f"There are {MOST} already. Delete one first.")
    saved.clean_fields(exclude=["person"])
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:  # it was pressed twice, or in two windows
        raise _taken(saved) from None
    return saved


def _names_beside(saved):
    others = SavedFilter.objects.filter(person=saved.person_id).exclude(pk=saved.pk)
    return [name.casefold() for name in others.values_list("name", flat=True)]


def _taken(saved):
    whose = "For everybody there" if saved.is_for_everybody else "There"
    words = f"{whose} is one of that name already. Choose another name."
    return ValidationError({"name": words})
