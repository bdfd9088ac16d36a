"""What waits for somebody after a fix of what readers see."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from articles.models import Article, Image, languages

register = template.Library()

_PLACES = {
    "slug": "the address",
    "body": "the text",
    "search_title": "the title for search engines",
    "search_description": "the description for search engines",
}


@register.filter
def called(name):
    """Return what staff call a field in which old words stand."""
    return _PLACES.get(name) or Article._meta.get_field(name).verbose_name


@register.filter
def called_of_picture(name):
    words = Image._meta.get_field(name).verbose_name
    return f"a picture’s {words[:1].lower()}{words[1:]}"


@register.filter
def language_name(code):
    return languages.NAMES.get(code, code)


@register.simple_tag
def fix_page(article_id, traces):
    """Return where another article is fixed, the first of its traces put right."""
    page = reverse("admin:fix", args=[article_id])
    if not traces:
        return page
    pair = traces[0].pair
    return f"{page}?{urlencode({'old': pair.old, 'new': pair.new})}"


@register.simple_tag
def held_back_of(article):
    """Return the article's scheduled texts that a fix holds back."""
    found = article.editions.filter(fix_waiting__isnull=False)
    return found.only("article_id", "live_from").order_by("live_from")
