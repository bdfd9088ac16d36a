"""The desk copy: an article as staff are writing it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Value
from taggit.managers import TaggableManager

from articles.models.belonging import ArticleRegion, ArticleReport, ArticleTheme, Credit
from articles.models.languages import LanguageField
from articles.models.slugs import SlugField
from articles.models.snapshot import CreditLine, Snapshot
from articles.models.waiting import AwaitsFix, asks_whole

HEADLINE_LENGTH = 300


class Kind(models.TextChoices):
    NEWS = "news", "News"
    ANALYSIS = "analysis", "Analysis"
    OPINION = "opinion", "Opinion"
    INTERVIEW = "interview", "Interview"
    ROUNDUP = "roundup", "Roundup"
    OBITUARY = "obituary", "Obituary"
    PAGE = "page", "Page"


class Stage(models.TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    APPROVED = "approved", "Approved"


class Appeals(models.TextChoices):
    USUAL = "usual", "As usual"
    EVERGREEN = "evergreen", "The usual one only"
    NONE = "none", "None"


class ArticleQuerySet(models.QuerySet):
    def unbinned(self):
        """All but those that lie in the bin: what lists and lookups offer."""
        return self.filter(binned_at=None)

    def binned(self):
        return self.filter(binned_at__isnull=False)

    def newest_first(self):
        return self.order_by("-updated_at", "-pk")


class Article(AwaitsFix):
    headline = models.CharField(max_length=HEADLINE_LENGTH)
    slug = SlugField(
        blank=True, help_text="Words in the article's address; empty: the headline's."
    )
    standfirst = models.TextField(
        blank=True, help_text="One or two sentences between headline and text."
    )
    body = models.TextField("text", blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NEWS)
    appeals = models.CharField(
        max_length=12,
        choices=Appeals,
        default=Appeals.USUAL,
        help_text="What asks the reader for something. "
        "None also hides the note to readers.",
    )
    language = LanguageField()
    translation_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
    )
    authors = models.ManyToManyField(
        "Author", through="Credit", related_name="articles", editable=False
    )
    regions = models.ManyToManyField(
        "Region", through="ArticleRegion", blank=True, related_name="articles"
    )
    themes = models.ManyToManyField(
        "Theme", through="ArticleTheme", blank=True, related_name="articles"
    )
    reports = models.ManyToManyField(
        "Report",
        through="ArticleReport",
        blank=True,
        related_name="articles",
        verbose_name="in-depth reports",
    )
    tags = TaggableManager(
        blank=True, through="Tagging", help_text="Separated by commas."
    )
    lead_image = models.ForeignKey(
        "Image",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="lead picture",
    )
    source = models.ForeignKey(
        "Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text="The publication that this was taken from.",
    )
    original_url = models.URLField("original's address", max_length=500, blank=True)
    original_on = models.DateField("original's date", null=True, blank=True)
    permission = models.CharField(
        "permission given",
        max_length=300,
        blank=True,
        help_text="By whom, when, for what.",
    )
    disclaimer = models.ForeignKey(
        "Disclaimer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the one of its source, report or theme, else the usual one.",
    )
    embargoed_until = models.DateTimeField(null=True, blank=True)
    display_at = models.DateTimeField(
        "date shown",
        null=True,
        blank=True,
        help_text="Empty: when it was first published.",
    )
    notes = models.TextField(
        "private notes", blank=True, help_text="For the office; readers never see them."
    )
    search_title = models.CharField(max_length=120, blank=True)
    search_description = models.CharField(max_length=320, blank=True)

    stage = models.CharField(
        max_length=8, choices=Stage, default=Stage.DRAFT, editable=False
    )
    approved_revision = models.ForeignKey(
        "Revision",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    assignee = models.ForeignKey(
        "auth.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_articles",
    )
    due_on = models.DateField(null=True, blank=True)
    held_at = models.DateTimeField("on hold since", null=True, editable=False)
    held_by = models.ForeignKey(
        "auth.User",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hold_reason = models.CharField(max_length=400, blank=True, editable=False)
    has_open_legal_flag = models.BooleanField(
        default=False,
        editable=False,
        help_text="Whether one of its source notes holds publication.",
    )
    withholds_names = models.BooleanField(
        default=False,
        editable=False,
        help_text="Whether it is to be asked who of its authors is not named.",
    )
    # Whether what allowed us to publish it was taken away.
    has_lost_permission = models.BooleanField(default=False, editable=False)
    # Whether its byline names an author about whom nobody has decided yet: then it is
    # asked who.
    has_proposed_author = models.BooleanField(default=False, editable=False)
    translated_version = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text="The number of the original's version that a translation renders.",
    )
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="The number of the newest version."
    )
    byline_since = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text="Who began from an older version changes no byline: it was moved.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "auth.User",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="filed_articles",
        verbose_name="filed by",
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        "auth.User",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="last changed by",
    )

    retracted_at = models.DateTimeField(
        null=True, editable=False, help_text="Readers are told not to rely on it."
    )
    withdrawn_at = models.DateTimeField(
        null=True, editable=False, help_text="For legal reasons; its address says so."
    )
    binned_at = models.DateTimeField(null=True, editable=False)
    binned_by = models.ForeignKey(
        "auth.User",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="deleted by",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            # Lists are counted and walked by it: a row's later columns lie far off.
            models.Index(
                fields=["-updated_at", "-id"],
                condition=Q(binned_at=None),
                name="article_newest",
            ),
            models.Index(
                fields=["-binned_at", "-id"],
                condition=Q(binned_at__isnull=False),
                name="article_binned",
            ),
            models.Index(fields=["stage", "approved_revision"], name="article_stage"),
            # The calendar's: few have such a day.
            models.Index(
                fields=["due_on"],
                condition=Q(due_on__isnull=False),
                name="article_due",
            ),
            models.Index(
                fields=["embargoed_until"],
                condition=Q(embargoed_until__isnull=False),
                name="article_embargoed",
            ),
            models.Index(
                fields=["fix_waiting"],
                condition=Q(fix_waiting__isnull=False),
                name="article_fix_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(binned_by=None) | Q(binned_at__isnull=False),
                name="who_deleted_an_article_did_so_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(headline=""), name="articles_have_a_headline"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.APPROVED) | Q(approved_revision__isnull=False),
                name="approved_articles_name_the_approved_version",
            ),
            models.CheckConstraint(
                condition=Q(translation_of=None) | ~Q(translation_of=models.F("pk")),
                name="an_article_is_not_its_own_translation",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | ~Q(hold_reason=""),
                name="a_hold_has_a_reason",
            ),
            asks_whole("an_article_names_the_fix_that_waits_and_its_base"),
        ]

    def __str__(self):
        return self.headline

    def clean(self):
        if self.original_on and not self.source_id:
            raise ValidationError(
                {"source": "Say which publication the original stood in."}
            )
        if self.pk and self.translation_of_id == self.pk:
            raise ValidationError(
                {"translation_of": "An article is not its own translation."}
            )

    @property
    def is_stopped(self):
        """Whether it may go out by no hand and at no hour."""
        lasting = (self.held_at, self.has_open_legal_flag, self.has_lost_permission)
        return any(lasting)

    def is_stopped_at(self, moment):
        """Whether what is to come then must wait; an embargo ends by itself."""
        until = self.embargoed_until
        return self.is_stopped or (until is not None and moment < until)

    def take(self, snapshot):
        """Set the row's own fields, in memory, to the snapshot's; not its lists."""
        for name in _PLAIN:
            setattr(self, name, getattr(snapshot, name))
        for name in _SINGLE:
            setattr(self, f"{name}_id", getattr(snapshot, name))

    def snapshot(self):
        """Return the stored desk copy as one value: one query, for the lists."""
        return Snapshot(
            **{name: getattr(self, name) for name in _PLAIN},
            **{name: getattr(self, f"{name}_id") for name in _SINGLE},
            **_lists(self),
        )


_PLAIN = (
    *("headline", "slug", "standfirst", "body", "kind", "appeals", "language"),
    *("original_url", "original_on", "permission", "embargoed_until", "display_at"),
    *("notes", "search_title", "search_description"),
)
_SINGLE = ("translation_of", "lead_image", "source", "disclaimer")


def _lists(article):
    """Return an article's five lists, as they were put: one query for all of them."""
    nothing, first = Value("", models.CharField()), Value(0)
    rest = (nothing, Value(None, models.DateField()))
    terms = [
        through.objects.filter(article_id=article.pk).values_list(
            Value(name, models.CharField()), first, "pk", "term_id", nothing, *rest
        )
        for name, through in (
            ("regions", ArticleRegion),
            ("themes", ArticleTheme),
            ("reports", ArticleReport),
        )
    ]
    tags = article.tagged_items.order_by().values_list(
        Value("tags", models.CharField()), first, "pk", "tag_id", "tag__name", *rest
    )
    credits = Credit.objects.filter(article_id=article.pk).order_by()
    credits = credits.values_list(
        Value("credits", models.CharField()),
        *("position", "pk", "author_id", "role", "wording", "held_on"),
    )
    found = {"regions": [], "themes": [], "reports": [], "tags": [], "credits": []}
    for name, _, _, pk, *words in sorted(credits.union(*terms, tags, all=True)):
        match name:
            case "tags":
                found[name].append(words[0])
            case "credits":
                found[name].append(CreditLine(pk, *words))
            case _:
                found[name].append(pk)
    return {name: tuple(items) for name, items in found.items()}
