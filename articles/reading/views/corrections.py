"""Every correction on one page, newest first, and its feeds."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Publication
from articles.reading.addresses import absolute
from articles.reading.corrections import corrections_page, newest_corrections
from articles.reading.corrections_feed import corrections_feed
from articles.reading.feeds.formats import answer, links
from articles.reading.frame import framed, readers_page
from articles.reading.instant import instant


@readers_page
def corrections(request):
    at = instant(request)
    context = {
        "list": corrections_page(request.GET, at),
        "feeds": links(reverse("articles:corrections")),
    }
    return framed(request, "reading/corrections.html", context, at=at)


@readers_page
def feed(request, format):
    publication = Publication.objects.current()
    with timezone.override(publication.zone):
        told = newest_corrections(instant(request))
        page = reverse("articles:corrections")
        address = absolute(f"{page}{format.ending}")
        found = corrections_feed(told, publication, address, settings.WEBSUB_HUB)
        return answer(format, found)
