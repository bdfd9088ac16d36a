"""What readers see, from when and until when, and the lists it stands in."""

from copy import copy
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import languages
from articles.models.article import HEADLINE_LENGTH, Appeals, Kind
from articles.models.correction import Notice
from articles.models.slugs import SlugField
from articles.models.snapshot import CreditLine
from articles.models.waiting import AwaitsFix, asks_whole

# An edition that ended is left out of the lists' index only after this: a reader whose
# request began a moment before its end must find it still.
SETTLES_AFTER = timedelta(minutes=1)


class ShownQuerySet(models.QuerySet):
    def visible(self, at=None):
        """Rows a reader may see at the given moment (default: now).

        Edition.is_visible() is the same rule for one loaded edition.
        """
        now = timezone.now()
        at = at or now
        rows = self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)
        return rows.filter(settled=False) if at > now - SETTLES_AFTER else rows

    def listed(self):
        return self.filter(listed=True)

    def newest_first(self):
        return self.order_by("-published_at", "-article_id")


class Shown(models.Model):
    """A place in time and in the order of lists, copied from edition to placement."""

    published_at = models.DateTimeField("date shown")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    listed = models.BooleanField(default=True)
    settled = models.BooleanField(default=False)

    class Meta:
        abstract = True


class EditionQuerySet(ShownQuerySet):
    def visible(self, at=None):
        return super().visible(at).filter(cancelled_at=None, withdrawn_at=None)

    def standing(self):
        """Editions that were not cancelled before they went live."""
        return self.filter(cancelled_at=None)

    def running(self):
        """Those that readers saw, see, or are to see: a held one waits."""
        return self.standing().filter(held_at=None)

    def seen_until(self, at):
        """Those that had their time before a moment, and were not undone by then."""
        stood = Q(undone_at=None) | Q(undone_at__gt=at)
        had_time = Q(live_until=None) | Q(live_until__gt=F("live_from"))
        return self.filter(stood, had_time, live_from__lte=at)

    def to_come(self, now):
        """Those that readers are to see; a held one too, though its hour has passed."""
        waits = Q(live_from__gt=now) | Q(held_at__isnull=False)
        return self.standing().filter(waits)

    def stopping(self):
        """Those that the others of their release wait for; a cancelled one, too."""
        return self.filter(stopped_at__isnull=False, left_out_at=None)

    def asking(self):
        """Those about which a fix asks somebody: to decide, or to look at it."""
        is_looked_for = Q(look_wanted_at__isnull=False)
        return self.filter(Q(fix_waiting__isnull=False) | is_looked_for)


