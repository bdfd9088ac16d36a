"""Two authors of whom somebody has said that they are not one."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class NotTheSame(models.Model):
    """By number, the lower first: it holds for one that comes back from the bin, too,
    and for whoever a merged one is today.
    """

    lower = models.PositiveBigIntegerField()
    higher = models.PositiveBigIntegerField()
    said_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lower__lt=F("higher")),
                name="two_are_told_apart_lower_first",
            ),
            models.UniqueConstraint(
                fields=["lower", "higher"], name="two_are_told_apart_once"
            ),
        ]

    def __str__(self):
        return f"{self.lower} is not {self.higher}"
