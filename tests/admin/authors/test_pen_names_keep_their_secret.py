"""Whoever looks for the name behind a pen name finds it nowhere but in its record.

Addresses, tables and commands are asked of Django itself: what is added later is looked
through, too. And the test is tried: where the name is planted, it is found.
"""

import logging
from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.management import get_commands
from django.db import connection
from PIL import Image as Picture

from articles.editing import desk, images, things
from articles.editing.authors.pen_names import keeping
from articles.models import Article, Author, Event, PenName, Version
from articles.models.actions import Role
from tests import factories, photographs
from tests.admin.authors.secret_newsroom import (
    BEFORE,
    PEN,
    REAL,
    SecretNewsroom,
    files_saying,
    place,
    said,
    says,
    signed_in,
    tables_saying,
)
from tests.photographs import BLUE

PRIVATE = "articles_penname"
PEOPLE = (*Role.values, "superuser", "keeper")
WORDS = {word for name in (REAL, BEFORE) for word in name.split()}


@pytest.fixture
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "public"
    originals = {"location": str(tmp_path / "private")}
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {**settings.STORAGES["originals"], "OPTIONS": originals},
    }
    return tmp_path


@pytest.fixture
def newsroom(db, folders, caplog):
    caplog.set_level(logging.DEBUG)
    # The photograph is drawn here, with the name in it.
    caplog.set_level(logging.WARNING, logger="PIL")
    return SecretNewsroom()


def leaking(browser, addresses, *names):
    """Return what says one of the names, of everything that was asked for."""
    found = {}
    for address in addresses:
        if told := says(browser.get(address, follow=True), *names):
            found[address] = told
    return found


def test_no_reader_finds_it_at_any_address(newsroom, client):
    addresses = newsroom.readers_addresses()
    assert len(addresses) > 25
    assert PEN in client.get(newsroom.pen.get_absolute_url()).text
    assert leaking(client, addresses, REAL, BEFORE) == {}
    for word in WORDS:
        answer = client.get("/search/", {"q": word})
        assert "Ferry" not in answer.text
        assert client.get(f"/authors/{word.lower()}/").status_code == 404
    assert client.get("/authors/marguerite-zyxwillow/").status_code == 404


def test_no_other_time_tells_it(newsroom):
    addresses = list(newsroom.at_other_times())
    assert len(addresses) > 30
    browser = signed_in(newsroom.admin)
    assert leaking(browser, addresses, REAL, BEFORE) == {}


def test_no_screen_of_staff_tells_it(newsroom, subtests):
    addresses = newsroom.staff_addresses()
    assert len(addresses) > 150
    for who in PEOPLE:
        account = newsroom.keeper if who == "keeper" else factories.user(who)
        found = leaking(signed_in(account), addresses, REAL, BEFORE)
        with subtests.test(who):
            assert {each for each in found if may_not_say(each, found[each])} == set()


def may_not_say(address, words):
    """Say whether these words are one too many there.

    A search says what was searched for; the bin, where the other author lies, and what
    there is of that one's versions, say who that was: not where else the name stood.
    """
    if "?q=" in address or "term=" in address:
        return bool(set(words) - {"iphigenia", "quuxwhistle"})
    is_bin = address.endswith("/bin/") or "/author/bin/" in address
    known = {word.casefold() for word in BEFORE.split()} if is_bin else set()
    return bool(set(words) - known)


def test_no_search_of_staff_finds_it(newsroom):
    browser, pen = signed_in(newsroom.admin), place("change", newsroom.pen.pk)
    assert pen in browser.get(place("changelist"), {"q": PEN}).text
    searches = [each for each in newsroom.staff_addresses() if "?q=" in each]
    assert len(searches) > 20
    for address in searches:
        told = browser.get(address).text
        assert pen not in told, address
        assert "Ferry 0" not in told, address
    lookups = [each for each in newsroom.staff_addresses() if "term=" in each]
    assert [browser.get(each).json()["results"] for each in lookups] == [[], []]


