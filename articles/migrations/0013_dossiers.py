from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

before = import_module("articles.migrations.0009_fixes_wait_whole")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_times"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # On the way back this comes last.
        migrations.RunPython(migrations.RunPython.noop, before.forbid_overlaps_again),
        migrations.AddField(
            model_name="edition",
            name="left_out_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Since when its release goes out without it.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="stopped_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Since when its own article keeps it, and so its release, waiting.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("article.created", "Filed"),
                    ("article.saved", "Saved"),
                    ("article.merged", "Saved and merged"),
                    ("article.conflicted", "Refused, kept as a version"),
                    ("article.settled", "Decided about a refused text"),
                    ("article.imported", "Imported"),
                    ("article.submitted", "Submitted"),
                    ("article.sent_back", "Sent back"),
                    ("article.approved", "Approved"),
                    ("article.assigned", "Assigned"),
                    ("article.restored", "Restored"),
                    ("article.duplicated", "Duplicated"),
                    ("article.translated", "Translation begun"),
                    ("article.held", "Put on hold"),
                    ("article.lifted", "Hold lifted"),
                    ("article.taken_back", "Taken back"),
                    ("article.deleted", "Deleted"),
                    ("article.brought_back", "Put back"),
                    ("article.caught_up", "Translation brought up to date"),
                    ("article.flagged", "Legal flag raised"),
                    ("article.flag_cleared", "Legal flag cleared"),
                    ("edition.published", "Published"),
                    ("edition.scheduled", "Scheduled"),
                    ("edition.rescheduled", "Moved to another time"),
                    ("edition.cancelled", "Schedule cancelled"),
                    ("edition.waiting", "Waits with its report"),
                    ("edition.left_out", "Left out of what goes out together"),
                    ("edition.running", "Goes out again as it was to"),
                    ("edition.unpublished", "Unpublished"),
                    ("edition.undone", "Publication undone"),
                    ("edition.overridden", "Check overridden"),
                    ("preview.made", "Preview link made"),
                    ("preview.revoked", "Preview link revoked"),
                    ("edition.fixed", "Fixed for readers"),
                    ("edition.picture_fixed", "Words of a picture fixed"),
                    ("edition.fix_settled", "Decided about a fix"),
                    ("edition.looked_at", "Fix looked at"),
                ],
                max_length=32,
            ),
        ),
        migrations.CreateModel(
            name="Release",
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
                ("live_from", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(blank=True, max_length=150)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="articles.report",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="edition",
            name="release",
            field=models.ForeignKey(
                blank=True,
                help_text="What it goes out with.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="articles.release",
            ),
        ),
    ]
