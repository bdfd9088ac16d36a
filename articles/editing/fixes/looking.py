"""Four eyes on a fix: it goes out at once, and somebody else looks at it afterwards."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from articles.editing.locking import locked
from articles.editing.log import record
from articles.editing.permission import require
from articles.models import Event, Publication
from articles.models.actions import Action


def objection(user, edition):
    """Return why this is not the person to look, in words; "" if they may."""
    if edition.made_by_id == user.pk:
        return "You made this fix yourself. Somebody else must look at it."
    return ""


@transaction.atomic
def look(edition, *, by):
    """Say that somebody else than the fixer has looked at a fix; return the edition."""
    article = locked(edition.article)
    require(by, Action.LOOK, article, Publication.objects.current().rules)
    edition = article.editions.select_related("revision").get(pk=edition.pk)
    if words := objection(by, edition):
        raise PermissionDenied(words)
    if edition.undone_at:
        raise ValidationError("This fix was undone: there is nothing to look at.")
    if edition.look_wanted_at is None:
        return edition
    edition.look_wanted_at = None
    edition.save(update_fields=["look_wanted_at"])
    said = {"revision": edition.revision, "edition": edition}
    record(article, Event.Kind.LOOKED_AT, by=by, **said)
    return edition
