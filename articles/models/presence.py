"""Who has a form open."""

from django.db import models


class Presence(models.Model):
    """One person at one thing, as their browser last reported it."""

    person = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=80)
    thing_id = models.PositiveBigIntegerField()
    window = models.CharField(
        max_length=60, help_text="Which of the person's windows it was."
    )
    since = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    has_changes = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "thing_id", "person"],
                name="a_person_is_present_once_at_a_thing",
            )
        ]

    def __str__(self):
        return f"{self.person} at {self.thing} {self.thing_id}"
