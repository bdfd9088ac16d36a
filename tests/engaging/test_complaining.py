"""A reader's complaint is kept once, and nothing that tells who they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from articles.engaging import visitors
from articles.engaging.complaining.telling import TooMany, complain, edition_seen
from articles.models import Complaint, Edition
from articles.publishing import editions
from tests import factories

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
SAID = {"quote": "", "claim": "It was the third.", "name": "", "email": ""}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def edition(db):
    return factories.published_article().editions.get()


def said(edition, number=1, visitor="a", now=None):
    words = {**SAID, "claim": f"Claim {number}"}
    return complain(edition, visitor=visitor, now=now, **words)


def test_knows_what_the_reader_saw(edition):
    complaint = complain(edition, visitor="a", now=MONDAY, **SAID)
    assert complaint.edition == edition
    assert complaint.article == edition.article
    assert complaint.received_at == complaint.touched_at == MONDAY
    assert complaint.status == Complaint.Status.OPEN


def test_sent_twice_it_is_one(edition):
    once, again = (said(edition, now=MONDAY + timedelta(hours=h)) for h in (0, 2))
    assert once == again
    later = said(edition, now=MONDAY + timedelta(days=2))
    assert later != once


def test_of_one_visitor_five_a_day_are_taken(edition, settings):
    settings.COMPLAINTS_PER_VISITOR = 5
    for number in range(5):
        said(edition, number)
    with pytest.raises(TooMany, match="send them tomorrow"):
        said(edition, 6)
    said(edition, 6, visitor="b")
    assert Complaint.objects.count() == 6


def test_what_was_taken_already_counts_once(edition, settings):
    settings.COMPLAINTS_PER_VISITOR = 1
    for _ in range(3):
        said(edition)
    assert Complaint.objects.count() == 1


def test_of_all_together_so_many_an_hour(edition, settings):
    settings.COMPLAINTS_PER_HOUR = 3
    for number in range(3):
        said(edition, number, visitor=str(number), now=MONDAY)
    with pytest.raises(TooMany, match="in an hour"):
        said(edition, 4, visitor="x", now=MONDAY + timedelta(minutes=59))
    said(edition, 4, visitor="y", now=MONDAY + timedelta(minutes=61))


def test_only_what_readers_saw_is_complained_about(edition):
    article, by = edition.article, edition.made_by
    now = timezone.now()
    later = now + timedelta(hours=1)
    head = article.revisions.latest("number")
    coming = editions.schedule(article, head, later, by=by)
    other = factories.published_article().editions.get()
    assert edition_seen(article.pk, str(edition.pk)) == edition
    for number in (coming.pk, other.pk, "", "x", "-1", "9" * 30, "٣", "1e3", "\0"):
        assert edition_seen(article.pk, str(number)) is None
    Edition.objects.filter(pk=edition.pk).update(live_until=now)
    assert edition_seen(article.pk, str(edition.pk)) == edition  # it had been seen


class TestMarks:
    def mark(self, address, now=MONDAY):
        return visitors.mark_of(RequestFactory().get("/", REMOTE_ADDR=address), now)

    def test_are_the_same_all_day_and_other_ones_tomorrow(self):
        assert self.mark("192.0.2.1") == self.mark("192.0.2.1")
        assert self.mark("192.0.2.1") != self.mark("192.0.2.2")
        tomorrow = MONDAY + timedelta(days=1)
        assert self.mark("192.0.2.1") != self.mark("192.0.2.1", tomorrow)

    def test_one_household_has_one(self):
        assert self.mark("2001:db8:1:2::1") == self.mark("2001:db8:1:2:ffff::9")
        assert self.mark("2001:db8:1:2::1") != self.mark("2001:db8:1:3::1")

    def test_tell_nobody_the_address(self):
        mark = self.mark("192.0.2.1")
        cache.clear()  # what it was mixed with is forgotten, and nobody can repeat it
        assert self.mark("192.0.2.1") != mark

    @pytest.mark.parametrize("address", ["", "nonsense", "::1%eth0", "1" * 500])
    def test_are_made_of_whatever_a_proxy_says(self, address):
        assert len(self.mark(address)) == 128

    def test_count_from_one_and_begin_anew_each_day(self):
        counts = [visitors.count("deed", "m", MONDAY) for _ in range(3)]
        assert counts == [1, 2, 3]
        assert visitors.count("deed", "m", MONDAY + timedelta(days=1)) == 1
        assert visitors.count("other", "m", MONDAY) == 1


def test_what_is_kept_holds_no_address(edition, client):
    said(edition)
    stored = Complaint.objects.values().get()
    assert not {"address", "ip", "visitor", "agent"} & set(stored)
