"""What waits for somebody after a fix of what readers see."""

from urllib.parse import urlencode

from django import template
from django.db.models import Q
from django.urls import reverse

from articles.models import Article, Image, languages

register = template.Library()

_PLACES = {
    "slug": "the address",
    "body": "the text",
    "search_title": "the title for search engines",
    "search_description": "the description for search engines",
}
_SHOWN = (
    *("article_id", "live_from", "fix_waiting", "look_wanted_at"),
    *("made_by__first_name", "made_by__last_name", "made_by__username"),
)


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
def waiting_beside(article):
    """Return the article's texts that are held back, and its fixes to look at."""
    is_waiting = Q(fix_waiting__isnull=False) | Q(look_wanted_at__isnull=False)
    found = article.editions.filter(is_waiting).order_by("live_from")
    found = found.select_related("made_by").only(*_SHOWN)
    return {
        "held_back": [each for each in found if each.fix_waiting is not None],
        "to_look_at": [each for each in found if each.look_wanted_at is not None],
    }
