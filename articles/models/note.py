"""What colleagues tell each other about an article, and what came of it."""

from django.db import models
from django.db.models import Q

from articles.models.passage import AboutAPassage

NOTE_LENGTH = 5_000


class NoteQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def oldest_first(self):
        return self.order_by("made_at", "pk")


class Note(AboutAPassage):
    """A review note. It outlives its author's account and every version."""

    class Answer(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DECLINED = "declined", "No, because"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="review_notes"
    )
    text = models.TextField(max_length=NOTE_LENGTH)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.OPEN)
    answer_text = models.TextField(max_length=NOTE_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_by_name = models.CharField(max_length=150, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta(AboutAPassage.Meta):
        constraints = [
            *AboutAPassage.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer="open", answered_at=None)
                | (~Q(answer="open") & Q(answered_at__isnull=False)),
                name="notes_are_open_until_they_are_answered",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(answer_text=""),
                name="declined_notes_say_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["article"],
                condition=Q(answered_at=None),
                name="note_open",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.answered_at is None


class Reply(models.Model):
    """One thing said under a note, in the order it was said; never changed.

    An answer stands here too, so that reopening a note costs nobody's words.
    """

    class Kind(models.TextChoices):
        SAID = "said", "Said"
        DONE = "done", "Done"
        DECLINED = "declined", "No, because"
        REOPENED = "reopened", "Opened again"

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SAID)
    text = models.TextField(max_length=NOTE_LENGTH, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150)

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self):
        return self.text


class Mention(models.Model):
    """A colleague whom a note is to reach, until they have seen it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        "auth.User", on_delete=models.CASCADE, related_name="mentions"
    )
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "person"], name="a_note_mentions_a_person_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(seen_at=None),
                name="mention_unseen",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.note}"
