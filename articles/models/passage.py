"""The words of an article that something was written about."""

from django.db import models
from django.db.models import Q

QUOTE_LENGTH = 2_000
CONTEXT_LENGTH = 80


class AboutAPassage(models.Model):
    """A row about an article or about words in it, kept as they stood then.

    `before` and `after` are the words around the quote, by which it is found again
    when the text has moved. Without a quote it is about the article as a whole.
    """

    class Field(models.TextChoices):
        HEADLINE = "headline", "Headline"
        STANDFIRST = "standfirst", "Standfirst"
        BODY = "body", "Text"

    field = models.CharField(max_length=10, choices=Field, blank=True)
    quote = models.CharField(max_length=QUOTE_LENGTH, blank=True)
    before = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    after = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    at_version = models.PositiveIntegerField(
        help_text="The number of the version that it was written about."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(field="", quote="") | (~Q(field="") & ~Q(quote="")),
                name="a_quote_of_%(class)ss_names_its_field",
            )
        ]
