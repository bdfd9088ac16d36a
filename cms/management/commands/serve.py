"""`make run`: brings the newsroom up to date and serves it."""

import hashlib
import os
import socket
import sys

import granian
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

WORKERS = 2
# Per worker; each thread keeps a connection to the database. Further requests wait.
THREADS = 4
GRACE_SECONDS = 10  # for requests under way when the server is told to stop


class Command(BaseCommand):
    help = (
        "Bring the database and the static files up to date, fill an empty newsroom "
        "(with the demo, or with one account where DEMO=0) and serve it with the "
        "production server. Safe to repeat: what is there is kept."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (127.0.0.1)"
        )
        parser.add_argument(
            "--workers", type=int, default=WORKERS, help=f"processes ({WORKERS})"
        )

    def handle(self, *, host, workers, **options):
        refuse_taken_port(host)
        call_command("migrate", interactive=False, verbosity=0)
        collect_changed_static_files()
        call_command("load_demo" if settings.DEMO else "create_admin", if_empty=True)
        connections.close_all()

        self.stdout.write("Serving. Ctrl+C stops.")
        self.stdout.flush()
        os.execv(sys.executable, server_command(host, workers))  # noqa: S606


def server_command(host, workers):
    return [
        *(sys.executable, "-m", granian.__name__, "--interface", "wsgi"),
        *("--host", host, "--port", str(settings.PORT), "--workers", str(workers)),
        *("--blocking-threads", str(THREADS), "--respawn-failed-workers"),
        *("--workers-kill-timeout", str(GRACE_SECONDS)),
        *("--no-ws", "--log-level", "warning"),
        "cms.wsgi:application",
    ]


def refuse_taken_port(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server does: a port that was in use a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, settings.PORT))
        except OSError as error:
            raise CommandError(
                f"Port {settings.PORT} on {host} cannot be had ({error.strerror}): "
                "choose another, as in PORT=8001 make run."
            ) from error


def collect_changed_static_files():
    """Collect static files if one was added, changed or removed since last time."""
    stamp = settings.VAR_DIR / "static.stamp"
    fingerprint = static_fingerprint()
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def static_fingerprint():
    digest = hashlib.blake2b(digest_size=16)
    digest.update(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            modified_at = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {modified_at} {storage.size(path)}\n".encode())
    return digest.hexdigest()
