"""What the first page of staff shows: what waits for whoever is looking."""

from django import template

from articles.editing.concerns.desk import concerns
from articles.models import Publication
from articles.models.actions import Action, may

register = template.Library()


@register.simple_tag(takes_context=True)
def my_desk(context):
    user = context["request"].user
    publication = Publication.objects.current()
    return {
        "groups": concerns(user, publication=publication),
        "zone": publication.zone,
        "may_create": may(user, Action.CREATE),
        "may_read": may(user, Action.READ),
    }
