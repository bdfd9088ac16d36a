"""What readers are told was wrong: public, dated, and never changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

TEXT_LENGTH = 1000


class CorrectionQuerySet(models.QuerySet):
    def standing(self):
        """Those that stand above a text.

        An undone edition takes its notice with it, a withdrawn article all of its own;
        that it was withdrawn is said in its place, and not above it once that is over.
        """
        stood = self.filter(edition__undone_at=None, article__withdrawn_at=None)
        return stood.exclude(kind=Correction.Kind.WITHDRAWAL)

    def told(self, at):
        """Those that readers had been told of at a moment, and not told in vain."""
        stood = Q(edition__undone_at=None) | Q(edition__undone_at__gt=at)
        return self.filter(stood, dated_at__lte=at)

    def first_said(self):
        """All but those that put right another's words."""
        return self.filter(amends=None)

    def newest_said(self):
        """All but those whose words another has taken the place of."""
        first = Coalesce(OuterRef("amends"), OuterRef("pk"))
        later = Correction.objects.standing().filter(
            amends=first, pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))


class Correction(models.Model):
    """A notice, with the edition that it came with. Rows are added and stay.

    Each later edition of the article carries the same words, frozen in it. One that is
    wrong itself is amended by a further row, of the same kind, that names the first.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        UPDATE = "update", "Update"
        EDITORS_NOTE = "note", "Editor’s note"
        RETRACTION = "retraction", "Retraction"
        WITHDRAWAL = "withdrawal", "Withdrawal"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="corrections"
    )
    edition = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="+")
    amends = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        db_index=False,  # of most it is nothing: amendments alone have an index
        related_name="amendments",
        help_text="The first notice, whose words these take the place of.",
    )
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(max_length=TEXT_LENGTH)
    dated_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-dated_at", "-id"], name="correction_newest"),
            models.Index(
                fields=["amends"],
                condition=Q(amends__isnull=False),
                name="correction_amendments",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.dated_at:%Y-%m-%d}"


@dataclass(frozen=True)
class Before:
    """What a notice said until it was amended."""

    text: str
    amended_at: datetime


@dataclass(frozen=True)
class Notice:
    """A correction in plain words, as an edition holds it.

    `before` is what it said in turn, the oldest first, where it was amended.
    """

    kind: Correction.Kind
    text: str
    dated_at: datetime
    before: tuple[Before, ...] = ()

    @property
    def amended_at(self):
        """When its words were last put right, or None."""
        return self.before[-1].amended_at if self.before else None

    @property
    def is_retraction(self):
        return self.kind == Correction.Kind.RETRACTION

    def to_json(self):
        line = [self.kind.value, self.text, self.dated_at.isoformat()]
        said = [[each.text, each.amended_at.isoformat()] for each in self.before]
        return [*line, said] if said else line

    @classmethod
    def from_json(cls, line):
        kind, text, dated_at, *amended = line
        before = tuple(
            Before(said, datetime.fromisoformat(at))
            for said, at in (amended[0] if amended else ())
        )
        at = datetime.fromisoformat(dated_at)
        return cls(Correction.Kind(kind), text, at, before)

    def in_zone(self, zone):
        """Return it with its moments in a time zone."""
        return Notice(
            self.kind,
            self.text,
            self.dated_at.astimezone(zone),
            tuple(
                Before(each.text, each.amended_at.astimezone(zone))
                for each in self.before
            ),
        )


def notices(rows) -> list[tuple[Correction, Notice]]:
    """Put rows together: each first notice, the oldest first, as it reads by now.

    An amendment counts where its first notice is among the rows.
    """
    in_order = sorted(rows, key=lambda row: (row.dated_at, row.pk))
    amendments: dict[int | None, list[Correction]] = {}
    for row in in_order:
        amendments.setdefault(row.amends_id, []).append(row)
    firsts = amendments.pop(None, [])
    return [(first, _notice(first, amendments.get(first.pk, []))) for first in firsts]


def _notice(first, amendments):
    said = [first, *amendments]
    before = tuple(
        Before(old.text, new.dated_at)
        for old, new in zip(said, amendments, strict=False)
    )
    return Notice(Correction.Kind(first.kind), said[-1].text, first.dated_at, before)
