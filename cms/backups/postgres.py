"""A dump of a PostgreSQL database that is in use, by PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from cms.backups.manifest import Unusable

FILE = "database.dump"


def dump(target: Path) -> dict[str, int]:
    """Dump the database as it is at one moment; return how many rows each table has."""
    with transaction.atomic(), connection.cursor() as cursor:
        # What is counted and what is dumped are the same moment.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [moment] = cursor.fetchone()
        rows = {table: _count(cursor, table) for table in _tables(cursor)}
        _run("pg_dump", f"--snapshot={moment}", "--format=custom", f"--file={target}")
    return rows


def restore(source: Path) -> None:
    """Put a dump in the place of the database, in one transaction."""
    plain = ("--no-owner", "--no-privileges", "--no-comments")
    with TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        # Whole before the first of it runs: half a script must not be committed.
        script = f"{folder}/restore.sql"
        _run("pg_restore", *plain, f"--file={script}", str(source), is_connected=False)
        with connection.cursor() as cursor:
            tables = ", ".join(map(connection.ops.quote_name, _tables(cursor)))
        connection.close()
        emptied = f"DROP TABLE IF EXISTS {tables} CASCADE"
        _run(
            *("psql", "--no-psqlrc", "--quiet", "--single-transaction"),
            *("--set", "ON_ERROR_STOP=1"),
            *(("--command", emptied) if tables else ()),
            *("--file", script),
        )


def _tables(cursor):
    return [
        table.name
        for table in connection.introspection.get_table_list(cursor)
        if table.type == "t"
    ]


def _count(cursor, table):
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608
    return cursor.fetchone()[0]


def _run(program, *options, is_connected=True):
    """Run one of PostgreSQL's programs. Raises Unusable with what it complained of."""
    own = [program, *options]
    environment = dict(os.environ)
    if is_connected:
        # Address, name and password, as `manage.py dbshell` hands them to psql.
        (_, *place, name), secrets = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        own += [*place, "--dbname", name]
        environment |= secrets or {}
    try:
        subprocess.run(own, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError:
        raise Unusable(
            f"{program} is missing. Install PostgreSQL's client programs (Debian: "
            "apt-get install postgresql-client), of the server's version or newer."
        ) from None
    except subprocess.CalledProcessError as error:
        said = (error.stderr or "").strip().splitlines()
        words = said[-1] if said else f"status {error.returncode}"
        raise Unusable(f"{program}: {words}") from error
