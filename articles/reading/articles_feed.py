"""The articles of a list as its feeds say them: whole, and as they were corrected."""

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext

from articles.models import AuthorPlacement, Edition
from articles.models.pictures import address as picture_address
from articles.reading.addresses import absolute
from articles.reading.article_page import ArticlePage
from articles.reading.author_page import credited_by_itself
from articles.reading.byline import byline_of
from articles.reading.feeds.feed import Feed, Item, Picture, Writer, tag_uri
from articles.reading.feeds.whole import whole
from articles.reading.naming import Names, authors_of
from articles.reading.neighbours import resolved
from articles.reading.withheld import names_unsaid
from articles.reading.wording import plain

IN_A_FEED = 30
_PICTURE_WIDTH = 1440


def author_feed(author, publication, address, at):
    """Return the feed of what an author wrote last: four queries."""
    credited = credited_by_itself(author, publication, at)
    us = publication.name or urlsplit(absolute("/")).hostname
    says = {"name": credited.said.words, "publication": us}
    return Feed(
        title=f"{credited.said.words} | {us}",
        description=gettext("Articles by %(name)s in %(publication)s.") % says,
        page=absolute(credited.address),
        address=address,
        language=publication.language,
        author=us,
        items=items_of(newest_of(AuthorPlacement, author, at), publication, at),
        hub=settings.WEBSUB_HUB,
    )


def newest_of(placements, term, at):
    """Return the newest editions under a term, whole."""
    rows = placements.objects.visible(at).listed().newest_first().filter(term=term)
    rows = rows.select_related("edition__lead_image", "edition__source")
    return [row.edition for row in rows[:IN_A_FEED]]


def items_of(editions, publication, at):
    """Return an Item for each edition: three queries."""
    authors, names = authors_of(editions), Names(editions)
    linked = {pk for edition in editions for pk in edition.links}
    visible = Edition.objects.visible(at).filter(article_id__in=linked)
    others = visible.only("article_id", "slug", "retracted_at")
    others = list(others.order_by())
    return [
        _item(_page(edition, publication, authors, names, others))
        for edition in editions
    ]


def _page(edition, publication, authors, names, others):
    """Return what an article's page says of the article itself."""
    return ArticlePage(
        edition=edition,
        publication=publication,
        prompts={},
        byline=byline_of(edition, authors, publication.language),
        regions=names.of(edition, "regions", edition.language),
        themes=names.of(edition, "themes", edition.language),
        reports=names.of(edition, "reports", edition.language),
        tags=names.of(edition, "tags", edition.language),
        more=(),
        standfirst=resolved(edition.standfirst, others),
        body=resolved(edition.body, others),
        unsaid=tuple(names_unsaid(authors.values(), edition.article_id)),
    )


def _item(page):
    edition, address = page.edition, absolute(page.address)
    said = render_to_string("reading/feeds/article.html", {"page": page})
    terms = (*page.themes, *page.regions, *page.reports, *page.tags)
    return Item(
        id=tag_uri(f"articles/{edition.article_id}", edition.first_published_at),
        address=address,
        title=edition.headline,
        html=whole(said, address),
        published_at=page.published_at,
        updated_at=page.modified_at,
        authors=[_writer(each) for each in page.writers],
        language=edition.language,
        categories=list(dict.fromkeys(term.name for term in terms)),
        summary=plain(edition.standfirst),
        picture=_picture(edition.picture),
    )


def _writer(credited):
    address = absolute(credited.address) if credited.address else ""
    return Writer(credited.said.words, address)


def _picture(image):
    if image is None:
        return None
    width = image.nearest_width(_PICTURE_WIDTH)
    return Picture(
        address=absolute(picture_address(image, width)),
        width=width,
        height=image.rendition_height(width),
        alt="" if image.is_decorative else image.alt,
        credit=image.credit,
    )
