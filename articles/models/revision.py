"""Every text that was ever saved, whole."""

from django.db import models

from articles.models.snapshot import Snapshot


class Revision(models.Model):
    """One snapshot of an article's desk copy. Staff call it a version.

    Numbers run through an article without a gap; the article's `version` is the number
    of the newest that stands. A refused text gets a number too, and never stands; so
    does a fix of what readers see where the desk copy is another text.
    """

    class Intent(models.TextChoices):
        SAVE = "save", "Saved"
        MERGE = "merge", "Saved, with a colleague's changes"
        CONFLICT = "conflict", "Kept aside: somebody else had changed the same"
        IMPORT = "import", "Imported"
        RESTORE = "restore", "Restored"
        FIX = "fix", "Fixed for readers"
        FIX_BESIDE = "beside", "Fixed for readers, beside your text"
        FIX_COMING = "coming", "Scheduled text, with a fix of what readers see"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    intent = models.CharField(max_length=8, choices=Intent, default=Intent.SAVE)
    content = models.JSONField()
    began_from = models.PositiveIntegerField(
        null=True, blank=True, help_text="The number of the version its author saw."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "version"
        indexes = [
            models.Index(
                fields=["made_by", "-made_at"],
                condition=models.Q(intent="conflict"),
                name="revision_refused",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="an_articles_versions_are_numbered"
            )
        ]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def snapshot(self):
        return Snapshot.from_json(self.content)


# Texts that were never the desk copy: nobody can have begun from one of them.
NEVER_STOOD = (
    Revision.Intent.CONFLICT,
    Revision.Intent.FIX_BESIDE,
    Revision.Intent.FIX_COMING,
)
# What may wait to be brought into the desk copy by hand.
TO_COMBINE = (Revision.Intent.CONFLICT, Revision.Intent.FIX_BESIDE)
FIXES = (Revision.Intent.FIX, Revision.Intent.FIX_BESIDE)
