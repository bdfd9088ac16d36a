"""Authors: the index, a page for each, and the feeds of what each writes."""

from django.shortcuts import redirect
from django.utils import timezone

from articles.models import Author, Publication
from articles.reading.addresses import absolute
from articles.reading.articles_feed import author_feed
from articles.reading.author_index import author_index
from articles.reading.author_page import author_page
from articles.reading.feeds.formats import answer, links
from articles.reading.frame import framed, readers_page
from articles.reading.instant import instant
from articles.reading.moved import at_address
from articles.reading.people_data import profile_page
from articles.reading.shelves import with_shelves


@readers_page
def authors(request):
    at = instant(request)
    publication = Publication.objects.current()
    index = author_index(publication, request.GET.get("letter", ""), at)
    context = {"index": index, "publication": publication}
    return framed(request, "reading/authors.html", context, at=at)


@readers_page
def author(request, slug):
    at = instant(request)
    publication = Publication.objects.current()
    known = with_shelves(Author.objects.with_page(), at, publication.zone)
    author = at_address(known.select_related("photo"), slug)
    if slug != author.slug:
        return _moved(request, author.get_absolute_url())
    context = about_author(author, publication, request.GET, at)
    return framed(request, "reading/author.html", context, at=at)


def about_author(author, publication, query, at):
    """Return what an author's page shows; staff look at one in memory, too."""
    page = author_page(author, publication, query, at)
    return {
        "page": page,
        "feeds": links(page.address),
        "structured_data": profile_page(page),
        "publication": publication,
    }


@readers_page
def feed(request, slug, format):
    at = instant(request)
    publication = Publication.objects.current()
    author = at_address(Author.objects.with_page(), slug)
    address = f"{author.get_absolute_url()}{format.ending}"
    if slug != author.slug:
        return _moved(request, address)
    with timezone.override(publication.zone):
        found = author_feed(author, publication, absolute(address), at)
        return answer(format, found)


def _moved(request, to):
    """Lead to the address of today, and to the same place in the list there."""
    asked = request.META["QUERY_STRING"]
    return redirect(f"{to}?{asked}" if asked else to, permanent=True)
