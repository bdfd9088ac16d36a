"""A pasted address, of a reader's page or of one of ours, says what is meant."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve, reverse

from articles.editing.finding.hits import Group, Hit
from articles.editing.finding.things import offered
from articles.models import Author, Region, Report, Tag, Theme
from articles.models.actions import screen_refusal

_BY_SLUG = {
    "author": Author,
    "region": Region,
    "theme": Theme,
    "report": Report,
    "tag": Tag,
}


def number_in(query):
    """Return the number of the article that a query is about, or None.

    “12”, “#12”, or the address of any page of an article.
    """
    if (number := query.removeprefix("#")).isascii() and number.isdigit():
        return _small(number)
    match = _match(query)
    if match is None:
        return None
    if match.app_names == ["admin"]:
        is_article = "/articles/article/" in f"/{match.route}"
        given = match.kwargs.get("article_id") or match.kwargs.get("object_id", "")
        return _small(str(given)) if is_article else None
    return _small(str(match.kwargs.get("id", "")))


def thing_at(query, user):
    """Return what a term's or an author's address leads to: one query, if it is one."""
    match = _match(query)
    model = match and _BY_SLUG.get(match.url_name)
    if not model or match.app_names != ["articles"]:
        return None
    if screen_refusal(user, "view", model):
        return None
    thing = offered(model).filter(slug=match.kwargs["slug"]).first()
    if thing is None:
        return None
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    hit = Hit(words=str(thing), address=reverse(page, args=[thing.pk]))
    return Group("address", "At this address", [hit])


def _match(query):
    if "/" not in query:
        return None
    try:
        path = unquote(urlsplit(query).path)
        return resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except (Resolver404, ValueError):
        return None


def _small(number):
    return int(number) if number.isdigit() and len(number) < 19 else None
