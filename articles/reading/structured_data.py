"""What search engines read: schema.org's NewsArticle.

https://schema.org/NewsArticle, https://developers.google.com/search/docs/appearance/structured-data/article
"""

from articles.models import Kind
from articles.models.pictures import address as picture_address
from articles.reading.addresses import absolute
from articles.reading.people_data import person
from articles.reading.wording import shortened

HEADLINE_LENGTH = 110
_PICTURE_WIDTH = 1440
_TYPES = {Kind.OPINION: "OpinionNewsArticle", Kind.ANALYSIS: "AnalysisNewsArticle"}


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
        "author": _authors(page),
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
    return absolute(picture_address(image, image.nearest_width(_PICTURE_WIDTH)))


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


def _authors(page):
    """Return who wrote; whose name is withheld is the publication's to name."""
    return [
        _publisher(page.publication) if each.author.is_withheld else person(each)
        for each in page.writers
    ]


def _publisher(publication):
    return {
        "@type": "NewsMediaOrganization",
        "name": publication.name or absolute("/"),
        "url": absolute("/"),
    }


def _organisation(source):
    described = {"@type": "Organization", "name": source.name}
    return described | ({"url": source.site} if source.site else {})
