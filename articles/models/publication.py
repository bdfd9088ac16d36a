"""The publication: the one row about ourselves."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.languages import LanguageField
from articles.models.rules import Rules, validate_levels
from articles.models.versioned import Versioned

THE_ONE = 1
BIO_MONTHS = 12


def validate_time_zone(name):
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(
            f"“{name}” is not a time zone. Write one such as Europe/London."
        ) from None


class ErrorReports(models.TextChoices):
    """How readers tell of an error, under every article."""

    FORM = "form", "A form"
    MAIL = "mail", "An address to write to"
    NONE = "none", "Nothing"


class PublicationQuerySet(models.QuerySet):
    def current(self):
        """Return the publication, or one without any words where none is stored."""
        return self.filter(pk=THE_ONE).first() or Publication()

    def with_disclaimer(self):
        return self.select_related("default_disclaimer")


class Publication(Versioned):
    id = models.PositiveSmallIntegerField(
        primary_key=True, default=THE_ONE, editable=False
    )
    name = models.CharField(max_length=120, blank=True)
    legal_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who is answerable, if not the name above.",
    )
    domain = models.CharField(
        max_length=200, blank=True, help_text="As readers say it: www.example.org"
    )
    tagline = models.CharField(max_length=200, blank=True)
    language = LanguageField()
    time_zone = models.CharField(
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text="Choose it before the first article: a date without an hour is "
        "midnight here, and does not move when this does.",
    )
    source_wording = models.CharField(
        max_length=200,
        default="The original source of this article is {source}",
        help_text="{source} is where the article first appeared: "
        "this publication, or the one it was taken from.",
    )
    copyright_wording = models.CharField(
        max_length=200,
        default="Copyright © {authors}, {publication}, {year}",
        help_text="{authors}, {publication} and {year} are filled in.",
    )
    media_inquiries = models.EmailField("address for media inquiries", blank=True)
    reprints = models.EmailField("address for reprints", blank=True)
    error_reports = models.CharField(
        "errors are reported by",
        max_length=4,
        choices=ErrorReports,
        default=ErrorReports.FORM,
        help_text="What stands under every article. What a form brings lies under "
        "Complaints.",
    )
    error_reports_address = models.EmailField(
        "address for errors",
        blank=True,
        help_text="Where readers write, and where they answer our replies.",
    )
    comments_wording = models.CharField(
        "line about comments", max_length=200, blank=True
    )
    comments_url = models.CharField("page for comments", max_length=500, blank=True)
    membership_url = models.CharField("membership page", max_length=500, blank=True)
    fair_use_notice = models.TextField(blank=True)
    default_disclaimer = models.ForeignKey(
        "Disclaimer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Shown under every article that no other disclaimer is chosen for.",
    )
    shows_history = models.BooleanField(
        "history of articles",
        default=False,
        help_text="Under each article a page says what changed since publication, "
        "word by word.",
    )
    social_accounts = models.TextField(
        blank=True, help_text="One address a line, such as https://social.example/@us"
    )

    has_four_eyes = models.BooleanField(
        "four eyes",
        default=False,
        help_text="Nobody approves or publishes a text that they wrote in since "
        "it was last approved.",
    )
    only_publishers_publish = models.BooleanField(
        default=False,
        help_text="Editors approve; publishers publish and take down.",
    )
    author_request_days = models.PositiveSmallIntegerField(
        "days to answer an author in",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Who asks to be removed or changed has an answer by then.",
    )
    check_levels = models.JSONField(
        "checks",
        default=dict,
        blank=True,
        validators=[validate_levels],
        help_text="What must be in order before an article is published.",
    )

    bio_months = models.PositiveSmallIntegerField(
        "months between two looks at a bio",
        default=BIO_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="After so many months a bio wants to be read again, if its author "
        "has had an article since.",
    )

    objects = PublicationQuerySet.as_manager()

    rich_fields = ("fair_use_notice",)

    class Meta:
        verbose_name_plural = "publication"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=THE_ONE), name="there_is_one_publication"
            )
        ]

    def __str__(self):
        return self.name or "The publication"

    def clean(self):
        is_mail = self.error_reports == ErrorReports.MAIL
        if is_mail and not self.error_reports_address:
            words = "Say where readers are to write, or let them use a form."
            raise ValidationError({"error_reports_address": words})

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.time_zone)

    def today(self, now=None):
        return timezone.localdate(now, self.zone)

    @property
    def rules(self):
        return Rules(
            self.has_four_eyes, self.only_publishers_publish, self.check_levels
        )

    @property
    def words(self):
        """What placeholders of disclaimers and notices stand for, the same for all."""
        return {
            "publication": self.name,
            "legal_name": self.legal_name or self.name,
            "domain": self.domain,
            "reprints": self.reprints,
        }

    @property
    def social_links(self):
        return self.social_accounts.split()
