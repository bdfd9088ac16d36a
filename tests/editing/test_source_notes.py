"""What a text rests on is private; an open legal flag holds its publication."""

from dataclasses import replace
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase

from articles.editing import checks, copies, desk, publication, source_notes
from articles.models import Article, Edition, Event, SourceNote
from articles.models.rules import Rules
from tests import factories


class SourceNoteTests(TestCase):
    def setUp(self):
        self.writer = factories.user("Writer")
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.publisher = factories.user("Publisher")
        self.article = factories.article(by=self.writer)

    def add(self, by=None, **more):
        given = {"source": "A clerk", "text": "By telephone, 3 May.", **more}
        return source_notes.add(self.article, by=by or self.writer, **given)

    def flagged(self, why="He may sue.", by=None):
        return factories.flagged(self.add(), by=by or self.editor, why=why)

    def stored(self):
        return Article.objects.get(pk=self.article.pk)

    def publish(self, by=None):
        article = self.stored()
        return publication.publish(article, by=by or self.editor, seen=article.version)


class WritingTests(SourceNoteTests):
    def test_says_who_or_what_it_rests_on(self):
        note = self.add(source=" A  clerk ")
        assert (note.source, note.check_state) == ("A clerk", "unchecked")
        with pytest.raises(ValidationError) as refused:
            self.add(source=" ")
        assert set(refused.value.message_dict) == {"source"}
        with pytest.raises(ValidationError) as refused:
            self.add(source="x" * 301)
        assert set(refused.value.message_dict) == {"source"}

    def test_a_writer_keeps_those_of_their_own_articles_only(self):
        with pytest.raises(PermissionDenied, match="Ask an editor"):
            self.add(by=factories.user("Writer"))
        assert self.add(by=self.editor).pk

    def test_a_check_says_who_made_it(self):
        note = factories.checked(self.add(), "disputed", by=self.editor)
        note.refresh_from_db()
        assert (note.check_state, note.checked_by_name) == ("disputed", "Ana Reis")
        assert note.checked_at
        assert not Event.objects.filter(kind__contains="flag").exists()

    def test_outlives_the_accounts(self):
        note = self.flagged()
        self.editor.delete()
        note.refresh_from_db()
        assert (note.flagged_by, note.flagged_by_name) == (None, "Ana Reis")
        assert self.stored().has_open_legal_flag

    def test_no_copy_takes_sources_or_flags_along(self):
        self.flagged()
        copy = copies.duplicate(self.stored(), by=self.editor, seen=1).article
        other = copies.translate(self.stored(), "fr", by=self.editor, seen=1).article
        for made in (copy, other):
            made.refresh_from_db()
            assert not made.has_open_legal_flag
            assert not made.source_notes.exists()


