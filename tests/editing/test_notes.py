"""Notes are written, answered and opened again; nobody's words go with anybody."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase

from articles.editing import copies, notes, review
from articles.editing.colleagues import colleagues
from articles.editing.passages import Passage
from articles.models import Article, Event, Mention, Note, Reply
from articles.models.actions import Action, Role, may
from tests import factories


class NoteTests(TestCase):
    def setUp(self):
        self.writer = factories.user("Writer", username="noor", first_name="Noor")
        self.editor = factories.user("Editor", username="ana.reis", first_name="Ana")
        self.article = factories.article(by=self.writer)

    def add(self, text="Is this so?", by=None, **more):
        return notes.add(self.article, by=by or self.editor, text=text, **more)

    def unseen(self, person):
        return Mention.objects.filter(person=person, seen_at=None).count()


class WritingTests(NoteTests):
    def test_is_about_a_passage_as_it_stood(self):
        passage = Passage("body", "Some words", "", ".")
        note = self.add(passage=passage).note
        note.refresh_from_db()
        assert (note.field, note.quote, note.after) == ("body", "Some words", ".")
        assert (note.at_version, note.made_by_name) == (1, "Ana")
        assert note.is_open

    def test_touches_neither_text_nor_version_nor_log(self):
        before = Article.objects.values().get()
        events = Event.objects.count()
        note = self.add().note
        factories.answered(note, "done", by=self.writer)
        assert Article.objects.values().get() == before
        assert Event.objects.count() == events

    def test_anybody_who_reads_may_write_one_at_any_stage(self):
        review.submit(self.article, by=self.writer, seen=1)
        self.add(by=factories.user("Writer"))
        with pytest.raises(PermissionDenied, match="write notes"):
            self.add(by=factories.user("Authors' desk"))
        assert Note.objects.count() == 1

    def test_says_something(self):
        for text in ("", " \n "):
            with pytest.raises(ValidationError) as refused:
                self.add(text)
            assert set(refused.value.message_dict) == {"text"}
        with pytest.raises(ValidationError, match="more briefly"):
            self.add("x" * 5001)

    def test_outlives_the_account_and_the_version(self):
        note = self.add().note
        reply = notes.reply(note, by=self.editor, text="And this?").note.replies.get()
        factories.reworked(self.article, by=self.writer, body="<p>Other.</p>")
        self.editor.delete()
        note.refresh_from_db()
        reply.refresh_from_db()
        assert (note.made_by, note.made_by_name) == (None, "Ana")
        assert (reply.made_by, reply.made_by_name) == (None, "Ana")

    def test_no_copy_takes_notes_along(self):
        self.add()
        copy = copies.duplicate(self.article, by=self.writer, seen=1).article
        other = copies.translate(self.article, "fr", by=self.writer, seen=1).article
        assert not Note.objects.filter(article__in=[copy, other]).exists()


class AnsweringTests(NoteTests):
    def setUp(self):
        super().setUp()
        self.note = self.add().note

    def answer(self, kind, by=None, **more):
        factories.answered(self.note, kind, by=by or self.writer, **more)
        self.note.refresh_from_db()
        return self.note

    def test_done_needs_no_words(self):
        note = self.answer("done")
        assert (note.answer, note.answered_by) == ("done", self.writer)
        assert note not in Note.objects.open()

    def test_no_needs_a_because(self):
        with pytest.raises(ValidationError) as refused:
            self.answer("declined", text=" ")
        assert set(refused.value.message_dict) == {"text"}
        assert (
            self.answer("declined", text="She said so.").answer_text == "She said so."
        )

    def test_nobody_answers_over_a_colleague(self):
        self.answer("done")
        with pytest.raises(ValidationError, match="Noor has answered"):
            self.answer("declined", by=self.editor, text="No.")
        with pytest.raises(ValidationError):
            self.answer("open")

    def test_opening_again_says_why_and_costs_no_words(self):
        self.answer("declined", text="She said so.")
        with pytest.raises(ValidationError, match="not settled"):
            factories.reopened(self.note, by=self.editor, text="")
        factories.reopened(self.note, by=self.editor, text="She did not.")
        self.note.refresh_from_db()
        assert self.note.is_open
        assert [(reply.kind, reply.text) for reply in self.note.replies.all()] == [
            ("declined", "She said so."),
            ("reopened", "She did not."),
        ]
        with pytest.raises(ValidationError, match="open already"):
            factories.reopened(self.note, by=self.editor, text="Again")

    def test_a_writer_answers_on_their_own_article_at_any_stage(self):
        review.submit(self.article, by=self.writer, seen=1)
        assert self.answer("done").answered_by == self.writer

    def test_who_has_nothing_to_do_with_it_may_only_reply(self):
        other = factories.user("Writer", username="luis")
        with pytest.raises(PermissionDenied, match="Ask an editor"):
            self.answer("done", by=other)
        notes.reply(self.note, by=other, text="I saw it too.")
        assert Reply.objects.get().text == "I saw it too."

    def test_who_wrote_it_or_is_mentioned_may_answer(self):
        mine = factories.user("Writer", username="luis")
        asked = factories.user("Writer", username="vera")
        self.note = self.add("@vera, is it?", by=mine).note
        self.answer("done", by=asked)
        factories.reopened(self.note, by=mine, text="Are you sure?")
        self.answer("done", by=mine)

    def test_the_database_refuses_half_an_answer(self):
        for broken in (
            {"answer": "done"},
            {"answer": "declined", "answered_at": self.note.made_at},
            {"answered_at": self.note.made_at},
            {"quote": "x"},
            {"field": "body"},
        ):
            with (
                self.subTest(broken),
                pytest.raises(IntegrityError),
                transaction.atomic(),
            ):
                Note.objects.update(**broken)


class MentioningTests(NoteTests):
    def test_names_in_the_text_and_those_chosen_are_told_once(self):
        luis = factories.user("Writer", username="luis")
        told = self.add("@noor, @Noor: ask @luis.", tell=[luis])
        assert {person.username for person in told.people} == {"noor", "luis"}
        assert self.unseen(self.writer) == self.unseen(luis) == 1

    def test_a_name_may_have_dots_and_end_a_sentence(self):
        self.add("See @ana.reis.", by=self.writer)
        assert self.unseen(self.editor) == 1

    def test_an_address_names_nobody_and_an_unknown_name_is_said(self):
        told = self.add("Write to x@noor.example or @nour.")
        assert (told.people, told.unknown) == ([], ["nour"])

    def test_only_who_may_read_the_article_can_be_told(self):
        factories.user("Authors' desk", username="bea", first_name="Bea")
        with pytest.raises(ValidationError, match="Bea cannot open articles"):
            self.add("@bea, look")
        with pytest.raises(ValidationError, match="reaches them nowhere"):
            self.add(tell=[factories.user("Authors' desk")])
        assert not Note.objects.exists()

    def test_nobody_tells_themselves(self):
        self.add("@ana.reis must ask.")
        assert not Mention.objects.exists()

    def test_seen_is_said_or_follows_from_an_answer(self):
        note = self.add("@noor?").note
        other = self.add("@noor!").note
        notes.reply(note, by=self.writer, text="Yes.")
        assert Mention.objects.get(person=self.writer, seen_at=None).note == other
        assert notes.mark_seen(self.article, by=self.writer) == 1
        assert notes.mark_seen(self.article, by=self.writer) == 0

    def test_a_second_mention_reaches_them_anew(self):
        note = self.add("@noor?").note
        notes.mark_seen(self.article, by=self.writer)
        notes.reply(note, by=self.editor, text="@noor, still?")
        assert self.unseen(self.writer) == 1
        assert Mention.objects.count() == 1

    def test_the_list_of_colleagues_is_the_table_of_actions(self):
        people = [factories.user(role) for role in (*Role.values, None, "superuser")]
        people.append(factories.user("Editor", is_active=False))
        listed = set(colleagues())
        for person in people:
            with self.subTest(person):
                assert (person in listed) == may(person, Action.READ)

    def test_costs_the_same_for_one_and_twenty(self):
        people = [factories.user("Writer") for _ in range(20)]
        self.add("First.")
        for size in (1, 20):
            with self.subTest(size), self.assertNumQueries(6):
                self.add("Look.", tell=people[:size])
