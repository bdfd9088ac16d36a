"""Who else is at the same text, so that two people talk before they collide."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import Presence

# Whoever closes a window is gone at once; a browser that fell silent, after this.
GONE_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Company:
    """The others who are there, and whether the person is, in a second window."""

    others: list[Presence]
    is_elsewhere_too: bool = False


def meet(person, model, thing_id, *, window, has_changes, now=None):
    """Note that a person is at a thing; return who is there with them. Two queries."""
    now = now or timezone.now()
    there = _at(model, thing_id).filter(seen_at__gt=now - GONE_AFTER)
    there = list(there.select_related("person").order_by("since"))
    own = next((one for one in there if one.person_id == person.pk), None)
    Presence.objects.bulk_create(
        [
            Presence(
                person=person,
                thing=model._meta.label_lower,
                thing_id=thing_id,
                window=window,
                since=own.since if own else now,
                seen_at=now,
                has_changes=has_changes,
            )
        ],
        update_conflicts=True,
        unique_fields=["thing", "thing_id", "person"],
        update_fields=["window", "since", "seen_at", "has_changes"],
    )
    others = [one for one in there if one.person_id != person.pk]
    return Company(others, bool(own and own.window != window))


def leave(person, model, thing_id, *, window, now=None):
    """Take a person's window away, and with it whoever fell silent long ago."""
    now = now or timezone.now()
    own = Q(
        person=person,
        thing=model._meta.label_lower,
        thing_id=thing_id,
        window=window,
    )
    long_ago = Q(seen_at__lt=now - FORGOTTEN_AFTER)
    Presence.objects.filter(own | long_ago).delete()


def _at(model, thing_id):
    return Presence.objects.filter(thing=model._meta.label_lower, thing_id=thing_id)
