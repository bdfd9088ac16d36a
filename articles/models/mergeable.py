"""Things of which one may turn out to be another: authors, regions, themes, tags."""

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models.versioned import Versioned

# What a row is called today: what was merged is called as what it went into.
NAME_TODAY = Coalesce("merged_into__name", "name")
# The same of what an author was when.
POSITIONS_TODAY = Coalesce("merged_into__positions", "positions")


class MergeableQuerySet(models.QuerySet):
    def unmerged(self):
        """Those that stand for themselves: all that anybody is offered to choose."""
        return self.filter(merged_into=None)

    def resolved(self, ids):
        """Return what each id stands for today, by that id: one query.

        Ids that stand for the same are there, too, unasked. What is stored keeps the
        number it was given, so that a merge can be undone.
        """
        known = self.select_related("merged_into").akin(set(ids))
        return {thing.pk: thing.stands_for() for thing in known}

    def akin(self, ids):
        """Those of these ids, and all that stand for the same."""
        every = self.model._default_manager.order_by()
        gone = every.filter(pk__in=ids, merged_into__isnull=False)
        into = gone.values("merged_into")
        return self.filter(
            Q(pk__in=ids)
            | Q(pk__in=into)
            | Q(merged_into__in=ids)
            | Q(merged_into__in=into)
        )

    def today(self, pk):
        """Select the id of what an id stands for, within another query."""
        one = self.model._default_manager.order_by().filter(pk=pk)
        return Subquery(one.values(today=Coalesce("merged_into_id", "pk")))


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
