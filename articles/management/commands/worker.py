"""Does what readers do not wait for: sends mail, puts pictures' files right."""

import logging
import signal
from threading import Event

from django.core.management import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from articles.editing.authors.forgetting import forget_pictures
from articles.editing.complaints.sending import send_replies
from articles.editing.digests.sending import send_due
from articles.editing.images.away import put_files_right
from articles.editing.well.signs import note
from articles.models import Sign

SECONDS_BETWEEN_ROUNDS = 60
HELP = """Send the mail that is due: to readers what they are answered, and
to everybody of the staff what is new on their desk, as often as they have chosen. Looks
once a minute until it is stopped (SIGTERM or Ctrl+C; it finishes the round under way).
Several workers may run at once: each mail is sent by one of them, and one that a crash
prevented is sent ten minutes later; of a reply to a reader staff are asked first.

It also moves files of withdrawn pictures that a crash has left where readers could
fetch them, and deletes pictures that authors sent a month after it was decided what
comes of them.

Without a worker no mail is sent, and such files stay where they are; texts appear and
vanish on time by themselves. Instead of a worker that runs for ever, cron may call
“manage.py worker --once” every few minutes. EMAIL_URL says how mail leaves
(docs/settings.md); without it, mail is written on the terminal."""

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument(
            "--once",
            action="store_true",
            help="look once, send what is due, and end",
        )

    def handle(self, *, once, **options):
        if once:
            self.work(say_nothing=True)
            return
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        self.say("The worker has begun.")
        while not stopped.is_set():
            self.work_or_wait()
            stopped.wait(SECONDS_BETWEEN_ROUNDS)
        self.say("The worker has ended.")

    def work_or_wait(self):
        """Work once; whatever fails, the worker goes on and tries again."""
        try:
            self.work()
        except DatabaseError:
            logger.exception("The database cannot be asked; trying again in a minute")
        except Exception:
            logger.exception("This round failed; trying again in a minute")
        finally:
            close_old_connections()

    def work(self, *, say_nothing=False):
        note(Sign.Kind.WORKER)
        rounds = [send_replies(), send_due()]
        sent = sum(each.sent for each in rounds)
        failed = sum(each.failed for each in rounds)
        if say_nothing or sent or failed:
            self.say(f"Mail: {sent} sent, {failed} failed.")
        if moved := put_files_right():
            self.say(f"Withdrawn pictures: {moved} files moved.")
        if forgotten := forget_pictures():
            self.say(f"Pictures that authors sent: {forgotten} deleted.")

    def say(self, words):
        self.stdout.write(f"{timezone.now():%Y-%m-%d %H:%M:%S} {words}")
        self.stdout.flush()
