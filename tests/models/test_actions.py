"""The one table, read as the house rules it."""

import itertools

import pytest
from django.utils import timezone

from articles.models import Article, Stage
from articles.models.actions import TABLE, Action, Role, may, refusal
from articles.models.rules import Rules

WRITERS, EDITORS, PUBLISHERS = (
    Role.WRITER.value,
    Role.EDITOR.value,
    Role.PUBLISHER.value,
)
DRAFT, REVIEW, APPROVED = Stage.values
EVERYWHERE = {DRAFT, REVIEW, APPROVED}
# What the house says, written a second time on purpose: stages at which staff may.
BY_STAGE = {
    Action.READ: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.CREATE: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.EDIT: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
    Action.RESTORE: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
    Action.DUPLICATE: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
    Action.TRANSLATE: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
    Action.SUBMIT: {WRITERS: {DRAFT}, EDITORS: {DRAFT}},
    Action.SEND_BACK: {EDITORS: {REVIEW, APPROVED}},
    Action.APPROVE: {EDITORS: {DRAFT, REVIEW}},
    Action.ASSIGN: {EDITORS: EVERYWHERE},
    Action.TAKE_BACK: {WRITERS: {REVIEW}, EDITORS: {REVIEW, APPROVED}},
    Action.DELETE: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
    Action.BRING_BACK: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
    Action.PUBLISH: {EDITORS: EVERYWHERE},
    Action.SCHEDULE: {EDITORS: EVERYWHERE},
    Action.MOVE: {EDITORS: EVERYWHERE},
    Action.UNDO: {EDITORS: EVERYWHERE},
    Action.UNPUBLISH: {EDITORS: EVERYWHERE},
    Action.RETRACT: {EDITORS: EVERYWHERE},
    Action.REINSTATE: {EDITORS: EVERYWHERE},
    Action.WITHDRAW: {PUBLISHERS: EVERYWHERE},
    Action.OVERRIDE: {PUBLISHERS: EVERYWHERE},
    Action.HOLD: {EDITORS: EVERYWHERE},
    Action.LIFT: {EDITORS: EVERYWHERE},
    Action.PREVIEW: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.NOTE: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.ANSWER: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.SOURCE_NOTE: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.FLAG: {EDITORS: EVERYWHERE},
    Action.CLEAR_FLAG: {PUBLISHERS: EVERYWHERE},
    Action.FIX: {EDITORS: EVERYWHERE},
    Action.CORRECT: {EDITORS: EVERYWHERE},
    Action.LOOK: {EDITORS: EVERYWHERE},
    Action.SEE_COMPLAINT: {WRITERS: EVERYWHERE, EDITORS: EVERYWHERE},
    Action.COMPLAINT: {EDITORS: EVERYWHERE},
    Action.SHARE_FILTER: {EDITORS: EVERYWHERE},
    Action.PROPOSE: {WRITERS: {DRAFT}, EDITORS: EVERYWHERE},
}
OTHERS_TOO = {Action.READ, Action.CREATE, Action.NOTE}


class Person:
    """As much of an account as the table asks for."""

    is_active = True

    def __init__(self, pk, *roles, is_superuser=False):
        self.pk = pk
        self.is_superuser = is_superuser
        self._newsroom_roles = frozenset(roles)
        self._newsroom_rules = Rules()


def article(stage, filed_by=1, **fields):
    return Article(stage=stage, created_by_id=filed_by, **fields)


def expected(action, role, stage, is_own):
    rule = BY_STAGE[action]
    # Publishers may what editors may; some things nobody else may.
    stages = rule.get(role) or (role == PUBLISHERS and rule.get(EDITORS)) or set()
    if action == Action.LIFT:  # of a hold, who set it is who owns it
        return stage in stages and (is_own or role == PUBLISHERS)
    return stage in stages and (is_own or role != WRITERS or action in OTHERS_TOO)


CELLS = list(itertools.product(Action, Role.values, Stage.values))


