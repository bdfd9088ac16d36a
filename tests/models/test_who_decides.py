"""Who may do what about authors beside the tables: one rule for verbs and screens."""

import pytest
from django.contrib.auth.models import Group, Permission

from articles.models.actions import (
    Role,
    keeper_refusal,
    may_reword,
    possible_keepers,
)
from tests import factories

pytestmark = pytest.mark.django_db
DESK = {Role.EDITOR, Role.PUBLISHER, Role.AUTHORS_DESK, "superuser"}
EVERYBODY = (*Role, "superuser", None)


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_be_named_as_keeper_is_let_in_once_named(role):
    account = factories.user(role)
    can_be = account in possible_keepers()
    assert can_be == (role in DESK)
    assert can_be == (keeper_refusal(account, is_keeper=True) == "")


def test_a_permission_of_ones_own_or_of_another_group_counts_for_both():
    change = Permission.objects.get(codename="change_author")
    own, grouped = factories.user(Role.WRITER), factories.user(Role.WRITER)
    own.user_permissions.add(change)
    group = Group.objects.create(name="Archive")
    group.permissions.add(change)
    grouped.groups.add(group)
    for account in (own, grouped):
        assert account in possible_keepers()
        assert keeper_refusal(account, is_keeper=True) == ""


def test_a_role_whose_permission_was_taken_away_keeps_nothing():
    editor = factories.editor()
    Group.objects.get(name=Role.EDITOR).permissions.remove(
        Permission.objects.get(codename="change_author")
    )
    assert editor not in possible_keepers()
    assert keeper_refusal(editor, is_keeper=True)


@pytest.mark.parametrize("closed", ["is_active", "is_staff"])
def test_nobody_is_named_whose_account_is_closed_to_the_newsroom(closed):
    account = factories.editor()
    setattr(account, closed, False)
    account.save()
    assert account not in possible_keepers()


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("is_own", [True, False])
def test_a_proposed_author_is_reworded_by_who_proposed_it_or_decides(role, is_own):
    account = factories.user(role)
    proposed = factories.proposed_author(by=account if is_own else None)
    assert may_reword(account, proposed) == (is_own or role in DESK)
