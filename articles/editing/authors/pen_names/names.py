"""All that an author is or was called: what stands frozen, and what gives one away."""

from articles.models import Author, Version

_IN_BYLINES = ("name", "short_name")
_OTHERWISE = ("sort_name",)


def with_absorbed(author):
    """Return the ids that stand for an author: merged ones are stored by their own."""
    return [author.pk, *author.absorbed.values_list("pk", flat=True)]


def printed_names(ids):
    """Return each name that these authors had in a byline, the longest first."""
    return _longest_first(_told(ids, _names_in))


def telling_names(ids):
    """Return each name that anybody could know these authors by."""
    return _longest_first(_told(ids, _all_in))


def _told(ids, names_in):
    """Two queries, however many versions."""
    contents = [
        author.content().to_json() for author in Author.objects.filter(pk__in=ids)
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


def _longest_first(names):
    return sorted(names, key=lambda name: (-len(name), name))
