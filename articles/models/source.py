"""Another publication that we take articles from."""

from django.db import models
from django.db.models import Q

from articles.models.names import NameField
from articles.models.versioned import Versioned


class Source(Versioned):
    name = NameField(max_length=160, unique=True)
    site = models.URLField(blank=True)
    has_standing_permission = models.BooleanField(
        "standing permission",
        default=False,
        help_text="We may republish without asking each time.",
    )
    licence = models.CharField(max_length=200, blank=True)
    credit_wording = models.CharField(
        max_length=200,
        default="This article was originally published on {source}.",
        help_text="{source} becomes the name, linked to the original.",
    )
    is_canonical = models.BooleanField(
        "search engines are sent to the original", default=False
    )
    disclaimer = models.ForeignKey(
        "Disclaimer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    permission_withdrawn_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when its standing permission is taken away.",
    )

    facts = ("permission_withdrawn_at",)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="sources_have_a_name")
        ]

    def __str__(self):
        return self.name
