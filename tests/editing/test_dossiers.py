"""Articles of a report go out at one instant: all of them, or none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing import bin, holding, publication, schedule, source_notes, things
from articles.editing.concerns.desk import concerns
from articles.editing.dossiers import changing, releasing
from articles.editing.dossiers.standing import PartState, progress
from articles.editing.fixes import deciding
from articles.editing.holding import Others
from articles.editing.undo import undo_publication
from articles.models import (
    Article,
    Edition,
    Event,
    Publication,
    Release,
    ReportPlacement,
    Stage,
)
from articles.publishing import editions
from articles.publishing.timeline import BLINK
from tests import factories
from tests.databases import TREE_LOCK

HOUR = timedelta(hours=1)
# What writing one article of a release asks the database: its approval, its edition,
# its two lists and the log of both.
EACH = 9 + TREE_LOCK
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def report():
    return factories.report("The dam")


def filed(report, editor, count=3, **fields):
    fields = {"reports": (report.pk,), **fields}
    return [
        factories.article(by=editor, headline=f"Part {number}", **fields)
        for number in range(1, count + 1)
    ]


def seen(articles):
    return {
        article.pk: Article.objects.get(pk=article.pk).version for article in articles
    }


def released(report, articles, editor, **at):
    return releasing.release(report, by=editor, seen=seen(articles), **at)


def states(release, at=None):
    release = Release.objects.get(pk=release.pk)
    return {part.edition.article_id: part.state for part in progress(release, at).parts}


def visible(at):
    return {*Edition.objects.visible(at).values_list("article_id", flat=True)}


def ids(*articles):
    return {article.pk for article in articles}


def everything():
    tables = (Article, Edition, Event, Release, ReportPlacement)
    return [list(table.objects.order_by("pk").values()) for table in tables]


class TestReleasing:
    def test_readers_see_all_of_them_from_the_same_instant_on(self, report, editor):
        articles = filed(report, editor)
        hour = timezone.now() + HOUR
        released(report, articles, editor, live_from=hour)
        assert {*Edition.objects.values_list("live_from", flat=True)} == {hour}
        assert visible(hour - BLINK) == set()
        assert visible(hour) == ids(*articles)
        assert ReportPlacement.objects.visible(hour).count() == 3

    def test_and_now_where_no_hour_is_said(self, report, editor):
        articles = filed(report, editor)
        release = released(report, articles, editor)
        assert visible(release.live_from) == ids(*articles)
        assert {*Edition.objects.values_list("live_from", flat=True)} == {
            release.live_from
        }

    def test_all_are_approved_by_it_and_the_log_says_so(self, report, editor):
        articles = filed(report, editor, 2)
        released(report, articles, editor, live_from=timezone.now() + HOUR)
        for article in Article.objects.all():
            assert article.stage == Stage.APPROVED
            events = article.events.order_by("pk").values_list("kind", "why")
            assert list(events)[1:] == [
                (Event.Kind.APPROVED, ""),
                (Event.Kind.SCHEDULED, "With 1 other of “The dam”"),
            ]

    def test_where_an_edition_begins_at_that_very_moment_all_begin_after_it(
        self, report, editor
    ):
        now = timezone.now()
        first, second = filed(report, editor, 2)
        publication.publish(first, by=editor, seen=1, now=now)
        factories.reworked(first, by=editor, body="<p>More.</p>")
        release = released(report, [first, second], editor, now=now)
        assert release.live_from == now + BLINK
        assert release.editions.filter(live_from=release.live_from).count() == 2

    def refused(self, report, articles, by, **at):
        before = everything()
        chosen = at.pop("seen", None) or seen(articles)
        with pytest.raises(ValidationError) as error:
            releasing.release(report, by=by, seen=chosen, **at)
        assert everything() == before
        return error.value.messages

    def test_one_obstacle_refuses_all_and_nothing_has_changed(self, report, editor):
        articles = filed(report, editor)
        held, flagged, _ = articles
        factories.put_on_hold(held, by=editor, why="Counsel reads it.")
        source = source_notes.add(flagged, by=editor, source="A clerk")
        factories.flagged(source, by=editor)
        [on_hold, flag] = self.refused(report, articles, editor)
        assert on_hold.startswith("“Part 1”: On hold: “Counsel reads it.”")
        assert flag.startswith("“Part 2”: A legal flag is open.")

    def test_an_embargo_is_asked_at_the_hour(self, report, editor):
        now = timezone.now()
        articles = filed(report, editor, 2, embargoed_until=now + HOUR)
        words = self.refused(report, articles, editor, live_from=now + HOUR / 2)
        assert len(words) == 2
        assert "Under embargo until" in words[0]
        released(report, articles, editor, live_from=now + HOUR)

    def test_what_was_changed_since_it_was_looked_at_refuses_all(self, report, editor):
        articles = filed(report, editor, 2)
        looked = seen(articles)
        ana = factories.user("Editor", first_name="Ana", last_name="Reis")
        factories.reworked(articles[1], by=ana, headline="Part two")
        [words] = self.refused(report, articles, editor, seen=looked)
        assert words.startswith("“Part two”: Ana Reis has changed it since")

    def test_so_does_what_is_in_the_bin_elsewhere_scheduled_or_read_already(
        self, report, editor
    ):
        binned, elsewhere, scheduled, live = filed(report, editor, 4)
        bin.delete(binned, by=editor, seen=1)
        factories.reworked(elsewhere, by=editor, reports=())
        text, soon = scheduled.revisions.get(), timezone.now() + HOUR
        editions.schedule(scheduled, text, soon, by=editor)
        publication.publish(live, by=editor, seen=1)
        articles = [binned, elsewhere, scheduled, live]
        words = self.refused(report, articles, editor)
        assert [each.partition(": ")[2][:25] for each in words] == [
            "It lies in the bin. Put i",
            "It does not belong to “Th",
            "A text of it is scheduled",
            "Readers see this very tex",
        ]

    def test_what_goes_out_with_another_release_is_not_released_twice(
        self, report, editor
    ):
        first, second, third = filed(report, editor)
        released(report, [first, second], editor, live_from=timezone.now() + HOUR)
        [words] = self.refused(report, [second, third], editor)
        assert "It goes out with others of “The dam” on" in words

    def test_four_eyes_look_at_each_of_them(self, report, editor):
        Publication.objects.create(pk=1, has_four_eyes=True)
        colleague = factories.editor()
        articles = [*filed(report, editor, 1), *filed(report, colleague, 1)]
        [words] = self.refused(report, articles, editor)
        assert "You have written in this text" in words
        released(report, articles[1:], editor)

    def test_an_hour_that_has_passed_and_nothing_chosen_are_refused(
        self, report, editor
    ):
        articles, now = filed(report, editor, 1), timezone.now()
        [words] = self.refused(report, articles, editor, live_from=now, now=now)
        assert "That moment has passed" in words
        with pytest.raises(ValidationError, match="Choose the articles"):
            releasing.release(report, by=editor, seen={})

    def test_only_who_may_publish_releases(self, report, editor):
        articles = filed(report, editor, 1)
        for role in ("Writer", "Authors' desk"):
            with pytest.raises(PermissionDenied, match="may publish articles"):
                released(report, articles, factories.user(role))
        Publication.objects.create(pk=1, only_publishers_publish=True)
        with pytest.raises(PermissionDenied, match="Only publishers"):
            released(report, articles, editor)
        released(report, articles, factories.user("Publisher"))

    def test_a_required_check_of_links_knows_that_the_others_appear(
        self, report, editor
    ):
        Publication.objects.create(
            pk=1, check_levels={"links": {"all": "required", "news": "required"}}
        )
        first, outside = filed(report, editor, 1) + filed(report, editor, 1)
        link = f'<p><a href="/articles/{first.pk}/">one</a></p>'
        [second] = filed(report, editor, 1, body=link)
        [words] = self.refused(report, [second, outside], editor)
        assert "A link leads to “Part 1”, which readers cannot see" in words
        released(report, [first, second], editor)

    def test_what_missed_its_hour_on_hold_gives_way(self, report, editor):
        now = timezone.now()
        articles = filed(report, editor, 2)
        text = articles[0].revisions.get()
        missed = editions.schedule(articles[0], text, now + HOUR, by=editor)
        factories.put_on_hold(articles[0], by=editor, now=now)
        factories.lifted(articles[0], by=editor, now=now + 2 * HOUR)
        released(report, articles, editor, now=now + 3 * HOUR)
        missed.refresh_from_db()
        assert missed.cancelled_at
        assert visible(now + 3 * HOUR) == ids(*articles)


class TestHolding:
    @pytest.fixture(autouse=True)
    def dossier(self, report, editor):
        self.editor, self.report = editor, report
        self.now = timezone.now()
        self.hour = self.now + HOUR
        self.articles = filed(report, editor)
        self.first, self.second, self.third = self.articles
        self.release = released(report, self.articles, editor, live_from=self.hour)

    def hold(self, article, others="", **said):
        return factories.put_on_hold(article, by=self.editor, others=others, **said)

    def lift(self, article, **said):
        return factories.lifted(article, by=self.editor, **said)

    def test_asks_what_becomes_of_the_others(self):
        with pytest.raises(ValidationError) as error:
            self.hold(self.first)
        assert "run the others, or hold all" in error.value.message_dict["others"][0]
        assert visible(self.hour) == ids(*self.articles)
        assert not Article.objects.filter(held_at__isnull=False).exists()

    def test_does_not_ask_where_no_others_are_to_come(self):
        alone = filed(self.report, self.editor, 1)
        released(self.report, alone, self.editor, live_from=self.hour)
        self.hold(alone[0])
        assert visible(self.hour) == ids(*self.articles)

    def test_run_the_others_takes_out_this_one_alone(self):
        self.hold(self.first, Others.RUN)
        assert visible(self.hour) == ids(self.second, self.third)
        assert states(self.release) == {
            self.first.pk: PartState.LEFT_OUT,
            self.second.pk: PartState.COMING,
            self.third.pk: PartState.COMING,
        }

    def test_lifted_before_the_hour_it_goes_out_with_them_again(self):
        self.hold(self.first, Others.RUN)
        self.lift(self.first, now=self.hour - HOUR / 2)
        assert visible(self.hour) == ids(*self.articles)
        assert {*states(self.release).values()} == {PartState.COMING}

    def test_lifted_after_the_hour_it_waits_to_be_scheduled_by_itself(self):
        self.hold(self.first, Others.RUN)
        later = self.hour + HOUR
        _, [missed] = self.lift(self.first, now=later)
        assert visible(later) == ids(self.second, self.third)
        editions.reschedule(missed, later + HOUR, now=later)
        assert visible(later + HOUR) == ids(*self.articles)

    def test_hold_all_lets_all_of_them_wait_though_none_of_them_is_on_hold(self):
        self.hold(self.first, Others.HOLD)
        assert visible(self.hour) == set()
        assert states(self.release) == {
            self.first.pk: PartState.STOPPING,
            self.second.pk: PartState.WAITING,
            self.third.pk: PartState.WAITING,
        }
        assert Article.objects.filter(held_at__isnull=False).get() == self.first
        told = Event.objects.filter(kind=Event.Kind.WAITING)
        assert {event.article_id for event in told} == ids(self.second, self.third)
        assert {event.why for event in told} == {"“Part 1” was stopped"}

    def test_lifted_before_the_hour_all_go_out_at_it(self):
        self.hold(self.first, Others.HOLD)
        [own], missed = self.lift(self.first, now=self.hour - HOUR / 2)
        assert (own.article_id, missed) == (self.first.pk, [])
        assert visible(self.hour) == ids(*self.articles)
        assert visible(self.hour - BLINK) == set()
        assert ReportPlacement.objects.visible(self.hour).count() == 3

    def test_lifted_after_the_hour_all_wait_for_another_and_go_out_by_it(self):
        self.hold(self.first, Others.HOLD)
        later = self.hour + HOUR
        released, [missed] = self.lift(self.first, now=later)
        assert released == []
        assert missed.article_id == self.first.pk
        assert visible(later) == set()
        assert {*states(self.release, later).values()} == {PartState.MISSED}
        self.move(later + HOUR, now=later)
        assert visible(later + HOUR) == ids(*self.articles)

    def test_a_part_whose_text_lost_its_permission_keeps_all_until_another_text_goes(
        self,
    ):
        source = factories.source(has_standing_permission=True)
        articles = filed(self.report, self.editor, source=source.pk)
        hour = self.hour + HOUR
        release = released(self.report, articles, self.editor, live_from=hour)
        part = factories.reworked(articles[0], by=self.editor, source=None).article
        for each in articles[1:]:
            factories.reworked(each, by=self.editor, permission="By mail")
            article = Article.objects.get(pk=each.pk)
            self.use(article)
        content = source.content().changed(has_standing_permission=False)
        things.save(source, content, by=self.editor, seen=1)
        assert visible(hour) == ids(*self.articles)
        [stopping] = progress(release).stopping
        assert stopping.article == part
        assert stopping.why == "The permission for it was withdrawn."
        self.use(Article.objects.get(pk=part.pk))
        assert visible(hour) == ids(*self.articles, *articles)

    def use(self, article):
        edition = article.editions.standing().get()
        when = schedule.as_seen(edition)
        seen = {"seen": article.version, "when": when}
        schedule.use_this_text(edition, by=self.editor, **seen)

    def test_my_desk_says_that_all_wait_until_nothing_stops_them(self):
        assert self.on_desk() == []
        self.hold(self.first, Others.HOLD)
        [entry] = self.on_desk()
        assert (entry.headline, entry.is_urgent) == ("The dam", True)
        self.run_others()
        assert self.on_desk() == []

    def on_desk(self):
        groups = concerns(self.editor)
        found = [group.entries for group in groups if group.key == "release-waits"]
        return found[0] if found else []

    def test_lifting_one_of_two_stops_lets_nothing_out(self):
        self.hold(self.first, Others.HOLD)
        self.hold(self.second, Others.HOLD)
        self.lift(self.first)
        assert visible(self.hour) == set()
        assert states(self.release)[self.first.pk] == PartState.WAITING
        self.lift(self.second)
        assert visible(self.hour) == ids(*self.articles)

    def test_a_hold_and_a_flag_on_one_of_those_that_wait_are_its_own(self):
        self.hold(self.first, Others.HOLD)
        self.hold(self.second, Others.RUN)
        self.lift(self.second)
        assert visible(self.hour) == set()
        self.lift(self.first)
        assert visible(self.hour) == ids(*self.articles)

    def flag(self, article):
        source = source_notes.add(article, by=self.editor, source="A clerk")
        factories.flagged(source, by=self.editor)
        return source

    def test_a_legal_flag_asks_nobody_and_keeps_all(self):
        source = self.flag(self.first)
        assert visible(self.hour) == set()
        assert states(self.release)[self.second.pk] == PartState.WAITING
        factories.cleared(source, by=self.editor)
        assert visible(self.hour) == ids(*self.articles)

    def seen(self):
        return Release.objects.get().version

    def run_others(self, **said):
        seen = self.seen()
        return changing.run_others(self.release, by=self.editor, seen=seen, **said)

    def move(self, to, **said):
        seen = self.seen()
        return changing.move(self.release, to, by=self.editor, seen=seen, **said)

    def cancel(self, **said):
        seen = self.seen()
        return changing.cancel(self.release, by=self.editor, seen=seen, **said)

    def test_one_button_runs_the_others_after_a_flag(self):
        source = self.flag(self.first)
        running = self.run_others()
        assert {each.article_id for each in running} == ids(self.second, self.third)
        assert visible(self.hour) == ids(self.second, self.third)
        factories.cleared(source, by=self.editor)
        assert visible(self.hour) == ids(*self.articles)

    def test_nobody_runs_others_past_a_stop_that_they_have_not_seen(self):
        self.flag(self.first)
        seen = self.seen()
        self.flag(self.second)
        with pytest.raises(ValidationError, match="has changed since"):
            changing.run_others(self.release, by=self.editor, seen=seen)
        assert visible(self.hour) == set()

    def test_there_is_nothing_to_run_where_nothing_waits(self):
        with pytest.raises(ValidationError, match="Nothing of it waits"):
            self.run_others()

    def test_moves_all_of_them_together(self):
        self.move(self.hour + HOUR)
        assert visible(self.hour) == set()
        assert visible(self.hour + HOUR) == ids(*self.articles)
        moved = Event.objects.filter(kind=Event.Kind.RESCHEDULED)
        assert {event.why for event in moved} == {"With 2 others of “The dam”"}

    def test_what_waits_goes_on_waiting_at_the_new_hour(self):
        self.hold(self.first, Others.HOLD)
        self.move(self.hour + HOUR)
        assert visible(self.hour + HOUR) == set()
        self.lift(self.first)
        assert visible(self.hour + HOUR) == ids(*self.articles)

    def test_what_was_left_out_moves_along(self):
        self.hold(self.first, Others.RUN)
        self.move(self.hour + HOUR)
        assert visible(self.hour + HOUR) == ids(self.second, self.third)
        self.lift(self.first)
        assert visible(self.hour + HOUR) == ids(*self.articles)

    def test_an_embargo_of_one_refuses_to_move_all(self):
        until = self.hour + 2 * HOUR
        Article.objects.filter(pk=self.second.pk).update(embargoed_until=until)
        with pytest.raises(ValidationError, match="“Part 2”: Under embargo until"):
            self.move(self.hour + HOUR)
        assert visible(self.hour) == ids(*self.articles)

    def test_an_embargo_that_was_ended_since_moves_with_them_no_more(self):
        Article.objects.filter(pk=self.second.pk).update(
            embargoed_until=self.hour - timedelta(minutes=5)
        )
        changing.cancel(self.release, by=self.editor, seen=self.seen())
        text = factories.reworked(
            Article.objects.get(pk=self.second.pk),
            by=self.editor,
            embargoed_until=self.hour - timedelta(minutes=5),
        ).article
        self.release = released(
            self.report, self.articles, self.editor, live_from=self.hour
        )
        factories.reworked(text, by=self.editor, embargoed_until=None)
        seen = Release.objects.get(pk=self.release.pk).version
        sooner = self.hour - timedelta(minutes=10)
        changing.move(self.release, sooner, by=self.editor, seen=seen)
        assert visible(sooner) == ids(*self.articles)

    def test_one_that_would_end_before_it_begins_is_named(self):
        end = self.hour + HOUR
        factories.ended(self.second.editions.get(), end, by=self.editor)
        with pytest.raises(ValidationError, match="“Part 2” is to end on"):
            self.move(end)
        assert visible(self.hour) == ids(*self.articles)
        self.move(end - BLINK)
        assert visible(end - BLINK) == ids(*self.articles)

    def test_another_text_of_one_must_be_of_the_report_too(self):
        text = factories.reworked(self.second, by=self.editor, reports=()).article
        edition = text.editions.get()
        said = {"by": self.editor, "when": schedule.as_seen(edition)}
        with pytest.raises(ValidationError, match="does not belong to “The dam”"):
            schedule.use_this_text(edition, seen=text.version, **said)
        back = factories.reworked(
            text, by=self.editor, reports=(self.report.pk,), headline="Part two"
        ).article
        schedule.use_this_text(edition, seen=back.version, **said)
        assert visible(self.hour) == ids(*self.articles)

    def test_published_by_itself_it_is_told_what_to_cancel(self):
        with pytest.raises(ValidationError, match="Cancel its schedule"):
            factories.published_again(self.first, by=self.editor)
        factories.cancelled(self.first.editions.get(), by=self.editor)
        factories.published_again(self.first, by=self.editor)
        assert visible(timezone.now()) == ids(self.first)

    def test_none_of_them_is_moved_alone(self):
        edition = self.first.editions.get()
        with pytest.raises(ValidationError, match="Move all of them"):
            editions.reschedule(edition, self.hour + HOUR)
        assert visible(self.hour) == ids(*self.articles)

    def test_what_readers_see_is_not_moved(self):
        later = self.hour + HOUR
        with pytest.raises(ValidationError, match="Readers see some of it already"):
            self.move(later + HOUR, now=later)

    def test_cancels_all_of_them_and_their_approvals_stay(self):
        self.hold(self.first, Others.HOLD)
        self.cancel(why="Not this week")
        assert not Edition.objects.to_come(self.now).exists()
        self.lift(self.first)
        assert visible(self.hour) == set()
        assert Article.objects.filter(stage=Stage.APPROVED).count() == 3
        with pytest.raises(ValidationError, match="Nothing of it is to come"):
            self.cancel()
        released(self.report, self.articles, self.editor, live_from=self.hour)
        assert visible(self.hour) == ids(*self.articles)

    def test_only_who_may_publish_changes_it(self):
        writer, seen = factories.user("Writer"), self.seen()
        for verb, said in (
            (changing.cancel, ()),
            (changing.run_others, ()),
            (changing.undo, ()),
            (changing.move, (self.hour + HOUR,)),
        ):
            with pytest.raises(PermissionDenied):
                verb(self.release, *said, by=writer, seen=seen)

    def test_taking_one_down_lets_the_others_wait(self):
        factories.taken_down(self.first, by=self.editor, why="Wrong man")
        assert visible(self.hour) == set()
        self.run_others()
        assert visible(self.hour) == ids(self.second, self.third)
        self.move(self.hour + HOUR)
        assert visible(self.hour + HOUR) == ids(self.second, self.third)

    def test_what_is_stopped_twice_counts_once_the_last_stop_is_gone(self):
        source = self.flag(self.first)
        self.hold(self.first, Others.HOLD)
        self.lift(self.first)
        assert visible(self.hour) == set()
        factories.cleared(source, by=self.editor)
        assert visible(self.hour) == ids(*self.articles)


class TestFixes:
    """A fix of what readers see goes into what is to go out together."""

    @pytest.fixture(autouse=True)
    def dossier(self, report, editor):
        self.editor, self.report = editor, report
        self.hour = timezone.now() + HOUR
        self.live, self.other = filed(report, editor, 2)
        publication.publish(self.live, by=editor, seen=1)
        factories.reworked(self.live, by=editor, body="<p>More words.</p>")
        articles = [self.live, self.other]
        self.release = released(report, articles, editor, live_from=self.hour)

    def test_it_stays_in_the_release(self):
        factories.fixed(self.live, by=self.editor, headline="Part one")
        assert {*states(self.release).values()} == {PartState.COMING}
        at = {*self.release.editions.values_list("live_from", flat=True)}
        assert at == {self.hour}
        factories.put_on_hold(self.other, by=self.editor, others=Others.HOLD)
        shown = Edition.objects.visible(self.hour).values_list("headline", "text")
        assert list(shown) == [("Part one", "Some words.")]

    def test_what_waits_goes_on_waiting_with_it(self):
        factories.put_on_hold(self.other, by=self.editor, others=Others.HOLD)
        factories.fixed(self.live, by=self.editor, headline="Part one")
        [seen] = Edition.objects.visible(self.hour)
        assert (seen.headline, seen.text) == ("Part one", "Some words.")
        factories.lifted(self.other, by=self.editor)
        shown = Edition.objects.visible(self.hour).order_by("pk")
        assert {each.text for each in shown} == {"More words.", "Some words."}
        assert shown.count() == 2

    def test_where_it_asks_the_others_wait(self):
        factories.fixed(self.live, by=self.editor, body="<p>Fixed words.</p>")
        assert states(self.release)[self.live.pk] == PartState.STOPPING
        assert states(self.release)[self.other.pk] == PartState.WAITING
        [seen] = Edition.objects.visible(self.hour)
        assert seen.text == "Fixed words."

    def test_decided_about_it_goes_out_with_them(self):
        factories.fixed(self.live, by=self.editor, body="<p>Fixed words.</p>")
        held = self.release.editions.get(article=self.live)
        text = held.revision.snapshot
        seen = held.fix_waiting
        deciding.schedule_again(held, text, by=self.editor, seen=seen)
        assert {*states(self.release).values()} == {PartState.COMING}
        assert Edition.objects.visible(self.hour).count() == 2

    def test_cancelled_it_asks_nothing_any_more(self):
        factories.fixed(self.live, by=self.editor, body="<p>Fixed words.</p>")
        seen = Release.objects.get().version
        changing.cancel(self.release, by=self.editor, seen=seen)
        assert not Edition.objects.filter(fix_waiting__isnull=False).exists()
        [seen] = Edition.objects.visible(self.hour)
        assert seen.text == "Fixed words."

    def test_moved_it_comes_back_at_the_new_hour(self):
        factories.fixed(self.live, by=self.editor, body="<p>Fixed words.</p>")
        seen, later = Release.objects.get().version, self.hour + HOUR
        changing.move(self.release, later, by=self.editor, seen=seen)
        held = self.release.editions.get(article=self.live)
        text, seen = held.revision.snapshot, held.fix_waiting
        deciding.schedule_again(held, text, by=self.editor, seen=seen)
        assert Edition.objects.visible(later - BLINK).count() == 1
        assert Edition.objects.visible(later).count() == 2

    def test_what_waits_for_a_decision_and_would_end_before_is_named(self):
        own = self.release.editions.get(article=self.live)
        factories.ended(own, self.hour + HOUR, by=self.editor)
        factories.fixed(self.live, by=self.editor, body="<p>Fixed words.</p>")
        seen, later = Release.objects.get().version, self.hour + 2 * HOUR
        with pytest.raises(ValidationError, match=r"“Part 1” is to end.*decide first"):
            changing.move(self.release, later, by=self.editor, seen=seen)
        assert Release.objects.get().live_from == self.hour

    def test_an_undone_fix_leaves_the_release_as_it_was(self):
        before = states(self.release)
        for words in ({"headline": "Part one"}, {"body": "<p>Fixed words.</p>"}):
            fix = factories.fixed(self.live, by=self.editor, **words)
            undo_publication(fix.edition, by=self.editor)
            assert states(self.release) == before
        shown = Edition.objects.visible(self.hour)
        assert {each.headline for each in shown} == {"Part 1", "Part 2"}
        assert {each.text for each in shown} == {"More words.", "Some words."}


class TestUndoing:
    def test_takes_back_all_of_them_within_the_minute(self, report, editor):
        now = timezone.now()
        articles = filed(report, editor)
        publication.publish(articles[0], by=editor, seen=1, now=now - HOUR)
        factories.reworked(articles[0], by=editor, headline="Part one")
        release = released(report, articles, editor, now=now)
        soon = now + timedelta(seconds=20)
        changing.undo(release, by=editor, seen=release.version, now=soon)
        [seen] = Edition.objects.visible(soon)
        assert seen.headline == "Part 1"
        assert {*states(release, soon).values()} == {PartState.UNDONE}
        assert Article.objects.get(pk=articles[1].pk).stage == Stage.DRAFT

    def test_or_none_where_readers_see_one_of_them_otherwise(self, report, editor):
        articles = filed(report, editor)
        release = released(report, articles, editor)
        factories.fixed(articles[0], by=editor, headline="Part one")
        factories.taken_down(articles[1], by=editor)
        with pytest.raises(ValidationError, match="see “Part 1”, “Part 2” otherwise"):
            changing.undo(release, by=editor, seen=release.version)
        assert not Edition.objects.filter(undone_at__isnull=False).exists()

    def test_or_none_after_it(self, report, editor):
        now = timezone.now()
        articles = filed(report, editor)
        release = released(report, articles, editor, now=now)
        factories.fixed(articles[0], by=editor, headline="Part one")
        later = now + timedelta(seconds=61)
        with pytest.raises(ValidationError, match="The minute in which"):
            changing.undo(release, by=editor, seen=release.version, now=later)
        assert not Edition.objects.filter(undone_at__isnull=False).exists()


class TestCost:
    def test_looking_costs_the_same_however_many_and_each_one_its_own_writes(
        self, report, editor
    ):
        Publication.objects.create(pk=1, has_four_eyes=True)
        colleague, costs = factories.editor(), {}
        theme = factories.theme()
        for count in (1, 2, 3, 20):  # who somebody is, is asked with the first
            articles = filed(report, colleague, count, themes=(theme.pk,))
            chosen = seen(articles)
            with CaptureQueriesContext(connection) as queries:
                releasing.release(report, by=editor, seen=chosen)
            costs[count] = len(queries)
        assert costs[3] - costs[2] == EACH
        assert costs[20] - costs[2] == 18 * EACH


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one write at a time")
class TestTwoPeople:
    def at_once(self, *verbs):
        def run(verb):
            try:
                verb()
            except (ValidationError, PermissionDenied) as error:
                return str(error)
            finally:
                connection.close()
            return ""

        with ThreadPoolExecutor(len(verbs)) as hands:
            return list(hands.map(run, verbs))

    def test_who_release_overlapping_articles_one_of_them_does(self, report, editor):
        other = factories.report("The river")
        both = (report.pk, other.pk)
        for _ in range(5):
            articles = filed(report, editor, 6, reports=both)
            mine, theirs = seen(articles[:4]), seen(articles[2:][::-1])
            hour = timezone.now() + HOUR
            said = self.at_once(
                lambda mine=mine, hour=hour: releasing.release(
                    report, by=editor, seen=mine, live_from=hour
                ),
                lambda theirs=theirs, hour=hour: releasing.release(
                    other, by=editor, seen=theirs, live_from=hour
                ),
            )
            [refused] = [words for words in said if words]
            assert "It goes out with others of" in refused
            begun = Edition.objects.filter(article__in=[each.pk for each in articles])
            assert begun.count() == 4
            assert begun.values("release").distinct().count() == 1

    def test_who_stop_two_articles_of_one_report_wait_for_each_other_in_turn(
        self, report, editor
    ):
        for _ in range(5):
            articles = filed(report, editor, 4)
            hour = timezone.now() + HOUR
            released(report, articles, editor, live_from=hour)
            said = self.at_once(
                *(
                    lambda article=article: holding.hold(
                        *(article,), by=editor, seen=1, why="No", others=Others.HOLD
                    )
                    for article in (articles[0], articles[-1])
                )
            )
            assert said == ["", ""]
            own = Edition.objects.filter(article__in=[each.pk for each in articles])
            assert own.filter(stopped_at__isnull=False).count() == 2
            assert own.filter(held_at__isnull=False).count() == 4
