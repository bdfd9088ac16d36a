"""Who may look behind a pen name, and the log of whoever did."""

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.views.decorators.debug import sensitive_variables

from articles.editing.log import name_of
from articles.models import PenName, PenNameStep
from articles.models.actions import appointing_refusal, keeper_refusal

SECRET = ("real_name", "contact", "note", "moves")
GIVEN_AWAY = 3  # letters: a shorter part of a name says nothing by itself
CHANGED = "Somebody has changed this record since you opened it. Open it again."
ENDED = "This pen name has ended: nothing is kept behind it any more."


def refusal(user, record):
    """Return why the user may not look behind it: one query."""
    return keeper_refusal(user, record.keepers.filter(pk=user.pk).exists())


def why_no_appointing(user, record):
    """Return why the user may not name its keeper: one query."""
    return appointing_refusal(user, record.keepers.filter(is_active=True).exists())


def closed():
    """Return the records without what they hide."""
    return PenName.objects.defer(*SECRET).select_related("author")


def locked(record, *, by):
    """Return the whole record, nobody else's until the commit, for its keeper."""
    record = PenName.objects.select_for_update().get(pk=record.pk)
    if words := refusal(by, record):
        raise PermissionDenied(words)
    return record


def standing(record, *, by, seen):
    """Return the record as locked() does, if it has not ended and is as it was seen."""
    record = locked(record, by=by)
    if record.ended_at:
        raise ValidationError(ENDED)
    if seen != record.touched_at:
        raise ValidationError(CHANGED)
    return record


@sensitive_variables("record", "why")
def log(record, kind, *, by, now, about="", why=""):
    """Append what somebody did; a reason never says the name that it was about."""
    return PenNameStep.objects.create(
        pen_name=record,
        kind=kind,
        at=now,
        by=by,
        by_name=name_of(by),
        about=about,
        why=without_the_name(record, why),
    )


@sensitive_variables("record", "words", "parts", "anyone")
def without_the_name(record, words):
    """Return the words with the real name, and each part of it, blotted out."""
    parts = [record.real_name, *record.real_name.split()]
    parts = [re.escape(part) for part in parts if len(part) >= GIVEN_AWAY]
    if not parts:
        return words
    return re.sub("|".join(parts), "…", words, flags=re.IGNORECASE)
