"""A text that a fix of what readers see could not be merged into by itself."""

from django.db import models
from django.db.models import Q


class AwaitsFix(models.Model):
    """Somebody must decide what of the fix shall stand in this text.

    Both are numbers of versions of the article; None where nothing waits.
    """

    fix_waiting = models.PositiveIntegerField(null=True, editable=False)
    fix_from = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text="What readers saw before it, to compare both texts with.",
    )

    class Meta:
        abstract = True


def asks_whole(name):
    """Return the constraint that something waits with both versions, or not at all."""
    nothing = Q(fix_waiting=None, fix_from=None)
    both = Q(fix_waiting__isnull=False, fix_from__isnull=False)
    return models.CheckConstraint(condition=nothing | both, name=name)
