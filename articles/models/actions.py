"""Who may do what: the one table, and the roles it speaks of.

Screens, verbs and tests read it; permission is decided nowhere else. Django's own
permissions, which open the admin's plain screens, follow from SCREENS below.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import models

from articles.models import four_eyes
from articles.models.article import Stage
from articles.models.author import Author
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
    TAKE_BACK = "take back"
    DELETE = "delete"
    BRING_BACK = "bring back"
    RESTORE = "restore"
    DUPLICATE = "duplicate"
    TRANSLATE = "translate"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    MOVE = "move"
    UNDO = "undo"
    UNPUBLISH = "unpublish"
    RETRACT = "retract"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"
    OVERRIDE = "override"
    HOLD = "hold"
    LIFT = "lift"
    PREVIEW = "preview"
    NOTE = "note"
    ANSWER = "answer"
    SOURCE_NOTE = "source note"
    FLAG = "flag"
    CLEAR_FLAG = "clear flag"
    FIX = "fix"
    CORRECT = "correct"
    LOOK = "look"
    SEE_COMPLAINT = "see complaint"
    COMPLAINT = "complaint"
    SHARE_FILTER = "share filter"
    PROPOSE = "propose"


@dataclass(frozen=True)
class Reach:
    """Which articles a role may do something to: at which stages, whose.

    With an `owner`, the article's field of that name must be the person.
    """

    stages: frozenset[str] = frozenset(Stage.values)
    owner: str = ""


ANY = Reach()
OWN = Reach(owner="created_by")
OWN_DRAFT = Reach(frozenset({Stage.DRAFT}), owner="created_by")
OWN_HOLD = Reach(owner="held_by")
FROM_DRAFT = Reach(frozenset({Stage.DRAFT}))
TO_APPROVE = Reach(frozenset({Stage.DRAFT, Stage.REVIEW}))
HANDED_IN = Reach(frozenset({Stage.REVIEW, Stage.APPROVED}))
OWN_IN_REVIEW = Reach(frozenset({Stage.REVIEW}), owner="created_by")


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
    Action.TAKE_BACK: {**_editors(HANDED_IN), Role.WRITER: OWN_IN_REVIEW},
    Action.DELETE: _GOES_WITH_EDIT,
    Action.BRING_BACK: _GOES_WITH_EDIT,
    Action.RESTORE: _GOES_WITH_EDIT,
    Action.DUPLICATE: _GOES_WITH_EDIT,
    Action.TRANSLATE: _GOES_WITH_EDIT,
    Action.PUBLISH: _editors(ANY),
    Action.SCHEDULE: _editors(ANY),
    Action.MOVE: _editors(ANY),
    # Of what somebody else has published only for those who may unpublish it.
    Action.UNDO: _editors(ANY),
    Action.UNPUBLISH: _editors(ANY),
    Action.RETRACT: _editors(ANY),
    Action.REINSTATE: _editors(ANY),
    # To end a withdrawal, too.
    Action.WITHDRAW: {Role.PUBLISHER: ANY},
    Action.OVERRIDE: {Role.PUBLISHER: ANY},
    Action.HOLD: _editors(ANY),
    Action.LIFT: {Role.EDITOR: OWN_HOLD, Role.PUBLISHER: ANY},
    Action.PREVIEW: {**_editors(ANY), Role.WRITER: OWN},
    Action.NOTE: {**_editors(ANY), Role.WRITER: ANY},
    Action.ANSWER: {**_editors(ANY), Role.WRITER: OWN},
    Action.SOURCE_NOTE: {**_editors(ANY), Role.WRITER: OWN},
    Action.FLAG: _editors(ANY),
    Action.CLEAR_FLAG: {Role.PUBLISHER: ANY},
    Action.FIX: _editors(ANY),
    Action.CORRECT: _editors(ANY),
    Action.LOOK: _editors(ANY),
    # Who wrote, and where to answer them, is told to those who may answer.
    Action.SEE_COMPLAINT: {**_editors(ANY), Role.WRITER: OWN},
    Action.COMPLAINT: _editors(ANY),
    Action.SHARE_FILTER: _editors(ANY),
    # Who may add authors adds by it; whether such a one may go out, they decide.
    Action.PROPOSE: _GOES_WITH_EDIT,
}
# Where the publication may be stricter than the table: models.rules says how.
RESERVABLE = {Action.PUBLISH, Action.SCHEDULE, Action.MOVE}
RESERVABLE |= {Action.UNPUBLISH, Action.RETRACT, Action.REINSTATE}
RESERVABLE |= {Action.CORRECT, Action.LOOK}
FOUR_EYED = {Action.APPROVE, Action.PUBLISH, Action.SCHEDULE}
_LET_OUT = {Action.PUBLISH, Action.SCHEDULE, Action.OVERRIDE}
STOPPED_BY_A_HOLD = _LET_OUT | {Action.REINSTATE}
# What would let a retracted text go on as if nothing were.
STOPPED_BY_RETRACTION = _LET_OUT | {Action.FIX, Action.UNDO}
# What would bring a withdrawn text before anybody outside, by itself or by a copy; and
# what would hide it from those who are to answer for it.
STOPPED_BY_WITHDRAWAL = STOPPED_BY_RETRACTION | {
    *(Action.UNPUBLISH, Action.RETRACT, Action.REINSTATE, Action.PREVIEW),
    *(Action.DUPLICATE, Action.TRANSLATE, Action.LOOK, Action.MOVE, Action.CORRECT),
    Action.DELETE,
}
RETRACTED = "It is retracted. “Reinstate” shows readers the text again, with a note."
WITHDRAWN = (
    "It is withdrawn for legal reasons: nothing of it may reach anybody outside, "
    "and it stays here. A publisher can end the withdrawal."
)
# What may be done to an article that lies in the bin.
IN_THE_BIN = {Action.READ, Action.BRING_BACK}
# A reader is owed an answer, whatever has become of the article.
IN_THE_BIN |= {Action.SEE_COMPLAINT, Action.COMPLAINT}
BINNED = "It lies in the bin. Put it back first."

_WORDS = {
    Action.READ: "read articles",
    Action.CREATE: "write new articles",
    Action.EDIT: "change articles",
    Action.SUBMIT: "submit articles",
    Action.SEND_BACK: "send articles back",
    Action.APPROVE: "approve articles",
    Action.ASSIGN: "assign articles",
    Action.TAKE_BACK: "take back what was handed in or approved",
    Action.DELETE: "delete articles",
    Action.BRING_BACK: "put articles back",
    Action.RESTORE: "restore versions",
    Action.DUPLICATE: "duplicate articles",
    Action.TRANSLATE: "begin translations",
    Action.PUBLISH: "publish articles",
    Action.SCHEDULE: "schedule articles",
    Action.MOVE: "move and cancel what is scheduled",
    Action.UNDO: "undo publications",
    Action.UNPUBLISH: "take articles down",
    Action.RETRACT: "retract articles",
    Action.REINSTATE: "reinstate what was retracted",
    Action.WITHDRAW: "withdraw articles for legal reasons",
    Action.OVERRIDE: "override a check",
    Action.HOLD: "put articles on hold",
    Action.LIFT: "lift a hold",
    Action.FIX: "fix live texts",
    Action.CORRECT: "add corrections",
    Action.LOOK: "look at fixes of others",
    Action.SHARE_FILTER: "save filters for everybody",
    Action.PROPOSE: "propose authors",
    Action.PREVIEW: "let outsiders preview articles",
    Action.NOTE: "write notes",
    Action.ANSWER: "answer notes",
    Action.SOURCE_NOTE: "see and write source notes",
    Action.FLAG: "raise legal flags",
    Action.CLEAR_FLAG: "clear a legal flag that somebody else raised",
    Action.SEE_COMPLAINT: "see readers’ complaints",
    Action.COMPLAINT: "deal with readers’ complaints",
}
_NOT_YOURS = {
    "created_by": "{name} filed this article. Ask an editor.",
    "held_by": "{name} put this article on hold. Ask them, or a publisher.",
}
HELD_BY_NOBODY = (
    "This hold is nobody’s: it came with what this was copied from, or from an account "
    "that is gone. Ask a publisher."
)


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
    return _stopped(user, action, article, rules)


def _stopped(user, action, article, rules):
    if action in STOPPED_BY_WITHDRAWAL and article.withdrawn_at:
        return WITHDRAWN
    if action in STOPPED_BY_RETRACTION and article.retracted_at:
        return RETRACTED
    if action in STOPPED_BY_A_HOLD and article.held_at:
        return f"On hold: “{article.hold_reason}” Lift the hold first."
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
    if article.binned_at and action not in IN_THE_BIN:
        return BINNED
    within = [reach for reach in reaches if article.stage in reach.stages]
    if not within:
        return _wrong_stage(reaches) + _way_back(user, article, reaches)
    if user.is_superuser or any(_is_in(user, article, reach) for reach in within):
        return ""
    [owner] = {reach.owner for reach in within}
    whose = getattr(article, owner)
    if whose is None and owner == "held_by":
        return HELD_BY_NOBODY
    name = (whose.get_full_name() or str(whose)) if whose else "Somebody else"
    return _NOT_YOURS[owner].format(name=name)


def _is_in(user, article, reach):
    if reach is OWN_HOLD and not article.held_at:
        return True  # there is none; the verb says so
    return not reach.owner or getattr(article, f"{reach.owner}_id") == user.pk


def _wrong_stage(reaches):
    stages = [stage for stage in Stage if any(stage in it.stages for it in reaches)]
    wanted = " or ".join(f"“{stage.label}”" for stage in stages)
    # Where it is, the screen says: of a live article, in other words than “Draft”.
    return f"For that the article must be at {wanted}."


def _way_back(user, article, reaches):
    """Name the way to where an action is allowed, if this person may go it."""
    asks_for_draft = all(it.stages == {Stage.DRAFT} for it in reaches)
    if not asks_for_draft or article.stage != Stage.REVIEW:
        return ""
    return " Take it back first." if may(user, Action.TAKE_BACK, article) else ""


def _enumerated(row):
    names = {role: f"{role.label.lower()}s" for role in Role}
    names[Role.AUTHORS_DESK] = "the authors’ desk"
    *others, last = (names[role] for role in Role if role in row)
    return f"{', '.join(others)} and {last}" if others else last


def to_answer(user, note, is_mentioned):
    """Return the action that answering a note is to this user.

    Whoever wrote the note or is mentioned in it may say what came of it.
    """
    is_theirs = is_mentioned or note.made_by_id == user.pk
    return Action.NOTE if is_theirs else Action.ANSWER


def to_clear(user, source_note):
    """Return the action that clearing its legal flag is to this user."""
    raised_it = source_note.flagged_by_id == user.pk
    return Action.FLAG if raised_it else Action.CLEAR_FLAG


def roles_of(user):
    """Return the names of the user's groups: one query for each user loaded."""
    if not hasattr(user, "_newsroom_roles"):
        user._newsroom_roles = frozenset(user.groups.values_list("name", flat=True))
    return user._newsroom_roles


