"""A fix starts from what readers see, and nothing that follows can silently undo it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.utils import timezone

from articles.editing import copies, desk, publication, review
from articles.editing.fixes import deciding, looking
from articles.editing.fixes.live import Fixed, NotFixed, fix_live
from articles.editing.fixes.spreading import InDesk
from articles.editing.outcomes import Conflict, Merged
from articles.editing.standing import State, standing
from articles.models import (
    Article,
    Correction,
    Edition,
    Event,
    Publication,
    Revision,
    Stage,
    four_eyes,
)
from articles.publishing import editions
from tests import factories
from tests.databases import TREE_LOCK

WRONG, RIGHT = "Smith resigns", "Smyth resigns"
LATER = timedelta(hours=2)


def fresh(article):
    return Article.objects.get(pk=article.pk)


def shown(article, at=None):
    return article.editions.visible(at).get()


class FixTests(TestCase):
    def setUp(self):
        self.by, self.colleague = factories.editor(), factories.editor()
        self.article = factories.published_article(
            by=self.colleague, headline=WRONG, body="<p>Smith went.</p>"
        )

    def fix(self, **words):
        words = words or {"headline": RIGHT}
        return factories.fixed(fresh(self.article), by=self.by, **words)

    def rework(self, **changes):
        article = fresh(self.article)
        return factories.reworked(article, by=self.colleague, **changes)

    def schedule(self, snapshot, after=LATER, **options):
        """Save this text, schedule it, and put the desk copy back."""
        article = fresh(self.article)
        before = article.snapshot()
        saved = desk.save(
            article, snapshot, by=self.colleague, seen=article.version
        ).revision
        article = fresh(article)
        desk.save(article, before, by=self.colleague, seen=article.version)
        at = timezone.now() + after
        return editions.schedule(article, saved, at, by=self.colleague, **options)


class LiveTests(FixTests):
    def test_readers_see_the_fix_from_then_on(self):
        before = shown(self.article)
        outcome = self.fix()
        edition = shown(self.article)
        assert isinstance(outcome, Fixed)
        assert outcome.edition == edition
        assert edition.headline == RIGHT
        before.refresh_from_db()
        assert before.live_until == edition.live_from

    def test_a_fix_does_not_publish_the_draft(self):
        self.rework(headline=WRONG, body="<p>Not for readers.</p>", notes="Secret")
        self.fix()
        edition = shown(self.article)
        assert (edition.headline, edition.text) == (RIGHT, "Smith went.")

    def test_changes_nothing_but_words(self):
        region = factories.region()
        self.fix(headline=RIGHT, regions=(region.pk,), kind="opinion", notes="Hush")
        edition = shown(self.article)
        assert edition.kind == "news"
        assert edition.terms["regions"] == []

    def test_a_typo_does_not_move_the_update_date(self):
        self.fix()
        assert shown(self.article).updated_at is None

    def test_ends_when_what_it_replaces_would_have_ended(self):
        ends = timezone.now() + LATER
        editions.expire(shown(self.article), ends)
        self.fix()
        assert shown(self.article).live_until == ends

    def test_the_address_stays_in_the_desk_copy_too(self):
        address = shown(self.article).get_absolute_url()
        self.fix()
        assert shown(self.article).get_absolute_url() == address
        assert fresh(self.article).slug == "smith-resigns"

    def test_the_address_moves_where_it_is_asked_to(self):
        old = shown(self.article)
        mended = replace(old.revision.snapshot, headline=RIGHT)
        fix_live(self.article, mended, by=self.by, seen=old.pk, moves_address=True)
        assert shown(self.article).slug == "smyth-resigns"
        answer = self.client.get(old.get_absolute_url())
        assert answer.status_code == 301
        assert answer.url == shown(self.article).get_absolute_url()

    def test_an_address_that_stayed_once_can_follow_later(self):
        self.fix()
        old = shown(self.article)
        mended = old.revision.snapshot
        fix_live(self.article, mended, by=self.by, seen=old.pk, moves_address=True)
        assert shown(self.article).slug == "smyth-resigns"

    def test_is_in_the_log_and_is_no_publication(self):
        self.fix()
        event = self.article.events.get(kind=Event.Kind.FIXED)
        assert event.revision.intent == Revision.Intent.FIX
        assert event.revision.began_from == 1
        assert self.article.events.filter(kind=Event.Kind.PUBLISHED).count() == 1

    def test_nor_does_a_hold_in_the_very_instant_of_a_publication(self):
        now = timezone.now()
        article = factories.published_article(by=self.by, headline=WRONG, now=now)
        factories.put_on_hold(article, by=self.by, why="Wait", now=now)
        live = shown(article, now)
        mended = replace(live.revision.snapshot, headline=RIGHT)
        fix_live(article, mended, by=self.by, seen=live.pk, now=now)
        assert shown(article, now + LATER).headline == RIGHT

    def test_an_embargo_does_not_hold_it(self):
        Article.objects.update(embargoed_until=timezone.now() + LATER)
        assert isinstance(self.fix(), Fixed)

    def test_costs_the_same_however_much_there_is(self):
        for size in (1, 20):
            with self.subTest(size):
                article = factories.published_article(
                    by=self.by,
                    headline=WRONG,
                    regions=tuple(factories.region().pk for _ in range(size)),
                    themes=tuple(factories.theme().pk for _ in range(size)),
                )
                article = fresh(article)
                edition = shown(article)
                mended = replace(edition.revision.snapshot, headline=RIGHT)
                with self.assertNumQueries(27 + TREE_LOCK):
                    fix_live(article, mended, by=self.by, seen=edition.pk)


class RefusalTests(FixTests):
    def test_writers_may_not(self):
        with pytest.raises(PermissionDenied, match="Only editors and publishers"):
            factories.fixed(self.article, by=factories.user("Writer"), headline=RIGHT)

    def test_editors_may_where_only_publishers_publish(self):
        Publication.objects.create(pk=1, only_publishers_publish=True)
        assert isinstance(self.fix(), Fixed)

    def test_there_is_nothing_to_fix_where_readers_see_nothing(self):
        edition = shown(self.article)
        factories.taken_down(self.article, by=self.by)
        with pytest.raises(ValidationError, match="Readers see nothing"):
            factories.fixed(self.article, by=self.by, seen=edition, headline=RIGHT)

    def test_the_same_words_are_no_fix(self):
        with pytest.raises(ValidationError, match="Readers see these very words"):
            self.fix(headline=f" {WRONG} ")

    def test_a_headline_is_not_fixed_away(self):
        with pytest.raises(ValidationError) as refused:
            self.fix(headline="")
        assert "headline" in refused.value.message_dict

    def test_asks_nothing_of_what_was_wrong_before(self):
        image = factories.image()
        article = factories.published_article(by=self.by, lead_image=image.pk)
        image.alt = ""
        image.save()
        assert isinstance(factories.fixed(article, by=self.by, headline="B"), Fixed)

    def test_asks_for_what_the_fix_itself_adds(self):
        image = factories.image(alt="")
        with pytest.raises(ValidationError) as refused:
            self.fix(body=f'<figure data-image="{image.pk}"></figure><p>Went.</p>')
        assert "body" in refused.value.message_dict

    def test_the_text_of_another_article_is_none_of_this_one(self):
        other = factories.published_article()
        with pytest.raises(ValidationError, match="not about a text"):
            factories.fixed(self.article, by=self.by, seen=shown(other), headline="X")


class TwoAtOnceTests(FixTests):
    def test_fixes_of_different_fields_both_stand(self):
        before = shown(self.article)
        factories.fixed(self.article, by=self.colleague, headline=RIGHT)
        outcome = self.fix(seen=before, standfirst="<p>At last.</p>")
        assert outcome.taken == ["headline"]
        edition = shown(self.article)
        assert (edition.headline, edition.standfirst) == (RIGHT, "<p>At last.</p>")

    def test_a_fix_of_the_same_words_is_refused_and_kept(self):
        before = shown(self.article)
        factories.fixed(self.article, by=self.colleague, headline=RIGHT)
        outcome = self.fix(seen=before, headline="Smythe resigns")
        assert isinstance(outcome, NotFixed)
        assert outcome.clashing == ["headline"]
        assert outcome.live.headline == RIGHT
        assert shown(self.article).headline == RIGHT
        assert outcome.refused.snapshot.headline == "Smythe resigns"
        assert outcome.refused.intent == Revision.Intent.CONFLICT

    def test_a_publication_meanwhile_stands(self):
        before = shown(self.article)
        article = self.rework(body="<p>Smith went home.</p>").article
        publication.publish(article, by=self.colleague, seen=article.version)
        self.fix(seen=before, headline=RIGHT)
        edition = shown(self.article)
        assert (edition.headline, edition.text) == (RIGHT, "Smith went home.")
        assert standing(fresh(self.article)).state == State.LIVE


class DeskCopyTests(FixTests):
    def test_becomes_the_desk_copy_where_that_is_what_readers_see(self):
        outcome = self.fix()
        article = fresh(self.article)
        assert outcome.spread.desk == InDesk.SAME
        assert article.version == outcome.edition.revision.number == 2
        assert article.headline == RIGHT
        assert standing(article).state == State.LIVE

    def test_an_approved_text_stays_approved(self):
        self.fix()
        article = fresh(self.article)
        assert article.stage == Stage.APPROVED
        assert article.approved_revision.number == 2

    def test_merges_into_a_text_that_goes_on(self):
        self.rework(body="<p>More.</p>")
        outcome = self.fix()
        article = fresh(self.article)
        assert outcome.spread.desk == InDesk.MERGED
        assert (article.headline, article.body) == (RIGHT, "<p>More.</p>")
        assert article.version == 4
        newest = article.revisions.get(number=4)
        assert newest.intent == Revision.Intent.MERGE
        assert standing(article).state == State.CHANGED

    def test_an_approved_text_of_its_own_is_another_text_now(self):
        article = self.rework(body="<p>More.</p>").article
        review.approve(article, by=self.colleague, seen=article.version)
        self.fix()
        assert fresh(self.article).stage == Stage.DRAFT

    def test_a_text_that_has_the_fix_already_is_what_readers_see(self):
        article = self.rework(headline=RIGHT, slug="smith-resigns").article
        review.approve(article, by=self.colleague, seen=article.version)
        self.fix()
        article = fresh(self.article)
        assert standing(article).state == State.LIVE
        assert article.stage == Stage.APPROVED

    def test_waits_where_the_desk_copy_changed_the_same(self):
        self.rework(headline="Smith and others resign")
        outcome = self.fix()
        article = fresh(self.article)
        assert outcome.spread.desk == InDesk.WAITS
        assert article.headline == "Smith and others resign"
        assert article.version == 2
        assert (article.fix_waiting, article.fix_from) == (3, 1)
        assert shown(article).headline == RIGHT

    def test_publishing_the_draft_does_not_put_the_old_name_back(self):
        self.rework(headline="Smith and others resign")
        self.fix()
        article = fresh(self.article)
        with pytest.raises(ValidationError, match="would bring old words back"):
            publication.publish(article, by=self.colleague, seen=article.version)
        publisher = factories.user("Publisher")
        with pytest.raises(ValidationError, match="would bring old words back"):
            publication.publish_overriding(
                article, by=publisher, seen=article.version, why="Now"
            )
        assert shown(article).headline == RIGHT

    def test_lets_it_out_once_it_is_decided(self):
        self.rework(headline="Smith and others resign")
        fix = self.fix().edition.revision
        article = fresh(self.article)
        decided = replace(article.snapshot(), headline="Smyth and others resign")
        deciding.take_in(article, fix, decided, by=self.colleague, seen=article.version)
        article = fresh(self.article)
        assert article.fix_waiting is None
        publication.publish(article, by=self.colleague, seen=article.version)
        assert shown(article).headline == "Smyth and others resign"

    def test_a_decision_over_a_newer_text_is_no_decision(self):
        self.rework(headline="Smith and others resign")
        fix = self.fix().edition.revision
        article = fresh(self.article)
        decided = replace(article.snapshot(), headline="Smyth and others resign")
        self.rework(headline="All resign")
        outcome = deciding.take_in(article, fix, decided, by=self.by, seen=2)
        assert isinstance(outcome, Conflict)
        assert fresh(self.article).fix_waiting == fix.number

    def test_a_text_that_comes_to_hold_the_fix_waits_no_more(self):
        self.rework(headline="Smith and others resign")
        fix = self.fix().edition.revision
        article = fresh(self.article)
        seen = article.version
        copies.restore(article, fix.number, by=self.colleague, seen=seen)
        article = fresh(self.article)
        assert article.fix_waiting is None
        assert article.events.filter(kind=Event.Kind.FIX_SETTLED).count() == 1
        publication.publish(article, by=self.colleague, seen=article.version)
        assert shown(article).headline == RIGHT

    def test_says_what_readers_saw_where_they_see_nothing_now(self):
        self.rework(headline="Smith and others resign")
        self.fix()
        factories.taken_down(self.article, by=self.by)
        article = fresh(self.article)
        with pytest.raises(ValidationError, match="would bring old words back"):
            publication.publish(article, by=self.colleague, seen=article.version)

    def test_a_second_fix_asks_about_both(self):
        self.rework(headline="Smith and others resign")
        self.fix()
        self.fix(standfirst="<p>At last.</p>")
        article = fresh(self.article)
        assert (article.fix_waiting, article.fix_from) == (4, 1)
        second = article.revisions.get(number=4).snapshot
        assert (second.headline, second.standfirst) == (RIGHT, "<p>At last.</p>")

    def test_a_fix_beside_the_text_is_nothing_to_begin_from(self):
        self.rework(headline="Smith and others resign")
        fix = self.fix().edition.revision
        article = fresh(self.article)
        with pytest.raises(ValidationError, match="not about a version"):
            desk.save(article, article.snapshot(), by=self.by, seen=fix.number)


class UnsavedTests(FixTests):
    def test_a_text_begun_before_the_fix_takes_it_when_it_is_saved(self):
        article = fresh(self.article)
        mine = replace(article.snapshot(), body="<p>Rewritten.</p>")
        self.fix()
        outcome = desk.save(article, mine, by=self.colleague, seen=1)
        assert isinstance(outcome, Merged)
        article = fresh(self.article)
        assert (article.headline, article.body) == (RIGHT, "<p>Rewritten.</p>")

    def test_a_text_that_changed_the_same_is_kept_and_asked_about(self):
        article = fresh(self.article)
        mine = replace(article.snapshot(), headline="Smith is gone")
        self.fix()
        outcome = desk.save(article, mine, by=self.colleague, seen=1)
        assert isinstance(outcome, Conflict)
        assert fresh(self.article).headline == RIGHT


class ScheduledTests(FixTests):
    def setUp(self):
        super().setUp()
        self.text = fresh(self.article).snapshot()
        self.hour = timezone.now() + LATER + timedelta(minutes=1)

    def test_a_scheduled_update_does_not_put_the_old_name_back(self):
        self.schedule(replace(self.text, body="<p>More.</p>"))
        outcome = self.fix()
        edition = shown(self.article, self.hour)
        assert outcome.spread.mended == [edition]
        assert (edition.headline, edition.text) == (RIGHT, "More.")

    def test_it_begins_and_ends_when_it_was_to(self):
        ends = timezone.now() + LATER * 2
        was = self.schedule(replace(self.text, body="<p>More.</p>"), expires_at=ends)
        self.fix()
        edition = shown(self.article, self.hour)
        assert (edition.live_from, edition.live_until) == (was.live_from, ends)
        assert edition.made_by == self.colleague
        was.refresh_from_db()
        assert was.cancelled_at is not None
        kinds = self.article.events.order_by("pk").values_list("kind", flat=True)
        assert list(kinds)[-2:] == [Event.Kind.CANCELLED, Event.Kind.SCHEDULED]

    def test_one_that_is_the_desk_copy_goes_on_being_it(self):
        article = self.rework(body="<p>More.</p>").article
        head = article.revisions.get(number=article.version)
        at = timezone.now() + LATER
        editions.schedule(article, head, at, by=self.colleague)
        self.fix()
        article = fresh(self.article)
        assert shown(article, self.hour).revision.number == article.version
        assert standing(article, self.hour).state == State.LIVE

    def test_one_that_has_the_fix_already_stays_as_it_is(self):
        text = replace(self.text, headline=RIGHT, slug="smith-resigns")
        was = self.schedule(text)
        outcome = self.fix()
        assert outcome.spread.mended == []
        assert shown(self.article, self.hour) == was

    def test_one_that_changed_the_same_is_held_back_and_asks(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        outcome = self.fix()
        assert outcome.spread.asking == [was]
        assert shown(self.article, self.hour).headline == RIGHT
        was.refresh_from_db()
        assert was.fix_waiting == outcome.edition.revision.number

    def test_a_text_held_back_begins_at_its_hour_once_it_is_decided(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        fix = self.fix().edition.revision
        decided = replace(was.revision.snapshot, headline="Smyth and others resign")
        new = deciding.schedule_again(was, decided, by=self.by, seen=fix.number)
        assert new.live_from == was.live_from
        assert shown(self.article).headline == RIGHT
        assert shown(self.article, self.hour).headline == "Smyth and others resign"
        with pytest.raises(ValidationError, match="already"):
            deciding.leave_out(was, by=self.by, seen=fix.number)

    def test_a_text_whose_hour_has_passed_begins_at_once(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        fix = self.fix().edition.revision
        decided = replace(was.revision.snapshot, headline="Smyth and others resign")
        options = {"by": self.by, "seen": fix.number, "now": self.hour}
        assert deciding.schedule_again(was, decided, **options).live_from == self.hour

    def test_a_text_held_back_can_be_left_out(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        fix = self.fix().edition.revision
        deciding.leave_out(was, by=self.by, seen=fix.number)
        assert shown(self.article, self.hour).headline == RIGHT
        assert not Edition.objects.filter(fix_waiting__isnull=False).exists()

    def test_a_second_fix_is_asked_about_as_well(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        first = self.fix().edition.revision
        second = self.fix(standfirst="<p>At last.</p>").edition.revision
        was.refresh_from_db()
        assert (was.fix_waiting, was.fix_from) == (first.number, 1)
        assert deciding.compared_with(was) == second
        with pytest.raises(ValidationError, match="has changed since you opened"):
            deciding.leave_out(was, by=self.by, seen=first.number)

    def test_an_old_plan_does_not_cover_newer_news(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        fix = self.fix().edition.revision
        article = self.rework(body="<p>News of today.</p>").article
        publication.publish(article, by=self.by, seen=article.version)
        decided = replace(was.revision.snapshot, headline="Smyth and others resign")
        said = {"by": self.by, "now": self.hour}
        with pytest.raises(ValidationError, match="has changed since you opened"):
            deciding.schedule_again(was, decided, seen=fix.number, **said)
        assert shown(self.article, self.hour).text == "News of today."
        seen = deciding.compared_with(was).number
        together = replace(decided, body="<p>News of today.</p>")
        new = deciding.schedule_again(was, together, seen=seen, **said)
        assert new.text == "News of today."

    def decide(self, was, by=None, **changes):
        decided = replace(was.revision.snapshot, headline=RIGHT, **changes)
        seen = deciding.compared_with(was).number
        return deciding.schedule_again(was, decided, by=by or self.by, seen=seen)

    def test_other_words_are_for_those_who_may_publish(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        self.fix()
        Publication.objects.create(pk=1, only_publishers_publish=True)
        editor, publisher = factories.editor(), factories.user("Publisher")
        with pytest.raises(PermissionDenied, match="Only publishers may publish"):
            self.decide(was, by=editor, body="<p>Quite another text.</p>")
        body = "<p>Quite another text.</p>"
        assert self.decide(was, by=publisher, body=body).text == "Quite another text."

    def test_choosing_between_what_was_let_out_is_for_every_editor(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        self.fix()
        Publication.objects.create(pk=1, only_publishers_publish=True)
        assert self.decide(was, by=factories.editor()).headline == RIGHT

    def test_a_decided_text_is_checked_for_what_is_new_in_it(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        self.fix()
        with pytest.raises(ValidationError, match="has no text for those"):
            self.decide(was, lead_image=factories.image(alt="").pk)
        Publication.objects.create(pk=1, check_levels={"author": {"news": "required"}})
        assert self.decide(was).headline == RIGHT

    def test_an_embargo_holds_a_decided_text(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        self.fix()
        with pytest.raises(ValidationError, match="Under embargo"):
            self.decide(was, embargoed_until=self.hour + LATER)

    def test_nothing_comes_back_by_a_decision_after_it_was_taken_down(self):
        was = self.schedule(replace(self.text, headline="Smith and others resign"))
        fix = self.fix().edition
        text, seen = was.revision.snapshot, fix.revision.number
        soon = timezone.now() + timedelta(seconds=1)
        factories.ended(fix, soon, by=self.by)
        with pytest.raises(ValidationError, match="see nothing of this article any"):
            deciding.schedule_again(was, text, by=self.by, seen=seen, now=soon)
        factories.taken_down(self.article, by=self.by)
        with pytest.raises(ValidationError, match="decided about this text already"):
            deciding.schedule_again(was, text, by=self.by, seen=seen)

    def test_an_embargo_that_was_ended_binds_a_decided_text_no_more(self):
        soon = timezone.now() + timedelta(minutes=5)
        text = replace(self.text, headline="Smith and others resign")
        was = self.schedule(replace(text, embargoed_until=soon))
        self.fix()
        Article.objects.update(embargoed_until=None)
        editions = Edition.objects.filter(pk=was.pk)
        editions.update(live_from=soon - timedelta(minutes=1))
        assert self.decide(was).headline == RIGHT


class CorrectionTests(FixTests):
    TEXT = "An earlier version misspelled a name."

    def correct(self, **words):
        words = words or {"headline": RIGHT}
        notice = Correction.Kind.CORRECTION, self.TEXT
        return self.fix(correction=notice, **words)

    def texts(self, at=None):
        return [notice.text for notice in shown(self.article, at).notices]

    def test_readers_are_told_what_was_wrong(self):
        edition = self.correct().edition
        correction = Correction.objects.get()
        assert (correction.text, correction.edition) == (self.TEXT, edition)
        assert correction.made_by == self.by
        assert self.texts() == [self.TEXT]
        assert edition.updated_at == edition.live_from

    def test_what_readers_saw_before_is_not_rewritten(self):
        before = shown(self.article)
        self.correct()
        before.refresh_from_db()
        assert before.notices == []

    def test_each_later_edition_carries_it(self):
        self.correct()
        article = self.rework(body="<p>More.</p>").article
        publication.publish(article, by=self.by, seen=article.version)
        assert self.texts() == [self.TEXT]
        self.fix(standfirst="<p>At last.</p>")
        assert self.texts() == [self.TEXT]

    def test_so_does_one_that_was_scheduled_before(self):
        text = fresh(self.article).snapshot()
        self.schedule(replace(text, body="<p>More.</p>"))
        self.schedule(replace(text, headline=RIGHT, slug="smith-resigns"), LATER * 2)
        self.correct()
        for hours in (3, 5):
            at = timezone.now() + timedelta(hours=hours)
            assert self.texts(at) == [self.TEXT]

    def test_a_second_one_stands_below_the_first(self):
        self.correct()
        self.correct(standfirst="<p>At last.</p>")
        assert self.texts() == [self.TEXT, self.TEXT]

    def test_says_something(self):
        for text, field in (("  ", "correction"), ("x" * 1001, "correction")):
            with pytest.raises(ValidationError) as refused:
                self.fix(headline=RIGHT, correction=("correction", text))
            assert field in refused.value.message_dict
        with pytest.raises(ValidationError) as refused:
            self.fix(headline=RIGHT, correction=("retraction", "Gone"))
        assert "kind" in refused.value.message_dict


def wanted():
    """Return what somebody else is to look at."""
    return Edition.objects.filter(look_wanted_at__isnull=False)


class FourEyesTests(FixTests):
    def setUp(self):
        super().setUp()
        Publication.objects.create(pk=1, has_four_eyes=True)

    def test_goes_out_at_once_and_asks_for_a_look(self):
        edition = self.fix().edition
        assert shown(self.article) == edition
        assert list(wanted()) == [edition]

    def test_the_fixer_does_not_look_at_it(self):
        edition = self.fix().edition
        with pytest.raises(PermissionDenied, match="You made this fix yourself"):
            looking.look(edition, by=self.by)

    def test_somebody_else_does_once(self):
        edition = self.fix().edition
        for _ in range(2):
            looking.look(edition, by=self.colleague)
        assert not wanted()
        assert self.article.events.filter(kind=Event.Kind.LOOKED_AT).count() == 1

    def test_a_writer_does_not(self):
        edition = self.fix().edition
        with pytest.raises(PermissionDenied, match="Only editors and publishers"):
            looking.look(edition, by=factories.user("Writer"))

    def test_without_four_eyes_nobody_is_asked(self):
        Publication.objects.update(has_four_eyes=False)
        self.fix()
        assert not wanted()

    def test_a_fix_that_nobody_looked_at_counts_as_written(self):
        edition = self.fix().edition
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            publication.publish(fresh(self.article), by=self.by, seen=2)
        looking.look(edition, by=self.colleague)
        publication.publish(fresh(self.article), by=self.by, seen=2)

    def test_a_look_at_a_later_fix_does_not_read_an_older_one(self):
        first = self.fix(body="<p>All anew.</p>").edition
        third = factories.editor()
        second = factories.fixed(self.article, by=third, headline=RIGHT).edition
        looking.look(second, by=self.by)
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            publication.publish(fresh(self.article), by=self.by, seen=3)
        looking.look(first, by=self.colleague)
        for person in (self.by, third):
            assert not four_eyes.objection(person, fresh(self.article))

    def test_a_look_at_the_fix_reads_nothing_that_stands_beside_it(self):
        self.rework(body="<p>Nobody has read this.</p>")
        looking.look(self.fix().edition, by=factories.editor())
        article = fresh(self.article)
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            publication.publish(article, by=self.colleague, seen=article.version)
