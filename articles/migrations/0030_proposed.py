import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0029_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="has_proposed_author",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="author",
            name="proposed_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Since when somebody is to decide; empty: one of ours.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="proposed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="proposed_authors",
                to=settings.AUTH_USER_MODEL,
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
                    ("article.permission_lost", "Permission withdrawn"),
                    ("article.permission_given", "Permission given again"),
                    ("edition.published", "Published"),
                    ("edition.scheduled", "Scheduled"),
                    ("edition.rescheduled", "Moved to another time"),
                    ("edition.cancelled", "Schedule cancelled"),
                    ("edition.end_changed", "Time of its end changed"),
                    ("edition.waiting", "Waits with its report"),
                    ("edition.left_out", "Left out of what goes out together"),
                    ("edition.running", "Goes out again as it was to"),
                    ("edition.unpublished", "Unpublished"),
                    ("edition.retracted", "Retracted"),
                    ("edition.reinstated", "Reinstated"),
                    ("edition.withdrawn", "Withdrawn for legal reasons"),
                    ("edition.withdrawal_ended", "Withdrawal ended"),
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
                    ("author.proposed", "Author proposed"),
                    ("author.accepted", "Proposed author accepted"),
                    ("author.known", "Proposed author known already"),
                    ("author.declined", "Proposed author declined"),
                ],
                max_length=32,
            ),
        ),
        migrations.AddIndex(
            model_name="author",
            index=models.Index(
                condition=models.Q(("proposed_at__isnull", False)),
                fields=["proposed_at"],
                name="author_proposed",
            ),
        ),
        migrations.AddConstraint(
            model_name="author",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_at", None), ("merged_into", None), _connector="OR"
                ),
                name="a_proposed_author_is_merged_into_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="author",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_by", None),
                    ("proposed_at__isnull", False),
                    _connector="OR",
                ),
                name="who_proposed_an_author_did_so_at_a_time",
            ),
        ),
    ]
