"""A month with thousands of articles: few are loaded, by an index, and all counted."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.editing.agenda import rows
from articles.editing.agenda.spans import View, span_of
from articles.models import Article, Edition
from tests import factories
from tests.newsroom import Newsroom

CROWDED = 3000
MIDNIGHT = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture
def newsroom(db):
    """Bring in an archive whose dates are all one midnight, as imports do."""
    editor = factories.editor()
    Newsroom([editor]).grow(CROWDED * 6 // 5)
    crowd = Edition.objects.order_by("pk").values("pk")[:CROWDED]
    Edition.objects.filter(pk__in=crowd).update(live_from=MIDNIGHT)
    return editor


def test_shows_a_few_of_a_crowded_day_and_how_many_there_are(newsroom, client):
    client.force_login(newsroom)
    page = html.fromstring(client.get("/admin/calendar/?on=2026-03-01").text)
    [day] = page.xpath("//li[@data-day='2026-03-10']")
    assert len(day.xpath(".//li[contains(@class, 'entry')]")) == 4
    [more] = day.xpath(".//p[@class='day-more']/a")
    assert more.text == f"and {CROWDED - 4} more"
    page = html.fromstring(client.get(f"/admin/calendar/{more.get('href')}").text)
    assert len(page.xpath("//li[contains(@class, 'entry')]")) == 100
    last = client.get("/admin/calendar/?view=day&on=2026-03-10&page=30")
    assert last.text.count('<li class="entry"') == 100
    assert "Later" not in last.text


@pytest.mark.parametrize(
    ("select", "index"),
    [
        (rows.beginnings, "edition_begins"),
        (rows.endings, "edition_expires"),
        (rows.dues, "article_due"),
        (rows.embargoes, "article_embargoed"),
    ],
)
def test_a_month_is_read_by_an_index(newsroom, select, index):
    Article.objects.filter(pk__in=range(9)).update(due_on=date(2010, 3, 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    span = span_of(View.MONTH, date(2010, 3, 15), UTC)
    with CaptureQueriesContext(connection) as asked:
        list(select(span, None, 4))
    [query] = asked.captured_queries
    assert index in explained(query["sql"])


def explained(query):
    """Return the database's plan; Django explains no filter on a window."""
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {query}")
        return str(cursor.fetchall())
