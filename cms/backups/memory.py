"""Remembers how the last backups went, and says it to staff who ask."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

NEW_FOR = timedelta(days=7)
DAILY = timedelta(hours=26)
TOO_OLD = timedelta(days=3)
_START = (
    "Tell whoever runs the site: “manage.py backup” has to run each night "
    "(docs/deploy.md)."
)


def remember(**facts):
    """Keep facts about the last backup beside those that are kept already."""
    path = settings.VAR_DIR / "backup.json"
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(recalled() | facts), encoding="utf-8")
    draft.replace(path)


def recalled():
    try:
        return json.loads((settings.VAR_DIR / "backup.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def backups(report):
    """Say how old the last backup is: no query, but where there never was one."""
    name, facts = "Backups", recalled()
    done, failed = _at(facts, "succeeded_at"), _at(facts, "failed_at")
    if failed and (done is None or failed > done):
        last = f"The last that succeeded is of {report.moment(done)}." if done else ""
        words = f"The last one failed, {report.since(failed)} ago. {last}".strip()
        return [report.not_well(name, words, _START, facts["why"])]
    if done is None:
        words = "There is none yet."
        is_new = report.now - _installed_at() < NEW_FOR
        return [(report.look if is_new else report.not_well)(name, words, _START)]
    age = report.now - done
    words = f"The last is {report.since(done)} old, of {report.moment(done)}."
    if age > TOO_OLD:
        return [report.not_well(name, words, _START)]
    return [
        report.look(name, words, _START) if age > DAILY else report.well(name, words)
    ]


def _at(facts, name):
    return datetime.fromisoformat(facts[name]) if name in facts else None


def _installed_at():
    applied = MigrationRecorder(connection).migration_qs.order_by("applied")
    first = applied.values_list("applied", flat=True).first()
    return first or timezone.now()
