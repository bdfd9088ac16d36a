"""Versions of an author out of which something was erased."""

from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.log import name_of
from articles.editing.things.versions import called_once, versions_of
from articles.models.search_names import search_names
from articles.reading.withheld import NAME_WITHHELD

# Once an author had one position, undated; and no words can stand in for an id.
_OF_POSITIONS = ("role", "affiliation")
_EMPTY = {"photo": None, "positions": [], "names_withheld": []}


def neutral(pk):
    """Return what stands where a name has stood, and where an address has."""
    return {"name": str(NAME_WITHHELD), "slug": f"name-withheld-{pk}"}


def emptied(content, fields, pk):
    """Return the fields of a content that change where these are to say nothing."""
    less = {name: _EMPTY.get(name, "") for name in fields & set(content)}
    less |= {name: words for name, words in neutral(pk).items() if name in fields}
    languages = content.get("in_languages") or {}
    less["in_languages"] = {
        key: words
        for key, words in languages.items()
        if key.partition(".")[2] not in fields
    }
    return less


def photos_of(authors):
    """Return the ids of all pictures that authors ever had for their photograph."""
    found = {}
    for author in authors:
        found |= dict.fromkeys([author.photo_id])
        for content in versions_of(author).values_list("content", flat=True):
            found |= dict.fromkeys([content.get("photo")])
    return [pk for pk in found if pk]


def redact(author, fields, *, by, now, zone):
    """Write over these fields in every version but the one that stands now."""
    day = date_format(timezone.localdate(now, zone), "j F Y")
    words = f"erased on {day} by {name_of(by)}"
    for version in versions_of(author).exclude(number=author.version):
        content = _redacted(version.content, fields, words, author.pk)
        if content != version.content:
            version.content = content
            version.erased_at, version.erased_by_name = now, name_of(by)
            version.save(update_fields=["content", "erased_at", "erased_by_name"])
    author.search_names = search_names(author, called_once(author))
    author.save(update_fields=["search_names"])


def _redacted(content, fields, words, pk):
    names = fields | ({*_OF_POSITIONS} if "positions" in fields else set())
    over = {
        name: _EMPTY.get(name, words)
        for name in names & set(content)
        if content[name]  # what said nothing was not erased
    }
    over |= {name: told for name, told in neutral(pk).items() if name in over}
    languages = content.get("in_languages") or {}
    said = {
        key: words if key.partition(".")[2] in fields else text
        for key, text in languages.items()
    }
    return {**content, **over, **({"in_languages": said} if languages else {})}
