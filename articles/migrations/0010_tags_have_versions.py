"""Tags become ours, under the numbers that they had; a picture keeps when it came."""

import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.core.management.color import no_style
from django.db import migrations, models

import articles.models.names
import articles.models.slugs

AT_ONCE = 2000


def take_over(apps, editor):
    """Copy tags and what they hang on from taggit's tables, which stay as they are."""
    theirs, ours = apps.get_model("taggit.Tag"), apps.get_model("articles.Tag")
    _copied(theirs, ours, editor)
    taggings = apps.get_model("articles.Tagging")
    hanging = _hanging(apps).values_list("object_id", "tag_id").order_by("pk")
    known = set(apps.get_model("articles.Article").objects.values_list("pk", flat=True))
    rows = (taggings(content_object_id=pk, tag_id=tag) for pk, tag in hanging)
    taggings.objects.bulk_create(
        (row for row in rows if row.content_object_id in known), batch_size=AT_ONCE
    )


def give_back(apps, editor):
    """Write taggit's tables anew, so that what is ours can go."""
    theirs, ours = apps.get_model("taggit.Tag"), apps.get_model("articles.Tag")
    kinds = apps.get_model("contenttypes.ContentType").objects
    _hanging(apps).delete()
    theirs.objects.all().delete()
    _copied(ours, theirs, editor)
    kind, _ = kinds.get_or_create(app_label="articles", model="article")
    items = apps.get_model("taggit.TaggedItem")
    hanging = apps.get_model("articles.Tagging").objects.order_by("pk")
    items.objects.bulk_create(
        items(object_id=row.content_object_id, content_type=kind, tag_id=row.tag_id)
        for row in hanging
    )


def _copied(theirs, ours, editor):
    rows = theirs.objects.values("pk", "name", "slug").order_by("pk")
    ours.objects.bulk_create((ours(**row) for row in rows), batch_size=AT_ONCE)
    with editor.connection.cursor() as cursor:
        for each in editor.connection.ops.sequence_reset_sql(no_style(), [ours]):
            cursor.execute(each)


def _hanging(apps):
    return apps.get_model("taggit.TaggedItem").objects.filter(
        content_type__app_label="articles", content_type__model="article"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_fixes_wait_whole"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tag",
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
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "name",
                    articles.models.names.NameField(max_length=100, unique=True),
                ),
                (
                    "slug",
                    articles.models.slugs.SlugField(
                        allow_unicode=True,
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
            ],
            options={"verbose_name": "tag", "verbose_name_plural": "tags"},
        ),
        migrations.CreateModel(
            name="Tagging",
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
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_items",
                        to="articles.article",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taggings",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_object", "tag"),
                        name="an_article_has_a_tag_once",
                    )
                ],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="tagplacement",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.tag",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="Separated by commas.",
                through="articles.Tagging",
                to="articles.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, give_back),
        migrations.AlterField(
            model_name="image",
            name="uploaded_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False
            ),
        ),
        migrations.AlterField(
            model_name="version",
            name="intent",
            field=models.CharField(
                choices=[
                    ("found", "As it was found"),
                    ("save", "Saved"),
                    ("merge", "Saved, with a colleague's changes"),
                    ("conflict", "Kept aside: somebody else had changed the same"),
                    ("import", "Imported"),
                    ("restore", "Restored"),
                    ("delete", "Put into the bin"),
                    ("return", "Put back"),
                ],
                default="save",
                max_length=8,
            ),
        ),
    ]
