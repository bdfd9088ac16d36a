"""What asks the reader for something. Staff call it an appeal."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.languages import LanguageField
from articles.models.versioned import Versioned


class PromptQuerySet(models.QuerySet):
    def showing(self, at=None):
        """Prompts whose window is open at the given moment (default: now)."""
        at = at or timezone.now()
        return self.filter(
            Q(shows_from=None) | Q(shows_from__lte=at),
            Q(shows_until=None) | Q(shows_until__gt=at),
            is_active=True,
        )

    def most_pressing_first(self):
        return self.order_by("-priority", "pk")


class Prompt(Versioned):
    class Slot(models.TextChoices):
        SHARE_NOTE = "share_note", "Note to readers, by the share buttons"
        MEMBERSHIP = "membership", "Membership, at the end of an article"
        NEWSLETTER = "newsletter", "Newsletter, at the end of an article"
        DONATION = "donation", "Donation, at the end of an article"
        NOTICE = "notice", "Notice, above everything"

    name = models.CharField(max_length=120, help_text="For the office only.")
    slot = models.CharField("where it shows", max_length=12, choices=Slot)
    language = LanguageField(help_text="Shown on pages in this language only.")
    text = models.TextField(blank=True)
    button = models.CharField("words on the button", max_length=120, blank=True)
    url = models.CharField(
        "where the button leads",
        max_length=500,
        blank=True,
        help_text="Empty: the publication's membership page.",
    )
    priority = models.SmallIntegerField(
        default=0, help_text="Where several could show, the highest does."
    )
    is_evergreen = models.BooleanField("the usual one", default=True)
    is_active = models.BooleanField("in use", default=True)
    shows_from = models.DateTimeField(null=True, blank=True)
    shows_until = models.DateTimeField(null=True, blank=True)

    objects = PromptQuerySet.as_manager()

    rich_fields = ("text",)
    coupled = (("shows_from", "shows_until"), ("text", "button"))

    class Meta:
        verbose_name = "appeal"
        constraints = [
            models.CheckConstraint(
                condition=Q(shows_from=None)
                | Q(shows_until=None)
                | Q(shows_from__lt=F("shows_until")),
                name="a_prompt_shows_before_it_stops",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(button=""), name="a_prompt_says_something"
            ),
        ]

    def __str__(self):
        return self.name
