"""What somebody did to several articles at once, and what came of it for each."""

import uuid
from dataclasses import asdict, dataclass, field

from django.db import models

MOST = 100


class Result(models.TextChoices):
    WAITING = "waiting", "Not reached"
    DONE = "done", "Done"
    REFUSED = "refused", "Not done"


@dataclass
class Line:
    """One article of a batch: which version was seen, what came of it, in words.

    `version` is the number that it had afterwards, `before` what an undo needs to know.
    """

    article: int
    headline: str
    language: str
    seen: int
    result: str = Result.WAITING.value
    words: str = ""
    version: int | None = None
    before: dict = field(default_factory=dict)

    @property
    def is_done(self):
        return self.result == Result.DONE

    @property
    def label(self):
        return Result(self.result).label


class BatchQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-at", "-pk")


class Batch(models.Model):
    """A report that is written while the work goes on, an article at a time.

    `lines` are Line as JSON, in the order of the list that they were chosen from;
    `options` is what was asked for besides, such as why or to whom.
    """

    class What(models.TextChoices):
        SUBMIT = "submit", "Submit"
        APPROVE = "approve", "Approve"
        PUBLISH = "publish", "Publish"
        ASSIGN = "assign", "Assign"
        ADD = "add", "Add regions, themes, reports, tags"
        REMOVE = "remove", "Take out regions, themes, reports, tags"
        SEND_BACK = "send_back", "Send back"
        UNPUBLISH = "unpublish", "Unpublish"
        DELETE = "delete", "Delete"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(max_length=10, choices=What)
    undoes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    options = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["by", "-at"], name="batch_newest")]

    def __str__(self):
        return f"{self.get_what_display()}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def report(self):
        return [Line(**values) for values in self.lines]

    @report.setter
    def report(self, lines):
        self.lines = [asdict(line) for line in lines]
