"""Refuses in words what the table of actions does not allow."""

from django.core.exceptions import PermissionDenied

from articles.models.actions import may

_WORDS = {
    "read": "read this article",
    "create": "write new articles",
    "edit": "change this article",
    "publish": "publish",
    "unpublish": "take an article down",
}


def require(user, action, article=None):
    if not may(user, action, article):
        raise PermissionDenied(
            f"{user.get_username()} may not {_WORDS[action]}. Ask an editor to do it."
        )
