"""An author's own page: who it is, and some of what they wrote."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from articles.models import AuthorPlacement, Publication
from articles.reading.byline import Credited
from articles.reading.lists import ListPage, list_page
from articles.reading.shelves import (
    Way,
    shelves_of,
    ways_by_language,
    ways_by_year,
)
from articles.reading.teasers import placed


@dataclass(frozen=True)
class AuthorPage:
    """Everything that the page and its structured data say.

    `languages` and `years` lead to some of the articles; each is empty where there is
    nothing to choose. `query` says which language is chosen, for the addresses of the
    list's other pages.
    """

    credited: Credited
    publication: Publication
    articles: ListPage
    languages: list[Way]
    years: list[Way]
    query: str

    @property
    def address(self):
        return self.credited.address

    @property
    def here(self):
        """The rest of the address, further down the list or in one language."""
        asked = filter(None, [self.query.rstrip("&"), self.articles.here.lstrip("?")])
        asked = "&".join(asked)
        return f"?{asked}" if asked else ""

    @property
    def until(self):
        """The day that a later page of the list begins with."""
        teasers = self.articles.teasers
        return (
            teasers[0].edition.published_at if self.articles.here and teasers else None
        )

    @property
    def is_begun(self):
        """Whether the list begins here, and with it who the author is."""
        return self.articles.is_first

    @property
    def is_for_search_engines(self):
        """Whether it says something that no other page of ours does."""
        has_words = bool(self.articles.teasers or self.credited.long_bio)
        return has_words and not self.query


def credited_by_itself(author, publication, at):
    """Return an author as pages of ours name them that are about no one article."""
    today = timezone.localdate(at, publication.zone)
    return Credited(author, get_language(), publication.language, today)


def author_page(author, publication, query, at):
    """Gather the page that the query asks for: two queries.

    The author comes with_shelves(). Raise Http404 for a language without articles.
    """
    shelves = shelves_of(author)
    language = query.get("language", "")
    rows = placed(AuthorPlacement, author, at)
    rows = rows.exclude(article__in=author.withheld_on)
    if language:
        if language not in {shelf.language for shelf in shelves}:
            raise Http404("Nothing of this author's is in that language.")
        rows = rows.filter(edition__language=language)
    page, zone = list_page(rows, query), publication.zone
    first = page.teasers[0].edition.published_at if page.teasers else None
    year = first.astimezone(zone).year if first else None
    return AuthorPage(
        credited=credited_by_itself(author, publication, at),
        publication=publication,
        articles=page,
        languages=ways_by_language(shelves, language),
        years=ways_by_year(shelves, language, zone, year),
        query=f"language={language}&" if language else "",
    )
