"""Erasing what was said of an author, for good: from what stands and from the past.

Versions stay in their place and say that something was erased. What may not come back
is refused where it would: things.restore(), things.save(), keep_unsaved().
"""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.editing import things
from articles.editing.authors import (
    erased_names,
    erased_versions,
    forgetting,
    links,
)
from articles.editing.authors.names import numbers_of, telling, theirs
from articles.editing.authors.steps import locked, require_own, write_down
from articles.editing.images.forgetting import forget
from articles.editing.reasons import reason
from articles.editing.things import rows, versions
from articles.models import (
    Author,
    AuthorRequest,
    AuthorStep,
    Publication,
    Version,
    WorkingCopy,
)


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
    ids = numbers_of(author)
    names = telling(ids)
    authors = list(Author.objects.filter(pk__in=ids).order_by("pk"))
    photos = erased_versions.photos_of(authors) if What.PHOTO in what else []
    for each in authors:
        _erase_of(each, what, by=by, now=now)
    WorkingCopy.objects.filter(thing="articles.author", thing_id__in=ids).delete()
    theirs(AuthorRequest.objects, author).update(contact="")
    for each in authors:
        links.revoke_all(each, by=by, now=now)
        forgetting.erase(each, by=by, now=now)
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
    said = {"by": by, "why": "Erased"}
    if author.merged_into_id:  # nobody saves it any more: written past the verb
        author = versions.locked(author)
        version = versions.keep(
            author, content.changed(**less), intent=Version.Intent.SAVE, **said
        )
        rows.write(author, version.snapshot, version=version.number)
    else:
        less = content.changed(**less)
        author = things.save(author, less, seen=author.version, **said).thing
    zone = Publication.objects.current().zone
    erased_versions.redact(author, fields, by=by, now=now, zone=zone)
