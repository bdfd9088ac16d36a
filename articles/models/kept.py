"""What every kept text has: its number, who made it, when, why."""

from django.db import models


class Kept(models.Model):
    """One content of an article or of another thing, whole. It is never changed."""

    number = models.PositiveIntegerField()
    content = models.JSONField()
    began_from = models.PositiveIntegerField(
        null=True, blank=True, help_text="The number of the version its person saw."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"Version {self.number}"
