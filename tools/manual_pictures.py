"""Takes the pictures of docs/editors.md from a demo newsroom made for them.

Usage: make manual-pictures (or tools/manual_pictures.py NAME... for some of them)

A picture is a line of PICTURES: its name, who has signed in, the page, and what to do
there first. What the manual shows is so what the screens are.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/img/editors"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESKTOP, PHONE = (1280, 860), (390, 780)
COLOURS = 96  # of ink on paper: a quarter of the bytes, and no eye sees it
PATIENCE = 180  # seconds until a newsroom is made


@dataclass(frozen=True)
class Picture:
    """What to show: `page` is an address, or a function that goes there."""

    name: str
    who: str
    page: str | Callable[[Page], None]
    size: tuple[int, int] = DESKTOP


def article(headline, page="change"):
    """Return a function that opens a page of the article with these words."""

    def go(browser):
        browser.goto(f"/admin/articles/article/?q={headline}")
        found = browser.locator("#result_list a", has_text=headline).first
        place, _, _ = found.get_attribute("href").partition("change/")
        browser.goto(f"{place}{page}/")

    return go


def report(title, page):
    """Return a function that opens a page of the report with this title."""

    def go(browser):
        browser.goto("/admin/articles/report/")
        place = browser.locator("#result_list a", has_text=title).first
        at, _, _ = place.get_attribute("href").partition("change/")
        browser.goto(f"{at}{page}/")

    return go


def compared(headline):
    """Return a function that opens what differs between readers' text and staff's."""

    def go(browser):
        article(headline)(browser)
        browser.get_by_role("link", name="What differs").first.click()

    return go


LIVE = "The Insurers Closed the Strait First"
SCHEDULED = "Six Numbers for the Winter"
IN_REVIEW = "Counting People Who Do Not Wish to Be Counted"
PICTURES = [
    Picture("my-desk", "editor", "/admin/"),
    Picture("my-desk-on-a-phone", "writer", "/admin/", PHONE),
    Picture("well", "editor", "/admin/well/"),
    Picture("calendar", "editor", "/admin/calendar/"),
    Picture("articles", "editor", "/admin/articles/article/"),
    Picture("article", "editor", article(IN_REVIEW)),
    Picture("scheduled", "editor", article(SCHEDULED)),
    Picture("schedule", "editor", article(IN_REVIEW, "schedule")),
    Picture("release", "editor", report("One Machine", "release")),
    Picture("take-down", "publisher", article(LIVE, "take-down")),
    Picture("fix", "editor", article(LIVE, "fix"), PHONE),
    Picture("correct", "editor", article(LIVE, "correct")),
    Picture("compare", "editor", compared(LIVE)),
    Picture("another-time", "editor", "/?at=now"),
]


def main(names):
    wanted = [each for each in PICTURES if not names or each.name in names]
    unknown = set(names) - {each.name for each in PICTURES}
    if unknown:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="newsroom-pictures.") as folder:
        address, server = served(Path(folder))
        try:
            take(wanted, address, logins(Path(folder)))
        finally:
            server.terminate()
            server.wait()


def served(var):
    """Start the server on a newsroom of its own; return its address once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    ours = {"VAR_DIR": str(var), "PORT": str(port), "SITE_URL": address, "DEMO": "1"}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env={**os.environ, **ours}
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health/ready/")  # noqa: S310
        except OSError:
            time.sleep(0.5)
        else:
            return address, server
    server.terminate()
    sys.exit("The server did not start.")


def logins(var):
    """Return the passwords of the demo's people by their names."""
    lines = (var / "logins.txt").read_text().splitlines()
    return {name: password for _, name, password in map(str.split, lines)}


def take(pictures, address, passwords):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        for picture in pictures:
            width, height = picture.size
            context = chromium.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme="light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            sign_in(page, picture.who, passwords[picture.who])
            if callable(picture.page):
                picture.page(page)
            else:
                page.goto(picture.page)
            page.wait_for_load_state("networkidle")
            save(page.screenshot(), FOLDER / f"{picture.name}.png")
            print(picture.name)
            context.close()


def sign_in(page, username, password):
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My desk").wait_for()


def save(taken, path):
    image = Image.open(BytesIO(taken), formats=["PNG"]).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
