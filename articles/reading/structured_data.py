"""What search engines read: schema.org's NewsArticle.

https://schema.org/NewsArticle, https://developers.google.com/search/docs/appearance/structured-data/article
"""

from articles.models import Author, Kind
from articles.models.pictures import address as picture_address
from articles.reading.addresses import absolute
from articles.reading.wording import shortened

HEADLINE_LENGTH = 110
_PICTURE_WIDTH = 1440
_TYPES = {Kind.OPINION: "OpinionNewsArticle", Kind.ANALYSIS: "AnalysisNewsArticle"}
_AUTHOR_TYPES = {Author.Kind.ORGANISATION: "Organization"}


def news_article(page):
    """Return the article as JSON-LD; what is empty is left out."""
    edition = page.edition
    address = absolute(page.address)
    section = [*page.themes, *page.regions]
    described = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(edition.kind, "NewsArticle"),
        "mainEntityOfPage": address,
        "url": address,
        "headline": shortened(edition.headline, HEADLINE_LENGTH),
        "description": page.description,
        "image": lead_picture(edition),
        "datePublished": page.first_dated_at.isoformat(timespec="seconds"),
        "dateModified": page.modified_at.isoformat(timespec="seconds"),
        "inLanguage": edition.language,
        "articleSection": section[0].name if section else "",
        "keywords": [tag.name for tag in page.tags],
        "wordCount": edition.word_count or None,
        "correction": [_correction(notice) for notice in page.corrections],
        "isAccessibleForFree": True,
        "author": [_author(each.author) for each in _each_once(page.writers)],
        "publisher": _publisher(page.publication),
        "copyrightYear": page.published_at.year,
        "isBasedOn": edition.original_url,
        "sourceOrganization": edition.source and _organisation(edition.source),
    }
    return {
        name: value for name, value in described.items() if value not in ("", [], None)
    }


def lead_picture(edition):
    """Return the address of the lead picture at the width cards ask for, or ""."""
    image = edition.picture
    if image is None:
        return ""
    width = min(image.widths(), key=lambda known: abs(known - _PICTURE_WIDTH))
    return absolute(picture_address(image, width))


def _correction(notice):
    # https://schema.org/CorrectionComment, with the very words of the page.
    described = {
        "@type": "CorrectionComment",
        "text": notice.text,
        "datePublished": notice.dated_at.isoformat(timespec="seconds"),
    }
    if notice.amended_at:
        described["dateModified"] = notice.amended_at.isoformat(timespec="seconds")
    return described


def _author(author):
    described = {
        "@type": _AUTHOR_TYPES.get(author.kind, "Person"),
        "name": author.name,
    }
    if address := author.get_absolute_url():
        described["url"] = absolute(address)
    return described | ({"sameAs": author.link_list} if author.link_list else {})


def _publisher(publication):
    return {
        "@type": "NewsMediaOrganization",
        "name": publication.name or absolute("/"),
        "url": absolute("/"),
    }


def _organisation(source):
    described = {"@type": "Organization", "name": source.name}
    return described | ({"url": source.site} if source.site else {})


def _each_once(credited):
    return {each.author.pk: each for each in credited}.values()
