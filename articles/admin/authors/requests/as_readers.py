"""Readers' own pages as a measure would leave them: nothing is done yet."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.admin.previews import HEADERS
from articles.admin.things.pages import about
from articles.editing.authors import foreseen
from articles.editing.authors.crediting import articles_crediting, editions_crediting
from articles.editing.authors.dropping import Part
from articles.editing.authors.erasing import What
from articles.editing.authors.names import numbers_of
from articles.editing.authors.withholding import ALL
from articles.models import Author, Publication
from articles.reading.article_page import ArticlePage, article_page
from articles.reading.author_page import credited_by_itself
from articles.reading.byline import Credited
from articles.reading.frame import framed
from articles.reading.shelves import with_shelves
from articles.reading.structured_data import news_article
from articles.reading.views.authors import about_author

MOSTLY = (Part.BIO, Part.PHOTO)  # what is dropped, unless somebody says otherwise


@dataclass(frozen=True)
class ReadersGet:
    """The author, and the newest of their articles, as readers would be told of them.

    `credited` is the author as their own page names them; `told` is who wrote the
    article as search engines are told.
    """

    author: Author
    credited: Credited
    page: ArticlePage | None

    @property
    def told(self):
        authors = news_article(self.page).get("author", ()) if self.page else ()
        return ", ".join(each["name"] for each in authors)


def gets(author, on=()):
    """Return what readers would get; of articles, one whose id is `on` is shown."""
    at = timezone.now()
    edition = _newest(author, on, at)
    shown = edition and article_page(edition, at, author=author)
    credited = credited_by_itself(author, Publication.objects.current(), at)
    return ReadersGet(author, credited, shown)


def dropped(author, data):
    parts = _chosen(data, "parts", Part.values) if data else MOSTLY
    return foreseen.without_parts(author, parts)


def hidden(author, data):
    return foreseen.without_page(author, timezone.now())


def shown(author, data):
    return foreseen.with_page(author)


def withheld(author, data):
    return foreseen.without_name(author, places(author, data), timezone.now())


def named(author, data):
    return foreseen.without_name(author, [], timezone.now())


def erased(author, data):
    what = [What(value) for value in _chosen(data, "what", What.values)]
    return foreseen.without_what(author, what, timezone.now())


def places(author, data):
    """Return where the name is to be withheld, as far as the form says so yet."""
    if data.get("where") == "chosen":
        known = {str(pk): pk for pk in articles_crediting(numbers_of(author))}
        return [known[pk] for pk in data.getlist("articles") if pk in known]
    return ALL


MEASURES = {
    "drop": dropped,
    "hide": hidden,
    "show-page": shown,
    "withhold": withheld,
    "show-name": named,
    "erase": erased,
}


@require_http_methods(["GET", "HEAD", "POST"])
@about("change")
def as_readers(request, author, measure):
    """Show the whole page that readers would get, with what is chosen so far."""
    if measure not in MEASURES:
        raise Http404("Nothing is done so.")
    at = timezone.now()
    told = MEASURES[measure](author, request.POST)
    context = {"thing": author, "whole": "404.html"}
    if "article" in request.GET:
        edition = _newest(author, told.withheld_on, at)
        if edition:
            page = article_page(edition, at, author=told)
            context |= {"page": page, "publication": page.publication}
            context["whole"] = "reading/article.html"
    elif told.has_page:
        publication = Publication.objects.current()
        context |= about_author(_with_shelves(told, at), publication, {}, at)
        context["whole"] = "reading/author.html"
    template = "admin/articles/author/requests/as_readers.html"
    response = framed(request, template, context, at=at)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _with_shelves(told, at):
    """Let an author in memory know what is asked together with a stored one."""
    zone = Publication.objects.current().zone
    known = with_shelves(Author.objects.filter(pk=told.pk), at, zone)
    told.shelved = known.values_list("shelved", flat=True).get()
    return told


def _newest(author, on, at):
    """Return the newest edition that credits them, of articles `on` where there are."""
    editions = editions_crediting(numbers_of(author)).visible(at).newest_first()
    if on and on != ALL:
        editions = editions.filter(article__in=on)
    return editions.select_related("lead_image", "source").first()


def _chosen(data, name, known):
    return [value for value in data.getlist(name) if value in known]
