"""Other articles that an article's page leads to."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext

from articles.models import Author, AuthorPlacement, Edition, ReportPlacement
from articles.models.snapshot import writers
from articles.reading.byline import Credited, lines_of, named_in
from articles.reading.series import around, report_of, with_places

MORE_BY_EACH = 4
MOST_WRITERS = 20  # the others of a longer byline are not asked about
_OWN_LINK = re.compile(
    r'<a\b[^>]*?\shref="/articles/(\d+)/(?:[^"#]*)(#[^"]*)?"[^>]*>(.*?)</a>', re.DOTALL
)


@dataclass(frozen=True)
class MoreBy:
    """The newest other articles by one of the authors."""

    by: Credited
    editions: tuple[Edition, ...]


def neighbours_of(edition, at, instead=()):
    """Return what the text links to, what its authors wrote last, and what stands
    before and after it in its report: one query.

    Editions `instead` are put in the place of what readers see of their articles; they
    come with their places in the report.
    """
    replaced = [other.article_id for other in instead]
    wanted = Edition.objects.visible(at).filter(article_id__in=edition.links)
    wanted = wanted.order_by().values("pk")
    by_each = []
    for author_id in writers(edition.credit_lines)[:MOST_WRITERS]:
        newest = AuthorPlacement.objects.visible(at).listed()
        newest = (
            newest.filter(term=Author.objects.today(author_id))
            .newest_first()
            .values("pk")[: MORE_BY_EACH + 1]
        )
        placed = AuthorPlacement.objects.filter(pk__in=newest)
        by_each.append(placed.order_by().values("edition_id"))
    if report_of(edition):
        for nearest in around(edition, at, without=replaced):
            placed = ReportPlacement.objects.filter(pk__in=nearest.values("pk"))
            by_each.append(placed.order_by().values("edition_id"))
    editions = Edition.objects.visible(at).filter(pk__in=wanted.union(*by_each))
    editions = with_places(editions.exclude(article__in=replaced), edition)
    editions = editions.defer("body", "text", "search_text").newest_first()
    return sorted([*instead, *editions], key=_by_date, reverse=True)


def _by_date(edition):
    return edition.published_at, edition.article_id


def more_by(edition, authors, others, byline):
    """Divide the neighbours among those who wrote the edition, in byline order.

    Each is called as the byline calls them.
    """
    credited = {each.author.pk: each for line in byline for each in line.credited}
    listed = [
        other
        for other in others
        if other.listed and other.article_id != edition.article_id
    ]
    return tuple(
        MoreBy(credited[pk], tuple(_by(pk, listed, authors)[:MORE_BY_EACH]))
        for pk in writers(lines_of(edition, authors))
        if pk in credited and not credited[pk].author.is_withheld
    )


def _by(author_id, editions, authors):
    return [edition for edition in editions if _is_named(author_id, edition, authors)]


def _is_named(author_id, edition, authors):
    """Say whether readers are told that an edition is by that author."""
    author = named_in(edition, authors).get(author_id)
    return author is not None and not author.is_withheld


def resolved(body, editions):
    """Give links to our own articles their addresses; what is not visible is text.

    Of what is retracted it says so.
    """
    visible = {edition.article_id: edition for edition in editions}

    def link(found):
        number, place, words = found.groups()
        edition = visible.get(int(number))
        if edition is None:
            return words
        told = f" ({gettext('retracted')})" if edition.retracted_at else ""
        return f'<a href="{edition.get_absolute_url()}{place or ""}">{words}</a>{told}'

    return _OWN_LINK.sub(link, body)
