"""What every test stands on: no network, a Chromium without telemetry."""

import ipaddress
import os
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# A test that is slow on a busy machine is not a wrong one. The same stories each time,
# so that a change is judged by what it changed; `make test-all` tells new ones.
settings.register_profile("newsroom", deadline=None, derandomize=True)
settings.register_profile("new stories", deadline=None)
settings.load_profile(os.environ.get("STORIES", "newsroom"))

BROWSER_TESTS = Path(__file__).parent / "browser"
CHROMIUM = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])),
    None,
)
NO_CHROMIUM = "no Chromium on this machine (Debian: apt-get install chromium)"
# A browser on a busy machine is late at times and for reasons of its own. The closing
# line counts what was tried again; what is wrong is wrong three times.
TRIES_AFTER_THE_FIRST = 2


class NetworkUsed(Exception):
    """A test tried to reach another machine."""


def is_loopback(host):
    if host in {"localhost", "", None}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def only_loopback():
    """Refuse every name and address that is not this machine's."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if self.family != socket.AF_UNIX and not is_loopback(address[0]):
            raise NetworkUsed(f"A test connects to {address}.")
        return connect(self, address)

    def guarded_resolve(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if not is_loopback(name):
            raise NetworkUsed(f"A test looks up {name}.")
        return resolve(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield


def pytest_collection_modifyitems(items):
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=TRIES_AFTER_THE_FIRST))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter):
    """Name each browser test that could not run: a count is easily overlooked."""
    skipped = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", [])
        if NO_CHROMIUM in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section(f"not run: {NO_CHROMIUM}")
        for nodeid in sorted(skipped):
            terminalreporter.line(nodeid)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",  # Chromium refuses to run as root with one
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
