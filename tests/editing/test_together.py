"""Several people, several processes, one article: whatever was typed is a version."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Event, Revision
from tests import factories

PROJECT = Path(__file__).parents[2]
SAVES = 200
PROCESSES = 4


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_200_times_at_random_lose_no_text():
    people = [factories.user("Editor", username=name) for name in ("ana", "noor")]
    article = factories.article(by=people[0])
    typists = [
        started(
            *("tests.editing.typist", person.username, str(article.pk)),
            *(str(SAVES // PROCESSES), str(seed)),
        )
        for seed, person in enumerate(people * (PROCESSES // len(people)))
    ]
    typed = []
    for typist in typists:
        output, errors = typist.communicate(timeout=300)
        assert typist.returncode == 0, errors
        typed += map(json.loads, output.splitlines())
    assert len(typed) == SAVES

    versions = list(article.revisions.order_by("number"))
    stored = [version.content for version in versions]
    lost = [
        form for form in typed if not any(form.items() <= it.items() for it in stored)
    ]
    assert lost == []
    # Numbers run without a gap, and it was no walk in the park.
    assert [version.number for version in versions] == [*range(1, len(versions) + 1)]
    intents = {version.intent for version in versions}
    assert {Revision.Intent.MERGE, Revision.Intent.CONFLICT} <= intents
    article.refresh_from_db()
    [head] = [it for it in versions if it.number == article.version]
    assert head.snapshot == article.snapshot()


def at_this_database():
    """Return the environment in which another process finds the tests' database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        address = f"sqlite:///{quote(name)}"
    else:
        server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        address = f"{server}/{name}"
    return {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}


@pytest.mark.django_db(transaction=True)
def test_two_processes_scheduling_for_the_same_second_make_one_edition():
    people = [factories.user("Editor", username=name) for name in ("ana", "noor")]
    article = factories.article(by=people[0])
    at = (timezone.now() + timedelta(hours=1)).replace(microsecond=0)
    schedulers = [
        started(
            *("tests.editing.scheduler", person.username, str(article.pk)),
            *(str(article.version), at.isoformat()),
        )
        for person in people
    ]
    for scheduler in schedulers:
        assert scheduler.stdout.readline() == "ready\n"
    for scheduler in schedulers:
        scheduler.stdin.write("go\n")
        scheduler.stdin.flush()
    said = []
    for scheduler in schedulers:
        output, errors = scheduler.communicate(timeout=60)
        assert scheduler.returncode == 0, errors
        said.append(output.strip())
    refused, scheduled = sorted(said)
    assert refused.startswith("Another version is scheduled for that very moment.")
    assert scheduled == "scheduled"
    [edition] = article.editions.all()
    assert edition.live_from == at
    told = article.events.filter(kind=Event.Kind.SCHEDULED)
    assert [event.edition for event in told] == [edition]


def started(module, *words):
    """Start a process of its own at the tests' database."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=PROJECT,
        env={**os.environ, **at_this_database()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
