"""Notes and sources on their screens: on a page of their own, and beside the text."""

from django.test import TestCase
from django.urls import reverse
from lxml import html

from articles.editing import notes, publication, review, source_notes
from articles.editing.passages import Passage
from articles.models import Mention, Note, Reply, SourceNote
from tests import factories
from tests.admin.pages import change_page, fresh, save, words

BODY = "<p>The dam was <em>finished</em> in March.</p><p>Nobody asked.</p>"
BESIDE = {"X-Beside": "notes"}


def at(name, article, *more):
    return reverse(f"admin:{name}", args=[article.pk, *more])


def last_under(note_id):
    last = Reply.objects.filter(note=note_id).order_by("-pk").first()
    return last.pk if last else 0


class NotesTests(TestCase):
    def setUp(self):
        self.writer = factories.user(
            "Writer", username="noor", first_name="Noor", last_name="Haddad"
        )
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.article = factories.article(by=self.writer, body=BODY)
        self.client.force_login(self.editor)

    def add(self, text="Is this so?", by=None, **more):
        by = by or self.editor
        return notes.add(self.article, by=by, text=text, **more).note

    def source(self, **more):
        return source_notes.add(
            self.article, by=self.writer, **{"source": "A clerk", **more}
        )

    def page(self, who=None):
        self.client.force_login(who or self.editor)
        return self.client.get(at("notes", self.article))

    def screen(self, who=None):
        self.client.force_login(who or self.editor)
        return self.client.get(change_page(self.article))

    def post(self, name, *more, **data):
        if name in {"check_source", "raise_flag", "clear_flag"}:
            note = SourceNote.objects.filter(pk=more[0]).first()
            data = {"seen": note.touched_at.isoformat() if note else "", **data}
        elif name == "answer_note":
            data = {"seen": last_under(more[0]), **data}
        return self.client.post(at(name, self.article, *more), data, follow=True)

    def beside(self, name, *more, **data):
        if name == "answer_note":
            data = {"seen": last_under(more[0]), **data}
        return self.client.post(at(name, self.article, *more), data, headers=BESIDE)


class PageTests(NotesTests):
    def test_a_note_is_written_about_words_that_were_copied(self):
        response = self.post(
            "notes", text="Was it? @noor", quote="The dam was finished"
        )
        assert words(response) == ["Noted. Told: Noor Haddad."]
        note = Note.objects.get()
        assert (note.field, note.quote) == ("body", "The dam was finished")
        assert note.after == "in March. Nobody asked."
        self.assertContains(response, "Told: Noor Haddad")

    def test_colleagues_are_chosen_from_a_list(self):
        luis = factories.user("Editor", first_name="Luis")
        factories.user("Authors' desk", first_name="Bea")
        response = self.page()
        self.assertContains(response, "Luis (Editor)")
        self.assertNotContains(response, "Bea")
        self.post("notes", text="Look", tell=[luis.pk])
        assert Mention.objects.get().person == luis

    def test_a_refused_note_comes_back_with_all_that_was_typed(self):
        response = self.post("notes", text="Was it?", quote="no such words")
        self.assertContains(response, "These words are not in the text.")
        self.assertContains(response, "Was it?")
        self.assertContains(response, "no such words")
        response = self.post("notes", text="", quote="Nobody asked.")
        self.assertContains(response, "Write what you have to say.")
        self.assertContains(response, "Nobody asked.</textarea>")
        assert not Note.objects.exists()

    def test_says_that_a_name_is_nobodys(self):
        response = self.post("notes", text="Ask @nour.")
        assert words(response) == ["Noted. Nobody here is called “@nour”."]

    def test_answers_done_or_no_because(self):
        note = self.add()
        response = self.post("answer_note", note.pk, answer="declined", text="")
        self.assertContains(response, "Say why not")
        response = self.post(
            "answer_note", note.pk, answer="declined", text="She said so."
        )
        assert words(response) == ["Answered: no, because…"]
        self.assertContains(response, "She said so.")
        self.assertContains(response, "Answered (1)")
        self.post("answer_note", note.pk, answer="reopened", text="No.")
        self.post("answer_note", note.pk, answer="said", text="Well.")
        response = self.post("answer_note", note.pk, answer="done")
        for said in ("She said so.", "No.", "Well."):
            self.assertContains(response, said)

    def test_an_answer_that_is_not_theirs_is_refused_and_its_words_kept(self):
        note = self.add()
        self.client.force_login(factories.user("Writer"))
        response = self.post("answer_note", note.pk, answer="done", text="Surely.")
        self.assertContains(response, "Noor Haddad filed this article", status_code=403)
        self.assertContains(response, "Surely.</textarea>", status_code=403)
        assert fresh_note(note).is_open

    def test_an_unknown_answer_is_only_a_reply(self):
        note = self.add()
        response = self.post("answer_note", note.pk, answer="nonsense", text="x")
        assert response.status_code == 200
        assert fresh_note(note).is_open

    def test_tells_what_has_become_of_the_words(self):
        self.add(passage=Passage("body", "finished in March", "The dam was", "."))
        self.add(passage=Passage("body", "Nobody asked.", "in March."))
        self.add(passage=Passage("headline", "A headline"))
        body = "<p>The dam was finished in late April.</p>"
        factories.reworked(self.article, by=self.editor, body=body)
        response = self.page()
        self.assertContains(response, '<q dir="auto">finished in late April</q>')
        self.assertContains(response, "These words are no longer in the text.", 1)
        self.assertContains(response, "Nobody asked.")
        self.assertContains(response, "In the headline.")

    def test_a_note_of_another_article_is_not_answered_here(self):
        other = factories.article(by=self.editor)
        note = notes.add(other, by=self.editor, text="x").note
        assert self.post("answer_note", note.pk, answer="done").status_code == 404
        assert self.post("check_source", note.pk).status_code == 404

    def test_seen_is_pressed_and_looking_writes_nothing(self):
        self.add("@noor?")
        for look in (self.page, self.screen):
            self.assertContains(look(self.writer), "For you")
        assert Mention.objects.get().seen_at is None
        assert words(self.post("notes_seen")) == ["Marked as seen."]
        assert Mention.objects.get().seen_at
        self.assertNotContains(self.page(self.writer), "For you")

    def test_costs_the_same_for_one_and_twenty(self):
        self.page()
        for size in (1, 20):
            while Note.objects.count() < size:
                note = self.add("@noor", passage=Passage("body", "The dam"))
                notes.reply(note, by=self.writer, text="Yes.")
                self.source()
            with self.subTest(size), self.assertNumQueries(13):
                self.client.get(at("notes", self.article))


