"""What the first page of staff shows: what waits for whoever is looking."""

from django import template
from django.conf import settings

from articles.editing.concerns.desk import concerns
from articles.editing.well.report import State, lines
from articles.models import Author, Publication
from articles.models.actions import Action, may, screen_refusal

register = template.Library()

OPEN = 3


@register.simple_tag(takes_context=True)
def my_desk(context):
    user = context["request"].user
    publication = Publication.objects.current()
    groups = concerns(user, publication=publication)
    return {
        "waiting": _unfolded([group for group in groups if not group.is_beside]),
        "beside": [group for group in groups if group.is_beside],
        "zone": publication.zone,
        "may_create": may(user, Action.CREATE),
        "may_read": may(user, Action.READ),
        "may_change_authors": not screen_refusal(user, "change", Author),
    }


@register.simple_tag(takes_context=True)
def not_well(context, zone):
    """Return the names of what is not well, of what is asked at a glance."""
    found = lines(settings.WELL_AT_A_GLANCE, context["request"].user, zone)
    return [line.name for line in found if line.state == State.NOT_WELL]


def _unfolded(groups):
    """Return (group, whether it is open): the first, and what cannot wait."""
    return [
        (group, place < OPEN or any(entry.is_urgent for entry in group.entries))
        for place, group in enumerate(groups)
    ]
