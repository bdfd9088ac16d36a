"""Takes what an author proposes, once, and not from whoever sends hundreds."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.engaging import visitors
from articles.engaging.suggesting.opening import LinkClosed
from articles.engaging.suggesting.photographs import checksum
from articles.models import AuthorLink, Suggestion

A_DAY = timedelta(days=1)
DEED = "suggestion"
MOST_BY_A_LINK = 5  # a day, here and below
MOST_BY_A_VISITOR = 15


class TooMany(ValidationError):
    """So many have come that this one is not taken."""


@transaction.atomic
def suggest(link, author, *, visitor, seen, proposed, was, note="", photo=None, **more):
    """Keep what an author proposes; return the suggestion.

    The same sent twice is one, until it is decided. `photo` is a file that
    photographs.checked() has looked at; `more` are photo_format, photo_credit and now.
    `visitor` is how their address is known today, see visitors.mark_of().
    """
    link = AuthorLink.objects.select_for_update().get(pk=link.pk)
    now = more.pop("now", None) or timezone.now()
    if not link.is_open(now):
        raise LinkClosed
    said = {"proposed": proposed, "note": note.strip(), **more}
    said["photo_checksum"] = checksum(photo) if photo else ""
    for known in link.suggestions.open().filter(author=author):
        if all(getattr(known, name) == value for name, value in said.items()):
            return known
    _require_few(link, visitor, now)
    made = Suggestion(
        author=author, link=link, began_from=seen, was=was, made_at=now, **said
    )
    if photo:
        made.photo.save("", photo, save=False)
    made.save(force_insert=True)
    return made


def _require_few(link, visitor, now):
    lately = link.suggestions.filter(made_at__gt=now - A_DAY).count()
    by_visitor = visitors.count(DEED, visitor, now)
    if lately >= MOST_BY_A_LINK or by_visitor > MOST_BY_A_VISITOR:
        raise TooMany(
            gettext(
                "You have sent as much today as we can read in a day. Your words are "
                "still here: send them tomorrow."
            )
        )
