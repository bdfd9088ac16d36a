"""What is on hold goes out by no door, and goes on where it stopped."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.editing import publication, source_notes
from articles.editing.fixes.live import fix_live
from articles.editing.standing import State, standing
from articles.models import Edition, Event, RegionPlacement
from articles.publishing import editions
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def article(editor):
    region = factories.region()
    return factories.article(by=editor, regions=(region.pk,))


def scheduled(article, editor, at):
    return editions.schedule(article, article.revisions.get(), at, by=editor)


def test_a_hold_refuses_publication_and_says_why(article, editor):
    factories.put_on_hold(article, by=editor, why="The lawyers ask.")
    with pytest.raises(PermissionDenied, match=r"On hold: “The lawyers ask\.”"):
        publication.publish(article, by=editor, seen=1)
    publisher = factories.user("Publisher")
    with pytest.raises(PermissionDenied, match="Lift the hold first"):
        publication.publish_overriding(article, by=publisher, seen=1, why="Now")
    assert not Edition.objects.exists()


def test_a_hold_needs_a_reason_and_comes_once(article, editor):
    with pytest.raises(ValidationError, match="Say why"):
        factories.put_on_hold(article, by=editor, why="  ")
    factories.put_on_hold(article, by=editor, why="The lawyers ask.")
    with pytest.raises(ValidationError, match="has put it on hold"):
        factories.put_on_hold(article, by=factories.editor(), why="So do I.")


def test_what_is_scheduled_does_not_appear_at_its_hour(article, editor):
    now = timezone.now()
    waiting = scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.", now=now)
    after = now + 2 * HOUR
    assert not Edition.objects.visible(after).exists()
    assert not RegionPlacement.objects.visible(after).exists()
    waiting.refresh_from_db()
    assert not waiting.is_visible(after)
    assert standing(article).state == State.NEVER


def test_what_readers_see_stays_past_the_hour_of_what_was_to_follow(article, editor):
    now = timezone.now()
    live = publication.publish(article, by=editor, seen=1, now=now - HOUR)
    scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.", now=now)
    [seen] = Edition.objects.visible(now + 2 * HOUR)
    assert seen == live


def test_lifted_before_its_hour_it_goes_out_as_scheduled(article, editor):
    now = timezone.now()
    waiting = scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.", now=now)
    released, missed = factories.lifted(article, by=editor, now=now + HOUR / 2)
    assert (released, missed) == ([waiting], [])
    [seen] = Edition.objects.visible(now + HOUR)
    assert seen == waiting
    [placed] = RegionPlacement.objects.visible(now + HOUR)
    assert placed.edition == waiting


def test_lifted_after_its_hour_it_waits_to_be_scheduled_again(article, editor):
    now = timezone.now()
    waiting = scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.", now=now)
    later = now + 2 * HOUR
    released, missed = factories.lifted(article, by=editor, now=later)
    assert (released, missed) == ([], [waiting])
    assert not Edition.objects.visible(later).exists()

    editions.reschedule(waiting, later + HOUR, now=later)
    [seen] = Edition.objects.visible(later + HOUR)
    assert seen == waiting
    assert RegionPlacement.objects.visible(later + HOUR).exists()


def test_another_text_may_be_published_over_one_that_missed_its_hour(article, editor):
    now = timezone.now()
    waiting = scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.", now=now)
    factories.lifted(article, by=editor, now=now + 2 * HOUR)
    fresh = publication.publish(article, by=editor, seen=1, now=waiting.live_from)
    [seen] = Edition.objects.visible(now + 3 * HOUR)
    assert seen == fresh
    assert seen.first_published_at == seen.live_from


def test_taking_down_cancels_what_is_held_too(article, editor):
    now = timezone.now()
    publication.publish(article, by=editor, seen=1, now=now - HOUR)
    waiting = scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.", now=now)
    factories.taken_down(article, by=editor, why="Wrong person", now=now)
    factories.lifted(article, by=editor, now=now + HOUR / 2)
    assert not Edition.objects.visible(now + HOUR).exists()
    waiting.refresh_from_db()
    assert waiting.cancelled_at == now


def test_only_who_set_it_or_a_publisher_lifts_it(article, editor):
    factories.put_on_hold(article, by=editor, why="The lawyers ask.")
    with pytest.raises(PermissionDenied, match="put this article on hold"):
        factories.lifted(article, by=factories.editor())
    factories.lifted(article, by=factories.user("Publisher"), why="They are content.")
    with pytest.raises(ValidationError, match="It is not on hold"):
        factories.lifted(article, by=factories.user("Publisher"))
    kinds = [(event.kind, event.why) for event in article.events.order_by("pk")][1:]
    assert kinds == [
        (Event.Kind.HELD, "The lawyers ask."),
        (Event.Kind.LIFTED, "They are content."),
    ]


def test_a_hold_outlives_the_account_of_who_set_it(article):
    gone = factories.editor()
    factories.put_on_hold(article, by=gone, why="The lawyers ask.")
    gone.delete()
    article.refresh_from_db()
    with pytest.raises(PermissionDenied, match="This hold is nobody’s"):
        factories.lifted(article, by=factories.editor())
    factories.lifted(article, by=factories.user("Publisher"))


def test_a_legal_flag_stops_what_is_scheduled_at_its_hour(article, editor):
    now = timezone.now()
    waiting = scheduled(article, editor, now + HOUR)
    source = source_notes.add(article, by=editor, source="A clerk")
    factories.flagged(source, by=editor, why="He may sue")
    assert not Edition.objects.visible(now + HOUR).exists()
    assert standing(article).waiting == waiting

    factories.cleared(source, by=editor, why="He agreed")
    [seen] = Edition.objects.visible(now + HOUR)
    assert seen == waiting


def test_of_a_hold_and_a_flag_the_last_to_go_lets_it_out(article, editor):
    now = timezone.now()
    scheduled(article, editor, now + HOUR)
    source = source_notes.add(article, by=editor, source="A clerk")
    factories.flagged(source, by=editor, why="He may sue")
    factories.put_on_hold(article, by=editor, why="The lawyers ask.")
    assert factories.lifted(article, by=editor) == ([], [])
    assert not Edition.objects.visible(now + HOUR).exists()

    factories.put_on_hold(article, by=editor, why="They ask again.")
    factories.cleared(source, by=editor, why="He agreed")
    assert not Edition.objects.visible(now + HOUR).exists()
    factories.lifted(article, by=editor)
    assert Edition.objects.visible(now + HOUR).exists()


def fixed(article, editor, **words):
    [seen] = Edition.objects.visible().filter(article=article)
    text = replace(seen.revision.snapshot, **words)
    return fix_live(article, text, by=editor, seen=seen.pk)


def test_a_fix_goes_into_what_is_held_and_lets_none_of_it_out(article, editor):
    publication.publish(article, by=editor, seen=1)
    reworked = factories.reworked(article, by=editor, body="<p>More words.</p>")
    soon = timezone.now() + HOUR
    editions.schedule(article, reworked.revision, soon, by=editor)
    factories.put_on_hold(article, by=editor, why="The lawyers ask.")
    fixed(article, editor, headline="The right name")
    [seen] = Edition.objects.visible(soon)
    assert (seen.headline, seen.text) == ("The right name", "Some words.")

    factories.lifted(article, by=editor)
    [seen] = Edition.objects.visible(soon)
    assert (seen.headline, seen.text) == ("The right name", "More words.")
    assert RegionPlacement.objects.visible(soon).get().edition == seen


def test_a_fix_gives_up_what_missed_its_hour(article, editor):
    now = timezone.now()
    publication.publish(article, by=editor, seen=1, now=now - 3 * HOUR)
    reworked = factories.reworked(article, by=editor, body="<p>More words.</p>")
    at = {"by": editor, "now": now - 3 * HOUR}
    waiting = editions.schedule(article, reworked.revision, now - HOUR, **at)
    factories.put_on_hold(
        article, by=editor, why="The lawyers ask.", now=now - 2 * HOUR
    )
    fixed(article, editor, headline="The right name")
    waiting.refresh_from_db()
    assert waiting.cancelled_at is not None


def test_publishing_ends_the_wait_of_what_missed_its_hour(article, editor):
    now = timezone.now()
    waiting = scheduled(article, editor, now + HOUR)
    factories.put_on_hold(article, by=editor, now=now)
    factories.lifted(article, by=editor, now=now + 2 * HOUR)
    assert standing(article, now + 2 * HOUR).waiting == waiting
    publication.publish(article, by=editor, seen=1, now=now + 2 * HOUR)
    assert standing(article, now + 2 * HOUR).waiting is None
    cancelled = article.events.filter(kind=Event.Kind.CANCELLED)
    assert [event.edition for event in cancelled] == [waiting]


def test_taking_down_cancels_a_schedule_of_what_readers_never_saw(article, editor):
    waiting = scheduled(article, editor, timezone.now() + HOUR)
    assert factories.taken_down(article, by=editor, why="Not yet") == waiting
    waiting.refresh_from_db()
    assert waiting.cancelled_at is not None
    with pytest.raises(ValidationError, match="Readers see nothing of it"):
        factories.taken_down(article, by=editor)
