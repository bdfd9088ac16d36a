"""Words and lists for the pages of staff."""

import re

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.timesince import timesince

from articles.editing.standing import stage_word, standings
from articles.models import Article
from articles.models.actions import Action, may
from articles.reading.another_time import at_moment

register = template.Library()

MOST = 8
JUST_NOW_SECONDS = 60
QUOTED = re.compile("“[^”]*”")
# Where each screen stands; what is not named here stands in the last group.
GROUPS = {
    "Newsroom": ["Article", "Calendar", "Image", "Complaint"],
    "Authors": ["Author", "AuthorRequest"],
    "Terms": ["Region", "Theme", "Report", "Tag"],
    "House": [
        *("Correction", "Publication", "Source", "Disclaimer", "Prompt"),
        *("User", "Group", "AccessAttempt"),
    ],
}
# What screens of others' models are called here: one of them, many.
NAMES = {
    "auth.user": ("account", "staff"),
    "auth.group": ("role", "roles"),
    "axes.accessattempt": ("locked sign-in", "locked sign-ins"),
}


@register.filter
def singular(opts):
    """Return what one thing of a screen is called."""
    return NAMES.get(opts.label_lower, [opts.verbose_name])[0]


@register.filter
def plural(opts):
    """Return what the things of a screen are called."""
    return NAMES.get(opts.label_lower, [opts.verbose_name_plural])[-1]


@register.filter
def kind_of(version):
    """Return what a thing is called, of which this is a version."""
    return singular(version.model._meta)


@register.filter
def names_apart(sentence):
    """Print a sentence with each name that it quotes isolated: “…” keeps its place.

    A name that is written the other way would else turn the sentence around it.
    """
    return mark_safe(QUOTED.sub(r"<bdi>\g<0></bdi>", escape(sentence)))


@register.filter
def labelled(cells, headers):
    """Print a row's cells, each with its column's name: a phone shows no heads."""
    return mark_safe("".join(map(_labelled, cells, headers)))


def _labelled(cell, header):
    label = format_html('<td data-label="{}"', capfirst(header["text"]))
    return label + cell.removeprefix("<td") if cell.startswith("<td") else cell


@register.filter
def staged(article, standing):
    """Return the word for the stage of an article of which readers see this."""
    return stage_word(article.stage, is_live=standing.is_live)


@register.filter
def person(user, fallback="somebody"):
    """Return a person's name, not the account's."""
    return (user.get_full_name() or user.get_username()) if user else fallback


@register.filter
def full_moment(moment):
    moment = timezone.localtime(moment)
    return f"{date_format(moment, 'j F Y, H:i')} ({moment.tzname()})"


@register.filter
def as_of_its_hour(edition):
    """Return where staff see an edition as readers will when it begins."""
    return at_moment(edition.get_absolute_url(), edition.live_from)


@register.filter
def page_then(complaint):
    """Return where staff see the page that a reader complained about."""
    return at_moment(complaint.edition.get_absolute_url(), complaint.seen_at)


@register.filter
def ago(moment):
    """Return how long ago, with the whole time and its zone at hand."""
    seconds = (timezone.now() - moment).total_seconds()
    words = f"{timesince(moment, depth=1)} ago"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        full_moment(moment),
        words if seconds > JUST_NOW_SECONDS else "just now",
    )


@register.simple_tag
def names_withheld(article):
    """Return the names in an article's byline that readers are not told."""
    if article is None or not article.withholds_names:
        return []
    credited = article.credits.select_related("author__merged_into")
    authors = [line.author.stands_for() for line in credited]
    unnamed = (each for each in authors if each.is_withheld_on(article.pk))
    return list(dict.fromkeys(each.name for each in unnamed))


@register.simple_tag
def in_groups(app_list):
    """Return (group, screens) of what the person may open, in the house's order."""
    screens = {
        screen["object_name"]: {
            **screen,
            "name": capfirst(plural(screen["model"]._meta)),
        }
        for app in app_list
        for screen in app["models"]
    }
    if "Article" in screens:
        screens["Calendar"] = {
            "name": "Calendar",
            "admin_url": reverse("admin:calendar"),
        }
    grouped = {
        group: [screens.pop(name) for name in names if name in screens]
        for group, names in GROUPS.items()
    }
    grouped["House"].extend(screens.values())
    return [(group, found) for group, found in grouped.items() if found]


@register.simple_tag(takes_context=True)
def menu(context, app_list):
    """Return (group, screens, whether one is here) for the head of every page."""
    here = context["request"].path
    return [
        (group, screens, any(here.startswith(each["admin_url"]) for each in screens))
        for group, screens in in_groups(app_list)
    ]


@register.simple_tag(takes_context=True)
def changed_last(context):
    """Return (article, standing) of what was changed last, for who may read it."""
    user = context["request"].user
    if not may(user, Action.READ):
        return None
    articles = Article.objects.unbinned().newest_first()
    articles = articles.select_related("updated_by").only(
        *("headline", "language", "stage", "version", "updated_at"),
        *("updated_by__first_name", "updated_by__last_name", "updated_by__username"),
    )
    newest = list(articles[:MOST])
    known = standings(newest)
    return [(article, known[article.pk]) for article in newest]
