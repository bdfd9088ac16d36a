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

# Three seconds; a busy machine may take longer than that to send the form.
AHEAD = [timedelta(seconds=seconds) for seconds in (3, 8, 20)]
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


def scheduled_by_hand(desk, article, ahead):
    """Schedule it so far ahead, for as long; return both moments, None if too late."""
    desk.open(f"/admin/articles/article/{article.pk}/schedule/")
    begins = (now() + ahead).replace(microsecond=0)
    ends = begins + ahead
    for label, moment in (
        ("When do readers get it?", begins),
        ("Until when do they see it?", ends),
    ):
        desk.page.get_by_label(label).fill(moment.strftime("%Y-%m-%dT%H:%M:%S"))
    desk.press("Schedule")
    is_done = desk.page.get_by_text("Scheduled: readers get it on").count()
    return (begins, ends) if is_done else None


def looked(servers, readers, article, until):
    """Look at the article all the time; return (asked, answered, is there) of each."""
    looks = {server.url: [] for server in servers}
    while now() < until:
        for server, page in zip(servers, readers, strict=True):
            asked = now()
            page.goto(f"{server.url}/articles/{article.pk}/")
            is_there = page.get_by_text(article.headline).count() > 0
            looks[server.url].append((asked, now(), is_there))
    return looks.values()


def was_watched(seen, begins, ends):
    """Say whether somebody looked before, between and after."""
    before = any(answered < begins for _, answered, _ in seen)
    between = any(asked >= begins and answered < ends for asked, answered, _ in seen)
    return before and between and any(asked >= ends for asked, _, _ in seen)


def test_a_page_appears_and_vanishes_on_time_from_two_servers(
    servers, new_context, editor
):
    editor.set_password(PASSWORD)
    editor.save()
    desk = Desk(new_context(), servers[0], []).sign_in(editor)
    readers = [new_context().new_page() for _ in servers]
    for ahead in AHEAD:
        article = factories.article(by=editor, headline="On the stroke of six")
        if (hours := scheduled_by_hand(desk, article, ahead)) is None:
            continue
        begins, ends = hours
        looks = looked(servers, readers, article, ends + timedelta(seconds=1))
        for seen in looks:
            for asked, answered, is_there in seen:
                if answered < begins or asked >= ends:
                    assert not is_there
                elif asked >= begins and answered < ends:
                    assert is_there
        if all(was_watched(seen, begins, ends) for seen in looks):
            return
    raise AssertionError("Nobody could be quick enough to see it come and go.")
