"""What somebody has typed and not yet saved. Staff call it unsaved text."""

from django.db import models
from django.db.models import Q


class WorkingCopy(models.Model):
    """The raw form of one person for one thing, kept while they type.

    It may be invalid, is nobody else's to see, and never becomes a version by itself.
    `thing` is the model's label, such as articles.article; `thing_id` is None for one
    that is yet to be filed.
    """

    person = models.ForeignKey(
        "auth.User", on_delete=models.CASCADE, related_name="working_copies"
    )
    thing = models.CharField(max_length=80)
    thing_id = models.PositiveBigIntegerField(null=True)
    began_from = models.PositiveIntegerField(
        default=0, help_text="The version that its person saw."
    )
    form = models.TextField(help_text="The form as a browser encodes it.")
    typed = models.CharField(
        max_length=80, blank=True, help_text="The name that its page gave this text."
    )
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = "unsaved text"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thing", "thing_id"],
                condition=Q(thing_id__isnull=False),
                name="one_working_copy_a_person_and_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "thing"],
                condition=Q(thing_id__isnull=True),
                name="one_working_copy_a_person_and_new_thing",
            ),
        ]

    def __str__(self):
        return f"{self.thing} {self.thing_id or 'new'}, by {self.person}"
