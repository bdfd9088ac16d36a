"""Tags: django-taggit hangs them on articles, and they have versions like all terms."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from taggit.models import ItemBase, TagBase

from articles.models.in_languages import InLanguages
from articles.models.mergeable import Mergeable, MergeableQuerySet
from articles.models.names import NameField
from articles.models.slugs import SlugField


class Tag(InLanguages, Mergeable, TagBase):
    name = NameField(max_length=100, unique=True)
    slug = SlugField(unique=True)

    said_in_languages = ("name",)

    objects = MergeableQuerySet.as_manager()

    class Meta(Mergeable.Meta):
        abstract = False
        verbose_name = "tag"
        verbose_name_plural = "tags"

    def get_absolute_url(self):
        return reverse("articles:tag", args=[self.slug])

    def clean(self):
        alike = Tag.objects.filter(name__iexact=self.name).exclude(pk=self.pk)
        if other := alike.first():
            raise ValidationError({"name": f"There is a tag “{other}” already."})


class Tagging(ItemBase, models.Model):
    """A tag on an article. An article keeps its tags: they are taken out there."""

    content_object = models.ForeignKey(
        "Article", on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="an_article_has_a_tag_once"
            )
        ]

    @property
    def article(self):
        return self.content_object
