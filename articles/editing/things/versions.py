"""Keeps each content of a thing, and finds those that stood once."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.log import name_of
from articles.models import Region, Version
from articles.publishing.tree import hold_alone

GONE = "This is in the bin. Put it back first."
UNKNOWN = (
    "This screen is not about a version of this. Copy your text, open the page again "
    "and paste it there."
)


def versions_of(thing):
    """Return the versions of a thing, of one that is in the bin too."""
    return Version.objects.filter(thing=thing._meta.label_lower, thing_id=thing.pk)


def ever_stood(thing):
    """Return the versions that stood, now or once: all but what was refused."""
    return versions_of(thing).exclude(intent=Version.Intent.CONFLICT)


def called_once(thing):
    """Return the names that a thing has had, each once; nothing of a new one."""
    if thing.pk is None:
        return []
    names = ever_stood(thing).values_list(KT("content__name"), flat=True)
    return [name for name in names.order_by().distinct() if name]


def keep(thing, content, *, by, intent, began_from=None, why=""):
    """Store a content as the thing's next version. Call with the thing locked."""
    newest = versions_of(thing).aggregate(newest=Max("number"))["newest"]
    first = thing.version if intent == Version.Intent.FOUND else 1
    return Version.objects.create(
        thing=thing._meta.label_lower,
        thing_id=thing.pk,
        number=first if newest is None else newest + 1,
        intent=intent,
        content=content.to_json(),
        began_from=began_from,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=name_of(by) if by else "",
        why=why,
    )


def locked(thing):
    """Return the thing fresh from the database, nobody else's until the commit.

    Others may go on naming it: nobody waits who only files an article under a region.
    """
    if isinstance(thing, Region):
        hold_alone()
    rows = type(thing)._default_manager.select_for_update(no_key=True)
    if found := rows.filter(pk=thing.pk).first():
        return found
    raise ValidationError(GONE)


def standing(thing):
    """Return the version that stands. Call with the thing locked.

    What no verb has written, before there were versions or past them, is kept first:
    no text that stood once is lost.
    """
    content = thing.content()
    known = versions_of(thing).filter(number=thing.version).first()
    if known and known.snapshot == content:
        return known
    found = keep(thing, content, by=None, intent=Version.Intent.FOUND)
    if thing.version != found.number:
        thing.version = found.number
        thing.save(update_fields=["version"])
    return found


def stood(thing, number):
    """Return a version that stood once; what was refused is nothing to begin from."""
    if found := ever_stood(thing).filter(number=number).first():
        return found
    raise ValidationError(UNKNOWN)


def require_whole(version):
    """Refuse a version out of which something was erased: nothing brings that back."""
    if version.erased_at:
        day = date_format(version.erased_at, "j F Y")
        raise ValidationError(
            f"{version.erased_by_name} has erased some of version {version.number} on "
            f"{day}, for good. Open the page again, and go on from what stands."
        )


def require_seen(thing, seen):
    """Refuse to act on what its person has not looked at."""
    if seen == thing.version:
        return
    newest = versions_of(thing).filter(number=thing.version).first()
    who = (newest and newest.made_by_name) or "Somebody"
    raise ValidationError(
        f"{who} has changed this since you opened it. Read the newest version, then "
        "decide again."
    )
