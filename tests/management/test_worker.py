"""`manage.py worker`: sends what is due, and ends when it is told to."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from articles.editing import review
from articles.management.commands import worker
from articles.models import Digest, Event
from articles.models.actions import Role
from tests import factories

PROJECT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_sends_what_is_due_once_and_says_so(capsys):
    writer = factories.user(Role.WRITER)
    editor = factories.user(Role.EDITOR, email="ana@news.example")
    call_command("worker", once=True)
    assert "Mail: 0 sent, 0 failed." in capsys.readouterr().out
    review.submit(factories.article(by=writer), by=writer, seen=1)
    earlier = timezone.now() - timedelta(hours=1)
    Event.objects.update(at=earlier)
    Digest.objects.filter(person=editor).update(
        next_at=timezone.now(), told_until=earlier - timedelta(minutes=1)
    )
    call_command("worker", once=True)
    assert "Mail: 1 sent, 0 failed." in capsys.readouterr().out
    assert [sent.to for sent in mail.outbox] == [["ana@news.example"]]


@pytest.mark.django_db
def test_a_database_that_is_away_ends_no_worker(caplog):
    with mock.patch.object(worker, "send_due", side_effect=OperationalError("away")):
        worker.Command().work_or_wait()
    assert "trying again in a minute" in caplog.text


@pytest.mark.django_db
def test_a_fault_of_ours_ends_no_worker_and_is_written_down(caplog):
    with mock.patch.object(worker, "send_due", side_effect=KeyError("bio")):
        worker.Command().work_or_wait()
    assert "This round failed; trying again in a minute" in caplog.text
    assert "KeyError: 'bio'" in caplog.text


@pytest.mark.django_db
def test_once_says_what_failed():
    broken = mock.patch.object(worker, "send_due", side_effect=KeyError("bio"))
    with broken, pytest.raises(KeyError, match="bio"):
        call_command("worker", once=True)


def test_help_teaches(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("worker", "--help")
    assert ended.value.code in {0, None}
    words = " ".join(capsys.readouterr().out.split())
    assert "Without a worker no mail is sent" in words
    assert "--once" in words


def run(tmp_path, *words, **options):
    variables = {"VAR_DIR": str(tmp_path), "DATABASE_URL": "", "EMAIL_URL": ""}
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings", **variables},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_without_complaint_when_it_is_told_to(tmp_path, number):
    with run(tmp_path, "migrate", "--verbosity=0") as migrating:
        assert migrating.wait(timeout=120) == 0
    with run(tmp_path, "worker") as running:
        assert "The worker has begun." in running.stdout.readline()
        time.sleep(0.5)
        running.send_signal(number)
        words, _ = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "The worker has ended." in words
