"""Every content that a thing other than an article ever had, whole."""

from django.apps import apps
from django.db import models

from articles.models.kept import Kept


class Version(Kept):
    """One content of a thing: an author, a report, an appeal, the publication…

    `thing` is the model's label, such as articles.author. Numbers run through a thing;
    its `version` is the number of the newest that stands. What was refused gets a
    number too, and never stands. Versions stay when their thing is deleted: they are
    what it is brought back from.
    """

    class Intent(models.TextChoices):
        FOUND = "found", "As it was found"
        SAVE = "save", "Saved"
        MERGE = "merge", "Saved, with a colleague's changes"
        CONFLICT = "conflict", "Kept aside: somebody else had changed the same"
        IMPORT = "import", "Imported"
        RESTORE = "restore", "Restored"
        DELETE = "delete", "Put into the bin"
        RETURN = "return", "Put back"

    thing = models.CharField(max_length=80)
    thing_id = models.PositiveBigIntegerField()
    intent = models.CharField(max_length=8, choices=Intent, default=Intent.SAVE)
    erased_at = models.DateTimeField(
        null=True, help_text="Since when some of it is gone for good."
    )
    erased_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "thing_id", "number"],
                name="a_things_versions_are_numbered",
            )
        ]
        indexes = [
            models.Index(
                fields=["-made_at"],
                condition=models.Q(intent="delete"),
                name="version_deleted",
            )
        ]

    @property
    def model(self):
        return apps.get_model(self.thing)

    @property
    def snapshot(self):
        """What it says, as a value, whatever fields the model has by now."""
        return self.model.read(self.content)

    @property
    def row(self):
        """The thing as it was, in memory."""
        row = self.model(pk=self.thing_id)
        row.take(self.snapshot)
        row.take_facts(self.content)
        return row

    @property
    def called(self):
        """The name that the thing had."""
        return str(self.row)
