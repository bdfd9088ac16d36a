"""What was found to be another: who said so, when, and what it is undone by."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at=None)

    def of(self, model):
        return self.filter(thing=model._meta.label_lower)

    def that_absorbed(self, thing):
        """Those that still say what this was merged into."""
        return self.standing().of(type(thing)).filter(absorbed=thing.pk)

    def into_it(self, thing):
        """Those that still say what was merged into this, the newest first."""
        rows = self.standing().of(type(thing)).filter(into=thing.pk)
        return rows.order_by("-made_at", "-pk")


class Merge(models.Model):
    """One thing absorbed by another of its kind. Nothing that names it was rewritten.

    What it was merged into may have been merged on since: the standing merges say
    step by step where each went, `merged_into` of a row says where that ends.
    """

    thing = models.CharField(max_length=60, help_text="What they are, as app.model.")
    absorbed = models.PositiveBigIntegerField()
    into = models.PositiveBigIntegerField()
    absorbed_version = models.PositiveIntegerField()
    version_before = models.PositiveIntegerField(
        help_text="What the other said before it, and by it: numbers of its versions."
    )
    version_after = models.PositiveIntegerField()
    repointed = models.JSONField(
        default=list, help_text="Ids of what had been merged into the absorbed one."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_by_name = models.CharField(max_length=150, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "absorbed"],
                condition=Q(undone_at=None),
                name="a_thing_is_merged_into_one_other",
            ),
            models.CheckConstraint(
                condition=~Q(absorbed=F("into")),
                name="nothing_is_merged_into_itself",
            ),
        ]
        indexes = [models.Index(fields=["thing", "into"], name="merge_into")]

    def __str__(self):
        return f"{self.thing} {self.absorbed} into {self.into}"

    @property
    def model(self):
        return apps.get_model(self.thing)
