"""An article as lists and the front page announce it."""

from dataclasses import dataclass

from articles.models import Edition, Kind
from articles.reading.byline import BylineLine, byline_of
from articles.reading.naming import authors_of

UNREAD_IN_LISTS = ("body", "text", "search_text", "disclaimer", "links")


@dataclass(frozen=True)
class Teaser:
    edition: Edition
    byline: tuple[BylineLine, ...]

    @property
    def kind(self):
        """The kind of work where a reader should know it before opening: not news."""
        kind = self.edition.kind
        is_plain = kind in (Kind.NEWS, Kind.PAGE)
        return "" if is_plain else self.edition.get_kind_display()


def teasers_of(editions):
    """Return a teaser for each edition: one query."""
    authors = authors_of(editions)
    return [Teaser(edition, byline_of(edition, authors)) for edition in editions]


def newest(at):
    """Return the editions of every list's own order, without what no list prints."""
    editions = Edition.objects.visible(at).listed().newest_first()
    return editions.select_related("lead_image").defer(*UNREAD_IN_LISTS)


def placed(placements, term, at):
    """Return the placements under a term in that order, their editions loaded."""
    rows = placements.objects.visible(at).listed().newest_first().filter(term=term)
    unread = (f"edition__{name}" for name in UNREAD_IN_LISTS)
    return rows.select_related("edition__lead_image").defer(*unread)
