"""Refuses in words what the table of actions does not allow."""

from django.core.exceptions import PermissionDenied

from articles.models.actions import refusal


def require(user, action, article=None, rules=None):
    if words := refusal(user, action, article, rules):
        raise PermissionDenied(words)
