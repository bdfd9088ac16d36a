"""Takes articles in from Markdown files."""

from argparse import RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.management.base import DjangoHelpFormatter
from django.db import IntegrityError

from articles.exchanging import arrivals
from articles.exchanging.arrivals import Result
from articles.exchanging.files import NotText, text_of
from articles.exchanging.markdown.article import read
from articles.exchanging.markdown.imported import Refusal
from articles.exchanging.surroundings import house, places
from articles.management.acting import acting, add_by
from articles.management.progress import Progress

REFUSED = "refused"
AT_THE_SAME_TIME = (
    "somebody stored a name of this file in the same moment; import it again"
)
HELP = """Take articles in from Markdown files, one article a file, laid out like this
(docs/commands.md says more):

    # The headline

    By [Jane Doe](#) and [John Roe](#)

    The Publication, February 26, 2020

    Region: [Africa](#), [Asia](#)

    Theme: [Science](#)

    In-depth Report: [Water](#)

    *The standfirst, in italics.*

    The text …

    \\*

    Note to readers: …

A file is taken in whole or not at all. Importing it again updates the article, unless
somebody has worked on it since."""


class _Help(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Keeps the example's lines apart."""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *args, **options):
        return super().create_parser(*args, formatter_class=_Help, **options)

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="let readers see the articles at once",
        )
        add_by(parser)

    def handle(self, *, files, publish, by, **options):
        by = acting(by)
        store = arrivals.store_and_publish if publish else arrivals.store
        counts = Counter()
        with Progress(self.stderr) as progress:
            for number, path in enumerate(files, start=1):
                progress.say(f"{number} of {len(files)}: {path}")
                result, lines, out = self._take_in(path, store, by)
                progress.say("")
                out.write("\n".join(f"{path}: {line}" for line in lines))
                counts[result] += 1
        self._sum_up(counts)

    def _take_in(self, path, store, by):
        """Return what became of a file, what to say about it, and where to say it."""
        try:
            arrival = store(read(text_of(path), places(), house()), by=by)
        except OSError as error:
            return REFUSED, [f"cannot be read: {error.strerror}."], self.stderr
        except (NotText, Refusal) as error:
            return REFUSED, [str(error)], self.stderr
        except (PermissionDenied, ValidationError) as error:
            return REFUSED, [_in_words(error)], self.stderr
        except IntegrityError:
            return REFUSED, [AT_THE_SAME_TIME], self.stderr
        published = ", published" if arrival.is_published else ""
        headline = (
            f"{arrival.result}{published}: “{arrival.article.headline}”, "
            f"article {arrival.article.pk}"
        )
        return arrival.result, [headline, *map(str, arrival.remarks)], self.stdout

    def _sum_up(self, counts):
        results = [*Result, REFUSED]
        total = counts.total()
        said = ", ".join(f"{counts[result]} {result}" for result in results)
        self.stdout.write(f"{total} {'file' if total == 1 else 'files'}: {said}.")
        if counts[REFUSED]:
            raise CommandError("What was refused was not stored, not even in part.")


def _in_words(error):
    if isinstance(error, PermissionDenied):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{field}: {' '.join(messages)}"
        for field, messages in error.message_dict.items()
    )
