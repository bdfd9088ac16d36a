"""What readers are told was wrong: public, dated, and never changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

TEXT_LENGTH = 1000


class CorrectionQuerySet(models.QuerySet):
    def standing(self):
        """Those that stand above a text.

        An undone fix takes its correction with it, a withdrawn article all of its own;
        that it was withdrawn is said in its place, and not above it once that is over.
        """
        stood = self.filter(edition__undone_at=None, article__withdrawn_at=None)
        return stood.exclude(kind=Correction.Kind.WITHDRAWAL)


class Correction(models.Model):
    """A notice, with the edition that it came with. Rows are added and stay.

    Each later edition of the article carries the same words, frozen in it.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        UPDATE = "update", "Update"
        EDITORS_NOTE = "note", "Editor's note"
        RETRACTION = "retraction", "Retraction"
        WITHDRAWAL = "withdrawal", "Withdrawal"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="corrections"
    )
    edition = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(max_length=TEXT_LENGTH)
    dated_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-dated_at", "-id"], name="correction_newest")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.dated_at:%Y-%m-%d}"

    @property
    def notice(self):
        return Notice(self.Kind(self.kind), self.text, self.dated_at)


@dataclass(frozen=True)
class Notice:
    """A correction in plain words, as an edition holds it."""

    kind: Correction.Kind
    text: str
    dated_at: datetime

    @property
    def is_retraction(self):
        return self.kind == Correction.Kind.RETRACTION

    def to_json(self):
        return [self.kind.value, self.text, self.dated_at.isoformat()]

    @classmethod
    def from_json(cls, line):
        kind, text, dated_at = line
        return cls(Correction.Kind(kind), text, datetime.fromisoformat(dated_at))
