"""Fills an empty newsroom with the demo."""

from django.core.management import BaseCommand, CommandError

from articles.exchanging.demo import loader
from articles.exchanging.demo.content import ContentError
from articles.management.logins import print_logins
from articles.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Fill an empty newsroom with Meridian Affairs, an invented publication: its "
        "articles in three languages, authors, pictures, and an account for each role. "
        "The texts are those in demo/; pictures are drawn. All of it is loaded or "
        "nothing. The logins are printed and kept in logins.txt, which only you may "
        "read; once the newsroom is not empty, --if-empty prints them again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="where there is something already, leave it and end without an error",
        )

    def handle(self, *, if_empty, **options):
        try:
            with Progress(self.stderr) as progress:
                counts = loader.load(tell=progress.say)
        except loader.NotEmpty:
            if not if_empty:
                raise CommandError(
                    "This newsroom is not empty, and the demo would mix with what is "
                    "there. Choose an empty one, as in VAR_DIR=/tmp/demo, or add "
                    "--if-empty to leave it as it is."
                ) from None
        except ContentError as error:
            raise CommandError(f"demo/: {error}") from error
        else:
            done = ", ".join(f"{count} {name}" for name, count in counts.items())
            self.stdout.write(f"Loaded {done}.")
        print_logins(self.stdout)
