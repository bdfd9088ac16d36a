"""Erasing what was said of an author, for good: from what stands and from the past.

Versions stay in their place and say that something was erased. What may not come back
is refused where it would: things.restore(), things.save(), keep_unsaved().
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.editing import things
from articles.editing.authors import erased_names, erased_versions
from articles.editing.authors.crediting import names_ever, numbers_of
from articles.editing.authors.steps import locked, reason, require_own, write_down
from articles.editing.images.forgetting import forget
from articles.models import Author, AuthorStep, Publication, WorkingCopy


class What(models.TextChoices):
    BIO = "bio", "Bio, short and long, in all languages"
    PHOTO = "photo", "Photograph, with its files"
    ABOUT = "about", "Roles, affiliations, expertise and languages"
    LINKS = "links", "Links"
    NAME = "name", "The name itself, former names and addresses"


FIELDS = {
    What.BIO: ("short_bio", "long_bio"),
    What.PHOTO: ("photo",),
    What.ABOUT: ("positions", "expertise", "languages"),
    What.LINKS: ("links",),
    What.NAME: (
        *("name", "honorific", "short_name", "sort_name", "other_names"),
        *("slug", "names_withheld"),
    ),
}
# Whoever keeps words about authors elsewhere: called with the authors' ids, and What.
ALSO_FORGET: list[Callable] = []


@transaction.atomic
def erase(author, what, *, by, seen, name, why, request=None, now=None):
    """Erase these things and return the pictures that stay, as others use them.

    `name` is the author's, typed by hand. `seen` is the last step known of.
    """
    author = locked(author, by=by, seen=seen, verb="erase")
    now = now or timezone.now()
    require_own(request, author)
    why = reason(why)
    if not what:
        raise ValidationError({"what": "Choose what shall be erased."})
    if " ".join(name.split()) != author.name:
        words = f"Type the name as it stands: {author.name}"
        raise ValidationError({"name": words})
    named = ", ".join(What(each).label for each in What.values if each in what)
    names = names_ever(author)
    ids = numbers_of(author)
    authors = list(Author.objects.filter(pk__in=ids).order_by("pk"))
    photos = erased_versions.photos_of(authors) if What.PHOTO in what else []
    for each in authors:
        _erase_of(each, what, by=by, now=now)
    WorkingCopy.objects.filter(thing="articles.author", thing_id__in=ids).delete()
    author.requests.update(contact="")
    for also in ALSO_FORGET:
        also(ids, what)
    author.refresh_from_db()
    said = {"why": why, "text": named, "request": request}
    write_down(author, AuthorStep.Kind.ERASED, by=by, now=now, **said)
    if What.NAME in what:
        erased_names.erase_names(author, names, now=now)
    return [picture for picture in map(forget, photos) if picture]


def _erase_of(author, what, *, by, now):
    """Empty what stands, as a new version, then write over all before it."""
    fields = {name for each in what for name in FIELDS[each]}
    content = author.content()
    less = erased_versions.emptied(content.to_json(), fields, author.pk)
    saved = things.save(
        author, content.changed(**less), by=by, seen=author.version, why="Erased"
    )
    zone = Publication.objects.current().zone
    erased_versions.redact(saved.thing, fields, by=by, now=now, zone=zone)