def test_no_table_holds_it_but_the_private_one(newsroom):
    newsroom.mails()
    for word in REAL.split():
        assert {table for table, _ in tables_saying(word)} == {PRIVATE}
    for word in BEFORE.split():
        # Of the other author there is the record, and what lies in the bin.
        assert {table for table, _ in tables_saying(word)} == {
            PRIVATE,
            "articles_version",
        }
    assert not Version.objects.filter(thing="articles.penname").exists()
    assert not LogEntry.objects.exists()
    assert newsroom.record.steps.count() >= 7


def test_no_mail_says_it(newsroom):
    newsroom.mails()
    assert len(mail.outbox) >= 4
    for sent in mail.outbox:
        told = sent.message().as_string() + sent.body + sent.subject
        assert not [word for word in WORDS if word in told]
    assert any("Ferry" in sent.body for sent in mail.outbox)


def test_no_log_and_no_cache_says_it(newsroom, caplog):
    newsroom.mails()
    logged = " ".join(
        record.getMessage() + str(record.args) for record in caplog.records
    )
    assert not [word for word in REAL.split() if word in logged + caplog.text]
    assert REAL not in str(getattr(cache, "_cache", ""))


def test_no_picture_for_readers_and_no_files_name_says_it(newsroom, folders):
    public = list((folders / "public").rglob("*.*"))
    assert len(public) >= 6
    for word in REAL.split():
        assert files_saying(word, folders / "public") == []
        # What was brought is kept as it was brought, where no address leads.
        [kept] = files_saying(word, folders / "private")
        assert word.casefold() not in kept.name.casefold()
        assert files_saying(word, folders) == [kept]
    assert storages["originals"].exists(newsroom.photo.original.name)


def test_no_command_writes_it_down(newsroom, folders, settings):
    settings.VAR_DIR = folders / "var"
    settings.VAR_DIR.mkdir()
    written = said("dumpdata") + said("dumpdata", "articles.PenName")
    written += said("dumpdata", "--all", "--natural-foreign", "articles", "sessions")
    assert "Ferry" in written
    assert not [word for word in REAL.split() if word in written]
    assert PRIVATE not in written
    ours = {name for name, app in get_commands().items() if app in {"articles", "cms"}}
    # Those that write down nothing that is there; the backup has a test of its own.
    silent = {"create_admin", "import_article", "load_demo", "serve", "restore"}
    assert ours == silent | {"dumpdata", "worker", "backup"}
    told = newsroom.mails() + said("check")
    assert not [word for word in WORDS if word in told]


@pytest.mark.django_db(transaction=True)
def test_the_manifest_of_a_backup_does_not_say_it(folders, settings):
    settings.VAR_DIR = folders / "var"
    settings.VAR_DIR.mkdir()
    for name in ("public", "private"):
        (folders / name).mkdir()
    pen = factories.author(PEN, kind=Author.Kind.PEN_NAME)
    keeping.entrust(pen, by=factories.editor(), real_name=REAL)
    told = said("backup", str(folders / "backup"))
    for word in REAL.split():
        assert word not in told
        # The copy of the database itself holds it, as the manual says (PostgreSQL's
        # is packed, and says nothing to who only looks); nothing beside it.
        holding = {copy.name for copy in files_saying(word, folders / "backup")}
        assert len(holding) == (connection.vendor == "sqlite")
        assert "manifest.json" not in holding


@pytest.mark.parametrize("debug", [True, False])
def test_a_fault_of_ours_tells_nothing(newsroom, debug, settings, caplog):
    settings.DEBUG = debug
    settings.ADMINS = [("Machine", "machine@news.example")]
    browser, mail.outbox[:] = signed_in(newsroom.keeper), []
    faults = {
        "new_pen_name": ("create", ()),
        "change_pen_name": ("change", (newsroom.pen.pk,)),
        "open_pen_name": ("open_record", (newsroom.pen.pk,)),
    }
    newsroom.record.refresh_from_db()
    data = {"name": "B", "why": "So", "secret-real_name": REAL, "secret-note": REAL}
    data["seen"] = newsroom.record.touched_at.isoformat()
    for name, (verb, args) in faults.items():
        broken = RuntimeError("broken")
        with mock.patch.object(keeping.access, "log", side_effect=broken):
            answer = browser.post(place(name, *args), data)
        assert answer.status_code == 500, verb
        assert says(answer, REAL) == []
    with mock.patch(
        "articles.admin.authors.pen_names.views.what_still_says",
        side_effect=RuntimeError("broken"),
    ):
        answer = browser.post(place("open_pen_name", newsroom.pen.pk), {"why": "So"})
    assert answer.status_code == 500
    assert says(answer, REAL, BEFORE) == []
    assert "Quuxwhistle" not in caplog.text
    assert "Quuxwhistle" not in str([sent.body for sent in mail.outbox])