class Edition(AwaitsFix, Shown):
    """A revision compiled for readers, visible from `live_from` until `live_until`.

    Staff decide `live_from` and `expires_at`. `live_until`, `first_published_at`,
    `first_dated_at`, `published_at` and `updated_at` are derived by
    publishing.timeline.retime() and never change once they are past.

    One that was undone ended at `undone_at` and lends its dates to no later one. What
    readers saw before it is then shown again by an edition that `undoes` it.

    One with `retracted_at` is what is left of a retracted article: its headline and a
    notice, perhaps the text; it stands in no list. All editions of an article that was
    withdrawn have `withdrawn_at`: readers see none, whatever moment they ask for.
    """

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="editions"
    )
    revision = models.ForeignKey(
        "Revision", on_delete=models.PROTECT, related_name="editions"
    )
    expires_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when it waits; until then it is empty and in no list.",
    )
    release = models.ForeignKey(
        "Release",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions",
        help_text="What it goes out with.",
    )
    stopped_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when its own article keeps it, and so its release, waiting.",
    )
    left_out_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when its release goes out without it.",
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    display_at = models.DateTimeField(null=True, blank=True)
    first_published_at = models.DateTimeField()
    first_dated_at = models.DateTimeField(
        help_text="The date that readers were told first."
    )
    is_substantive = models.BooleanField(default=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    headline = models.CharField(max_length=HEADLINE_LENGTH)
    slug = SlugField()
    kind = models.CharField(max_length=12, choices=Kind)
    appeals = models.CharField(max_length=12, choices=Appeals)
    language = models.CharField(max_length=12)
    standfirst = models.TextField(blank=True)
    body = models.TextField()
    text = models.TextField(help_text="Standfirst and body without markup.")
    word_count = models.PositiveIntegerField()
    search_text = models.TextField(
        help_text="Everything that a search looks through, case and accents folded."
    )
    search_title = models.CharField(max_length=120, blank=True)
    search_description = models.CharField(max_length=320, blank=True)
    credits = models.JSONField(
        default=list,
        help_text="CreditLines in the order of the byline, as they write themselves.",
    )
    terms = models.JSONField(
        default=dict, help_text="Ids by regions, themes, reports, tags, as printed."
    )
    links = models.JSONField(
        default=list, help_text="Ids of our own articles that the text links to."
    )
    lead_image = models.ForeignKey(
        "Image", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lead_words = models.JSONField(
        default=dict, help_text="Alt text, caption and credit of the lead image."
    )
    source = models.ForeignKey(
        "Source", null=True, on_delete=models.PROTECT, related_name="+"
    )
    original_url = models.URLField(max_length=500, blank=True)
    original_on = models.DateField(null=True)
    disclaimer = models.TextField(blank=True)
    corrections = models.JSONField(
        null=True, help_text="[kind, text, moment] of each, the oldest first."
    )
    look_wanted_at = models.DateTimeField(
        null=True,
        help_text="Since when somebody else than its fixer is to look at it.",
    )
    desk_was = models.JSONField(
        null=True,
        help_text="Of a fix: the desk copy before it and after, to undo it.",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["article", "live_from"], name="edition_timeline"),
            models.Index(fields=["live_from"], name="edition_begins"),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="edition_expires",
            ),
            models.Index(
                fields=["-published_at", "-article"],
                condition=Q(settled=False, listed=True, cancelled_at=None),
                name="edition_newest",
            ),
            # The few that editors are shown, whatever else there is.
            models.Index(
                fields=["look_wanted_at"],
                condition=Q(look_wanted_at__isnull=False),
                name="edition_look_wanted",
            ),
            models.Index(
                fields=["live_from"],
                condition=Q(fix_waiting__isnull=False),
                name="edition_fix_waiting",
            ),
            models.Index(
                fields=["live_from"],
                condition=Q(held_at__isnull=False),
                name="edition_held",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "live_from"],
                condition=Q(cancelled_at=None),
                name="one_edition_of_an_article_begins_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gte=F("live_from")),
                name="an_edition_expires_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="an_edition_ends_after_it_begins",
            ),
            asks_whole("an_edition_names_the_fix_that_it_awaits_and_its_base"),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("articles:article", args=[self.article_id, self.slug])

    @property
    def credit_lines(self):
        return [CreditLine.from_json(line) for line in self.credits]

    @property
    def picture(self):
        """The lead image in the words that it was published with, or None."""
        if self.lead_image is None or self.lead_image.withdrawn_at:
            return None
        picture = copy(self.lead_image)
        for name, words in self.lead_words.items():
            setattr(picture, name, words)
        return picture

    @property
    def notices(self):
        """What readers are told was wrong, the oldest first."""
        return [Notice.from_json(line) for line in self.corrections or ()]

    @property
    def has_lost_permission(self):
        """Whether its own text rests on a source whose permission was withdrawn."""
        source = self.source
        if source is None or source.permission_withdrawn_at is None:
            return False
        return not self.revision.snapshot.permission

    @property
    def is_stopped(self):
        """Whether it must wait at its hour, for its article's sake or its text's."""
        return self.article.is_stopped_at(self.live_from) or self.has_lost_permission

    @property
    def direction(self):
        return languages.direction(self.language)

    def is_visible(self, at=None):
        at = at or timezone.now()
        return (
            self.cancelled_at is None
            and self.withdrawn_at is None
            and self.live_from <= at
            and (self.live_until is None or at < self.live_until)
        )


class Placement(Shown):
    """An edition's place in the list of one term.

    Editions that were cancelled, or are retracted or withdrawn, have none.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+"
    )

    objects = ShownQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["term", "-published_at", "-article"],
                condition=Q(settled=False, listed=True),
                name="%(class)s_newest",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "term"], name="%(class)s_is_placed_once"
            )
        ]

    def __str__(self):
        return f"{self.edition} in {self.term}"


class RegionPlacement(Placement):
    """One for each region of an edition and for each region those lie within."""

    term = models.ForeignKey("Region", on_delete=models.PROTECT, related_name="+")


class ThemePlacement(Placement):
    term = models.ForeignKey("Theme", on_delete=models.PROTECT, related_name="+")


class ReportPlacement(Placement):
    term = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="+")


class AuthorPlacement(Placement):
    term = models.ForeignKey("Author", on_delete=models.PROTECT, related_name="+")


class TagPlacement(Placement):
    term = models.ForeignKey("Tag", on_delete=models.PROTECT, related_name="+")


PLACEMENTS = {
    "regions": RegionPlacement,
    "themes": ThemePlacement,
    "reports": ReportPlacement,
    "authors": AuthorPlacement,
    "tags": TagPlacement,
}
