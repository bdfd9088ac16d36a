"""Readers are told what was wrong, and nothing that they were told is ever lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from articles.editing import copies, corrections, publication
from articles.editing.concerns.desk import concerns
from articles.editing.corrections import amend, correct, standing_notices
from articles.editing.fixes import looking
from articles.editing.undo import undo_publication
from articles.models import Article, Correction, Edition, Event, Publication
from articles.models.correction import Notice
from articles.publishing import editions
from tests import factories

Kind = Correction.Kind
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
WORDS = "An earlier version named the wrong river."
RIGHT = "An earlier version named the wrong river: it is the Sava."


class NoticeTests(TestCase):
    def setUp(self):
        self.by, self.colleague = factories.editor(), factories.editor()
        self.pk = factories.published_article(
            by=self.by, headline="The river", now=timezone.now() - HOUR
        ).pk

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    @property
    def shown(self):
        return self.article.editions.visible().first()

    def told(self, edition=None):
        return [notice.text for notice in (edition or self.shown).notices]

    def correct(self, text=WORDS, kind=Kind.CORRECTION, **options):
        options = {"by": self.by, "seen": self.shown and self.shown.pk, **options}
        return correct(self.article, kind, text, **options)

    def amend(self, correction, text=RIGHT, **options):
        options = {"by": self.by, "seen": self.shown.pk, "why": "Two rivers", **options}
        return amend(correction, text, **options)

    def schedule(self, headline):
        saved = factories.reworked(self.article, by=self.by, headline=headline)
        later = timezone.now() + HOUR
        return editions.schedule(saved.article, saved.revision, later, by=self.by)


class CorrectTests(NoticeTests):
    def test_readers_see_the_same_text_and_the_notice(self):
        before = self.shown
        for kind in corrections.OFFERED:
            with self.subTest(kind=kind):
                self.correct(f"About {kind}.", kind)
        after = self.shown
        assert self.told() == [f"About {kind}." for kind in corrections.OFFERED]
        for name in ("body", "headline", "slug", "terms", "credits", "listed"):
            assert getattr(after, name) == getattr(before, name)
        assert after.revision == before.revision

    def test_the_date_of_the_last_update_moves_and_the_others_stay(self):
        before, edition = self.shown, self.correct().edition
        assert (before.updated_at, edition.updated_at) == (None, edition.live_from)
        assert edition.first_published_at == before.first_published_at
        assert edition.published_at == before.published_at

    def test_the_desk_copy_is_as_it_was(self):
        before = Article.objects.values().get(pk=self.pk)
        self.correct()
        assert Article.objects.values().get(pk=self.pk) == before
        assert self.article.revisions.count() == 1

    def test_it_is_found_in_lists_as_before(self):
        region = factories.region()
        article = factories.published_article(by=self.by, regions=(region.pk,))
        live = article.editions.visible().get()
        edition = correct(article, Kind.UPDATE, WORDS, by=self.by, seen=live.pk).edition
        [placement] = edition.regionplacements.all()
        assert (placement.term, placement.live_until) == (region, None)

    def test_what_is_scheduled_and_what_is_held_carries_it_too(self):
        coming = self.schedule("Later")
        factories.put_on_hold(self.article, by=self.by)
        self.correct()
        coming.refresh_from_db()
        assert coming.held_at
        assert self.told(coming) == [WORDS]

    def test_so_does_what_is_published_later(self):
        self.correct()
        saved = factories.reworked(self.article, by=self.by, body="<p>More.</p>")
        publication.publish(saved.article, by=self.by, seen=saved.article.version)
        assert self.told() == [WORDS]

    def test_what_readers_saw_before_stays_as_it_was(self):
        before = self.shown
        edition = self.correct().edition
        before.refresh_from_db()
        assert self.told(before) == []
        assert before.live_until == edition.live_from

    def test_it_ends_when_the_text_would_have(self):
        end = timezone.now() + HOUR
        editions.expire(self.shown, end)
        assert self.correct().edition.live_until == end

    def test_the_log_says_who_and_what(self):
        edition = self.correct().edition
        event = self.article.events.get(kind=Event.Kind.CORRECTED)
        assert (event.by, event.why, event.edition) == (self.by, WORDS, edition)

    def test_taking_an_article_down_is_another_deed(self):
        for kind in (Kind.RETRACTION, Kind.WITHDRAWAL):
            with pytest.raises(ValidationError, match="takes the article down"):
                self.correct(kind=kind)
        with pytest.raises(ValidationError, match="Choose one"):
            self.correct(kind="invented")
        assert not Correction.objects.exists()

    def test_words_are_asked_for(self):
        for text in ("", "  \n ", "x" * 1001):
            with pytest.raises(ValidationError) as error:
                self.correct(text)
            assert list(error.value.error_dict) == ["text"]

    def test_who_has_not_seen_what_readers_see_looks_again(self):
        seen = self.shown.pk
        self.correct(by=self.colleague)
        with pytest.raises(ValidationError, match="has changed what readers see"):
            self.correct("The same again.", seen=seen)
        assert self.told() == [WORDS]

    def test_where_nothing_is_live_nobody_is_told(self):
        seen = self.shown.pk
        factories.taken_down(self.article, by=self.by)
        with pytest.raises(ValidationError, match="nobody to tell"):
            self.correct(seen=seen)

    def test_writers_may_not(self):
        with pytest.raises(PermissionDenied):
            self.correct(by=factories.user("Writer"))

    def test_with_four_eyes_somebody_else_looks_at_it(self):
        Publication.objects.create(pk=1, has_four_eyes=True)
        edition = self.correct().edition
        with pytest.raises(PermissionDenied):
            looking.look(edition, by=self.by)
        looking.look(edition, by=self.colleague)
        assert self.shown.look_wanted_at is None

    def test_costs_the_same_however_much_was_corrected(self):
        for size in (1, 12):
            while Correction.objects.count() < size:
                self.correct(f"Number {Correction.objects.count()}.")
            article, seen = self.article, self.shown.pk
            with self.subTest(size=size), self.assertNumQueries(17):
                correct(article, Kind.UPDATE, "One more.", by=self.by, seen=seen)


class AmendTests(NoticeTests):
    def test_readers_see_the_new_words_and_what_it_said_before(self):
        first = self.correct()
        amended = self.amend(first.correction).edition
        [notice] = amended.notices
        assert (notice.text, notice.dated_at) == (RIGHT, first.correction.dated_at)
        [before] = notice.before
        assert (before.text, before.amended_at) == (WORDS, amended.live_from)
        assert self.told(Edition.objects.get(pk=first.edition.pk)) == [WORDS]

    def test_an_amendment_is_amended_in_turn(self):
        first = self.correct().correction
        second = self.amend(first).correction
        third = self.amend(second, "It is the Drava.").correction
        [standing] = standing_notices(self.article)
        assert (standing.first, standing.newest) == (first, third)
        assert [each.text for each in standing.notice.before] == [WORDS, RIGHT]
        assert Correction.objects.filter(amends=first).count() == 2

    def test_it_stays_in_its_place_among_the_others(self):
        first = self.correct().correction
        self.correct("A second one.")
        self.amend(first)
        assert self.told() == [RIGHT, "A second one."]

    def test_what_is_scheduled_has_the_new_words(self):
        coming = self.schedule("Later")
        self.amend(self.correct().correction)
        coming.refresh_from_db()
        assert self.told(coming) == [RIGHT]

    def test_a_correction_that_came_with_a_fix_is_amended_too(self):
        notice = (Kind.CORRECTION, WORDS)
        factories.fixed(
            self.article, by=self.by, headline="The Sava", correction=notice
        )
        self.amend(Correction.objects.get())
        assert self.told() == [RIGHT]
        assert self.shown.headline == "The Sava"

    def test_a_reason_and_other_words_are_asked_for(self):
        correction = self.correct().correction
        for text, why, name in ((RIGHT, " ", "why"), (WORDS, "So", "text")):
            with pytest.raises(ValidationError) as error:
                self.amend(correction, text, why=why)
            assert list(error.value.error_dict) == [name]
        assert self.article.events.filter(kind=Event.Kind.AMENDED).count() == 0

    def test_the_reason_is_in_the_log_and_nowhere_else(self):
        self.amend(self.correct().correction)
        assert self.article.events.get(kind=Event.Kind.AMENDED).why == "Two rivers"
        assert "Two rivers" not in str(self.shown.corrections)

    def test_who_was_overtaken_looks_again(self):
        correction, seen = self.correct().correction, self.shown.pk
        self.amend(correction, by=self.colleague)
        with pytest.raises(ValidationError, match="has changed what readers see"):
            self.amend(correction, "It is the Drava.", seen=seen)

    def test_old_lines_of_three_still_read(self):
        moment = timezone.now()
        line = ["note", "Hello", moment.isoformat()]
        notice = Notice.from_json(line)
        assert (notice.kind, notice.before) == (Kind.EDITORS_NOTE, ())
        assert notice.to_json() == line
        self.amend(self.correct().correction)
        [line] = self.shown.corrections
        assert Notice.from_json(line).to_json() == line


class UndoneTests(NoticeTests):
    def undo(self, outcome):
        return undo_publication(outcome.edition, by=self.by)

    def test_within_the_minute_a_notice_is_taken_back_everywhere(self):
        coming, before = self.schedule("Later"), self.shown
        self.undo(self.correct())
        coming.refresh_from_db()
        assert (self.told(), self.told(coming)) == ([], [])
        assert self.shown.updated_at == before.updated_at
        assert self.article.stage == Article.objects.get(pk=self.pk).stage

    def test_an_amendment_that_is_undone_gives_the_old_words_back(self):
        coming, first = self.schedule("Later"), self.correct()
        self.undo(self.amend(first.correction))
        coming.refresh_from_db()
        assert (self.told(), self.told(coming)) == ([WORDS], [WORDS])
        [notice] = self.shown.notices
        assert notice.before == ()

    def test_it_can_be_amended_again_after_that(self):
        first = self.correct()
        self.undo(self.amend(first.correction))
        self.amend(first.correction, "It is the Drava.")
        [notice] = self.shown.notices
        assert [each.text for each in notice.before] == [WORDS]

    def test_what_was_withdrawn_is_not_amended(self):
        correction = self.correct().correction
        undo_publication(self.shown, by=self.by)
        with pytest.raises(ValidationError, match="was withdrawn"):
            self.amend(correction)

    def test_the_stage_stays(self):
        stage = self.article.stage, self.article.approved_revision
        self.undo(self.correct())
        assert (self.article.stage, self.article.approved_revision) == stage


class TranslationTests(NoticeTests):
    def setUp(self):
        super().setUp()
        self.translator = factories.editor()
        saved = copies.translate(self.article, "fr", by=self.translator, seen=1)
        self.translation = saved.article

    def behind(self):
        found = [group for group in concerns(self.translator) if group.key == "behind"]
        return [entry for group in found for entry in group.entries]

    def catch_up(self):
        by = self.translator
        copies.catch_up(self.translation, by=by, seen=self.article.version)

    def test_a_notice_makes_a_task_of_each_translation_until_somebody_did_it(self):
        assert self.behind() == []
        self.correct()
        [entry] = self.behind()
        assert entry.since == Correction.objects.get().dated_at
        self.catch_up()
        assert self.behind() == []

    def test_so_does_an_amendment_which_shows_its_newest_words_alone(self):
        correction = self.correct().correction
        self.catch_up()
        self.amend(correction)
        assert len(self.behind()) == 1
        self.amend(correction, "It is the Drava.")
        told = copies.corrected_since(self.translation)
        assert [each.text for each in told] == ["It is the Drava."]

    def test_what_was_undone_makes_none(self):
        undo_publication(self.correct().edition, by=self.by)
        assert self.behind() == []
        assert not copies.corrected_since(self.translation)

    def test_a_changed_text_still_does(self):
        factories.reworked(self.article, by=self.by, body="<p>More.</p>")
        assert len(self.behind()) == 1


TOUCHED = ("UPDATE", "DELETE")


class AppendOnlyTests(NoticeTests):
    def refuse_changing(self, execute, sql, params, many, context):
        table = Correction._meta.db_table
        is_change = sql.lstrip().upper().startswith(TOUCHED)
        head = sql.split(" WHERE ")[0].split(" SET ")[0]
        assert not (is_change and table in head), sql
        return execute(sql, params, many, context)

    def test_no_verb_changes_or_deletes_a_row(self):
        kept = {}
        deeds = [
            self.correct,
            lambda: self.amend(Correction.objects.first()),
            lambda: self.amend(Correction.objects.first(), "A third wording."),
            lambda: undo_publication(self.shown, by=self.by),
            lambda: factories.fixed(
                *(self.article,),
                by=self.by,
                headline="Mended",
                correction=(Kind.CORRECTION, "Mended words."),
            ),
            lambda: undo_publication(self.shown, by=self.by),
            lambda: self.schedule("Later"),
            lambda: factories.put_on_hold(self.article, by=self.by),
            lambda: self.correct("While it is on hold."),
            lambda: factories.lifted(self.article, by=self.by),
            lambda: factories.taken_down(self.article, by=self.by),
        ]
        with connection.execute_wrapper(self.refuse_changing):
            for deed in deeds:
                deed()
                rows = {row["id"]: row for row in Correction.objects.values()}
                assert kept.items() <= rows.items()
                kept = rows
        assert len(kept) == 5
