"""What articles are about and belong to: regions, themes, in-depth reports."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.models.in_languages import InLanguages
from articles.models.mergeable import Mergeable, MergeableQuerySet
from articles.models.names import NameField
from articles.models.slugs import SlugField


class Term(InLanguages, Mergeable):
    name = NameField(max_length=120)
    slug = SlugField(unique=True)
    description = models.TextField(blank=True, help_text="Shown above its articles.")

    rich_fields = ("description",)
    said_in_languages = ("name", "description")

    class Meta(Mergeable.Meta):
        abstract = True

    def __str__(self):
        return self.name


class RegionQuerySet(MergeableQuerySet):
    def parents(self):
        """Return the parent's id, or None, of every region's id: one query.

        What was merged lies within where it went, and what lies in it so does, too.
        """
        lies_in = Coalesce("merged_into_id", "parent_id")
        return dict(self.values_list("pk", lies_in))


class Region(Term):
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        constraints = [
            *Mergeable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="a_region_is_not_its_own_parent",
            ),
        ]

    def get_absolute_url(self):
        return reverse("articles:region", args=[self.slug])

    def clean(self):
        if self.pk and self.parent_id:
            tree = {**Region.objects.parents(), self.pk: self.parent_id}
            if self.pk in ancestors(self.parent_id, tree):
                raise ValidationError(
                    {"parent": f"{self.parent} already lies within {self}."}
                )


def ancestors(region_id, parents):
    """Return the ids of a region and of all it lies within, nearest first.

    `parents` is what Region.objects.parents() returns. A circle ends where it closes.
    """
    line = []
    while region_id is not None and region_id not in line:
        line.append(region_id)
        region_id = parents.get(region_id)
    return line


class Theme(Term):
    disclaimer = models.ForeignKey(
        "Disclaimer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MergeableQuerySet.as_manager()

    def get_absolute_url(self):
        return reverse("articles:theme", args=[self.slug])


class Report(Term):
    """An in-depth report: a dossier of articles on one question."""

    name = NameField("title", max_length=120)
    description = models.TextField("summary", blank=True)
    cover = models.ForeignKey(
        "Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    disclaimer = models.ForeignKey(
        "Disclaimer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MergeableQuerySet.as_manager()

    def get_absolute_url(self):
        return reverse("articles:report", args=[self.slug])

    def listed(self):
        places = self.start_here.values_list("article_id", flat=True) if self.pk else ()
        return {"start_here": list(places)}


class StartHere(models.Model):
    """An article that a report asks its reader to begin with, in order."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="start_here"
    )
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "place to start"
        verbose_name_plural = "start here"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "article"], name="an_article_starts_a_report_once"
            )
        ]

    def __str__(self):
        return str(self.article)
