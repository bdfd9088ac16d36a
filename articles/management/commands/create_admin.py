"""Makes the first account of an empty newsroom."""

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from articles.exchanging import accounts
from articles.management.logins import print_logins


class Command(BaseCommand):
    help = (
        "Make the superuser “admin” with a password that nobody has used before, in a "
        "newsroom that has no account yet. The login is printed and kept in "
        "logins.txt, which only you may read. Change the password after signing in."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="where there is an account already, leave it and end without an error",
        )

    def handle(self, *, if_empty, **options):
        if not get_user_model().objects.exists():
            with transaction.atomic():
                accounts.keep(accounts.make_admin())
            self.stdout.write("Made 1 account.")
        elif not if_empty:
            raise CommandError(
                "There are accounts here already. Sign in with one of them, or use "
                "manage.py changepassword."
            )
        print_logins(self.stdout)
