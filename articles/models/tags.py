"""Tags by name: one tag however its name is capitalised, and after it was renamed."""

from django.db.models import Q

from articles.models.slugs import slug_of
from articles.models.tagging import Tag

NAME_LENGTH = Tag._meta.get_field("name").max_length


def known_tags(names):
    """Return the tags that exist of these names, by name: one query, or none.

    A slug has no capitals in any script, where SQLite folds those of ASCII only; and
    it stays when a tag gets another name.
    """
    if not names:
        return {}
    alike = Q()
    for name in names:
        alike |= Q(name__iexact=name) | Q(slug=slug_of(name, "tag"))
    found = list(Tag.objects.filter(alike))
    by_slug = {tag.slug: tag for tag in found}
    by_name = {tag.name.casefold(): tag for tag in found}
    tags = {
        name: by_name.get(name.casefold()) or by_slug.get(slug_of(name))
        for name in names
    }
    return {name: tag for name, tag in tags.items() if tag}
