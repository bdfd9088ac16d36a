"""Nobody loses a sentence: not by a crash, a lost line, an expired session, a slip."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection

from articles.models import Article, Presence, Revision, WorkingCopy
from tests import factories
from tests.browser.conftest import PASSWORD, WATCH, Desk

PROJECT = Path(__file__).parents[2]
KEPT = re.compile(r"^Kept \d\d:\d\d$")
LONG_ENOUGH_S = 60
NEVER = "Object.defineProperty(window, 'localStorage', {get() { throw new Error() }})"


class ServerProcess:
    """A server of its own, on the test's database, that can be killed and come back."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "DATABASE_URL": address_of_database(),
            "VAR_DIR": str(folder),
            "SECRET_KEY": django_settings.SECRET_KEY,
            "PORT": str(self.port),
            "DEBUG": "1",
        }
        self.process = None

    def start(self):
        command = [sys.executable, "-W", "ignore", "manage.py", "runserver"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--noreload", f"127.0.0.1:{self.port}"],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until(self.is_up)

    def is_up(self):
        try:
            return urllib.request.urlopen(f"{self.url}/health/live/").status == 200
        except OSError:
            return False

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()


def address_of_database():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    address = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(address._replace(path=f"/{database['NAME']}"))


def until(is_so):
    """Wait for something that no page tells."""
    deadline = time.monotonic() + LONG_ENOUGH_S
    while not is_so():
        assert time.monotonic() < deadline, "It never came to be."
        time.sleep(0.1)


@pytest.fixture
def server(transactional_db, tmp_path):
    process = ServerProcess(tmp_path)
    try:
        process.start()
        yield process
    finally:
        process.kill()


@pytest.fixture
def tolerant_desk(new_context, live_server, transactional_db):
    """Sign in where requests are meant to fail, which browsers complain of."""

    def signed_in(account, at=live_server, script=WATCH):
        if at is not live_server:  # that one has the settings of real life
            account.password = Argon2PasswordHasher().encode(PASSWORD, "a" * 16)
        elif not account.has_usable_password():
            account.set_password(PASSWORD)
        account.save()
        context = new_context()
        context.add_init_script(script)
        return Desk(context, at, []).sign_in(account)

    return signed_in


def kept(page):
    page.get_by_text(KEPT).wait_for()


def go_on(at, words):
    """Type on at the end of the text."""
    at.text.click()
    at.page.keyboard.press("Control+End")
    at.page.keyboard.type(words)


def test_a_server_killed_in_mid_sentence_costs_no_word(tolerant_desk, editor, server):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = tolerant_desk(editor, at=server)
    page = at.write(article)
    go_on(at, " The harbour")
    kept(page)
    page.keyboard.type(" was closed")
    server.kill()
    page.keyboard.type(" on Monday")
    page.get_by_text(
        re.compile(r"Not reached since \d\d:\d\d\. Your text is")
    ).wait_for()
    page.keyboard.type(", says the port.")
    page.get_by_label("Headline").fill("The harbour is clo")
    server.start()
    kept(page)
    page.reload()
    at.text.wait_for()
    page.get_by_text("This is your unsaved text of").wait_for()
    words = "It began. The harbour was closed on Monday, says the port."
    at.expect_text(f"<p>{words}</p>")
    assert page.get_by_label("Headline").input_value() == "The harbour is clo"
    assert Revision.objects.count() == 1
    at.press("Save")
    page.get_by_text("Saved.", exact=True).wait_for()
    assert Article.objects.get().body == f"<p>{words}</p>"
    assert not WorkingCopy.objects.exists()


def test_what_was_typed_while_the_server_was_down_outlives_the_page(
    tolerant_desk, editor, server
):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = tolerant_desk(editor, at=server)
    page = at.write(article)
    server.kill()
    go_on(at, " Nobody was there to keep this.")
    page.get_by_text("Your text is kept in this browser.").wait_for()
    at.press("Save")
    page.get_by_text("Not saved.").wait_for()
    page.goto("about:blank")
    assert not WorkingCopy.objects.exists()
    server.start()
    at.write(article)
    page.get_by_text("This is your unsaved text of").wait_for()
    at.text.wait_for()
    at.expect_text("<p>It began. Nobody was there to keep this.</p>")
    assert page.evaluate("localStorage.getItem(`unsaved:x`)") is None
    assert "Nobody+was+there" in WorkingCopy.objects.get().form


def test_an_expired_session_costs_neither_page_nor_words(tolerant_desk, editor):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = tolerant_desk(editor)
    page = at.write(article)
    go_on(at, " One.")
    kept(page)
    Session.objects.all().delete()
    page.keyboard.type(" Two.")
    page.get_by_text("You are signed out. Your text is kept.").wait_for()
    at.press("Save")
    page.get_by_text("Not saved. You are signed out.").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    sign_in(opened.value, editor)
    page.bring_to_front()
    kept(page)
    go_on(at, " Three.")
    at.press("Save")
    page.get_by_text("Saved.", exact=True).wait_for()
    assert Article.objects.get().body == "<p>It began. One. Two. Three.</p>"


def sign_in(page, account):
    page.get_by_label("Username").fill(account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My desk").wait_for()


def test_a_button_pressed_without_a_session_leads_back_to_the_words(
    tolerant_desk, editor
):
    """Even where scripts stop asking first: what was kept is there after signing in."""
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = tolerant_desk(editor)
    page = at.write(article)
    go_on(at, " One.")
    kept(page)
    Session.objects.all().delete()
    page.evaluate("HTMLFormElement.prototype.submit.call(article_form)")
    page.get_by_role("heading", name="You are signed out").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another window").click()
    sign_in(opened.value, editor)
    page.on("dialog", lambda dialog: dialog.accept())
    at.write(article)
    at.expect_text("<p>It began. One.</p>")


def test_a_colleague_who_signs_in_here_does_not_get_my_words(tolerant_desk, editor):
    article = factories.article(by=editor)
    at = tolerant_desk(editor)
    page = at.write(article)
    Session.objects.all().delete()
    other = factories.user("Editor", first_name="Bo", last_name="Lund")
    other.set_password(PASSWORD)
    other.save()
    tab = page.context.new_page()
    tab.goto(f"{at.server.url}/admin/")
    sign_in(tab, other)
    go_on(at, " Ana’s words.")
    page.get_by_text("now signed in as Bo Lund").wait_for()
    at.press("Save")
    page.get_by_text("Not saved.").wait_for()
    assert not WorkingCopy.objects.exists()
    assert Revision.objects.count() == 1


def test_a_closed_browser_costs_no_word(desk, editor):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = desk(editor)
    page = at.write(article)
    go_on(at, " Then")
    page.close()
    at.page = at.context.new_page()
    at.write(article)
    at.page.get_by_text("This is your unsaved text of").wait_for()
    at.expect_text("<p>It began. Then</p>")


def test_a_slip_of_the_hand_costs_no_word_and_no_question(desk, editor):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = desk(editor)
    page = at.write(article)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    go_on(at, " Then")
    page.get_by_role("link", name="Newsroom").click()
    page.get_by_role("heading", name="My desk").wait_for()
    at.write(article)
    page.get_by_text("This is your unsaved text of").wait_for()
    at.expect_text("<p>It began. Then</p>")
    assert asked == []


def test_asks_before_one_goes_where_nothing_could_keep_the_words(tolerant_desk, editor):
    at = tolerant_desk(editor, script=NEVER)
    page = at.write(factories.article(by=editor))
    page.route("**/unsaved/", lambda route: route.abort())
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    go_on(at, " Then")
    page.get_by_role("link", name="Newsroom").click()
    page.get_by_role("heading", name="My desk").wait_for()
    assert asked == ["beforeunload"]


def test_unsaved_text_is_dropped_when_one_says_so(desk, editor):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = desk(editor)
    page = at.write(article)
    go_on(at, " Then")
    kept(page)
    page.reload()
    page.get_by_role("button", name="Drop it and show the saved text").click()
    page.get_by_text("This is your unsaved text of").wait_for(state="detached")
    at.text.wait_for()
    at.expect_text("<p>It began.</p>")
    assert not WorkingCopy.objects.exists()


def test_a_new_article_comes_back_and_saving_it_ends_it(desk, editor):
    at = desk(editor)
    page = at.open("/admin/articles/article/add/")
    page.get_by_label("Headline").fill("The harbour reo")
    kept(page)
    page.goto("about:blank")
    page = at.open("/admin/articles/article/add/")
    page.get_by_text("This is your unsaved text of").wait_for()
    assert page.get_by_label("Headline").input_value() == "The harbour reo"
    page.get_by_label("Headline").fill("The harbour reopens")
    at.press("Save")
    page.get_by_text("Saved.", exact=True).wait_for()
    page = at.open("/admin/articles/article/add/")
    at.text.wait_for()
    assert page.get_by_label("Headline").input_value() == ""
    assert Article.objects.get().headline == "The harbour reopens"
    assert not WorkingCopy.objects.exists()


def test_two_texts_of_the_same_person_are_both_there_to_choose_from(
    tolerant_desk, editor
):
    """Typed off line here and on line elsewhere: neither takes the other's place."""
    article = factories.article(by=editor, headline="Before")
    here, there = tolerant_desk(editor), tolerant_desk(editor)
    page = here.write(article)
    with lost_line(page):
        page.get_by_label("Headline").fill("Typed off line")
        page.get_by_text("Your text is kept in this browser.").wait_for()
        there.write(article).get_by_label("Headline").fill("Typed on line")
        kept(there.page)
        page.goto("about:blank")
    page = here.write(article)
    headline = page.get_by_label("Headline")
    assert headline.input_value() == "Typed on line"
    for words in ("Typed off line", "Typed on line"):
        page.get_by_text("This browser keeps another unsaved text of yours").wait_for()
        page.get_by_role("button", name="Show it").click()
        page.wait_for_function(
            "words => document.getElementById('id_headline')?.value === words",
            arg=words,
        )


@contextmanager
def lost_line(page):
    page.route("**/unsaved/", lambda route: route.abort())
    yield
    page.unroute("**/unsaved/")


@pytest.fixture
def colleague(transactional_db):
    return factories.user("Publisher", first_name="Ruth", last_name="Abiodun")


def test_two_people_know_of_each_other(desk, editor, colleague):
    article = factories.article(by=editor, headline="Before")
    ana, ruth = desk(editor), desk(colleague)
    ana.write(article)
    go_on(ana, " Ana’s words.")
    kept(ana.page)
    ruth.write(article)
    words = re.compile("Ana Reis has had this open since .*, and has changed something")
    ruth.page.get_by_text(words).wait_for()
    ruth.page.get_by_label("Headline").fill("After")
    ruth.press("Save")
    ruth.page.get_by_text("Saved.", exact=True).wait_for()
    look_again(ana.page)
    ana.page.get_by_text("Ruth Abiodun has had this open since").wait_for()
    news = "Ruth Abiodun saved version 2 just now. Saving puts your changes together"
    ana.page.get_by_text(news).wait_for()
    with ana.page.context.expect_page() as opened:
        ana.page.get_by_role("link", name="See the difference").click()
    opened.value.get_by_text("After").first.wait_for()
    ana.page.bring_to_front()
    ana.press("Save")
    ana.page.get_by_text("Saved together with what Ruth Abiodun had").wait_for()
    saved = Article.objects.get()
    assert saved.headline == "After"
    assert "Ana’s words." in saved.body


def look_again(page):
    """Have the page ask at once who is there, as it does whenever one comes back."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_saving_leaves_no_second_window_of_oneself_behind(desk, editor):
    article = factories.article(by=editor, body="<p>It began.</p>")
    at = desk(editor)
    at.write(article)
    go_on(at, " And went on.")
    kept(at.page)
    until(Presence.objects.exists)
    before = Presence.objects.get().window
    at.save()
    until(Presence.objects.exclude(window=before).exists)
    at.page.wait_for_timeout(300)  # for the answer to be drawn
    assert "another window" not in at.page.locator("form.desk").inner_text()
