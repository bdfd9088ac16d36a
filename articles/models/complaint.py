"""What a reader says is wrong in an article, what is done about it, what came of it."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.text import Truncator

NAME_LENGTH = 120
EMAIL_LENGTH = 254
QUOTE_LENGTH = 1_000
CLAIM_LENGTH = 4_000
REPLY_LENGTH = 8_000
REASON_LENGTH = 400
SAID_IN_SHORT = 110
SENDING_TAKES = timedelta(minutes=10)  # at the very most


class ComplaintQuerySet(models.QuerySet):
    def waiting(self):
        """Those that somebody is still to do something about."""
        return self.exclude(status=Complaint.Status.CLOSED)


class Complaint(models.Model):
    """A reader's words about the edition that they saw.

    `name` and `email` are personal: editors and publishers see them, until they are
    erased. Every verb moves `touched_at`: whatever acts on it carries that.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        LOOKED_INTO = "looking", "Being looked into"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", "Corrected"
        CLARIFIED = "clarified", "Clarified"
        MENDED = "mended", "Mended without a notice"
        NO_ERROR = "no_error", "No error"
        TOLD_BEFORE = "told_before", "Told before"
        NO_COMPLAINT = "none", "No complaint"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="complaints"
    )
    edition = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField(max_length=EMAIL_LENGTH, blank=True)
    quote = models.TextField(max_length=QUOTE_LENGTH, blank=True)
    claim = models.TextField(max_length=CLAIM_LENGTH)
    received_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    owner = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    why = models.CharField(max_length=REASON_LENGTH, blank=True)
    correction = models.ForeignKey(
        "Correction", null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    erased_at = models.DateTimeField(null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(status="closed") & Q(outcome=""))
                | (Q(status="closed") & ~Q(outcome="")),
                name="closed_complaints_say_what_came_of_them",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", email=""),
                name="erased_complaints_name_nobody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["article"],
                condition=~Q(status="closed"),
                name="complaint_waiting",
            ),
            models.Index(fields=["-received_at"], name="complaint_newest"),
        ]

    def __str__(self):
        return Truncator(" ".join(self.claim.split())).chars(SAID_IN_SHORT)

    @property
    def seen_at(self):
        """A moment at which the reader's edition was shown: they wrote it then, or
        after it had ended, and never before it had begun.
        """
        ended = self.edition.live_until
        is_shown = ended is None or ended > self.received_at
        return self.received_at if is_shown else self.edition.live_from

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def may_be_answered(self):
        return bool(self.email)


# Of those that wait, what nobody has looked at yet comes first.
OPEN_FIRST = Case(
    *(
        When(status=status, then=Value(place))
        for place, status in enumerate(Complaint.Status.values)
    ),
    output_field=models.PositiveSmallIntegerField(),
)


class ComplaintStep(models.Model):
    """One thing that staff did about a complaint, in order; never changed."""

    class Kind(models.TextChoices):
        TAKEN = "taken", "Taken"
        GIVEN = "given", "Given to somebody"
        REPLIED = "replied", "Reply written"
        SENT_AGAIN = "again", "Reply to be sent again"
        CLOSED = "closed", "Complaint closed"
        REOPENED = "reopened", "Complaint opened again"
        ERASED = "erased", "Name and address erased"

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=REASON_LENGTH, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"


class ComplaintReplyQuerySet(models.QuerySet):
    def stuck(self, at=None):
        """Those that nobody sends unless staff ask for it.

        ComplaintReply.may_be_sent_again() is the same rule for one loaded reply.
        """
        at = at or timezone.now()
        failed = Q(failures__gt=0, handed_over_at=None)
        in_doubt = Q(handed_over_at__lt=at - SENDING_TAKES)
        return self.filter(failed | in_doubt, next_at=None, mailed_at=None)


class ComplaintReply(models.Model):
    """What staff answer a reader. The worker mails it: see editing.complaints.sending.

    `next_at` is when to try; `handed_over_at` without `mailed_at` says that whoever
    tried vanished in between, and nobody knows whether it left.
    """

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="replies"
    )
    text = models.TextField(max_length=REPLY_LENGTH)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150)
    next_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    objects = ComplaintReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "complaint replies"
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(next_at__isnull=False),
                name="complaint_reply_due",
            )
        ]

    def __str__(self):
        return Truncator(" ".join(self.text.split())).chars(SAID_IN_SHORT)

    def is_in_doubt(self, at=None):
        """It was handed over, and nobody came back to say what became of it."""
        if self.handed_over_at is None or self.mailed_at or self.next_at:
            return False
        return (at or timezone.now()) > self.handed_over_at + SENDING_TAKES

    @property
    def has_failed(self):
        waits = self.next_at or self.handed_over_at or self.mailed_at
        return bool(self.failures) and not waits

    def may_be_sent_again(self, at=None):
        return self.is_in_doubt(at) or self.has_failed
