"""Authors whose name readers are not told: nobody stands in for them."""

import re

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from articles.models import Author

NAME_WITHHELD = gettext_lazy("Name withheld")


def as_named(author, article_id):
    """Return the author as an article names them.

    Where the name is withheld that is an author in memory of whom nothing is known, so
    that no page, whatever it prints of authors, can tell more.
    """
    if not author.is_withheld_on(article_id):
        return author
    return Author(
        pk=author.pk,
        kind=Author.Kind.ORGANISATION,
        name=str(NAME_WITHHELD),
        withheld_at=author.withheld_at or timezone.now(),
    )


def names_unsaid(authors, article_id):
    """Return every name of those whom an article does not name, the longest first."""
    unnamed = [each for each in authors if each.is_withheld_on(article_id)]
    names = {name for each in unnamed for name in [each.name, *each.names_withheld]}
    return sorted(names, key=len, reverse=True)


def without_names(markup, names):
    """Take names out of a text that was frozen when they were still printed."""
    instead = escape(str(NAME_WITHHELD))
    for name in names:
        found = rf"(?<!\w){re.escape(escape(name))}(?!\w)"
        markup = re.sub(found, lambda _: instead, markup)
    return markup
