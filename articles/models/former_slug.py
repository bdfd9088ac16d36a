"""Addresses that things had: whoever asks for one is sent to where the thing is now."""

from django.db import models

from articles.models.slugs import SlugField


class FormerSlugQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(thing=model._meta.label_lower)

    def leading_to(self, thing):
        return self.of(type(thing)).filter(thing_id=thing.pk)


class FormerSlug(models.Model):
    """A slug that a thing had once. What has a slug today goes before it."""

    thing = models.CharField(max_length=60, help_text="What it is, as app.model.")
    thing_id = models.PositiveBigIntegerField()
    slug = SlugField()
    left_at = models.DateTimeField()

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "slug"], name="a_former_address_leads_to_one_thing"
            )
        ]
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="formerslug_of_thing")
        ]

    def __str__(self):
        return self.slug
