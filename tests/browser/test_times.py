"""A text appears and vanishes to the second, from every server, with no worker."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from tests import factories
from tests.browser.conftest import PASSWORD, Desk
from tests.editing.test_together import PROJECT, at_this_database

AHEAD = timedelta(seconds=3)
MOST_TRIES = 6
START_SECONDS = 60


class Server:
    """A process of the production server, as there are two of them on a machine."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi"),
                *("--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
                *("--blocking-threads", "2", "--no-ws", "cms.wsgi:application"),
            ],
            cwd=PROJECT,
            env={**os.environ, **at_this_database()},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self):
        give_up_at = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up_at:
            try:
                urllib.request.urlopen(f"{self.url}/health/live/")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError("The server did not start.")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture
def servers(transactional_db):
    started = [Server(), Server()]
    for server in started:
        server.wait()
    yield started
    for server in started:
        server.stop()


def now():
    return datetime.now(UTC)


def scheduled_by_hand(desk, article):
    """Schedule it three seconds ahead, for three seconds; return both moments.

    A busy machine may take longer than that to send the form: then once more.
    """
    desk.open(f"/admin/articles/article/{article.pk}/schedule/")
    for _ in range(MOST_TRIES):
        begins = (now() + AHEAD).replace(microsecond=0)
        ends = begins + AHEAD
        for label, moment in (
            ("When do readers get it?", begins),
            ("Until when do they see it?", ends),
        ):
            typed = moment.strftime("%Y-%m-%dT%H:%M:%S")
            desk.page.get_by_label(label).fill(typed)
        desk.press("Schedule")
        if desk.page.get_by_text("Scheduled: readers get it on").count():
            return begins, ends
    raise AssertionError("It could not be scheduled in time.")


def test_a_page_appears_and_vanishes_on_time_from_two_servers(
    servers, new_context, editor
):
    editor.set_password(PASSWORD)
    editor.save()
    article = factories.article(by=editor, headline="On the stroke of six")
    desk = Desk(new_context(), servers[0], []).sign_in(editor)
    readers = [new_context().new_page() for _ in servers]
    begins, ends = scheduled_by_hand(desk, article)

    looks = {server.url: [] for server in servers}
    while now() < ends + timedelta(seconds=1):
        for server, page in zip(servers, readers, strict=True):
            asked = now()
            page.goto(f"{server.url}/articles/{article.pk}/")
            is_there = page.get_by_text(article.headline).count() > 0
            looks[server.url].append((asked, now(), is_there))

    for seen in looks.values():
        for asked, answered, is_there in seen:
            if answered < begins or asked >= ends:
                assert not is_there
            elif asked >= begins and answered < ends:
                assert is_there
        # Somebody looked before, between and after.
        assert any(answered < begins for _, answered, _ in seen)
        assert any(is_there for _, _, is_there in seen)
        assert any(asked >= ends for asked, _, _ in seen)
