"""Publishing in spite of what stands against it: whether a reason makes up for it."""

from django.urls import reverse

from articles.models.actions import Action, may


def way_round(user, article, against):
    """Return the address of the page that asks for the reason; "" where none is needed,
    or the person may not, or something is missing that no reason makes up for.
    """
    if not against or not may(user, Action.OVERRIDE, article):
        return ""
    if not all(obstacle.name for obstacle in against):
        return ""
    return reverse("admin:override", args=[article.pk])
