"""Accounts for a newsroom that has none, and the file that keeps their passwords."""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from articles.editing.roles import sync_roles
from articles.models.actions import Role

ADMIN = "admin"
# Who works here, by user name: the group, and a name for the log.
STAFF = {
    "writer": (Role.WRITER, "Ruth", "Abiodun"),
    "editor": (Role.EDITOR, "Daniel", "Marsh"),
    "publisher": (Role.PUBLISHER, "Inés", "Valcárcel"),
    "bios": (Role.AUTHORS_DESK, "Peter", "Lindqvist"),
}
PASSWORD_BYTES = 12


def logins_file():
    return settings.VAR_DIR / "logins.txt"


@transaction.atomic
def make_admin():
    """Make the one superuser; return {username: password}."""
    return {ADMIN: _make(get_user_model().objects.create_superuser, ADMIN)}


@transaction.atomic
def make_staff():
    """Make a user for each role, and the superuser; return {username: password}."""
    sync_roles()  # in tests, tables may have been emptied since migration
    passwords = {}
    for username, (role, first_name, last_name) in STAFF.items():
        passwords[username] = _make(
            get_user_model().objects.create_user,
            username,
            email=f"{username}@meridian.example",  # nobody's: .example is reserved
            is_staff=True,
            first_name=first_name,
            last_name=last_name,
        )
        user = get_user_model().objects.get(username=username)
        user.groups.add(Group.objects.get(name=role.value))
    return passwords | make_admin()


def keep(passwords):
    """Write the logins where only the owner of this process may read them."""
    path = logins_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        for username, password in passwords.items():
            file.write(f"{username} {username} {password}\n")
    draft.replace(path)


def kept():
    """Return the logins kept as (role, username, password); none where no file is."""
    try:
        lines = logins_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [tuple(line.split()) for line in lines if len(line.split()) == 3]


def _make(create, username, **fields):
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    create(username=username, password=password, **fields)
    return password
