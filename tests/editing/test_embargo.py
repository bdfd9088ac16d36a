"""No text goes out under embargo, by whatever door."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing import batches, desk, publication, schedule, undo
from articles.editing.fixes import deciding
from articles.editing.fixes.live import fix_live
from articles.models import Edition, Revision
from tests import factories
from tests.admin.pages import save, words

HOUR = timedelta(hours=1)
UNDER = "Under embargo until"
pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return factories.user("Publisher")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def article(publisher, now):
    return factories.article(by=publisher, embargoed_until=now + 2 * HOUR)


def assert_nobody_sees_it(article, until):
    assert not Edition.objects.filter(article=article).visible().exists()
    before = until - timedelta(microseconds=1)
    assert not Edition.objects.filter(article=article).visible(before).exists()


def test_not_by_publishing(article, publisher, now):
    with pytest.raises(ValidationError, match=UNDER):
        publication.publish(article, by=publisher, seen=1)
    assert_nobody_sees_it(article, now + 2 * HOUR)
    publication.publish(article, by=publisher, seen=1, now=now + 2 * HOUR)


def test_not_by_a_reason(article, publisher):
    with pytest.raises(ValidationError, match=UNDER):
        publication.publish_overriding(article, by=publisher, seen=1, why="It is out.")


def test_not_by_a_schedule_before_its_hour(article, publisher, now):
    with pytest.raises(ValidationError, match=UNDER):
        factories.scheduled(article, now + HOUR, by=publisher)
    edition = factories.scheduled(article, now + 2 * HOUR, by=publisher)
    with pytest.raises(ValidationError, match=UNDER):
        factories.moved(edition, now + HOUR, by=publisher)
    assert_nobody_sees_it(article, now + 2 * HOUR)
    assert Edition.objects.visible(now + 2 * HOUR).get() == edition


def test_not_by_another_text_in_the_place_of_a_scheduled_one(publisher, now):
    article = factories.article(by=publisher)
    edition = factories.scheduled(article, now + HOUR, by=publisher)
    factories.reworked(article, by=publisher, embargoed_until=now + 2 * HOUR)
    when = schedule.as_seen(edition)
    with pytest.raises(ValidationError, match=UNDER):
        schedule.use_this_text(edition, by=publisher, seen=2, when=when)
    assert_nobody_sees_it(article, now + 2 * HOUR)


def test_not_by_doing_it_to_several(article, publisher, now):
    batch = batches.carry_out("publish", {article.pk: 1}, by=publisher)
    [line] = batch.report
    assert UNDER in line.words
    assert_nobody_sees_it(article, now + 2 * HOUR)


def test_not_by_the_button_of_the_screen(article, publisher, client, now):
    client.force_login(publisher)
    assert UNDER in words(save(client, article, button="_publish"))[0]
    assert_nobody_sees_it(article, now + 2 * HOUR)


def test_not_by_deciding_about_what_a_fix_held_back(publisher, now):
    article = factories.published_article(by=publisher, body="<p>One.</p>")
    scheduled = factories.reworked(article, by=publisher, body="<p>Scheduled.</p>")
    pending = factories.scheduled(article, now + HOUR, by=publisher)
    fixed = factories.fixed(article, by=publisher, body="<p>Fixed.</p>")
    article.refresh_from_db()
    text = replace(article.snapshot(), embargoed_until=now + 2 * HOUR)
    desk.save(article, text, by=publisher, seen=article.version)
    pending.refresh_from_db()
    seen = fixed.edition.revision.number
    with pytest.raises(ValidationError, match=UNDER):
        deciding.schedule_again(
            pending, scheduled.revision.snapshot, by=publisher, seen=seen
        )
    [live] = Edition.objects.visible(now + HOUR)
    assert live.text == "Fixed."


def test_not_by_undoing_the_fix_that_had_replaced_it(publisher, now):
    article = factories.published_article(by=publisher, headline="Live")
    factories.reworked(article, by=publisher, body="<p>Scheduled.</p>")
    factories.scheduled(article, now + HOUR, by=publisher)
    fixed = factories.fixed(article, by=publisher, headline="Fixed")
    article.refresh_from_db()
    text = replace(article.snapshot(), embargoed_until=now + 2 * HOUR)
    desk.save(article, text, by=publisher, seen=article.version)
    undo.undo_publication(fixed.edition, by=publisher)
    [live] = Edition.objects.visible(now + HOUR)
    assert (live.headline, live.text) == ("Live", "Some words.")
    [waiting] = article.editions.to_come(timezone.now())
    assert (waiting.text, waiting.held_at is None) == ("Scheduled.", False)


def test_not_by_a_fix_that_goes_into_what_waits(publisher, now):
    article = factories.published_article(by=publisher, headline="Live")
    factories.reworked(article, by=publisher, body="<p>Scheduled.</p>")
    factories.scheduled(article, now + HOUR, by=publisher)
    article.refresh_from_db()
    text = replace(article.snapshot(), embargoed_until=now + 2 * HOUR)
    desk.save(article, text, by=publisher, seen=article.version)
    live = article.editions.visible().get()
    mended = replace(live.revision.snapshot, headline="Fixed")
    fix_live(article, mended, by=publisher, seen=live.pk)
    [live] = Edition.objects.visible(now + HOUR)
    assert (live.headline, live.text) == ("Fixed", "Some words.")


def test_not_where_an_import_brings_the_embargo(publisher, now):
    article = factories.article(by=publisher)
    edition = factories.scheduled(article, now + HOUR, by=publisher)
    text = replace(article.snapshot(), embargoed_until=now + 2 * HOUR)
    desk.save(article, text, by=publisher, seen=1, intent=Revision.Intent.IMPORT)
    edition.refresh_from_db()
    assert edition.held_at is not None


def test_an_embargo_says_nothing_against_what_readers_see(publisher, now):
    article = factories.published_article(by=publisher)
    factories.reworked(article, by=publisher, embargoed_until=now + 2 * HOUR)
    assert Edition.objects.visible(now + HOUR).exists()
