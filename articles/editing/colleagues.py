"""Who works here and may open articles; and whom a note names."""

import re
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q

from articles.editing.log import name_of
from articles.models.actions import TABLE, Action

_HANDLE = re.compile(r"(?<![\w@./+-])@([\w.@+-]+)")


@dataclass(frozen=True)
class Named:
    """The accounts that a text names by @username, and names that are nobody's."""

    people: list = field(default_factory=list)
    unknown: list = field(default_factory=list)


def colleagues():
    """Return the accounts that may open articles, as the table of actions says."""
    reads = Q(groups__name__in=TABLE[Action.READ]) | Q(is_superuser=True)
    people = User.objects.filter(reads, is_active=True).distinct()
    return people.order_by("last_name", "username").prefetch_related("groups")


def named_in(text):
    """Return whom a text names: one query where there is an @ in it."""
    handles = [_spellings(handle) for handle in _HANDLE.findall(text)]
    if not handles:
        return Named()
    wanted = Q()
    for spelling in {spelling for spellings in handles for spelling in spellings}:
        wanted |= Q(username__iexact=spelling)
    known = {user.username.lower(): user for user in User.objects.filter(wanted)}
    people, unknown = {}, []
    for spellings in handles:
        user = next((known[name] for name in spellings if name in known), None)
        if user is None:
            unknown.append(spellings[-1])
        else:
            people[user.pk] = user
    return Named([*people.values()], list(dict.fromkeys(unknown)))


def require_readers(people):
    """Refuse to tell somebody of an article that they cannot open: one query."""
    ids = [person.pk for person in people]
    readers = colleagues().prefetch_related(None).filter(pk__in=ids) if ids else []
    reading = {person.pk for person in readers}
    for person in people:
        if person.pk not in reading:
            raise ValidationError(
                {
                    "tell": f"{name_of(person)} cannot open articles, so a note "
                    "reaches them nowhere. Tell somebody else."
                }
            )


def _spellings(handle):
    """Return what may be meant, the longest first: “@ana.” is at a sentence's end."""
    handle = handle.lower()
    return list(dict.fromkeys([handle, handle.rstrip(".-+@")])) if handle else []