def rules_for(user) -> Rules:
    """Return the publication's rules: one query for each user loaded."""
    if not hasattr(user, "_newsroom_rules"):
        know_rules(user, Publication.objects.current().rules)
    return user._newsroom_rules


def know_rules(user, rules):
    """Let rules_for() answer from what somebody has loaded already."""
    user._newsroom_rules = rules


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
    # What is erased comes back by nothing: by those who answer for authors, or for all.
    Role.PUBLISHER: {**_DESK, "author": (*_ALL, "erase")},
    Role.AUTHORS_DESK: {"author": (*_ALL, "erase"), "image": ("view", "add")},
}
# Who may change pictures that are portraits and nothing else, beside who may all.
KEEPERS_OF_PORTRAITS = frozenset({Role.AUTHORS_DESK})


def may_change_portraits(user):
    return user.is_active and bool(KEEPERS_OF_PORTRAITS & roles_of(user))


def may_decide_about_proposed(user):
    """Say whether the user decides about proposed authors: who may add authors does."""
    return not screen_refusal(user, "add", Author)


def may_reword(user, proposed):
    """Say whether the user may call and describe a proposed author otherwise.

    Whoever proposed them may, and whoever decides about them.
    """
    return proposed.proposed_by_id == user.pk or may_decide_about_proposed(user)


def possible_keepers():
    """Return the accounts that may be named as keepers of pen names.

    They are those whom keeper_refusal() lets in once they are named, of the staff.
    """
    able = User.objects.with_perm(
        "articles.change_author", backend="django.contrib.auth.backends.ModelBackend"
    )
    return able.filter(is_staff=True).order_by("last_name", "username")


def keeper_refusal(user, is_keeper):
    """Return why the user may not look behind a pen name; "" if they may.

    Being a superuser opens none: whoever is not named as its keeper sees nothing.
    """
    if words := screen_refusal(user, "change", Author):
        return words
    return "" if is_keeper else "Only its keepers may look behind a pen name."


def appointing_refusal(user, has_active_keeper):
    """Return why the user may not appoint a pen name's keeper; "" if they may."""
    if not (user.is_active and user.is_superuser):
        return "Only superusers may appoint a keeper."
    if has_active_keeper:
        return "It has a keeper, who can add others. Ask them."
    return ""


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
