"""What the machine can say when staff ask whether everything is well.

Each check takes a report, which makes its lines, and returns them: see WELL_CHECKS in
settings. What is asked of backups is in cms.backups.
"""

import os
import shutil
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms.backups import places
from cms.health import missing_migrations

GIGABYTE = 1000**3
SLOW_SECONDS = 1
APART = timedelta(seconds=5)
_TELL = "Tell whoever runs the site"


def disk(report):
    usage = shutil.disk_usage(settings.VAR_DIR)
    share = usage.free / usage.total
    words = f"{_size(usage.free)} are free, {share:.0%} of the disk."
    if usage.free < GIGABYTE or share < 0.03:
        then = f"{_TELL} today: when it is full, nobody can save."
        return [report.not_well("Disk space", words, then)]
    if usage.free < 5 * GIGABYTE or share < 0.1:
        return [report.look("Disk space", words, f"{_TELL} this week.")]
    return [report.well("Disk space", words)]


def pictures(report):
    """Say whether what is uploaded can be stored."""
    for folder in places.media().values():
        # A folder that no picture was put into yet is made by the first.
        there = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(there, os.W_OK | os.X_OK):
            then = f"{_TELL}: this folder has to belong to the server’s user."
            words = "No picture can be added: their folder cannot be written to."
            return [report.not_well("Pictures", words, then, str(there))]
    return [report.well("Pictures", "New ones can be stored.")]


def database(report):
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    took = time.perf_counter() - began
    if took > SLOW_SECONDS:
        then = f"{_TELL} if it stays so: every page waits for it."
        return [report.look("Database", f"It answers, after {took:.1f} seconds.", then)]
    return [report.well("Database", "It answers at once.")]


def updates(report):
    """Say whether the database is as new as the program."""
    if missing := missing_migrations():
        words = "The program is newer than its database."
        then = f"{_TELL}: “manage.py migrate” has to run, as a restart does by itself."
        return [report.not_well("Updates", words, then, ", ".join(missing))]
    return [report.well("Updates", "Program and database fit together.")]


def clock(report):
    """Let people compare it with their watch: texts go out by it."""
    before = timezone.now()
    words = f"Here it is {report.moment(before)}. Texts go out by this clock."
    apart = abs(_database_clock() - before)
    if apart > APART:
        seconds = round(apart.total_seconds())
        then = f"{_TELL}: both machines have to keep the time (NTP)."
        words = f"{words} The database’s is {seconds} seconds away from it."
        return [report.not_well("Clock", words, then)]
    return [report.well("Clock", words)]


def _database_clock():
    sql = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"
    if connection.vendor == "postgresql":
        sql = "SELECT extract(epoch FROM clock_timestamp())"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        [seconds] = cursor.fetchone()
    return datetime.fromtimestamp(float(seconds), UTC)


def _size(count):
    if count < GIGABYTE:
        return f"{count / 1000**2:.0f} megabytes"
    return f"{count / GIGABYTE:.0f} gigabytes"
