"""Corrections are amended; readers may open the history of an article."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_taking_down"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="amends",
            field=models.ForeignKey(
                db_index=False,
                help_text="The first notice, whose words these take the place of.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="articles.correction",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="shows_history",
            field=models.BooleanField(
                default=False,
                help_text="Under each article a page says what changed since publication, word by word.",
                verbose_name="history of articles",
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("correction", "Correction"),
                    ("clarification", "Clarification"),
                    ("update", "Update"),
                    ("note", "Editor’s note"),
                    ("retraction", "Retraction"),
                    ("withdrawal", "Withdrawal"),
                ],
                default="correction",
                max_length=13,
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
                    ("edition.unpublished", "Unpublished"),
                    ("edition.undone", "Publication undone"),
                    ("edition.overridden", "Check overridden"),
                    ("preview.made", "Preview link made"),
                    ("preview.revoked", "Preview link revoked"),
                    ("edition.fixed", "Fixed for readers"),
                    ("edition.picture_fixed", "Words of a picture fixed"),
                    ("edition.fix_settled", "Decided about a fix"),
                    ("edition.looked_at", "Fix looked at"),
                    ("edition.corrected", "Correction added"),
                    ("edition.amended", "Correction amended"),
                ],
                max_length=32,
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                condition=models.Q(("amends__isnull", False)),
                fields=["amends"],
                name="correction_amendments",
            ),
        ),
    ]
