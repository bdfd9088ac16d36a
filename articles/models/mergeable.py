"""Things of which one may turn out to be another: authors, regions, themes, tags."""

from django.db import models
from django.db.models import F, Q

from articles.models.versioned import Versioned


class MergeableQuerySet(models.QuerySet):
    def unmerged(self):
        """Those that stand for themselves: all that anybody is offered to choose."""
        return self.filter(merged_into=None)

    def resolved(self, ids):
        """Return what each id stands for today, by that id: one query.

        What is stored keeps the number it was given, so that a merge can be undone.
        """
        known = self.select_related("merged_into").in_bulk(set(ids))
        return {pk: thing.stands_for() for pk, thing in known.items()}


class Mergeable(Versioned):
    """What is merged into another stays a row: its number and address lead there."""

    merged_into = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="absorbed",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="%(class)s_is_not_merged_into_itself",
            )
        ]

    def stands_for(self):
        """Return what this is today: itself, or what it was merged into."""
        return self.merged_into or self