@pytest.mark.parametrize(("action", "role", "stage"), CELLS)
@pytest.mark.parametrize("is_own", [True, False])
def test_allows_what_the_house_allows(action, role, stage, is_own):
    person = Person(1, role)
    owner = 1 if is_own else None
    # Only a hold that there is can be somebody's; only one there is not stops others.
    held = timezone.now() if action == Action.LIFT else None
    piece = article(stage, filed_by=owner, held_by_id=owner, held_at=held)
    assert may(person, action, piece) == expected(action, role, stage, is_own)


def test_every_action_is_in_the_table():
    assert set(TABLE) == set(Action) == set(BY_STAGE)


@pytest.mark.parametrize("action", Action)
def test_a_refusal_says_why(action):
    words = refusal(Person(2, Role.AUTHORS_DESK.value), action, article(DRAFT))
    assert words.startswith("Only ")
    assert words.endswith(".")


def test_nobody_acts_with_an_account_that_is_closed():
    person = Person(1, EDITORS)
    person.is_active = False
    assert refusal(person, Action.READ) == "This account is no longer in use."


def test_a_superuser_does_what_the_stage_allows():
    admin = Person(9, is_superuser=True)
    assert may(admin, Action.EDIT, article(REVIEW))
    assert not may(admin, Action.SEND_BACK, article(DRAFT))


def test_what_is_on_hold_goes_out_by_no_hand():
    held = article(APPROVED, held_at=timezone.now(), hold_reason="The lawyers ask.")
    out = (Action.PUBLISH, Action.SCHEDULE, Action.OVERRIDE, Action.REINSTATE)
    for action in out:
        words = refusal(Person(9, is_superuser=True), action, held)
        assert words == "On hold: “The lawyers ask.” Lift the hold first."
    for action in (Action.UNPUBLISH, Action.MOVE):
        assert may(Person(1, EDITORS), action, held)


def test_what_is_retracted_goes_out_only_by_being_reinstated():
    retracted = article(APPROVED, retracted_at=timezone.now())
    for action in (Action.PUBLISH, Action.OVERRIDE, Action.FIX, Action.UNDO):
        words = refusal(Person(9, is_superuser=True), action, retracted)
        assert words.startswith("It is retracted. “Reinstate”")
    for action in (Action.REINSTATE, Action.UNPUBLISH, Action.EDIT, Action.WITHDRAW):
        assert may(Person(1, PUBLISHERS), action, retracted)


def test_nothing_of_what_is_withdrawn_gets_out_by_any_hand():
    withdrawn = article(APPROVED, withdrawn_at=timezone.now())
    left = {
        action for action in Action if may(Person(1, PUBLISHERS), action, withdrawn)
    }
    # Reading, working and talking about it in the newsroom, and ending it.
    assert left == {
        *(Action.READ, Action.CREATE, Action.EDIT, Action.RESTORE, Action.SEND_BACK),
        *(Action.ASSIGN, Action.TAKE_BACK, Action.BRING_BACK),
        *(Action.HOLD, Action.LIFT, Action.NOTE, Action.ANSWER, Action.SOURCE_NOTE),
        *(Action.FLAG, Action.CLEAR_FLAG, Action.WITHDRAW),
        *(Action.SEE_COMPLAINT, Action.COMPLAINT, Action.SHARE_FILTER),
        Action.PROPOSE,
    }
    words = refusal(Person(9, is_superuser=True), Action.PREVIEW, withdrawn)
    assert "withdrawn for legal reasons" in words


def test_a_publication_may_reserve_publishing_for_publishers():
    reserved = Rules(only_publishers_publish=True)
    reservable = (Action.PUBLISH, Action.SCHEDULE, Action.MOVE, Action.UNPUBLISH)
    for action in (*reservable, Action.RETRACT, Action.CORRECT, Action.LOOK):
        words = refusal(Person(1, EDITORS), action, article(DRAFT), reserved)
        assert words.startswith("Only publishers may")
        for person in (Person(1, EDITORS, PUBLISHERS), Person(9, is_superuser=True)):
            assert may(person, action, article(DRAFT), reserved)
    for action in (Action.APPROVE, Action.FIX):
        assert may(Person(1, EDITORS), action, article(DRAFT), reserved)
