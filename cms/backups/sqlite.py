"""A copy of a SQLite database that is in use, by SQLite's own means."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from cms.backups.manifest import Unusable

FILE = "database.sqlite3"
BUSY_SECONDS = 20


def dump(target: Path) -> dict[str, int]:
    """Copy the database as it is at one moment; return how many rows each table has.

    Whoever writes meanwhile does not wait, and is not in it.
    """
    with closing(_open(_live())) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return _sound(copy, target)


def restore(source: Path) -> None:
    """Put a copy in the place of the database, in one transaction."""
    with closing(sqlite3.connect(source)) as copy:
        _sound(copy, source)
        connection.close()
        with closing(_open(_live())) as live:
            try:
                copy.backup(live)
            except sqlite3.OperationalError as error:
                raise Unusable(
                    f"The database is in use ({error}). Stop the newsroom and its "
                    "worker, then try again."
                ) from error


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open(path):
    return sqlite3.connect(path, timeout=BUSY_SECONDS)


def _sound(copy, path):
    [answer] = copy.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise Unusable(f"{path.name} is damaged: {answer}")
    tables = copy.execute(
        "SELECT name FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    ).fetchall()
    return {name: _count(copy, name) for (name,) in tables}


def _count(copy, table):
    quoted = table.replace('"', '""')
    [count] = copy.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return count
