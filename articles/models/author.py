"""Who writes: a person or an organisation, never an account."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.belonging import Credit
from articles.models.in_languages import InLanguages
from articles.models.mergeable import Mergeable, MergeableQuerySet
from articles.models.names import NameField
from articles.models.positions import Position, held_on, validate_positions
from articles.models.reticence import RETICENCE, Reticence
from articles.models.slugs import SlugField

# How the address of a proposed author begins, which is nobody's.
UNADDRESSED = "proposed-"


def was_proposed(author):
    """Say whether nobody has given an author an address of their own yet."""
    return author.slug.startswith(UNADDRESSED)


class AuthorQuerySet(MergeableQuerySet):
    def with_page(self):
        """Those whom readers find at an address: Author.has_page, of many."""
        return self.unmerged().filter(page_hidden_at=None, withheld_at=None)

    def settled(self):
        return self.filter(proposed_at=None)

    def proposed(self):
        """Those about whom nobody who looks after authors has decided yet."""
        return self.filter(proposed_at__isnull=False)

    def unmerged(self):
        """Those that stand for themselves: a proposed one does on its article only."""
        return super().unmerged().settled()

    def waiting(self):
        """Proposed ones that stand in a byline: taken out, one asks nothing."""
        of_it = {"author": models.OuterRef("pk"), "article__binned_at": None}
        return self.proposed().filter(models.Exists(Credit.objects.filter(**of_it)))


class Author(Reticence, InLanguages, Mergeable):
    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        PEN_NAME = "pen name", "Pen name"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    name = NameField(max_length=120, help_text="As it stands in a byline.")
    short_name = NameField(
        max_length=60,
        blank=True,
        help_text="For “Articles by …”, if not the whole name.",
    )
    honorific = NameField(
        max_length=40, blank=True, help_text="Prof., Dr, Amb. — said before the name."
    )
    other_names = models.TextField(
        blank=True,
        help_text="One a line: former names, other spellings. Only searches use them.",
    )
    sort_name = NameField(
        max_length=120, blank=True, help_text="Where the name stands in an A–Z."
    )
    slug = SlugField(unique=True)
    photo = models.ForeignKey(
        "Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    positions = models.JSONField(
        "roles and affiliations",
        default=list,
        blank=True,
        validators=[validate_positions],
        help_text="What the author was when, as models.positions writes it.",
    )
    short_bio = models.TextField(
        blank=True, help_text="One or two sentences, shown under each article."
    )
    long_bio = models.TextField(blank=True, help_text="For the author's own page.")
    links = models.TextField(
        blank=True, help_text="One address a line: own site, profiles."
    )
    languages = models.CharField(
        max_length=200, blank=True, help_text="Those the author works in."
    )
    expertise = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField("still writes for us", default=True)
    account = models.OneToOneField(
        "auth.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text="Only where the author also signs in here.",
    )
    bio_reviewed_on = models.DateField(null=True, blank=True)
    search_names = models.TextField(
        blank=True,
        editable=False,
        help_text="What models.search_names makes of the names: written with them.",
    )

    proposed_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when somebody is to decide; empty: one of ours.",
    )
    proposed_by = models.ForeignKey(
        "auth.User",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="proposed_authors",
    )

    objects = AuthorQuerySet.as_manager()

    rich_fields = ("short_bio", "long_bio")
    said_in_languages = ("name", "honorific", "short_bio", "long_bio")
    reserved = ("account",)
    facts = (*RETICENCE, "proposed_at")  # nobody is accepted by way of the bin

    class Meta:
        constraints = [
            *Mergeable.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="authors_have_a_name"),
            # Who is one of ours under another name is no question any more.
            models.CheckConstraint(
                condition=Q(proposed_at=None) | Q(merged_into=None),
                name="a_proposed_author_is_merged_into_nobody",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(proposed_at__isnull=False),
                name="who_proposed_an_author_did_so_at_a_time",
            ),
        ]
        indexes = [
            # The few that wait, whatever else there is.
            models.Index(
                fields=["proposed_at"],
                condition=Q(proposed_at__isnull=False),
                name="author_proposed",
            )
        ]
        permissions = [("erase_author", "Can erase what was said of an author")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        # A proposed author is not to be found anywhere: their name is no link.
        known = self.proposed_at is None
        return reverse("articles:author", args=[self.slug]) if known else ""

    def stands_for(self):
        today = super().stands_for()
        return today if today is self else today.no_franker_than(self)

    @property
    def sorted_as(self):
        """The name an A–Z uses: a person's last word first where nobody said better."""
        if self.sort_name or self.kind == self.Kind.ORGANISATION:
            return self.sort_name or self.name
        *given, family = self.name.split()
        return f"{family}, {' '.join(given)}" if given else family

    @classmethod
    def read(cls, values):
        """Read a content of any time: once an author had one position, undated."""
        content = super().read(values)
        if "positions" not in values:
            only = Position(values.get("role", ""), values.get("affiliation", ""))
            content.positions = [only.to_json()] if only else []
        return content

    def position_on(self, day):
        """Return the role and affiliation of a day, perhaps an empty Position."""
        return held_on([Position.from_json(line) for line in self.positions], day)

    @property
    def position(self):
        """The role and affiliation of today, for who works here."""
        return self.position_on(timezone.localdate())

    @property
    def link_list(self):
        return self.links.split()
