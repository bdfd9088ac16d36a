"""What the machine says when somebody asks whether everything is well."""

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from articles.editing.well.report import Report, State
from cms import well
from cms.backups import memory

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
GIGABYTE = 1000**3
Usage = namedtuple("Usage", "total used free")


def asked(check, now=NOON):
    [line] = check(Report(None, now, UTC))
    return line


@pytest.mark.parametrize(
    ("free", "total", "state"),
    [
        (0.5, 4, State.NOT_WELL),
        (2, 100, State.NOT_WELL),
        (4, 20, State.LOOK),
        (9, 100, State.LOOK),
        (50, 100, State.WELL),
    ],
)
def test_little_space_is_said_before_there_is_none(free, total, state):
    usage = Usage(total * GIGABYTE, 0, free * GIGABYTE)
    with mock.patch.object(shutil, "disk_usage", return_value=usage):
        assert asked(well.disk).state == state


def test_a_folder_of_pictures_that_is_locked_is_not_well(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    assert asked(well.pictures).state == State.WELL
    with mock.patch("os.access", return_value=False):
        line = asked(well.pictures)
    assert line.state == State.NOT_WELL
    assert line.detail == str(tmp_path)


@pytest.mark.django_db
def test_the_database_answers_is_up_to_date_and_keeps_the_time():
    for check in (well.database, well.updates, well.clock):
        assert asked(check).state == State.WELL


@pytest.mark.django_db
def test_a_slow_database_wants_a_look():
    with mock.patch("time.perf_counter", side_effect=[0, 3.25]):
        line = asked(well.database)
    assert line.state == State.LOOK
    assert "after 3.2 seconds" in line.words


def test_a_missing_migration_is_not_well():
    with mock.patch.object(well, "missing_migrations", return_value=["articles.0099"]):
        line = asked(well.updates)
    assert line.state == State.NOT_WELL
    assert line.detail == "articles.0099"


def test_two_clocks_that_differ_are_not_well():
    behind = datetime.now(UTC) - timedelta(minutes=2)
    with mock.patch("cms.well._database_clock", return_value=behind):
        line = asked(well.clock)
    assert line.state == State.NOT_WELL
    assert "120 seconds away" in line.words


@pytest.fixture
def remembered(settings, tmp_path):
    """Return a function that says how the last backups went."""
    settings.VAR_DIR = tmp_path

    def remember(**facts):
        memory.remember(
            **{name: at.isoformat() for name, at in facts.items()}, why="Full"
        )

    return remember


@pytest.mark.parametrize(
    ("days", "state"), [(0.9, State.WELL), (2, State.LOOK), (4, State.NOT_WELL)]
)
def test_backups_grow_old(remembered, days, state):
    remembered(succeeded_at=NOON - timedelta(days=days))
    assert asked(memory.backups).state == state


def test_a_backup_that_failed_is_not_well_until_one_succeeds(remembered):
    remembered(succeeded_at=NOON - timedelta(days=1))
    remembered(failed_at=NOON - timedelta(hours=2))
    line = asked(memory.backups)
    assert (line.state, line.detail) == (State.NOT_WELL, "Full")
    assert "The last one failed, 2 hours ago." in line.words
    assert "of Sunday 31 May, 12:00 (UTC)" in line.words
    remembered(succeeded_at=NOON - timedelta(hours=1))
    assert asked(memory.backups).state == State.WELL


@pytest.mark.django_db
@pytest.mark.usefixtures("remembered")
def test_a_newsroom_without_a_backup_has_a_week_to_make_one():
    now = datetime.now(UTC)
    assert asked(memory.backups, now).state == State.LOOK
    assert asked(memory.backups, now + timedelta(days=9)).state == State.NOT_WELL


@pytest.mark.django_db
def test_a_memory_that_cannot_be_read_is_none(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "backup.json").write_text("{")
    assert asked(memory.backups, datetime.now(UTC)).words == "There is none yet."
