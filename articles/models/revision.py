"""Every text that was ever saved, whole."""

from django.db import models

from articles.models.kept import Kept
from articles.models.snapshot import Snapshot


class Revision(Kept):
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
    intent = models.CharField(max_length=8, choices=Intent, default=Intent.SAVE)

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