class SourceTests(NotesTests):
    def test_is_kept_for_us_alone(self):
        response = self.post(
            "source_notes", source="A clerk", text="By phone", quote="in March"
        )
        assert words(response) == ["Kept, for us alone."]
        note = SourceNote.objects.get()
        assert (note.quote, note.source) == ("in March", "A clerk")
        self.assertContains(response, "By phone")

    def test_comes_back_where_something_is_missing(self):
        response = self.post("source_notes", source="", text="By phone")
        self.assertContains(response, "Say who or what this rests on.")
        self.assertContains(response, "By phone</textarea>")

    def test_is_checked_and_disputed(self):
        note = self.source()
        response = self.post("check_source", note.pk, check_state="checked")
        assert words(response) == ["Now: checked."]
        self.assertContains(response, "Ana Reis")
        assert self.post("check_source", note.pk, check_state="x").status_code == 200
        assert SourceNote.objects.get().check_state == "checked"

    def test_a_mark_that_is_none_is_refused_in_words(self):
        response = self.post("check_source", self.source().pk, check_state="x")
        self.assertContains(response, "Choose how it is to be marked.")

    def test_a_flag_raised_since_keeps_the_words_of_the_other(self):
        note = self.source()
        seen = note.touched_at.isoformat()
        factories.flagged(note, by=self.editor)
        response = self.post("raise_flag", note.pk, seen=seen, why="He will sue.")
        self.assertContains(response, "Ana Reis has raised a legal flag here since")
        self.assertContains(response, "He will sue.</textarea>")

    def test_a_flag_is_raised_and_cleared(self):
        note = self.source()
        response = self.post("raise_flag", note.pk, why="")
        self.assertContains(response, "Say why")
        response = self.post("raise_flag", note.pk, why="He may sue.")
        self.assertContains(response, "cannot be published until")
        self.assertContains(self.screen(), "A legal flag is open. It stands with")
        response = self.post("clear_flag", note.pk, why="He agreed.")
        assert words(response) == ["Legal flag cleared."]
        self.assertContains(response, "He agreed.")
        self.assertNotContains(self.screen(), "A legal flag is open")

    def test_a_flag_goes_with_a_new_source_or_neither_is_kept(self):
        response = self.post("source_notes", source="A clerk", flag="x" * 301)
        assert response.status_code == 200
        assert not SourceNote.objects.exists()
        self.post("source_notes", source="A clerk", flag="He may sue.")
        assert SourceNote.objects.get().is_flagged
        assert fresh(self.article).has_open_legal_flag

    def test_a_flag_of_somebody_else_stays_and_the_words_come_back(self):
        note = factories.flagged(self.source(), by=self.editor, why="He may.")
        self.client.force_login(factories.editor())
        self.assertContains(self.page(factories.editor()), "Only who raised it")
        response = self.post("clear_flag", note.pk, why="Nonsense.")
        self.assertContains(response, "somebody else raised", status_code=403)
        self.assertContains(response, "Nonsense.</textarea>", status_code=403)

    def test_a_writer_sees_none_of_another_writers_sources(self):
        self.source(source="A frightened clerk")
        other = factories.user("Writer")
        response = self.page(other)
        self.assertNotContains(response, "frightened")
        self.assertContains(response, "rest on is private")
        response = self.post("source_notes", source="My own clerk")
        self.assertContains(response, "My own clerk", status_code=403)
        assert SourceNote.objects.count() == 1

    def test_a_writer_raises_no_flag(self):
        note = self.source()
        response = self.page(self.writer)
        self.assertContains(response, "Raise a legal flag: Only editors and publishers")
        self.assertNotContains(response, "Raise the flag")
        self.post("source_notes", source="A clerk", flag="He may sue.")
        assert not SourceNote.objects.filter(legal_flag="open").exists()
        assert self.post("raise_flag", note.pk, why="x").status_code == 403

    def test_publishing_is_refused_after_saving_and_no_override_is_offered(self):
        factories.flagged(self.source(), by=self.editor, why="He may sue.")
        publisher = factories.user("Publisher")
        self.client.force_login(publisher)
        response = save(self.client, self.article, "_publish", headline="Newer")
        [said] = words(response)
        assert said == (
            "Saved, but not published. A legal flag is open. It stands with the "
            "sources: clear it, or ask Ana Reis or a publisher."
        )
        self.assertNotContains(response, "Publish in spite of this")
        response = self.client.post(
            at("override", self.article), {"seen": 2, "why": "Now"}
        )
        self.assertContains(response, "A legal flag is open")
        assert not self.article.editions.exists()


