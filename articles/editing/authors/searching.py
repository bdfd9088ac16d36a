"""Authors by any of their names, in any script, or by where they are or were."""

from django.db.models import Q

from articles.models import Author


def called(words):
    """Return the condition that an author is found by all these folded words.

    Who was merged is found as who they are now.
    """
    return _all_in(words) | Q(pk__in=absorbed(words).values("merged_into"))


def absorbed(words):
    """Select those of the name who are somebody else by now."""
    return Author.objects.filter(_all_in(words)).exclude(merged_into=None)


def _all_in(words):
    wanted = Q()
    for word in words:
        wanted &= Q(search_names__contains=word)
    return wanted
