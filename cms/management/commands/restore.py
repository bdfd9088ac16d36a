"""Puts a backup back."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from articles.management.progress import Progress
from cms.backups.manifest import Unusable
from cms.backups.restoring import put_back, put_in_place
from cms.management.commands.backup import summary

HELP = """Put the backup in DIR back: database and pictures. Stop the newsroom and its
worker first. Before anything is changed, every file is read and compared with the
manifest. The database is then replaced in one transaction, and the pictures' folders
are renamed: if something fails before that, all stays as it was.

Into a newsroom that is not empty it restores only with --replace. What was there is not
thrown away: it is kept in VAR_DIR/replaced-…, until you delete that.

The database has to be of the kind that was backed up, SQLite or PostgreSQL (with psql
and pg_restore), and the program as new as the one that made the backup, or newer: the
next start brings an older database up to date."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("dir", metavar="DIR", type=Path, help="a backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="where something is here already, put the backup in its place",
        )

    def handle(self, *, dir, replace, **options):
        folder = dir.expanduser().absolute()
        kept = None
        try:
            with Progress(self.stderr) as progress:
                if replace:
                    manifest, kept = put_in_place(folder, progress.say)
                else:
                    manifest = put_back(folder, progress.say)
        except (Unusable, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(f"Restored {summary(manifest)}, as of {manifest.made_at}.")
        if kept:
            self.stdout.write(f"What was here is kept in {kept}.")
        self.stdout.write("Start the newsroom: it brings the database up to date.")
