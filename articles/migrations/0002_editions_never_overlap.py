"""Two editions of an article are never visible at the same instant: the database says so.

PostgreSQL has exclusion constraints; SQLite gets triggers. A later migration that makes
SQLite rebuild the table drops its triggers: it must run `forbid_overlaps` again, and
tests/publishing/test_overlaps.py fails until it does.
"""

from django.db import migrations

EXCLUSION = """
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    ALTER TABLE articles_edition ADD CONSTRAINT editions_of_an_article_never_overlap
    EXCLUDE USING gist (
        article_id WITH =, tstzrange(live_from, live_until, '[)') WITH &&
    ) WHERE (cancelled_at IS NULL)
"""
NO_EXCLUSION = """
    ALTER TABLE articles_edition DROP CONSTRAINT editions_of_an_article_never_overlap
"""
# Django stores moments in SQLite as text in UTC that sorts as time does.
TRIGGER = """
    CREATE TRIGGER editions_never_overlap_{name}
    BEFORE {event} ON articles_edition
    WHEN NEW.cancelled_at IS NULL
        AND (NEW.live_until IS NULL OR NEW.live_until > NEW.live_from)
        AND EXISTS (
            SELECT 1 FROM articles_edition AS other
            WHERE other.article_id = NEW.article_id
                AND other.id IS NOT NEW.id
                AND other.cancelled_at IS NULL
                AND (other.live_until IS NULL OR other.live_until > other.live_from)
                AND (NEW.live_until IS NULL OR other.live_from < NEW.live_until)
                AND (other.live_until IS NULL OR NEW.live_from < other.live_until)
        )
    BEGIN
        SELECT RAISE(ABORT, 'editions_of_an_article_never_overlap');
    END
"""
EVENTS = {
    "insert": "INSERT",
    "update": "UPDATE OF article_id, live_from, live_until, cancelled_at",
}


def forbid_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUSION)
    else:
        for name, event in EVENTS.items():
            schema_editor.execute(TRIGGER.format(name=name, event=event))


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_EXCLUSION)
    else:
        for name in EVENTS:
            schema_editor.execute(f"DROP TRIGGER editions_never_overlap_{name}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_newsroom")]

    operations = [migrations.RunPython(forbid_overlaps, allow_overlaps)]
