"""The staff's manual says what is on the screens."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from articles.admin.authors.filters import BUILT_IN as AUTHORS
from articles.admin.saved_filters import BUILT_IN
from articles.editing.concerns.desk import SOURCES
from articles.editing.concerns.entries import Desk
from tests.admin.test_well import NAMES

MANUAL = Path(settings.BASE_DIR, "docs/editors.md").read_text(encoding="utf-8")


def rows_under(heading, place=0):
    """Return the cells of a table after a heading, without its head."""
    _, _, after = MANUAL.partition(f"\n## {heading}\n")
    tables = [part for part in after.split("\n\n") if part.startswith("|")]
    lines = tables[place].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_names_the_filters_that_stand_above_the_list():
    told = [name for name, _ in rows_under("Finding things")]
    assert told == [name for name, _ in BUILT_IN]


def test_names_the_filters_that_stand_above_the_list_of_authors():
    told = [name for name, _ in rows_under("Looking after authors", 1)]
    assert told == [name for name, _ in AUTHORS]


def test_has_each_group_of_my_desk_in_its_order_and_whether_it_is_mailed():
    monday = Desk(None, datetime(2026, 6, 1, 12, tzinfo=UTC), None, UTC)
    told = [(group, by_mail) for group, *_, by_mail in rows_under("My desk")]
    assert told == [
        (source.name.format(desk=monday), "yes" if source.is_mailed else "no")
        for source in SOURCES
    ]


def test_has_each_line_of_whether_everything_is_well():
    told = [name for name, *_ in rows_under("Is everything well?")]
    assert told == NAMES
