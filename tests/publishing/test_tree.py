"""Regions move while others publish: on PostgreSQL, where both go on at once."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from articles.editing import publication, things
from articles.models import Region, RegionPlacement
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'", reason="SQLite lets one write at a time"
    ),
]
LONG_ENOUGH = 2  # seconds


def move(region, parent, by):
    content = region.content().changed(parent=parent.pk)
    things.save(region, content, by=by, seen=region.version)


def side_by_side(*deeds):
    """Run each in a thread; return what they raised."""
    raised = []

    def run(deed):
        try:
            deed()
        except Exception as error:  # told to whoever asks
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_an_article_that_is_being_published_moves_with_its_region():
    editor = factories.editor()
    top, region = factories.region("Top"), factories.region("Within")
    article = factories.article(by=editor, regions=(region.pk,))
    is_published = threading.Event()

    def publish():
        with transaction.atomic():
            publication.publish(article, by=editor, seen=1)
            is_published.set()
            threading.Event().wait(LONG_ENOUGH)

    def move_it():
        is_published.wait(LONG_ENOUGH)
        move(region, top, editor)

    assert side_by_side(publish, move_it) == []
    placed = RegionPlacement.objects.visible().values_list("term__name", flat=True)
    assert sorted(placed) == ["Top", "Within"]


def test_two_regions_are_not_put_into_each_other():
    editor = factories.editor()
    one, other = factories.region("One"), factories.region("Other")
    [refused] = side_by_side(
        lambda: move(one, other, editor), lambda: move(other, one, editor)
    )
    assert isinstance(refused, ValidationError)
    assert sorted(map(bool, Region.objects.parents().values())) == [False, True]
