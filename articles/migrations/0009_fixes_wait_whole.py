"""A fix waits with what it is to be compared with; an undone one leaves nothing behind."""

from importlib import import_module

from django.db import migrations, models

overlaps = import_module("articles.migrations.0002_editions_never_overlap")


def forbid_overlaps_again(apps, schema_editor):
    """SQLite has rebuilt the table by now, and dropped its triggers with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        overlaps.forbid_overlaps(apps, schema_editor)


def asks_whole(name):
    nothing = models.Q(("fix_from", None), ("fix_waiting", None))
    both = models.Q(("fix_from__isnull", False), ("fix_waiting__isnull", False))
    return models.CheckConstraint(
        condition=models.Q(nothing, both, _connector="OR"), name=name
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_my_desk")]

    operations = [
        # On the way back this comes last.
        migrations.RunPython(migrations.RunPython.noop, forbid_overlaps_again),
        migrations.AddField(
            model_name="edition",
            name="desk_was",
            field=models.JSONField(
                help_text="Of a fix: the desk copy before it and after, to undo it.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("fix_waiting__isnull", False)),
                fields=["fix_waiting"],
                name="article_fix_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=asks_whole("an_article_names_the_fix_that_waits_and_its_base"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=asks_whole(
                "an_edition_names_the_fix_that_it_awaits_and_its_base"
            ),
        ),
        migrations.RunPython(forbid_overlaps_again, migrations.RunPython.noop),
    ]
