"""What staff call an article by, and the tags that come of it."""

from articles.models import Tag
from articles.models.slugs import free_slug
from articles.models.tags import known_tags


def spelled(names):
    """Return the names as the tags that exist are spelled, each once: one query."""
    known = known_tags(names)
    once = {}
    for name in filter(None, names):
        spelling = known[name].name if name in known else name
        once.setdefault(spelling.casefold(), spelling)
    return tuple(once.values())


def tags_called(names):
    """Return the tags of these names in order, making those that do not exist."""
    known = known_tags(names)
    return [known.get(name) or _made(name) for name in names]


def _made(name):
    return Tag.objects.create(name=name, slug=free_slug(name, Tag.objects, "tag"))
