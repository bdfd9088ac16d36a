"""The front page, and an article in each of its forms."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri

from articles.engaging.prompts import prompts_in
from articles.models import Publication
from articles.reading.addresses import absolute
from articles.reading.article_page import article_page
from articles.reading.frame import framed, readers_page
from articles.reading.front_page import front_page
from articles.reading.gone import edition_or_gone
from articles.reading.history import history
from articles.reading.instant import instant
from articles.reading.markdown import as_markdown
from articles.reading.structured_data import news_article


@readers_page
def front(request):
    at = instant(request)
    return framed(request, "reading/front.html", {"front": front_page(at)}, at=at)


@readers_page
def article_by_number(request, id):
    return redirect(edition_or_gone(id, instant(request)), permanent=True)


@readers_page
def article(request, id, slug):
    at = instant(request)
    edition = edition_or_gone(id, at)
    if slug != edition.slug:
        return redirect(edition, permanent=True)
    page = article_page(edition, at)
    context = {"page": page, "publication": page.publication, "prompts": page.prompts}
    if page.is_plain:
        return framed(request, "reading/page.html", context, at=at)
    context["structured_data"] = news_article(page)
    return framed(request, "reading/article.html", context, at=at)


@readers_page
def article_markdown(request, id, slug):
    at = instant(request)
    edition = edition_or_gone(id, at)
    if slug != edition.slug:
        right = [edition.article_id, edition.slug]
        return redirect("articles:article_markdown", *right, permanent=True)
    page = article_page(edition, at)
    canonical = iri_to_uri(page.canonical or absolute(page.address))
    headers = {"Link": f'<{canonical}>; rel="canonical"'}
    if page.is_retracted:
        headers["X-Robots-Tag"] = "noindex"
    return HttpResponse(
        as_markdown(page, absolute),
        content_type="text/markdown; charset=utf-8",
        headers=headers,
    )


@readers_page
def article_history(request, id, slug):
    at = instant(request)
    edition = edition_or_gone(id, at)
    publication = Publication.objects.current()
    if not publication.shows_history:
        raise Http404("This publication shows no history of its articles.")
    if slug != edition.slug:
        right = [edition.article_id, edition.slug]
        return redirect("articles:article_history", *right, permanent=True)
    context = {
        "edition": edition,
        "history": history(edition, at),
        "publication": publication,
        "prompts": prompts_in(publication.language, at),
    }
    return framed(request, "reading/history.html", context, at=at)
