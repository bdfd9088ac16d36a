"""Words and lists for the pages of staff."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince

from articles.editing.standing import State, in_state, standings
from articles.models import Article, Publication
from articles.models.actions import Action, may

register = template.Library()

MOST = 8
JUST_NOW_SECONDS = 60
# Where each screen stands; what is not named here stands in the last group.
GROUPS = {
    "Newsroom": ["Article", "Image"],
    "Authors": ["Author"],
    "Terms": ["Region", "Theme", "Report", "Tag"],
    "House": ["Publication", "Source", "Disclaimer", "Prompt", "User", "Group"],
}


@register.filter
def person(user, fallback="somebody"):
    """Return a person's name, not the account's."""
    return (user.get_full_name() or user.get_username()) if user else fallback


@register.filter
def full_moment(moment):
    moment = timezone.localtime(moment)
    return f"{date_format(moment, 'j F Y, H:i')} ({moment.tzname()})"


@register.filter
def ago(moment):
    """Return how long ago, with the whole time and its zone at hand."""
    seconds = (timezone.now() - moment).total_seconds()
    words = f"{timesince(moment, depth=1)} ago"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(),
        full_moment(moment),
        words if seconds > JUST_NOW_SECONDS else "just now",
    )


@register.simple_tag
def in_groups(app_list):
    """Return (group, screens) of what the person may open, in the house's order."""
    screens = {
        screen["object_name"]: screen for app in app_list for screen in app["models"]
    }
    grouped = {
        group: [screens.pop(name) for name in names if name in screens]
        for group, names in GROUPS.items()
    }
    grouped["House"].extend(screens.values())
    return [(group, found) for group, found in grouped.items() if found]


@register.simple_tag(takes_context=True)
def todays_work(context):
    """Return what changed last, and what readers see in an older text; or nothing."""
    user = context["request"].user
    if not may(user, Action.READ):
        return None
    articles = Article.objects.newest_first().select_related("updated_by")
    articles = articles.only(
        *("headline", "language", "stage", "version", "updated_at"),
        *("updated_by__first_name", "updated_by__last_name", "updated_by__username"),
    )
    return {
        "may_create": may(user, Action.CREATE),
        "recent": _with_standing(articles[:MOST]),
        "changed": _with_standing(in_state(articles, State.CHANGED)[:MOST]),
        "zone": Publication.objects.current().zone,
    }


def _with_standing(articles):
    articles = list(articles)
    known = standings(articles)
    return [(article, known[article.pk]) for article in articles]
