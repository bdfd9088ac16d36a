"""What authors propose to change in what we say of them, and what came of it."""

import secrets

from django.db import models
from django.db.models import Q

from articles.models.author_link import AuthorLink
from articles.models.image import originals

NOTE_LENGTH = 4_000
CREDIT_LENGTH = 200
REASON_LENGTH = 400


def pending_path(suggestion, filename):
    """Name a picture that nobody has looked at by nothing that its sender said."""
    return f"suggested/{secrets.token_hex(16)}.{suggestion.photo_format}"


class SuggestionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Suggestion.State.OPEN)


class Suggestion(models.Model):
    """What one form held, by field, and what its author had seen there: `was`.

    A field is named as a column of Author, or as `in_languages` names it: "fr.name".
    What they wrote, `note` and the picture included, is never changed; erased it is.
    `version` is the author's version that taking it over has made.
    """

    class State(models.TextChoices):
        OPEN = "open", "To be decided"
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        DECLINED = "declined", "Declined"
        SETTLED = "settled", "Dealt with"

    author = models.ForeignKey(
        "Author",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="suggestions",
    )
    link = models.ForeignKey(
        AuthorLink, on_delete=models.PROTECT, related_name="suggestions"
    )
    began_from = models.PositiveIntegerField()
    proposed = models.JSONField(default=dict)
    was = models.JSONField(default=dict)
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)
    photo = models.FileField(storage=originals, upload_to=pending_path, blank=True)
    photo_format = models.CharField(max_length=8, blank=True)
    photo_checksum = models.CharField(max_length=64, blank=True)
    photo_credit = models.CharField(max_length=CREDIT_LENGTH, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    taken = models.JSONField(default=list)
    version = models.PositiveIntegerField(null=True)
    why = models.CharField(max_length=REASON_LENGTH, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(max_length=150, blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="decided_suggestions_say_when",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(proposed={}, was={}, note="", photo=""),
                name="erased_suggestions_say_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=Q(state="open"),
                name="suggestion_open",
            )
        ]

    def __str__(self):
        return f"Proposed {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class SuggestionStep(models.Model):
    """One thing that staff did about a suggestion, in order; never changed."""

    class Kind(models.TextChoices):
        DECIDED = "decided", "Proposal decided"
        REOPENED = "reopened", "Decision taken back"
        ERASED = "erased", "Proposal erased"

    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="steps"
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
