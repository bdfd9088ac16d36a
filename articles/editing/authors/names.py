"""All that an author is or was called: what stands frozen, and what gives one away."""

from django.db.models import Q

from articles.models import Author, Version

_IN_BYLINES = ("name", "short_name")
_OTHERWISE = ("sort_name",)


def numbers_of(author):
    """Return the ids under which an author is stored: those merged into them, too."""
    return [author.pk, *author.absorbed.values_list("pk", flat=True)]


def theirs(rows, author):
    """Select of rows about authors an author's own, and of whoever became them."""
    return rows.filter(Q(author=author) | Q(author__merged_into=author))


def printed(ids):
    """Return each name that these authors had in a byline, the longest first."""
    return _longest_first(_told(ids, _names_in))


def telling(ids):
    """Return each name that anybody could know these authors by, the longest first."""
    return _longest_first(_told(ids, _all_in))


def _told(ids, names_in):
    """Two queries, however many versions."""
    authors = Author.objects.filter(pk__in=ids)
    contents = [
        {**author.content().to_json(), "names_withheld": author.names_withheld}
        for author in authors
    ]
    kept = Version.objects.filter(thing=Author._meta.label_lower, thing_id__in=ids)
    contents += kept.values_list("content", flat=True)
    return {name.strip() for content in contents for name in names_in(content)} - {""}


def _names_in(content):
    yield from (content.get(name) or "" for name in _IN_BYLINES)
    said = content.get("in_languages") or {}
    yield from (words for key, words in said.items() if key.endswith(".name"))


def _all_in(content):
    yield from _names_in(content)
    yield from (content.get(name) or "" for name in _OTHERWISE)
    yield from (content.get("other_names") or "").splitlines()
    yield from content.get("names_withheld", ())


def _longest_first(names):
    return sorted(names, key=lambda name: (-len(name), name))
