"""The part of an address that people read, in any script."""

from django.db import models
from django.utils.text import slugify

SLUG_LENGTH = 120


def slug_of(text, fallback=""):
    """Return words of the text joined by hyphens, cut at a word, or the fallback."""
    slug = slugify(text, allow_unicode=True).strip("-_")
    if len(slug) > SLUG_LENGTH:
        cut = slug[: SLUG_LENGTH + 1]
        slug = cut.rsplit("-", 1)[0] if "-" in cut else cut[:SLUG_LENGTH]
    return slug or fallback


def free_slug(text, taken, fallback):
    """Return a slug of the text that no row of the queryset `taken` has."""
    wanted = slug_of(text, fallback)
    slugs = set(taken.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in slugs:
        number += 1
        ending = f"-{number}"
        slug = wanted[: SLUG_LENGTH - len(ending)] + ending
    return slug


class SlugField(models.SlugField):
    """A slug in any script, at most 120 characters."""

    def __init__(self, verbose_name="address", **options):
        options = {"max_length": SLUG_LENGTH, "allow_unicode": True, **options}
        super().__init__(verbose_name, **options)
