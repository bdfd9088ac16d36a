"""The corrections as a feed says them."""

from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.urls import reverse

from articles.models import Correction
from articles.reading.addresses import absolute
from articles.reading.feeds.feed import Feed, Item, Writer, tag_uri


def corrections_feed(told, publication, address, hub=""):
    """Return the feed of some corrections: no query."""
    page = absolute(reverse("articles:corrections"))
    us = publication.name or urlsplit(page).hostname
    return Feed(
        title=f"Corrections | {us}",
        description=f"What was wrong, and was put right, in {us}.",
        page=page,
        address=address,
        language=publication.language,
        author=us,
        items=[_item(each, us, publication.language) for each in told],
        hub=hub,
    )


def _item(told, us, language):
    notice, edition = told.notice, told.edition
    label = notice.kind.label
    return Item(
        id=tag_uri(f"corrections/{told.number}", notice.dated_at),
        address=absolute(told.address),
        title=_title(notice, edition),
        html=render_to_string("reading/feeds/correction.html", {"told": told}),
        published_at=notice.dated_at,
        updated_at=notice.amended_at or notice.dated_at,
        authors=[Writer(us)],
        language=edition.language if edition else language,
        categories=[label],
    )


def _title(notice, edition):
    """Return what it is, and of what: a retracted headline says itself what it is."""
    label = notice.kind.label
    if edition is None:
        return label
    is_said = edition.retracted_at and notice.kind == Correction.Kind.RETRACTION
    return edition.headline if is_said else f"{label}: {edition.headline}"
