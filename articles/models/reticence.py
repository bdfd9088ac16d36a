"""How little readers are told of an author who asked for that.

It is decided when a page is read, so that it holds for the past too, and can be ended.
"""

from copy import copy

from django.db import models


class Reticence(models.Model):
    """No content: verbs of editing.authors set it, and no form does."""

    page_hidden_at = models.DateTimeField(null=True, editable=False)
    withheld_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when the name stands under no article, old or new.",
    )
    withheld_on = models.JSONField(
        default=list, editable=False, help_text="Ids of articles without the name."
    )
    names_withheld = models.JSONField(
        default=list,
        editable=False,
        help_text="What the author was ever called: frozen texts may still say so.",
    )

    class Meta:
        abstract = True

    @property
    def is_withheld(self):
        """Whether readers are told the name nowhere."""
        return self.withheld_at is not None

    @property
    def has_page(self):
        return not (self.page_hidden_at or self.withheld_at)

    @property
    def page_address(self):
        """Where readers find the author, or nothing."""
        return self.get_absolute_url() if self.has_page else ""

    def is_withheld_on(self, article_id):
        return self.is_withheld or article_id in self.withheld_on

    def no_franker_than(self, other):
        """Return this author as told of where `other` is credited, merged since.

        What was kept from readers before a merge is kept from them after it.
        """
        if not (other.withheld_at or other.withheld_on):
            return self
        told = copy(self)
        told.withheld_at = self.withheld_at or other.withheld_at
        told.withheld_on = [*self.withheld_on, *other.withheld_on]
        names = [*self.names_withheld, *other.names_withheld, other.name]
        told.names_withheld = names
        return told

    def remember_name(self, name):
        """Keep in memory a name that is left while it is withheld somewhere."""
        is_withheld = self.withheld_at or self.withheld_on
        if is_withheld and name not in self.names_withheld:
            self.names_withheld = [*self.names_withheld, name]


RETICENCE = tuple(field.name for field in Reticence._meta.local_fields)