class MeanwhileTests(NotesTests):
    def test_an_answer_beside_the_text_comes_back_with_what_was_said_since(self):
        note = notes.add(self.article, by=self.editor, text="Is it?").note
        notes.reply(note, by=self.editor, text="Wait for me.")
        self.client.force_login(self.writer)
        answer = self.beside("answer_note", note.pk, answer="done", seen=0)
        assert answer.status_code == 400
        said = answer.json()
        assert "has said something under this note since" in said["words"]
        assert "Wait for me." in said["panel"]
        last = note.replies.get().pk
        assert f'data-seen="{last}"' in said["panel"]


class PanelTests(NotesTests):
    def cards(self, response):
        tree = html.fromstring(response.content)
        return tree.xpath("//*[@id='notes']/*[@class='note-list']/*[@data-note]")

    def test_stands_beside_the_text_in_its_order(self):
        self.add("Third", passage=Passage("body", "Nobody asked."))
        self.add("Gone", passage=Passage("body", "not a word of it, and nothing else"))
        self.add("Second", passage=Passage("body", "The dam"))
        self.add("First", passage=Passage("headline", "A headline"))
        self.add("Whole")
        found = self.cards(self.screen())
        said = [card.find_class("note-text")[0].text for card in found]
        assert said == ["Whole", "First", "Second", "Third", "Gone"]
        assert [card.get("data-words") for card in found] == [
            *(None, "A headline", "The dam", "Nobody asked.", None)
        ]

    def test_puts_no_field_into_the_articles_form(self):
        self.add("@noor?")
        tree = html.fromstring(self.screen(self.writer).content)
        form = tree.get_element_by_id("article_form")
        assert not form.xpath(".//form")
        names = form.xpath(".//*[@id='notes']//*[@name and not(@form)]")
        assert names == []

    def test_stands_where_the_text_may_only_be_read(self):
        review.submit(self.article, by=self.writer, seen=1)
        self.add("Well?")
        for who in (self.writer, factories.user("Writer")):
            response = self.screen(who)
            self.assertContains(response, "You can read this article but not change it")
            self.assertContains(response, "Well?")
            self.assertContains(response, "Write a note")

    def test_words_are_never_markup(self):
        danger = '"><script>alert(1)</script>'
        self.add(danger, passage=Passage("body", "The dam", danger, danger))
        self.source(source=danger, text=danger)
        for response in (self.screen(), self.page()):
            self.assertNotContains(response, "<script>alert")
            self.assertContains(response, "&lt;script&gt;alert")
        answer = self.client.get(at("notes_beside", self.article)).json()
        assert "<script>alert" not in answer["panel"]

    def test_a_refused_form_shows_notes_on_the_text_that_is_stored(self):
        self.add(passage=Passage("body", "The dam"))
        response = save(self.client, self.article, headline="", body="<p>Other</p>")
        self.assertContains(response, "Nothing is saved yet")
        assert self.cards(response)[0].get("data-words") == "The dam"

    def test_the_button_that_publishes_says_that_a_flag_is_open(self):
        factories.flagged(self.source(), by=self.editor, why="He may sue.")
        tree = html.fromstring(self.screen().text)
        assert not tree.xpath("//button[@name='_publish']")
        assert "A legal flag is open. It stands with" in tree.text_content()

    def test_answered_ones_are_folded_away(self):
        note = self.add()
        factories.answered(note, "declined", by=self.writer, text="She said so.")
        response = self.screen()
        assert self.cards(response) == []
        self.assertContains(response, "Answered (1)")
        self.assertContains(response, "She said so.")

    def test_the_writer_sees_the_reason_and_how_much_is_open(self):
        review.submit(self.article, by=self.writer, seen=1)
        self.add()
        review.send_back(self.article, by=self.editor, seen=1, why="Who says so?")
        response = self.screen(self.writer)
        self.assertContains(response, "Who says so?")
        self.assertContains(response, '<a href="#notes">1 open note</a>')

    def test_costs_at_most_two_queries_more_for_one_and_twenty(self):
        self.screen()
        for size, queries in ((0, 15), (1, 16), (20, 16)):
            while Note.objects.count() < size:
                note = self.add("@noor", passage=Passage("body", "The dam"))
                notes.reply(note, by=self.writer, text="Yes.")
            with self.subTest(size), self.assertNumQueries(queries):
                self.client.get(change_page(self.article))


