"""Refuses in words what SCREENS does not allow."""

from django.core.exceptions import PermissionDenied

from articles.editing.images.portraits import portrait_refusal
from articles.models import Image
from articles.models.actions import screen_refusal


def refusal_of(user, verb, thing):
    """Return why the user may not do this to a thing, or to a model's; "" if they may.

    Of pictures, the authors' desk changes those that are portraits and nothing else.
    """
    model = thing if isinstance(thing, type) else type(thing)
    words = screen_refusal(user, verb, model)
    if words and isinstance(thing, Image):
        return portrait_refusal(user, verb, thing, otherwise=words)
    return words


def require(user, verb, thing):
    if words := refusal_of(user, verb, thing):
        raise PermissionDenied(words)


def may_set_reserved(user):
    """Say whether the user may set `reserved` fields: who signs in as whom."""
    return user.is_superuser
