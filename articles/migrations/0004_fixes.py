"""Fixes of live texts, corrections that readers are told, and looks at them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_holds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("note", "Editor's note"),
                            ("retraction", "Retraction"),
                            ("withdrawal", "Withdrawal"),
                        ],
                        default="correction",
                        max_length=13,
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("dated_at", models.DateTimeField()),
                ("made_by_name", models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="fix_from",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="What readers saw before it, to compare both texts with.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="fix_waiting",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="corrections",
            field=models.JSONField(
                help_text="[kind, text, moment] of each, the oldest first.", null=True
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="fix_from",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="What readers saw before it, to compare both texts with.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="fix_waiting",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="look_wanted_at",
            field=models.DateTimeField(
                help_text="Since when somebody else than its fixer is to look at it.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="intent",
            field=models.CharField(
                choices=[
                    ("save", "Saved"),
                    ("merge", "Saved, with a colleague's changes"),
                    ("conflict", "Kept aside: somebody else had changed the same"),
                    ("import", "Imported"),
                    ("restore", "Restored"),
                    ("fix", "Fixed for readers"),
                    ("beside", "Fixed for readers, beside your text"),
                    ("coming", "Scheduled text, with a fix of what readers see"),
                ],
                default="save",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("look_wanted_at__isnull", False)),
                fields=["look_wanted_at"],
                name="edition_look_wanted",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("fix_waiting__isnull", False)),
                fields=["live_from"],
                name="edition_fix_waiting",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.edition",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["-dated_at", "-id"], name="correction_newest"),
        ),
    ]