def test_no_portrait_is_taken_whose_file_names_somebody(newsroom):
    exif = Picture.Exif()
    exif[0x013B] = REAL  # artist
    photo = images.add(
        photographs.photograph((900, 600), BLUE, exif=exif),
        by=newsroom.keeper,
        alt="A reed",
        credit="Ours",
    )
    newsroom.pen.refresh_from_db()
    content = newsroom.pen.content().changed(photo=photo.pk)
    with pytest.raises(ValidationError, match=f"says whose it is: “{REAL}”"):
        things.save(newsroom.pen, content, by=newsroom.keeper, seen=2)
    other = factories.author(photo=photo)
    content = other.content().changed(kind=Author.Kind.PEN_NAME.value)
    with pytest.raises(ValidationError, match="says whose it is"):
        things.save(other, content, by=newsroom.keeper, seen=1)
    Author.objects.filter(pk=newsroom.pen.pk).update(photo=photo)
    browser = signed_in(newsroom.keeper)
    opened = browser.post(place("open_pen_name", newsroom.pen.pk), {"why": "To look"})
    assert "The files of the portrait name" in opened.text


class TestWhoseTestThisIs:
    """A test that finds nothing might look nowhere: what is planted is found."""

    def test_finds_it_in_an_authors_words(self, newsroom, client):
        own = Author.objects.filter(pk=newsroom.pen.pk)
        own.update(short_bio=f"<p>{REAL}</p>")
        assert leaking(client, newsroom.readers_addresses(), REAL)
        assert ("articles_author", "short_bio") in tables_saying(REAL)
        own.update(short_bio="", other_names=REAL)
        found = leaking(signed_in(newsroom.admin), newsroom.staff_addresses(), REAL)
        assert place("change", newsroom.pen.pk) in found

    def test_finds_it_in_an_older_text(self, newsroom):
        article = newsroom.articles[0]
        first = article.editions.order_by("live_from").first()
        first.disclaimer = f"<p>By {BEFORE}.</p>"
        first.save()
        browser = signed_in(newsroom.admin)
        assert leaking(browser, newsroom.at_other_times(), BEFORE)

    def test_finds_it_in_a_version_and_a_reason(self, newsroom):
        author = factories.author(BEFORE)
        article = Article.objects.get(pk=newsroom.articles[0].pk)
        snapshot = factories.snapshot(by_line=[author], headline="Ferry 0 again")
        desk.save(article, snapshot, by=newsroom.keeper, seen=article.version)
        Event.objects.filter(article=article).update(why=f"{REAL} asked")
        browser = signed_in(newsroom.admin)
        addresses = newsroom.staff_addresses()
        found = leaking(browser, addresses, BEFORE)
        assert any("/versions/" in each for each in found)
        found = leaking(browser, addresses, REAL)
        assert any("/versions/" in each for each in found)

    def test_finds_it_in_a_pictures_bytes(self, newsroom, folders):
        planted = folders / "public" / "x.webp"
        planted.write_bytes(b"RIFF" + REAL.encode("utf-16-le"))
        assert files_saying("Quuxwhistle", folders / "public") == [planted]

    def test_finds_a_record_that_prints_itself(self, newsroom):
        with mock.patch.object(PenName, "__str__", lambda self: self.real_name):
            found = leaking(signed_in(newsroom.admin), newsroom.staff_addresses(), REAL)
        assert any(place("delete", newsroom.pen.pk) == each for each in found)
