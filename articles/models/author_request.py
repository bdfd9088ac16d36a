"""What authors ask of us about themselves, and what was done about an author."""

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

ASKED_LENGTH = 8_000
REASON_LENGTH = 400
LINE_LENGTH = 200
SAID_IN_SHORT = 110


class AuthorRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=AuthorRequest.State.OPEN)

    def overdue(self, today):
        """Those to be decided before today: AuthorRequest.is_overdue(), of many."""
        return self.open().filter(due_on__lt=today)

    def most_urgent_first(self):
        """Those to be decided, the one due first above all; then the newest."""
        return self.order_by(OPEN_FIRST, "due_on", "-pk")


class AuthorRequest(models.Model):
    """Somebody asks that an author be removed or changed.

    `contact` is personal, and kept only while the request is open. Every verb moves
    `touched_at`: whatever acts on it carries that.
    """

    class State(models.TextChoices):
        OPEN = "open", "To be decided"
        GRANTED = "granted", "Granted"
        PARTLY = "partly", "Granted in part"
        REFUSED = "refused", "Refused"

    author = models.ForeignKey(
        "Author", on_delete=models.PROTECT, related_name="requests"
    )
    asked_by = models.CharField(
        "who asks",
        max_length=LINE_LENGTH,
        help_text="The author, or who for them and with what right.",
    )
    came_by = models.CharField(
        "how it came",
        max_length=LINE_LENGTH,
        blank=True,
        help_text="A letter, a mail to the office, a call.",
    )
    contact = models.CharField(
        "where to answer",
        max_length=LINE_LENGTH,
        blank=True,
        help_text="Kept until it is decided, and forgotten then.",
    )
    received_on = models.DateField()
    due_on = models.DateField()
    asked = models.TextField("what is asked", max_length=ASKED_LENGTH)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    touched_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    why = models.TextField(max_length=REASON_LENGTH, blank=True)

    objects = AuthorRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request of an author"
        verbose_name_plural = "requests of authors"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False, contact="")),
                name="decided_requests_know_when_and_no_contact",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state="open"),
                name="author_request_due",
            )
        ]

    def __str__(self):
        return Truncator(" ".join(self.asked.split())).chars(SAID_IN_SHORT)

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    def is_overdue(self, today):
        return self.is_open and self.due_on < today


OPEN_FIRST = models.Case(
    models.When(state=AuthorRequest.State.OPEN, then=models.Value(0)),
    default=models.Value(1),
    output_field=models.PositiveSmallIntegerField(),
)


class AuthorStep(models.Model):
    """One thing that was done about an author, asked for or not; never changed.

    `text` says on what, such as the articles; never the words that went.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", "Request received"
        DECIDED = "decided", "Request decided"
        REOPENED = "reopened", "Request taken up again"
        DROPPED = "dropped", "Dropped"
        HIDDEN = "hidden", "Page hidden"
        SHOWN = "shown", "Page shown again"
        WITHHELD = "withheld", "Name withheld"
        NAMED = "named", "Name shown again"
        ERASED = "erased", "Erased for good"

    author = models.ForeignKey("Author", on_delete=models.PROTECT, related_name="steps")
    request = models.ForeignKey(
        AuthorRequest, null=True, on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(blank=True)
    why = models.CharField(max_length=REASON_LENGTH, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
