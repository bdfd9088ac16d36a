"""Backs up database and media."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from articles.management.progress import Progress
from cms.backups.manifest import Unusable
from cms.backups.taking import take

HELP = """Copy the database and all pictures into DIR, consistent while the site runs.
DIR must not be there yet, or be empty: give each backup a folder of its own, such as
/var/backups/newsroom/2026-11-23. It is written under a hidden name beside it, and
renamed when it is whole: a folder with that name is always a whole backup. Its
manifest.json says what lies in it: rows of each table, size and checksum of each file.

SQLite is copied by its own backup, PostgreSQL by pg_dump (custom format), which must be
installed. VAR_DIR/secret_key and .env are not in it: keep them apart, as safe. When it
last succeeded, or failed, staff read under “Is everything well?”.

Status 0 means that the backup is whole. “manage.py restore DIR” puts it back."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("dir", metavar="DIR", type=Path, help="a new folder")

    def handle(self, *, dir, **options):
        folder = dir.expanduser().absolute()
        try:
            with Progress(self.stderr) as progress:
                manifest = take(folder, progress.say)
        except (Unusable, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(f"{folder}: {summary(manifest)}.")


def summary(manifest):
    """Return in words how much a backup holds."""
    pictures = len(manifest.files) - 1
    rows, tables = sum(manifest.rows.values()), len(manifest.rows)
    megabytes = manifest.size / 1000**2
    return (
        f"{rows} rows in {tables} tables, {pictures} files of pictures, "
        f"{megabytes:.1f} megabytes"
    )
