"""Several people, several processes, one article: whatever was typed is a version."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from articles.models import Revision
from tests import factories

PROJECT = Path(__file__).parents[2]
SAVES = 200
PROCESSES = 4


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_200_times_at_random_lose_no_text():
    people = [factories.user("Editor", username=name) for name in ("ana", "noor")]
    article = factories.article(by=people[0])
    typists = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.editing.typist"),
                *(person.username, str(article.pk)),
                *(str(SAVES // PROCESSES), str(seed)),
            ],
            cwd=PROJECT,
            env={**os.environ, **at_this_database()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
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
