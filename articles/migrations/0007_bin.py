"""Deleting puts into a bin, a publication can be undone, a batch leaves a report."""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forbid_overlaps(apps, schema_editor):
    """Make SQLite's triggers again, which going back over this migration drops."""
    if schema_editor.connection.vendor == "sqlite":
        overlaps = import_module("articles.migrations.0002_editions_never_overlap")
        for name in overlaps.EVENTS:
            trigger = f"editions_never_overlap_{name}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        overlaps.forbid_overlaps(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The first, so that going back does it last.
        migrations.RunPython(migrations.RunPython.noop, forbid_overlaps),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("submit", "Submit"),
                            ("approve", "Approve"),
                            ("publish", "Publish"),
                            ("assign", "Assign"),
                            ("add", "Add regions, themes, reports, tags"),
                            ("remove", "Take out regions, themes, reports, tags"),
                            ("send_back", "Send back"),
                            ("unpublish", "Unpublish"),
                            ("delete", "Delete"),
                        ],
                        max_length=10,
                    ),
                ),
                ("options", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "verbose_name_plural": "batches",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="binned_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="binned_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deleted by",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="undoes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.edition",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="from_approved",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.RemoveIndex(model_name="article", name="article_newest"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("binned_at", None)),
                fields=["-updated_at", "-id"],
                name="article_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("binned_at__isnull", False)),
                fields=["-binned_at", "-id"],
                name="article_binned",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("binned_by", None), ("binned_at__isnull", False), _connector="OR"
                ),
                name="who_deleted_an_article_did_so_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="undoes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="articles.batch",
            ),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(fields=["by", "-at"], name="batch_newest"),
        ),
    ]
