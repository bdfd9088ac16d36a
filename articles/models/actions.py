"""Who may do what: the one table, and the roles it speaks of.

Screens, verbs and tests read it; permission is decided nowhere else. Django's own
permissions, which open the admin's plain screens, follow from SCREENS below.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from articles.models import four_eyes
from articles.models.article import Stage
from articles.models.publication import Publication
from articles.models.rules import Rules


class Role(models.TextChoices):
    WRITER = "Writer"
    EDITOR = "Editor"
    PUBLISHER = "Publisher"
    AUTHORS_DESK = "Authors' desk"


class Action(StrEnum):
    READ = "read"
    CREATE = "create"
    EDIT = "edit"
    SUBMIT = "submit"
    SEND_BACK = "send back"
    APPROVE = "approve"
    ASSIGN = "assign"
    RESTORE = "restore"
    DUPLICATE = "duplicate"
    TRANSLATE = "translate"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    OVERRIDE = "override"


@dataclass(frozen=True)
class Reach:
    """Which articles a role may do something to: at which stages, whose."""

    stages: frozenset[str] = frozenset(Stage.values)
    is_own_only: bool = False


ANY = Reach()
OWN_DRAFT = Reach(frozenset({Stage.DRAFT}), is_own_only=True)
FROM_DRAFT = Reach(frozenset({Stage.DRAFT}))
TO_APPROVE = Reach(frozenset({Stage.DRAFT, Stage.REVIEW}))
HANDED_IN = Reach(frozenset({Stage.REVIEW, Stage.APPROVED}))


def _editors(reach):
    return {Role.EDITOR: reach, Role.PUBLISHER: reach}


_GOES_WITH_EDIT = {**_editors(ANY), Role.WRITER: OWN_DRAFT}
TABLE = {
    Action.READ: {**_editors(ANY), Role.WRITER: ANY},
    Action.CREATE: {**_editors(ANY), Role.WRITER: ANY},
    Action.EDIT: _GOES_WITH_EDIT,
    Action.SUBMIT: {**_editors(FROM_DRAFT), Role.WRITER: OWN_DRAFT},
    Action.SEND_BACK: _editors(HANDED_IN),
    Action.APPROVE: _editors(TO_APPROVE),
    Action.ASSIGN: _editors(ANY),
    Action.RESTORE: _GOES_WITH_EDIT,
    Action.DUPLICATE: _GOES_WITH_EDIT,
    Action.TRANSLATE: _GOES_WITH_EDIT,
    Action.PUBLISH: _editors(ANY),
    Action.UNPUBLISH: _editors(ANY),
    Action.OVERRIDE: {Role.PUBLISHER: ANY},
}
# Where the publication may be stricter than the table: models.rules says how.
RESERVABLE = {Action.PUBLISH, Action.UNPUBLISH}
FOUR_EYED = {Action.APPROVE, Action.PUBLISH}

_WORDS = {
    Action.READ: "read articles",
    Action.CREATE: "write new articles",
    Action.EDIT: "change articles",
    Action.SUBMIT: "submit articles",
    Action.SEND_BACK: "send articles back",
    Action.APPROVE: "approve articles",
    Action.ASSIGN: "assign articles",
    Action.RESTORE: "restore versions",
    Action.DUPLICATE: "duplicate articles",
    Action.TRANSLATE: "begin translations",
    Action.PUBLISH: "publish articles",
    Action.UNPUBLISH: "take articles down",
    Action.OVERRIDE: "override a check",
}


def may(user, action, article=None, rules=None):
    """Say whether the user may do this, to this article where there is one."""
    return not refusal(user, action, article, rules)


def refusal(user, action, article=None, rules=None):
    """Return why the user may not do this, in words for the screen; "" if they may.

    An article is somebody's own who filed it, whoever stands in its byline. A stage
    that does not allow an action refuses it to everybody, superusers included.

    `rules` are the publication's. Without them they are looked up where the answer
    hangs on them, once for each user loaded: verbs hand in fresh ones, screens need
    not. What four eyes ask of an article costs two queries, only where they are on.
    """
    if not user.is_active:
        return "This account is no longer in use."
    row = _row(user, action, rules)
    reaches = _reaches(user, row)
    if not reaches:
        return f"Only {_enumerated(row)} may {_WORDS[action]}."
    if article is None:
        return ""
    if words := _out_of_reach(user, action, article, reaches):
        return words
    if action in FOUR_EYED and (rules or rules_for(user)).has_four_eyes:
        return four_eyes.objection(user, article)
    return ""


def _row(user, action, rules):
    row = TABLE[action]
    hangs_on_rules = action in RESERVABLE and _reaches(user, row)
    if hangs_on_rules and (rules or rules_for(user)).only_publishers_publish:
        return {Role.PUBLISHER: row[Role.PUBLISHER]}
    return row


def _reaches(user, row):
    if user.is_superuser:
        return [*row.values()]
    return [reach for role, reach in row.items() if role in roles_of(user)]


def _out_of_reach(user, action, article, reaches):
    within = [reach for reach in reaches if article.stage in reach.stages]
    if not within:
        return _wrong_stage(reaches)
    is_own = article.created_by_id == user.pk or user.is_superuser
    if is_own or not all(reach.is_own_only for reach in within):
        return ""
    filed_by = article.created_by
    name = (filed_by.get_full_name() or str(filed_by)) if filed_by else "Somebody else"
    return f"{name} filed this article. Ask an editor."


def _wrong_stage(reaches):
    stages = [stage for stage in Stage if any(stage in it.stages for it in reaches)]
    wanted = " or ".join(f"“{stage.label}”" for stage in stages)
    # Where it is, the screen says: of a live article, in other words than “Draft”.
    return f"For that the article must be at {wanted}."


def _enumerated(row):
    names = {role: f"{role.label.lower()}s" for role in Role}
    names[Role.AUTHORS_DESK] = "the authors’ desk"
    *others, last = (names[role] for role in Role if role in row)
    return f"{', '.join(others)} and {last}" if others else last


def roles_of(user):
    """Return the names of the user's groups: one query for each user loaded."""
    if not hasattr(user, "_newsroom_roles"):
        user._newsroom_roles = frozenset(user.groups.values_list("name", flat=True))
    return user._newsroom_roles


def rules_for(user) -> Rules:
    """Return the publication's rules: one query for each user loaded."""
    if not hasattr(user, "_newsroom_rules"):
        user._newsroom_rules = Publication.objects.current().rules
    return user._newsroom_rules


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


def screen_refusal(user, verb, model):
    """Return why the user may not view, add, change or delete such things; "" if so.

    Django's permissions decide, which follow from SCREENS.
    """
    if not user.is_active:
        return "This account is no longer in use."
    name = model._meta.model_name
    if user.has_perm(f"{model._meta.app_label}.{verb}_{name}"):
        return ""
    row = [role for role in Role if verb in SCREENS[role].get(name, ())]
    who = _enumerated(row) if row else "superusers"
    plural = str(model._meta.verbose_name_plural)
    what = f"the {plural}" if plural == model._meta.verbose_name else plural
    return f"Only {who} may {verb} {what}."
