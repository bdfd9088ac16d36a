"""What stands in small print under an article."""

import re

from django.db import models
from django.utils.html import escape

from articles.models.versioned import Versioned

_PLACEHOLDER = re.compile(r"\{(publication|legal_name|domain|authors|reprints|year)\}")


class Disclaimer(Versioned):
    name = models.CharField(max_length=120, unique=True)
    text = models.TextField(
        help_text="{publication}, {legal_name}, {domain}, {authors}, {reprints} "
        "and {year} are filled in."
    )

    rich_fields = ("text",)

    def __str__(self):
        return self.name

    def filled_in(self, **words):
        """Return the text as HTML with its placeholders replaced by plain words.

        One that there is no word for goes: readers are never shown a placeholder.
        """
        return fill_in(self.text, **words)


def fill_in(html, **words):
    return _PLACEHOLDER.sub(lambda found: escape(words.get(found[1], "")), html)
