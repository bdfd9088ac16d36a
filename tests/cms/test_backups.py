"""`manage.py backup` and `restore`: whole or not at all, on either database."""

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from io import StringIO
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, Author
from cms.backups import memory, places, restoring, sqlite, taking
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newsroom(settings, tmp_path):
    """A newsroom with an article and two pictures' files, and a folder beside it."""
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("PostgreSQL's client programs are missing.")
    settings.VAR_DIR = tmp_path / "var"
    public, private = settings.VAR_DIR / "public", settings.VAR_DIR / "private"
    for folder in (public, private):
        (folder / "ab").mkdir(parents=True)
    settings.MEDIA_ROOT = public
    originals = {"location": str(private)}
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {**settings.STORAGES["originals"], "OPTIONS": originals},
    }
    (public / "ab" / "dam.webp").write_bytes(b"a dam, small")
    (private / "ab" / "dam.jpeg").write_bytes(b"a dam, large")
    factories.article(headline="A dam")
    return tmp_path


@pytest.fixture
def backup(newsroom):
    folder = newsroom / "backup"
    call_command("backup", str(folder), stdout=StringIO())
    return folder


def restored(folder, **options):
    said = StringIO()
    call_command("restore", str(folder), stdout=said, **options)
    return said.getvalue()


def emptied():
    """Leave nothing that a person has put here."""
    call_command("flush", interactive=False, verbosity=0)
    for folder in places.media().values():
        shutil.rmtree(folder)


def stored():
    return {
        name: {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
        for name, folder in places.media().items()
    }


def test_says_what_it_holds(newsroom):
    said = StringIO()
    folder = newsroom / "2026-11-23"
    call_command("backup", str(folder), stdout=said)
    assert "2 files of pictures" in said.getvalue()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["rows"]["articles_article"] == 1
    assert manifest["migrations"]["articles"] in str(places.migrations())
    assert set(manifest["files"]) == {
        places.engine().FILE,
        "media/public/ab/dam.webp",
        "media/private/ab/dam.jpeg",
    }
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in newsroom.iterdir() if ".part" in path.name] == []
    assert memory.recalled()["succeeded_at"] == manifest["made_at"]


def test_comes_back_whole_into_an_empty_newsroom(backup):
    emptied()
    assert not places.is_used()
    assert "Restored" in restored(backup)
    assert Article.objects.get().headline == "A dam"
    assert stored() == {"public": {"ab/dam.webp"}, "private": {"ab/dam.jpeg"}}
    with storages["originals"].open("ab/dam.jpeg") as original:
        assert original.read() == b"a dam, large"
    # The next row gets a number of its own.
    factories.article(headline="A lake")
    assert Article.objects.count() == 2


def test_a_newsroom_that_is_used_is_replaced_only_if_told_and_is_kept(backup, settings):
    factories.author("Written since")
    (settings.MEDIA_ROOT / "since.webp").write_bytes(b"since")
    with pytest.raises(CommandError, match="add --replace"):
        restored(backup)
    assert Author.objects.count() == 1
    said = restored(backup, replace=True)
    assert not Author.objects.exists()
    assert stored()["public"] == {"ab/dam.webp"}
    [kept] = settings.VAR_DIR.glob("replaced-*")
    assert f"is kept in {kept}" in said
    assert (kept / "media" / "public" / "since.webp").exists()
    assert (kept / places.engine().FILE).stat().st_size > 0


def test_pictures_alone_are_something_too(backup):
    call_command("flush", interactive=False, verbosity=0)
    with pytest.raises(CommandError, match="not empty"):
        restored(backup)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda at: (at / "media/public/ab/dam.webp").write_bytes(b"x"), "was changed"),
        (lambda at: (at / "media/public/ab/dam.webp").unlink(), "is missing"),
        (lambda at: (at / "manifest.json").unlink(), "is no backup"),
        (lambda at: (at / "manifest.json").write_text("{"), "cannot be read"),
        (lambda at: rewrite(at, format=9), "has format 9"),
        (lambda at: rewrite(at, engine="oracle"), "is of oracle"),
        (lambda at: rewrite(at, migrations={"articles": "9999_x"}), "is newer than"),
        (lambda at: rewrite(at, files={"../../x": [0, ""]}), "leads out of"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(backup, spoil, complaint):
    emptied()
    spoil(backup)
    with pytest.raises(CommandError, match=complaint):
        restored(backup)
    assert not places.is_used()
    assert stored() == {"public": set(), "private": set()}


def rewrite(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_database_that_cannot_be_replaced_leaves_everything(backup, settings):
    (settings.MEDIA_ROOT / "since.webp").write_bytes(b"since")
    in_use = mock.patch.object(
        places.engine(), "restore", side_effect=restoring.Unusable("In use.")
    )
    with in_use, pytest.raises(CommandError, match="In use"):
        restored(backup, replace=True)
    assert "since.webp" in stored()["public"]
    assert not list(settings.VAR_DIR.glob("*.restoring"))


def test_nothing_is_written_over(backup):
    before = (backup / "manifest.json").read_bytes()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(backup), stdout=StringIO())
    assert (backup / "manifest.json").read_bytes() == before


def test_an_empty_folder_will_do(newsroom):
    folder = newsroom / "made before"
    folder.mkdir()
    call_command("backup", str(folder), stdout=StringIO())
    assert (folder / "manifest.json").exists()


def test_what_a_failure_leaves_is_taken_away_and_remembered(newsroom):
    full = mock.patch.object(taking, "copied", side_effect=OSError("No space left"))
    with full, pytest.raises(CommandError, match="No space left"):
        call_command("backup", str(newsroom / "backup"), stdout=StringIO())
    assert [path.name for path in newsroom.iterdir()] == ["var"]
    assert memory.recalled()["why"] == "No space left"


def test_a_missing_program_is_named(newsroom):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs none.")
    gone = mock.patch("subprocess.run", side_effect=FileNotFoundError)
    with gone, pytest.raises(CommandError, match="pg_dump is missing"):
        call_command("backup", str(newsroom / "backup"), stdout=StringIO())


def write_pairs(stopped):
    """Write numbers that cancel each other out, two in a transaction."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as own:
        own.execute("PRAGMA busy_timeout=20000")
        number = 0
        while not stopped.is_set():
            number += 1
            with own:
                own.execute("INSERT INTO pairs VALUES (?)", [number])
                own.execute("INSERT INTO pairs VALUES (?)", [-number])


def test_is_of_one_moment_while_others_write(newsroom):
    if connection.vendor != "sqlite":
        pytest.skip("pg_dump's own snapshot sees to it.")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE pairs (n INTEGER)")
    stopped = threading.Event()
    writer = threading.Thread(target=write_pairs, args=[stopped])
    writer.start()
    sums = []
    try:
        for number in range(10):
            target = newsroom / f"copy-{number}.sqlite3"
            sqlite.dump(target)
            with closing(sqlite3.connect(target)) as copy:
                sums += copy.execute("SELECT total(n) FROM pairs").fetchone()
    finally:
        stopped.set()
        writer.join()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE pairs")
    assert sums == [0.0] * 10
