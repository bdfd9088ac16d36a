"""Who may do what: the one table, and the roles it speaks of.

Screens, verbs and tests read it; permission is decided nowhere else. Django's own
permissions, which open the admin's plain screens, follow from SCREENS below.
"""

from enum import StrEnum

from django.db import models

from articles.models.article import Stage


class Role(models.TextChoices):
    WRITER = "Writer"
    EDITOR = "Editor"
    PUBLISHER = "Publisher"
    AUTHORS_DESK = "Authors' desk"


class Action(StrEnum):
    READ = "read"
    CREATE = "create"
    EDIT = "edit"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


class Reach(StrEnum):
    """Which articles a role may do something to."""

    ANY = "any"
    OWN_DRAFT = "own draft"


_EDITORS = {Role.EDITOR: Reach.ANY, Role.PUBLISHER: Reach.ANY}
_STAFF = {**_EDITORS, Role.WRITER: Reach.ANY}
TABLE = {
    Action.READ: _STAFF,
    Action.CREATE: _STAFF,
    Action.EDIT: {**_EDITORS, Role.WRITER: Reach.OWN_DRAFT},
    Action.PUBLISH: _EDITORS,
    Action.UNPUBLISH: _EDITORS,
}


def may(user, action, article=None):
    """Say whether the user may do this, to this article where there is one.

    An article is somebody's own who filed it, whoever stands in its byline.
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    reaches = {TABLE[action].get(role) for role in roles_of(user)}
    if Reach.ANY in reaches:
        return True
    return Reach.OWN_DRAFT in reaches and (
        article is None
        or (article.created_by_id == user.pk and article.stage == Stage.DRAFT)
    )


def roles_of(user):
    """Return the names of the user's groups: one query for each user loaded."""
    if not hasattr(user, "_newsroom_roles"):
        user._newsroom_roles = frozenset(user.groups.values_list("name", flat=True))
    return user._newsroom_roles


_ALL = ("view", "add", "change", "delete")
_DESK = {
    **dict.fromkeys(
        ("author", "region", "theme", "report", "starthere", "disclaimer"), _ALL
    ),
    **dict.fromkeys(("image", "source", "prompt", "tag"), _ALL),
    "article": ("view", "add", "change"),
    "credit": _ALL,
    "revision": ("view",),
    "event": ("view",),
}
SCREENS = {
    Role.WRITER: {
        **dict.fromkeys(
            ("author", "region", "theme", "report", "source", "disclaimer", "tag"),
            ("view",),
        ),
        "article": ("view", "add", "change"),
        "credit": _ALL,
        "image": ("view", "add"),
        "revision": ("view",),
    },
    Role.EDITOR: _DESK,
    Role.PUBLISHER: _DESK,
    Role.AUTHORS_DESK: {"author": _ALL, "image": ("view", "add")},
}
