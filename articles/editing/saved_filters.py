"""Filters of a list that somebody keeps, for themselves or for everybody.

One's own concern nobody else. Those for everybody belong to the editors together, and
those of the list of authors to all who look after authors.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles.models import Author, SavedFilter
from articles.models.actions import Action, refusal, screen_refusal
from articles.models.saved_filter import NAME_LENGTH, QUERY_LENGTH, Screen

MOST = 40  # of one person's, and of everybody's: they stand in a row
NOTHING_NARROWS = "Narrow the list first, then save what narrows it."
GONE = "Somebody has deleted this filter meanwhile."


def save_filter(name, query, *, by, screen=Screen.ARTICLES):
    """Keep what narrows a list under a name, for oneself; return the filter."""
    _require(refusal_to_keep(by, screen))
    return _save(SavedFilter(person=by, query=query, screen=screen), name)


def save_filter_for_everybody(name, query, *, by, screen=Screen.ARTICLES):
    _require(refusal_to_share(by, screen))
    return _save(SavedFilter(person=None, query=query, screen=screen), name)


@transaction.atomic
def rename_filter(saved, name, *, by, seen):
    """Call a filter otherwise. `seen` is the name that the person saw."""
    saved = _theirs(saved, by, seen)
    return _save(saved, name)


@transaction.atomic
def delete_filter(saved, *, by, seen):
    """Delete a filter; what it found stays as it is."""
    _theirs(saved, by, seen).delete()


def refusal_to_keep(person, screen):
    """Return why somebody may not look at a list, in words; "" if they may."""
    if screen == Screen.AUTHORS:
        return screen_refusal(person, "view", Author)
    return refusal(person, Action.READ)


def refusal_to_share(person, screen):
    if screen == Screen.AUTHORS:
        return screen_refusal(person, "change", Author)
    return refusal(person, Action.SHARE_FILTER)


def may_change(saved, person):
    """Say whether somebody may rename and delete a filter."""
    return not _refusal(saved, person)


def _refusal(saved, person):
    if saved.is_for_everybody:
        return refusal_to_share(person, saved.screen)
    return "" if saved.person_id == person.pk else "This filter is a colleague’s."


def _require(words):
    if words:
        raise PermissionDenied(words)


def _theirs(saved, by, seen):
    locked = SavedFilter.objects.select_for_update().filter(pk=saved.pk).first()
    if locked is None:
        raise ValidationError(GONE)
    _require(_refusal(locked, by))
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
    others = SavedFilter.objects.of(saved.screen).exclude(pk=saved.pk)
    others = others.filter(person=saved.person_id)
    return [name.casefold() for name in others.values_list("name", flat=True)]


def _taken(saved):
    whose = "For everybody there" if saved.is_for_everybody else "There"
    words = f"{whose} is one of that name already. Choose another name."
    return ValidationError({"name": words})
