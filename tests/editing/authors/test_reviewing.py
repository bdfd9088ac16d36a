"""That a bio was read and is true: dated, said by whom, and taken back."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.editing import things
from articles.editing.authors.reviewing import WHY, last_review, reviewed
from articles.models import Publication
from articles.models.actions import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea():
    return factories.user(Role.AUTHORS_DESK, first_name="Bea", last_name="Os")


@pytest.fixture
def author():
    return factories.author("Bo Lund", short_bio="<p>He counts grain.</p>")


def rewritten(author, by, words="<p>He counts ships.</p>"):
    content = author.content().changed(short_bio=words)
    return things.save(author, content, by=by, seen=author.version).thing


def test_a_review_is_dated_in_the_publications_day_and_says_who_it_was(bea, author):
    Publication.objects.create(name="Meridian", time_zone="Asia/Tokyo")
    late = datetime(2026, 5, 2, 23, 0, tzinfo=UTC)
    outcome = reviewed(author, by=bea, seen=1, now=late)
    assert outcome.thing.bio_reviewed_on == date(2026, 5, 3)
    assert outcome.revision.why == WHY
    assert last_review(outcome.thing).made_by_name == "Bea Os"
    assert outcome.thing.short_bio == author.short_bio


def test_a_second_review_of_the_day_makes_no_version(bea, author):
    once = reviewed(author, by=bea, seen=1).thing
    assert reviewed(once, by=bea, seen=once.version).thing.version == once.version


def test_nobody_answers_for_words_that_they_have_not_read(bea, author):
    rewritten(author, factories.editor())
    with pytest.raises(ValidationError, match="has changed this since you opened it"):
        reviewed(author, by=bea, seen=1)
    author.refresh_from_db()
    assert author.bio_reviewed_on is None


def test_a_review_is_undone(bea, author):
    once = reviewed(author, by=bea, seen=1).thing
    assert things.undo(once, by=bea, seen=once.version).thing.bio_reviewed_on is None


def test_a_review_that_was_written_by_hand_is_nobodys(bea, author):
    day = {"bio_reviewed_on": "2020-01-01"}
    content = author.content().changed(**day)
    saved = things.save(author, content, by=bea, seen=1).thing
    assert last_review(saved) is None
    assert last_review(author) is None


def test_writers_review_nothing(author):
    with pytest.raises(PermissionDenied):
        reviewed(author, by=factories.user(Role.WRITER), seen=1)
