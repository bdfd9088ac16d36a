"""Who stands behind a pen name: the one record that says so, and who looked at it."""

from django.db import models
from django.db.models import Q

REAL_NAME_LENGTH = 200
WHY_LENGTH = 400


class PenNameQuerySet(models.QuerySet):
    def kept_by(self, user):
        return self.filter(keepers=user.pk)

    def keeperless(self):
        """Those that nobody can open: their keepers' accounts are closed or gone."""
        return self.exclude(keepers__is_active=True)


class PenName(models.Model):
    """The real name behind a pen name: its keepers' alone, superusers not excepted.

    It is no content of its author: no version, log, search or list holds a word of it,
    and nothing but it says which other author a byline was moved from (`moves`, each
    with the author's names, id, and the ids of the articles). Nothing that Python or
    Django prints of a row says who it is.
    """

    author = models.OneToOneField(
        "Author", on_delete=models.PROTECT, related_name="pen_name"
    )
    real_name = models.CharField(max_length=REAL_NAME_LENGTH, blank=True)
    contact = models.TextField("how to reach them", blank=True)
    note = models.TextField("for the keepers", blank=True)
    moves = models.JSONField(default=list)
    keepers = models.ManyToManyField("auth.User", related_name="+")
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PenNameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(ended_at=None) & ~Q(real_name=""))
                | (Q(ended_at__isnull=False) & Q(real_name="", contact="", note="")),
                name="an_ended_pen_name_hides_nobody",
            )
        ]

    def __str__(self):
        return f"Pen name {self.pk}"


class PenNameStep(models.Model):
    """Who looked behind a pen name or changed who may: appended, never changed."""

    class Kind(models.TextChoices):
        MADE = "made", "Real name entrusted"
        OPENED = "opened", "Opened"
        CHANGED = "changed", "Changed"
        KEEPER_ADDED = "keeper_added", "Keeper added"
        KEEPER_REMOVED = "keeper_removed", "Keeper removed"
        APPOINTED = "appointed", "Keeper appointed by a superuser"
        MOVED = "moved", "Bylines moved"
        ENDED = "ended", "Ended, real name erased"

    pen_name = models.ForeignKey(
        PenName, on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(max_length=14, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    about = models.CharField(
        max_length=200, blank=True, help_text="Which keeper, or how many articles."
    )
    why = models.CharField(max_length=WHY_LENGTH, blank=True)

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
