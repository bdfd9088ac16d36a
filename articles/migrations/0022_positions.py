"""An author's one role and affiliation become the first of dated ones, undated."""

from django.db import migrations


def date_them(apps, schema_editor):
    for author in _with_one(apps, schema_editor):
        held = {"role": author.role, "affiliation": author.affiliation}
        author.positions = [{name: words for name, words in held.items() if words}]
        author.save(update_fields=["positions"])


def take_the_first(apps, schema_editor):
    authors = apps.get_model("articles", "Author").objects
    for author in authors.using(schema_editor.connection.alias).exclude(positions=[]):
        first = author.positions[0]
        author.role = first.get("role", "")
        author.affiliation = first.get("affiliation", "")
        author.save(update_fields=["role", "affiliation"])


def _with_one(apps, schema_editor):
    authors = apps.get_model("articles", "Author").objects
    authors = authors.using(schema_editor.connection.alias)
    return authors.exclude(role="", affiliation="")


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_authors_desk")]

    operations = [migrations.RunPython(date_them, take_the_first)]
