"""Staff and readers at a browser of their own."""

import re
from time import monotonic, sleep

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import expect

from articles.models.body import clean_body
from tests import factories
from tests.browser.staff_screens import staff_screens

expect.set_options(timeout=15_000)  # on a busy machine
SECONDS_OF_SILENCE = 0.4
MOST_SECONDS_OF_LAST_WORDS = 5
PASSWORD = "four plain words here"
# Runs before anything else of a page, so that nothing is refused unseen.
WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`);
});
"""


class Desk:
    """A browser in which somebody of the staff has signed in."""

    def __init__(self, context, server, complaints):
        self.context = context
        self.server = server
        self.complaints = complaints
        self.page = context.new_page()

    def sign_in(self, account):
        self.open("/admin/")
        self.page.get_by_label("Username").fill(account.username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", name="My desk").wait_for()
        self.page.wait_for_load_state()  # its styles, too: they are measured
        return self

    def open(self, address):
        self.page.goto(f"{self.server.url}{address}")
        return self.page

    def write(self, article):
        self.open(f"/admin/articles/article/{article.pk}/change/")
        self.text.wait_for()
        return self.page

    @property
    def text(self):
        # Not the plain field that stands there until the surface is ready.
        return self.page.locator(".ProseMirror[role=textbox][aria-label=Text]")

    def stored_text(self):
        """Return what the form would post as the article's text."""
        return self.page.locator("textarea[name=body]").input_value()

    def expect_text(self, markup):
        """Wait until the form would post just this as the article's text."""
        expect(self.page.locator("textarea[name=body]")).to_have_value(markup)

    def expect_cleaned(self, markup):
        """Wait until what the form would post is this once it is cleaned."""
        for _ in range(50):
            if clean_body(self.stored_text()) == markup:
                return
            self.page.wait_for_timeout(100)
        assert clean_body(self.stored_text()) == markup

    def expect_part(self, markup):
        """Wait until the article's text has this in it."""
        text = self.page.locator("textarea[name=body]")
        expect(text).to_have_value(re.compile(re.escape(markup)))

    def save(self, name="Save"):
        """Press a button that leads to another page, and be there."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()


@pytest.fixture(autouse=True)
def last_words(transactional_db):
    """Let the server answer what closing pages send, before the tables are emptied.

    Else a text kept at the last moment and the emptying wait for each other's locks.
    """
    heard_at = [0.0]
    under_way = []

    def begun(**kwargs):
        heard_at[0] = monotonic()
        under_way.append(None)

    def ended(**kwargs):
        heard_at[0] = monotonic()
        if under_way:
            under_way.pop()

    request_started.connect(begun)
    request_finished.connect(ended)
    yield
    give_up_at = monotonic() + MOST_SECONDS_OF_LAST_WORDS
    while monotonic() < give_up_at and (
        under_way or monotonic() - heard_at[0] < SECONDS_OF_SILENCE
    ):
        sleep(0.05)
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


@pytest.fixture
def complaints():
    """What browsers had to complain about: nothing, or the test fails."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def desk(transactional_db, new_context, live_server, complaints):
    """Return a function that signs somebody in, in a browser of their own."""

    def signed_in(account, **options):
        account.set_password(PASSWORD)
        account.save()
        context = watched(new_context(**options), complaints)
        return Desk(context, live_server, complaints).sign_in(account)

    return signed_in


@pytest.fixture
def editor(transactional_db):
    return factories.user("Editor", first_name="Ana", last_name="Reis")


@pytest.fixture
def addresses(transactional_db):
    """Return somebody who may see every staff screen, and where each is."""
    return staff_screens()


@pytest.fixture
def reader(new_context, live_server, complaints):
    """Return a function that opens an address as somebody who never was here."""

    def read(address):
        page = watched(new_context(), complaints).new_page()
        page.goto(f"{live_server.url}{address}")
        return page

    return read


def watched(context, complaints):
    context.add_init_script(WATCH)
    context.on(
        "console",
        lambda message: message.type == "error" and complaints.append(message.text),
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    return context
