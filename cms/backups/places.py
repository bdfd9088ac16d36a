"""Where the things are that a backup holds, and which database this is."""

from pathlib import Path

from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cms.backups import postgres, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgres}
# What migrations themselves put into a database that nobody has used yet.
_FROM_MIGRATIONS = {
    *("django_migrations", "django_content_type"),
    *("auth_permission", "auth_group", "auth_group_permissions"),
}


def engine():
    return ENGINES[connection.vendor]


def media() -> dict[str, Path]:
    """Return the folders of pictures: what readers are given, what was uploaded."""
    names = {"public": "default", "private": "originals"}
    return {name: Path(storages[alias].path("")) for name, alias in names.items()}


def migrations() -> dict[str, str]:
    """Return the newest migration of each app that the database has."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for of, name in applied if of == app) for app, _ in applied}


def is_used() -> bool:
    """Say whether somebody has put anything into the database."""
    tables = set(connection.introspection.table_names()) - _FROM_MIGRATIONS
    with connection.cursor() as cursor:
        for table in sorted(tables):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                return True
    return False