class FlagTests(SourceNoteTests):
    def test_holds_publication_with_words_that_say_what_to_do(self):
        self.flagged()
        with pytest.raises(ValidationError) as refused:
            self.publish()
        [words] = refused.value.messages
        assert words == (
            "A legal flag is open. It stands with the sources: "
            "clear it, or ask Ana Reis or a publisher."
        )
        assert not Edition.objects.exists()

    def test_no_reason_overrides_it(self):
        self.flagged()
        with pytest.raises(ValidationError, match="A legal flag is open"):
            publication.publish_overriding(
                self.stored(), by=self.publisher, seen=1, why="It is on fire"
            )
        assert not Edition.objects.exists()

    def test_no_publication_switches_it_off(self):
        self.flagged()
        rules = Rules(check_levels={"legal": {"every": "off"}})
        found = checks.problems(self.article.snapshot(), rules, self.stored())
        assert "legal" in {problem.check.key for problem in checks.required(found)}

    def test_what_readers_see_already_stays(self):
        edition = self.publish()
        self.flagged()
        edition.refresh_from_db()
        assert edition.is_visible()

    def test_is_cleared_by_whoever_raised_it_or_a_publisher(self):
        other = factories.editor()
        for by in (self.editor, self.publisher, factories.user("superuser")):
            note = self.flagged()
            with pytest.raises(PermissionDenied, match="somebody else raised"):
                factories.cleared(note, by=other, why="Fine.")
            factories.cleared(note, by=by, why="The lawyers agree.")
        assert self.publish().is_visible()

    def test_is_raised_by_editors_not_by_writers(self):
        with pytest.raises(PermissionDenied, match="raise legal flags"):
            self.flagged(by=self.writer)
        assert not self.stored().has_open_legal_flag

    def test_both_say_why_and_the_log_has_it(self):
        note = self.add()
        with pytest.raises(ValidationError) as refused:
            factories.flagged(note, by=self.editor, why=" ")
        assert set(refused.value.message_dict) == {"why"}
        factories.flagged(note, by=self.editor, why="He may sue.")
        with pytest.raises(ValidationError, match="Ana Reis has raised a flag"):
            factories.flagged(note, by=self.editor, why="He may sue.")
        with pytest.raises(ValidationError, match="more briefly"):
            factories.cleared(note, by=self.editor, why="x" * 301)
        factories.cleared(note, by=self.editor, why="He agreed.")
        with pytest.raises(ValidationError, match="No legal flag is open"):
            factories.cleared(note, by=self.editor, why="He agreed.")
        flags = Event.objects.filter(kind__startswith="article.flag").order_by("pk")
        assert [(each.kind, each.why) for each in flags] == [
            (Event.Kind.FLAGGED, "He may sue."),
            (Event.Kind.FLAG_CLEARED, "He agreed."),
        ]

    def test_one_of_two_flags_goes_on_holding(self):
        first, second = self.flagged("One."), self.flagged("Two.")
        factories.cleared(first, by=self.editor, why="Fine.")
        with pytest.raises(ValidationError, match="A legal flag is open"):
            self.publish()
        factories.cleared(second, by=self.editor, why="Fine.")
        self.publish()

    def test_a_flag_raised_again_waits_anew(self):
        note = self.flagged()
        factories.cleared(note, by=self.editor, why="Fine.")
        note = factories.flagged(note, by=self.publisher, why="It is not.")
        assert (note.cleared_at, note.cleared_why) == (None, "")
        with pytest.raises(PermissionDenied):
            factories.cleared(note, by=self.editor, why="But it is.")

    def test_costs_publication_no_query_where_none_is_open(self):
        self.add()
        article = self.stored()
        with self.assertNumQueries(0):
            assert source_notes.open_flags([article]) == {}

    def test_the_database_refuses_a_flag_without_words(self):
        note = self.add()
        for broken in ({"legal_flag": "open"}, {"legal_flag": "cleared"}):
            with (
                self.subTest(broken),
                pytest.raises(IntegrityError),
                transaction.atomic(),
            ):
                SourceNote.objects.filter(pk=note.pk).update(**broken)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_the_articles_own_flag_never_disagrees_with_its_notes(seed):
    """Whatever is done in whatever order, saving from an old screen included."""
    chance = Random(seed)
    by = factories.user("superuser")
    article = factories.article(by=by)
    opened = Article.objects.get(pk=article.pk)
    notes = [source_notes.add(article, by=by, source=str(each)) for each in range(3)]

    def save():
        words = replace(opened.snapshot(), notes=str(chance.random()))
        desk.save(opened, words, by=by, seen=Article.objects.get().version)

    def publish():
        publication.publish(opened, by=by, seen=Article.objects.get().version)

    deeds = [save, publish]
    for note in notes:
        deeds += [
            lambda note=note: factories.flagged(note, by=by, why="x"),
            lambda note=note: factories.cleared(note, by=by, why="x"),
            lambda note=note: factories.checked(note, "checked", by=by),
        ]
    for _ in range(40):
        is_flagged = SourceNote.objects.filter(legal_flag="open").exists()
        deed = chance.choice(deeds)
        try:
            deed()
        except ValidationError:
            assert deed is not save
        else:
            assert deed is not publish or not is_flagged
        stored = SourceNote.objects.filter(legal_flag="open").exists()
        assert Article.objects.get().has_open_legal_flag == stored