class BesideTests(NotesTests):
    """What the script of the panel is answered."""

    def test_is_given_the_panel_and_the_form_with_fields_of_its_own(self):
        answer = self.client.get(at("notes_beside", self.article)).json()
        assert answer["token"]
        fields = html.fragment_fromstring(answer["fields"], create_parent="div")
        named = fields.xpath(".//*[@name]")
        assert {each.get("name") for each in named} >= {"text", "quote", "tell"}
        assert {each.get("form") for each in named} == {"notes-form"}
        assert "data-notes" in answer["panel"]

    def test_words_of_an_unsaved_text_are_taken_as_the_page_had_them(self):
        response = self.beside(
            "notes",
            text="New, this?",
            quote="Words not yet saved",
            field="body",
            before="x" * 200,
            after="y" * 200,
        )
        assert "New, this?" in response.json()["panel"]
        note = Note.objects.get()
        assert (note.quote, note.before, note.after) == (
            *("Words not yet saved", "x" * 80, "y" * 80),
        )
        assert fresh(self.article).version == 1

    def test_what_is_refused_is_said_in_words_and_shown_on_no_page(self):
        response = self.beside("notes", text="")
        assert (response.status_code, response.json()) == (
            400,
            {"words": "Write what you have to say."},
        )
        note = self.add()
        self.client.force_login(factories.user("Writer"))
        response = self.beside("answer_note", note.pk, answer="done")
        assert response.status_code == 403
        assert "Ask an editor" in response.json()["words"]

    def test_an_answer_shows_the_panel_anew(self):
        note = self.add()
        answer = self.beside("answer_note", note.pk, answer="done").json()
        assert answer["said"] == "Answered: done."
        assert "Answered (1)" in answer["panel"]


class ReturnedTests(NotesTests):
    def setUp(self):
        super().setUp()
        review.submit(self.article, by=self.writer, seen=1)
        review.send_back(self.article, by=self.editor, seen=1, why="Who says so?")

    def hand_in(self, **changes):
        if changes:
            factories.reworked(fresh(self.article), by=self.writer, **changes)
        review.submit(self.article, by=self.writer, seen=fresh(self.article).version)

    def test_who_sent_it_back_is_led_to_what_has_changed(self):
        self.hand_in(headline="Newer")
        response = self.screen()
        self.assertContains(response, "You sent this back on")
        self.assertContains(response, "“Who says so?”")
        address = f"{at('compare', self.article)}?from=1&amp;to=2"
        self.assertContains(response, address)

    def test_is_told_how_many_notes_were_answered_since(self):
        old, new = self.add("Old"), self.add("New")
        factories.answered(old, "done", by=self.writer)
        self.hand_in()
        review.send_back(fresh(self.article), by=self.editor, seen=1, why="And?")
        factories.answered(new, "declined", by=self.writer, text="No.")
        self.hand_in()
        self.assertContains(self.screen(), "1 note answered since")

    def test_is_told_when_nothing_has(self):
        self.hand_in()
        self.assertContains(self.screen(), "Nothing has changed since.")

    def test_nobody_else_is_told(self):
        self.hand_in(headline="Newer")
        for who in (factories.editor(), self.writer):
            self.assertNotContains(self.screen(who), "You sent this back")

    def test_nor_when_it_is_approved(self):
        self.hand_in()
        review.approve(self.article, by=self.editor, seen=1)
        publication.publish(self.article, by=self.editor, seen=1)
        self.assertNotContains(self.screen(), "You sent this back")


def fresh_note(note):
    return Note.objects.get(pk=note.pk)
