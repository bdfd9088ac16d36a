"""What somebody narrows a list by, under a name of theirs."""

from django.db import models
from django.db.models import Q

from articles.models.names import NameField

NAME_LENGTH = 60
QUERY_LENGTH = 500


class Screen(models.TextChoices):
    """The lists that can be narrowed so."""

    ARTICLES = "articles", "Articles"
    AUTHORS = "authors", "Authors"


class SavedFilterQuerySet(models.QuerySet):
    def of(self, screen):
        return self.filter(screen=screen)

    def for_person(self, person):
        """Return their own, and those that are for everybody."""
        return self.filter(Q(person=person) | Q(person=None))


class SavedFilter(models.Model):
    """`query` is what the list's address says after the question mark.

    One that is for everybody is nobody's, and outlives the account of who saved it.
    """

    person = models.ForeignKey(
        "auth.User", null=True, on_delete=models.CASCADE, related_name="saved_filters"
    )
    screen = models.CharField(
        max_length=8, choices=Screen, default=Screen.ARTICLES, editable=False
    )
    name = NameField(max_length=NAME_LENGTH)
    query = models.CharField(max_length=QUERY_LENGTH)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(query=""),
                name="a_saved_filter_has_a_name_and_narrows",
            ),
            models.UniqueConstraint(
                fields=["person", "screen", "name"], name="a_person_saves_a_name_once"
            ),
            models.UniqueConstraint(
                fields=["screen", "name"],
                condition=Q(person=None),
                name="a_name_is_saved_for_everybody_once",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_for_everybody(self):
        return self.person_id is None
