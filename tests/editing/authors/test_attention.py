"""Who wants looking after: one rule for the list and for My desk."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.editing.authors.attention import (
    OF_BIOS,
    Want,
    any_of,
    months_before,
    neglected,
    said,
    wants,
)
from articles.models import Author
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def wanted(author, now=NOON, months=12, twice=()):
    rows = Author.objects.annotate(**said(wants(now.date(), now, months, twice)))
    row = rows.get(pk=author.pk)
    return [want for want in Want if getattr(row, f"wants_{want}")]


def complete(**fields):
    fields = {"short_bio": "<p>Counts.</p>", "photo": factories.image(), **fields}
    return factories.author(**fields)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 6, 1), 30, date(2023, 12, 1)),
    ],
)
def test_months_are_counted_as_people_do(day, months, earlier):
    assert months_before(day, months) == earlier


def test_each_want_is_said_by_itself():
    assert wanted(complete()) == []
    assert wanted(complete(short_bio="")) == [Want.BIO]
    assert wanted(complete(photo=None)) == [Want.PHOTO]
    assert wanted(factories.author()) == [Want.BIO, Want.PHOTO]
    twice = complete()
    assert wanted(twice, twice=[twice.pk]) == [Want.SAME]


def test_a_pen_name_needs_no_face_and_who_left_needs_nothing():
    assert wanted(complete(photo=None, kind=Author.Kind.PEN_NAME)) == []
    assert wanted(factories.author(is_active=False)) == []


def test_a_bio_is_read_again_after_so_many_months_if_there_was_an_article_since():
    author = complete(bio_reviewed_on=date(2025, 12, 31))
    assert wanted(author, months=5) == []
    factories.published_article(by_line=[author], now=NOON - timedelta(days=30))
    assert wanted(author, months=5) == [Want.STALE]
    assert wanted(author, months=6) == []
    Author.objects.update(bio_reviewed_on=None)
    assert wanted(author, months=1) == [Want.STALE]


def test_my_desk_and_the_list_know_the_same_authors():
    left = factories.author(is_active=False)
    merged = factories.author(merged_into=left)
    stale = complete(bio_reviewed_on=date(2024, 1, 1))
    factories.published_article(by_line=[stale], now=timezone.now())
    factories.author()
    complete(short_bio="")
    complete()
    now = timezone.now()
    conditions = wants(now.date(), now, 12)
    among = {want: conditions[want] for want in OF_BIOS}
    listed = Author.objects.unmerged().filter(any_of(among))
    on_desk = neglected(now, now.date(), 12)
    assert {author.pk for author in on_desk} == {author.pk for author in listed}
    assert on_desk.count() == 3
    assert merged not in on_desk
