"""Which text goes out when, who may say so, and what the log keeps of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing import (
    copies,
    desk,
    publication,
    review,
    schedule,
    stopping,
    things,
)
from articles.editing.dossiers import releasing
from articles.models import Article, Edition, Event, Publication, Stage
from tests import factories

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.user("Editor", first_name="Ana", last_name="Reis")


@pytest.fixture
def article(editor):
    return factories.article(by=editor, headline="First")


@pytest.fixture
def now():
    return timezone.now()


def headline_at(moment):
    return [edition.headline for edition in Edition.objects.visible(moment)]


def log_of(article):
    return [event.kind for event in article.events.order_by("pk")]


def test_the_newest_version_begins_and_ends_to_the_second(article, editor, now):
    begins, ends = now + HOUR, now + 2 * HOUR
    edition = factories.scheduled(article, begins, by=editor, expires_at=ends, now=now)
    blink = timedelta(microseconds=1)
    assert headline_at(begins - blink) == []
    assert headline_at(begins) == headline_at(ends - blink) == ["First"]
    assert headline_at(ends) == []
    article.refresh_from_db()
    assert (article.stage, article.approved_revision) == (
        Stage.APPROVED,
        edition.revision,
    )
    assert log_of(article)[-2:] == [Event.Kind.APPROVED, Event.Kind.SCHEDULED]


def test_a_text_is_scheduled_only_as_it_was_seen(article, editor, now):
    factories.reworked(article, by=editor, headline="Second")
    with pytest.raises(ValidationError, match="Ana Reis has changed this article"):
        schedule.schedule(article, by=editor, seen=1, live_from=now + HOUR)
    assert not article.editions.exists()


def test_what_may_not_be_published_may_not_be_scheduled(article, editor, now):
    Publication.objects.create(has_four_eyes=True)
    with pytest.raises(PermissionDenied, match="You have written in this text"):
        factories.scheduled(article, now + HOUR, by=editor)
    other = factories.editor()
    factories.put_on_hold(article, by=other)
    with pytest.raises(PermissionDenied, match="On hold"):
        factories.scheduled(article, now + HOUR, by=other)
    factories.lifted(article, by=other)
    levels = {"place": {"every": "required"}}
    Publication.objects.update(check_levels=levels)
    with pytest.raises(ValidationError) as refused:
        factories.scheduled(article, now + HOUR, by=other)
    assert list(refused.value.message_dict) == ["regions"]
    assert not article.editions.exists()


def test_a_link_is_judged_at_the_hour_when_it_is_read(article, editor, now):
    linked = factories.article(by=editor)
    link = f'<p><a href="/articles/{linked.pk}/">There</a></p>'
    factories.reworked(article, by=editor, body=link)
    Publication.objects.create(check_levels={"links": {"every": "required"}})
    with pytest.raises(ValidationError, match="which readers cannot see"):
        factories.scheduled(article, now + 2 * HOUR, by=editor)
    factories.scheduled(linked, now + HOUR, by=editor)
    factories.scheduled(article, now + 2 * HOUR, by=editor)


def test_two_texts_do_not_begin_at_the_same_moment(article, editor, now):
    factories.scheduled(article, now + HOUR, by=editor)
    factories.reworked(article, by=editor, headline="Second")
    with pytest.raises(ValidationError, match="Another version is scheduled for that"):
        factories.scheduled(article, now + HOUR, by=editor)
    assert headline_at(now + HOUR) == ["First"]
    article.refresh_from_db()
    assert article.stage == Stage.DRAFT  # the refused one approves nothing


@pytest.mark.parametrize("passed", [timedelta(0), HOUR])
def test_nothing_is_scheduled_for_a_moment_that_is_past(article, editor, now, passed):
    with pytest.raises(ValidationError) as refused:
        factories.scheduled(article, now - passed, by=editor, now=now)
    assert "That moment has passed" in refused.value.message_dict["live_from"][0]


def test_a_scheduled_update_takes_a_fix_of_the_live_text(article, editor, now):
    publication.publish(article, by=editor, seen=1)
    factories.reworked(article, by=editor, body="<p>Reworked.</p>")
    factories.scheduled(article, now + HOUR, by=editor)
    factories.fixed(article, by=editor, headline="Fixed")
    [live], [coming] = Edition.objects.visible(), Edition.objects.visible(now + HOUR)
    assert (live.headline, live.text) == ("Fixed", "Some words.")
    assert (coming.headline, coming.text) == ("Fixed", "Reworked.")


def test_scheduling_gives_up_what_missed_its_hour(article, editor, now):
    missed = factories.scheduled(article, now + HOUR, by=editor, now=now)
    factories.put_on_hold(article, by=editor, now=now)
    later = now + 2 * HOUR
    factories.lifted(article, by=editor, now=later)
    factories.scheduled(article, later + HOUR, by=editor, now=later)
    missed.refresh_from_db()
    assert missed.cancelled_at == later


class TestUsingThisText:
    @pytest.fixture
    def coming(self, article, editor, now):
        ends = now + 3 * HOUR
        return factories.scheduled(article, now + HOUR, by=editor, expires_at=ends)

    def used(self, edition, *, by, seen=2, **said):
        when = schedule.as_seen(edition)
        return schedule.use_this_text(edition, by=by, seen=seen, when=when, **said)

    def test_puts_it_in_the_place_of_the_scheduled_one(
        self, article, coming, editor, now
    ):
        factories.reworked(article, by=editor, headline="Second")
        assert headline_at(now + HOUR) == ["First"]
        new = self.used(coming, by=editor)
        assert headline_at(now + HOUR) == ["Second"]
        assert (new.live_from, new.expires_at) == (coming.live_from, coming.expires_at)
        article.refresh_from_db()
        assert article.approved_revision == new.revision
        last = article.events.order_by("pk").last()
        assert last.why == "Version 2 instead of version 1"

    def test_asks_what_scheduling_asks(self, article, coming, editor, now):
        later = now + 2 * HOUR
        factories.reworked(article, by=editor, embargoed_until=later)
        with pytest.raises(ValidationError, match="Under embargo until"):
            self.used(coming, by=editor)
        Publication.objects.create(only_publishers_publish=True)
        with pytest.raises(PermissionDenied, match="Only publishers may schedule"):
            self.used(coming, by=editor)

    def test_is_about_the_text_and_the_hour_that_were_seen(
        self, article, coming, editor, now
    ):
        colleague = factories.user("Editor", first_name="Noor", last_name="Haddad")
        factories.reworked(article, by=colleague, headline="Second")
        with pytest.raises(ValidationError, match="Noor Haddad has changed"):
            self.used(coming, by=editor, seen=1)
        factories.moved(coming, now + 2 * HOUR, by=colleague)
        with pytest.raises(ValidationError, match="Noor Haddad has moved this text"):
            self.used(coming, by=editor)

    def test_has_nothing_to_do_for_the_same_text(self, coming, editor):
        with pytest.raises(ValidationError, match="this very text already"):
            self.used(coming, by=editor, seen=1)


class TestMoving:
    @pytest.fixture
    def coming(self, article, editor, now):
        return factories.scheduled(article, now + HOUR, by=editor, now=now)

    def test_lets_it_begin_at_another_moment_and_says_so(self, coming, editor, now):
        Publication.objects.create(time_zone="Europe/London")
        factories.moved(coming, now + 2 * HOUR, by=editor)
        assert headline_at(now + HOUR) == []
        assert headline_at(now + 2 * HOUR) == ["First"]
        event = coming.article.events.order_by("pk").last()
        assert event.kind == Event.Kind.RESCHEDULED
        assert event.why.startswith("From ")
        assert event.why.count("Europe/London") == 2

    def test_may_move_the_end_with_it(self, coming, editor, now):
        begins, ends = now + 2 * HOUR, now + 3 * HOUR
        factories.moved(coming, begins, by=editor, expires_at=ends)
        assert headline_at(begins) == ["First"]
        assert headline_at(ends) == []
        with pytest.raises(ValidationError, match="It must end after it begins"):
            factories.moved(coming, now + 4 * HOUR, by=editor)

    def test_on_hold_moves_it_and_lets_nothing_out(self, coming, editor, now):
        factories.put_on_hold(coming.article, by=editor)
        factories.moved(coming, now + 2 * HOUR, by=editor)
        assert headline_at(now + 2 * HOUR) == []
        factories.lifted(coming.article, by=editor)
        assert headline_at(now + 2 * HOUR) == ["First"]

    def test_gives_another_hour_to_what_missed_its_own(self, coming, editor, now):
        factories.put_on_hold(coming.article, by=editor, now=now)
        later = now + 2 * HOUR
        factories.lifted(coming.article, by=editor, now=later)
        assert headline_at(later) == []
        factories.moved(coming, later + HOUR, by=editor, now=later)
        assert headline_at(later + HOUR) == ["First"]

    def test_does_nothing_to_what_a_colleague_moved_or_cancelled(
        self, coming, editor, now
    ):
        colleague = factories.user("Editor", first_name="Noor", last_name="Haddad")
        seen = schedule.as_seen(coming)
        factories.moved(coming, now + 2 * HOUR, by=colleague)
        with pytest.raises(ValidationError, match="Noor Haddad has moved this text"):
            schedule.move(coming, now + 3 * HOUR, by=editor, seen=seen)
        coming.refresh_from_db()
        seen = schedule.as_seen(coming)
        factories.cancelled(coming, by=colleague)
        with pytest.raises(ValidationError, match="Noor Haddad has cancelled this"):
            schedule.move(coming, now + 3 * HOUR, by=editor, seen=seen)

    def test_cannot_move_what_readers_see_by_now(self, coming, editor, now):
        with pytest.raises(ValidationError, match="Readers see this text by now"):
            factories.moved(coming, now + 3 * HOUR, by=editor, now=now + HOUR)


class TestCancelling:
    def test_takes_the_schedule_back_and_leaves_what_is_live(
        self, article, editor, now
    ):
        publication.publish(article, by=editor, seen=1)
        factories.reworked(article, by=editor, headline="Second")
        coming = factories.scheduled(article, now + HOUR, by=editor)
        factories.cancelled(coming, by=editor, why="Not yet")
        assert headline_at(now + HOUR) == ["First"]
        event = article.events.order_by("pk").last()
        assert (event.kind, event.why) == (Event.Kind.CANCELLED, "Not yet")

    def test_ends_the_wait_of_what_is_held(self, article, editor, now):
        coming = factories.scheduled(article, now + HOUR, by=editor)
        factories.put_on_hold(article, by=editor)
        factories.cancelled(coming, by=editor)
        factories.lifted(article, by=editor)
        assert headline_at(now + HOUR) == []


class TestEnding:
    def test_takes_down_what_is_live_at_a_moment_or_lets_it_stay(
        self, article, editor, now
    ):
        live = publication.publish(article, by=editor, seen=1)
        factories.ended(live, now + HOUR, by=editor)
        assert headline_at(now + HOUR) == []
        factories.ended(live, None, by=editor)
        assert headline_at(now + HOUR) == ["First"]
        told = article.events.filter(kind=Event.Kind.END_CHANGED).order_by("pk")
        first, last = told.values_list("why", flat=True)
        assert first.startswith("Ends ")
        assert last == "Stays"

    def test_asks_for_what_was_seen(self, article, editor, now):
        live = publication.publish(article, by=editor, seen=1)
        seen = schedule.as_seen(live)
        factories.ended(live, now + HOUR, by=editor)
        with pytest.raises(ValidationError, match="has moved this text"):
            schedule.end_at(live, now + 2 * HOUR, by=editor, seen=seen)

    def test_is_not_for_a_moment_that_is_past(self, article, editor, now):
        live = publication.publish(article, by=editor, seen=1, now=now - HOUR)
        with pytest.raises(ValidationError, match="That moment has passed"):
            factories.ended(live, now - HOUR / 2, by=editor)


def test_a_publication_may_end_at_a_moment_chosen_with_it(article, editor, now):
    publication.publish(article, by=editor, seen=1, expires_at=now + HOUR)
    assert headline_at(now + HOUR / 2) == ["First"]
    assert headline_at(now + HOUR) == []


# What stops an article stops it at the hour, not only when somebody schedules it.


@pytest.fixture
def two(article, editor, now):
    """One text scheduled in an hour, another in three."""
    factories.scheduled(article, now + HOUR, by=editor, now=now)
    factories.reworked(article, by=editor, headline="Second")
    factories.scheduled(article, now + 3 * HOUR, by=editor, now=now)
    return Article.objects.get(pk=article.pk)


class TestEmbargo:
    def test_a_later_one_holds_what_would_begin_before_it(self, two, editor, now):
        factories.reworked(two, by=editor, embargoed_until=now + 2 * HOUR)
        assert headline_at(now + HOUR) == []
        assert headline_at(now + 3 * HOUR) == ["Second"]

    def test_moved_back_or_lifted_it_lets_them_run(self, two, editor, now):
        factories.reworked(two, by=editor, embargoed_until=now + 4 * HOUR)
        assert headline_at(now + 3 * HOUR) == []
        two.refresh_from_db()
        factories.reworked(two, by=editor, embargoed_until=now + 2 * HOUR)
        assert headline_at(now + HOUR) == []
        assert headline_at(now + 3 * HOUR) == ["Second"]
        two.refresh_from_db()
        factories.reworked(two, by=editor, embargoed_until=None)
        assert headline_at(now + HOUR) == ["First"]

    def test_lifted_after_the_hour_it_leaves_the_text_waiting(
        self, two, editor, now, time_machine
    ):
        factories.reworked(two, by=editor, embargoed_until=now + 2 * HOUR)
        time_machine.move_to(now + 1.5 * HOUR)
        two.refresh_from_db()
        factories.reworked(two, by=editor, embargoed_until=None)
        assert headline_at(now + 2 * HOUR) == []
        assert headline_at(now + 3 * HOUR) == ["Second"]

    def test_lifted_it_leaves_alone_what_something_else_stops(self, two, editor, now):
        factories.reworked(two, by=editor, embargoed_until=now + 4 * HOUR)
        factories.put_on_hold(two, by=editor)
        two.refresh_from_db()
        factories.reworked(two, by=editor, embargoed_until=None)
        assert headline_at(now + 3 * HOUR) == []
        two.refresh_from_db()
        factories.reworked(two, by=editor, embargoed_until=now + 2 * HOUR)
        released, _missed = factories.lifted(two, by=editor)
        assert [edition.headline for edition in released] == ["Second"]
        assert headline_at(now + HOUR) == []

    def test_costs_a_save_one_query_where_nothing_is_scheduled(self, editor, now):
        counts = []
        for text in ({"notes": "Later"}, {"embargoed_until": now + HOUR}):
            article = factories.article(by=editor)
            copy = replace(article.snapshot(), **text)
            with CaptureQueriesContext(connection) as queries:
                desk.save(article, copy, by=editor, seen=1)
            counts.append(len(queries))
        assert counts[1] == counts[0] + 1

    def test_comes_by_a_restored_version_too(self, two, editor, now):
        factories.reworked(two, by=editor, embargoed_until=now + 2 * HOUR)
        two.refresh_from_db()
        number = two.version
        factories.reworked(two, by=editor, embargoed_until=None)
        assert headline_at(now + HOUR) == ["First"]
        copies.restore(two, number, by=editor, seen=number + 1)
        assert headline_at(now + HOUR) == []


class TestPermission:
    @pytest.fixture
    def source(self):
        return factories.source("InfoBrics", has_standing_permission=True)

    def scheduled(self, editor, now, **fields):
        article = factories.article(by=editor, headline="Theirs", **fields)
        factories.scheduled(article, now + HOUR, by=editor, now=now)
        return article

    def given(self, source, is_given, *, by):
        source.refresh_from_db()
        content = source.content().changed(has_standing_permission=is_given)
        return things.save(source, content, by=by, seen=source.version)

    def test_withdrawn_by_its_source_stops_what_is_scheduled(self, source, editor, now):
        article = self.scheduled(editor, now, source=source.pk)
        own = self.scheduled(editor, now, source=source.pk, permission="By mail")
        self.given(source, False, by=editor)
        [seen] = Edition.objects.visible(now + HOUR)
        assert seen.article == own
        event = article.events.order_by("pk").last()
        assert (event.kind, event.why, event.by_name) == (
            Event.Kind.PERMISSION_LOST,
            "InfoBrics",
            "Ana Reis",
        )
        self.given(source, True, by=editor)
        assert Edition.objects.visible(now + HOUR).count() == 2

    def test_emptied_on_the_article_stops_it(self, editor, now):
        source = factories.source()
        article = self.scheduled(editor, now, source=source.pk, permission="By mail")
        factories.reworked(article, by=editor, permission="")
        assert headline_at(now + HOUR) == []
        article.refresh_from_db()
        with pytest.raises(ValidationError, match="permission to publish this was"):
            publication.publish(article, by=editor, seen=article.version)
        factories.reworked(article, by=editor, permission="By telephone")
        assert headline_at(now + HOUR) == ["Theirs"]

    def test_no_reason_overrides_a_lost_permission(self, source, editor, now):
        article = factories.article(by=editor, source=source.pk)
        self.given(source, False, by=editor)
        admin = factories.user("superuser")
        with pytest.raises(ValidationError, match="permission to publish this was"):
            publication.publish_overriding(article, by=admin, seen=1, why="It is news.")

    def test_emptied_where_the_source_gives_one_stops_nothing(
        self, source, editor, now
    ):
        article = self.scheduled(editor, now, source=source.pk, permission="By mail")
        factories.reworked(article, by=editor, permission="")
        assert headline_at(now + HOUR) == ["Theirs"]

    def test_that_never_was_is_a_check_and_no_stop(self, editor, now):
        article = factories.article(by=editor, headline="Theirs")
        factories.reworked(article, by=editor, source=factories.source().pk)
        factories.scheduled(article, now + HOUR, by=editor)
        assert headline_at(now + HOUR) == ["Theirs"]

    def test_given_again_it_lets_nothing_out_that_is_on_hold(self, source, editor, now):
        article = self.scheduled(editor, now, source=source.pk)
        self.given(source, False, by=editor)
        factories.put_on_hold(article, by=editor)
        self.given(source, True, by=editor)
        assert headline_at(now + HOUR) == []
        factories.lifted(article, by=editor)
        assert headline_at(now + HOUR) == ["Theirs"]

    def test_stops_a_scheduled_text_whose_desk_copy_has_another_source(
        self, source, editor, now
    ):
        article = self.scheduled(editor, now, source=source.pk)
        factories.reworked(article, by=editor, source=None)
        self.given(source, False, by=editor)
        assert headline_at(now + HOUR) == []
        assert log_of(article)[-1] == Event.Kind.PERMISSION_LOST
        self.given(source, True, by=editor)
        assert headline_at(now + HOUR) == ["Theirs"]
        assert log_of(article)[-1] == Event.Kind.PERMISSION_GIVEN

    @pytest.mark.parametrize("is_given", [None, True])
    def test_once_lost_no_other_source_of_the_desk_copy_lets_the_text_out(
        self, source, editor, now, is_given
    ):
        article = self.scheduled(editor, now, source=source.pk)
        self.given(source, False, by=editor)
        other = is_given and factories.source(has_standing_permission=is_given).pk
        factories.reworked(article, by=editor, source=other)
        assert headline_at(now + HOUR) == []
        edition = article.editions.get()
        article.refresh_from_db()
        assert stopping.awaited(article, edition) == ["permission is given again"]
        when = schedule.as_seen(edition)
        seen = {"seen": article.version, "when": when}
        schedule.use_this_text(edition, by=editor, **seen)
        assert headline_at(now + HOUR) == ["Theirs"]

    def test_a_text_with_its_own_permission_goes_out_whatever_the_desk_copy_is(
        self, source, editor, now
    ):
        article = self.scheduled(editor, now, source=source.pk, permission="By mail")
        factories.reworked(article, by=editor, source=None, permission="")
        self.given(source, False, by=editor)
        assert headline_at(now + HOUR) == ["Theirs"]

    def test_is_not_found_again_by_taking_the_source_out_and_in(self, source, editor):
        article = factories.article(by=editor, source=source.pk)
        self.given(source, False, by=editor)
        out = factories.reworked(article, by=editor, source=None).article
        factories.reworked(out, by=editor, source=source.pk)
        self.refused(article, by=editor)

    def test_is_not_found_again_by_filing_anew(self, source, editor):
        self.given(source, False, by=editor)
        self.refused(factories.article(by=editor, source=source.pk), by=editor)

    def test_is_not_found_again_by_an_older_version(self, source, editor):
        article = factories.article(by=editor, source=source.pk)
        factories.reworked(article, by=editor, source=None)
        self.given(source, False, by=editor)
        article.refresh_from_db()
        older = article.revisions.get(number=1).snapshot
        desk.save(article, older, by=editor, seen=article.version)
        self.refused(article, by=editor)

    def test_is_not_found_again_in_the_bin_of_sources(self, source, editor):
        self.given(source, False, by=editor)
        source.refresh_from_db()
        publisher = factories.user("Publisher")
        version = things.delete(source, by=publisher, seen=source.version)
        things.bring_back(version, by=publisher)
        self.refused(factories.article(by=editor, source=source.pk), by=editor)

    def refused(self, article, *, by):
        article.refresh_from_db()
        with pytest.raises(ValidationError, match="permission to publish this was"):
            publication.publish(article, by=by, seen=article.version)

    def test_is_lost_to_a_copy_as_well(self, source, editor):
        article = factories.article(by=editor, source=source.pk)
        self.given(source, False, by=editor)
        copy = copies.duplicate(article, by=editor, seen=1).article
        with pytest.raises(ValidationError, match="permission to publish this was"):
            publication.publish(copy, by=editor, seen=1)
        self.given(source, True, by=editor)
        publication.publish(copy, by=editor, seen=1)


def test_an_update_ends_when_what_readers_see_would_have_ended(article, editor, now):
    ends = now + 3 * HOUR
    text = {"seen": article.version, "expires_at": ends, "now": now - HOUR}
    publication.publish(article, by=editor, **text)
    factories.reworked(article, by=editor, body="<p>More.</p>")
    assert factories.published_again(article, by=editor).expires_at == ends
    factories.reworked(article, by=editor, body="<p>Most.</p>")
    assert factories.scheduled(article, now + HOUR, by=editor).expires_at == ends
    assert headline_at(ends) == []


def test_so_does_one_that_goes_out_with_its_report(article, editor, now):
    ends, report = now + 3 * HOUR, factories.report()
    text = {"seen": article.version, "expires_at": ends, "now": now - HOUR}
    publication.publish(article, by=editor, **text)
    factories.reworked(article, by=editor, reports=(report.pk,))
    release = releasing.release(report, by=editor, seen={article.pk: 2})
    assert release.editions.get().expires_at == ends


def test_an_update_stays_where_it_begins_after_that_end_or_is_to_stay(
    article, editor, now
):
    text = {"seen": article.version, "expires_at": now + HOUR, "now": now - HOUR}
    publication.publish(article, by=editor, **text)
    factories.reworked(article, by=editor, body="<p>More.</p>")
    assert factories.scheduled(article, now + HOUR, by=editor).expires_at is None
    stays = factories.published_again(article, by=editor, expires_at=None)
    assert stays.expires_at is None


def test_publishing_what_readers_see_already_leaves_its_end(article, editor, now):
    text = {"seen": article.version, "expires_at": now + HOUR, "now": now - HOUR}
    live = publication.publish(article, by=editor, **text)
    assert factories.published_again(article, by=editor) == live


def test_what_is_to_go_out_is_not_sent_back(article, editor, now):
    edition = factories.scheduled(article, now + HOUR, by=editor)
    said = {"by": editor, "seen": article.version, "why": "Not yet"}
    with pytest.raises(ValidationError, match="Cancel its schedule first"):
        review.send_back(article, **said)
    factories.cancelled(edition, by=editor)
    assert review.send_back(article, **said).stage == Stage.DRAFT


def test_a_later_text_is_sent_back_whatever_is_scheduled(article, editor, now):
    factories.scheduled(article, now + HOUR, by=editor)
    factories.reworked(article, by=editor, headline="Second")
    article = review.approve(Article.objects.get(), by=editor, seen=2)
    review.send_back(article, by=editor, seen=2, why="Not yet")
    assert headline_at(now + HOUR) == ["First"]
