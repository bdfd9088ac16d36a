"""What a passage rests on: who said so, whether it was checked, what lawyers ask."""

from django.db import models
from django.db.models import Q

from articles.models.passage import AboutAPassage

SOURCE_LENGTH = 300
REASON_LENGTH = 300  # it must fit into the log


class SourceNote(AboutAPassage):
    """A private note on where something is from. It never leaves the admin."""

    class Check(models.TextChoices):
        UNCHECKED = "unchecked", "Unchecked"
        CHECKED = "checked", "Checked"
        DISPUTED = "disputed", "Disputed"

    class Flag(models.TextChoices):
        NONE = "none", "No legal flag"
        OPEN = "open", "Legal flag open"
        CLEARED = "cleared", "Legal flag cleared"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="source_notes"
    )
    source = models.CharField(
        max_length=SOURCE_LENGTH, help_text="Who or what it rests on."
    )
    text = models.TextField(max_length=5_000, blank=True)
    check_state = models.CharField(max_length=9, choices=Check, default=Check.UNCHECKED)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_by_name = models.CharField(max_length=150, blank=True)
    legal_flag = models.CharField(max_length=7, choices=Flag, default=Flag.NONE)
    flag_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    flagged_at = models.DateTimeField(null=True, blank=True)
    flagged_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    flagged_by_name = models.CharField(max_length=150, blank=True)
    cleared_why = models.CharField(max_length=REASON_LENGTH, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cleared_by_name = models.CharField(max_length=150, blank=True)

    class Meta(AboutAPassage.Meta):
        constraints = [
            *AboutAPassage.Meta.constraints,
            models.CheckConstraint(
                condition=Q(legal_flag="none")
                | (~Q(flag_reason="") & Q(flagged_at__isnull=False)),
                name="legal_flags_say_why",
            ),
            models.CheckConstraint(
                condition=~Q(legal_flag="cleared")
                | (~Q(cleared_why="") & Q(cleared_at__isnull=False)),
                name="cleared_legal_flags_say_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["article"],
                condition=Q(legal_flag="open"),
                name="source_note_flagged",
            )
        ]

    def __str__(self):
        return self.source

    @property
    def is_flagged(self):
        return self.legal_flag == self.Flag.OPEN

    @property
    def touched_at(self):
        """When somebody last did something to it: whatever acts on it carries that."""
        moments = (self.made_at, self.checked_at, self.flagged_at, self.cleared_at)
        return max(at for at in moments if at)
