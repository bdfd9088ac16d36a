"""Refuses in words what SCREENS does not allow."""

from django.core.exceptions import PermissionDenied

from articles.models.actions import screen_refusal


def require(user, verb, model):
    if words := screen_refusal(user, verb, model):
        raise PermissionDenied(words)


def may_set_reserved(user):
    """Say whether the user may set `reserved` fields: who signs in as whom."""
    return user.is_superuser
