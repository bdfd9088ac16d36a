"""Two people merge at the same moment: on PostgreSQL, where both go on at once."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from articles.editing import publication
from articles.models import AuthorPlacement, Merge
from tests import factories
from tests.editing.merging.test_merging import fresh, merged
from tests.publishing.test_tree import LONG_ENOUGH, side_by_side

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one write at a time"
    ),
]


def test_of_two_who_merge_each_into_the_other_one_is_told():
    editor = factories.editor()
    one, other = factories.author("One"), factories.author("Other")
    ready = threading.Barrier(2)

    def merging(gone, stays):
        def deed():
            ready.wait()
            merged(gone, stays, editor)

        return deed

    [error] = side_by_side(merging(one, other), merging(other, one))
    assert isinstance(error, ValidationError)
    assert "was merged into" in error.messages[0]
    assert Merge.objects.count() == 1
    assert [fresh(one).merged_into, fresh(other).merged_into].count(None) == 1


def test_what_is_being_published_stands_in_the_list_of_the_one_that_stays():
    editor = factories.editor()
    gone, stays = factories.author("One"), factories.author("Other")
    article = factories.article(by=editor, by_line=[gone])
    is_published = threading.Event()

    def publish():
        with transaction.atomic():
            publication.publish(article, by=editor, seen=1)
            is_published.set()
            threading.Event().wait(LONG_ENOUGH)

    def merge():
        is_published.wait(LONG_ENOUGH)
        merged(gone, stays, editor)

    assert side_by_side(publish, merge) == []
    assert [row.term for row in AuthorPlacement.objects.all()] == [stays]
