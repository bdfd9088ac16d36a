"""What authors propose: taken over whole or in part, as a version, and taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.editing import things
from articles.editing.authors import forgetting, letters, suggestions
from articles.editing.concerns.desk import concerns
from articles.editing.things.versions import versions_of
from articles.engaging.suggesting.plain import plain_of, rich_of
from articles.models import Author, Image, Publication, Suggestion
from articles.models.actions import Role
from tests import factories
from tests.photographs import photograph

State = Suggestion.State


@pytest.fixture
def bios(db):
    return factories.user(Role.AUTHORS_DESK, first_name="Bea", last_name="Silva")


@pytest.fixture
def author(db):
    return factories.author(
        "Ada Lund", expertise="Grain", in_languages={"fr.name": "A"}
    )


def decided(suggestion, *, by, **said):
    seen = Author.objects.get(pk=suggestions.about_whom(suggestion).pk).version
    return suggestions.decide(suggestion, by=by, **{"seen": seen, **said})


def on_desk(person):
    groups = {group.key: group for group in concerns(person)}
    group = groups.get("suggestions")
    return [entry.headline for entry in group.entries] if group else []


class TestDeciding:
    def test_what_is_taken_is_a_version_that_says_where_it_came_from(
        self, author, bios
    ):
        proposed = {"expertise": "Ships", "name": "Ada K. Lund", "fr.name": "Adèle"}
        found = factories.suggested(author, proposed)
        taken = {"expertise": "Ships", "fr.name": "Adèle"}
        found, outcome = decided(found, by=bios, taken=taken)
        author.refresh_from_db()
        assert (author.name, author.expertise) == ("Ada Lund", "Ships")
        assert author.in_languages == {"fr.name": "Adèle"}
        assert found.state == State.PARTLY
        assert sorted(found.taken) == ["expertise", "fr.name"]
        version = versions_of(author).get(number=author.version)
        assert version == outcome.revision
        assert version.why == "Proposed by the author"
        assert version.made_by == bios

    def test_all_of_it_none_of_it_and_a_mere_message(self, author, bios):
        for taken, note, state in (
            ({"expertise": "Ships"}, "", State.ACCEPTED),
            ({}, "", State.DECLINED),
            (None, "Please remove me.", State.SETTLED),
        ):
            proposed = {} if taken is None else {"expertise": "Ships"}
            found = factories.suggested(author, proposed, note=note)
            found, outcome = decided(found, by=bios, taken=taken or {})
            assert found.state == state
            assert (outcome is not None) is bool(taken)
            Author.objects.filter(pk=author.pk).update(expertise="Grain")

    def test_what_was_reworded_counts_as_taken(self, author, bios):
        found = factories.suggested(author, {"expertise": "ships"})
        found, _ = decided(found, by=bios, taken={"expertise": "Ships"})
        assert found.state == State.ACCEPTED
        assert Author.objects.get().expertise == "Ships"

    def test_what_was_changed_here_since_stands_beside_what_they_saw(
        self, author, bios
    ):
        proposed = {"expertise": "Ships", "languages": "Arabic", "name": "Ada Lind"}
        found = factories.suggested(author, proposed)
        content = author.content().changed(expertise="Boats", languages="Arabic")
        things.save(author, content, by=bios, seen=author.version)
        stands = Author.objects.get().content()
        differing, clashing = suggestions.merged(found, stands)
        assert differing == {"expertise": "Ships", "name": "Ada Lind"}
        assert clashing == {"expertise"}
        found, _ = decided(found, by=bios, taken={"name": "Ada Lind"})
        assert found.state == State.PARTLY  # the language stood already
        assert Author.objects.get().expertise == "Boats"

    def test_nobody_decides_on_what_they_have_not_seen(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        seen = author.version
        content = author.content().changed(expertise="Boats")
        things.save(author, content, by=factories.editor(), seen=seen)
        with pytest.raises(ValidationError, match="has changed this since"):
            decided(found, by=bios, seen=seen, taken={"expertise": "Ships"})
        assert Author.objects.get().expertise == "Boats"
        assert Suggestion.objects.get().is_open

    def test_nobody_decides_twice(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        decided(found, by=bios, taken={})
        with pytest.raises(ValidationError, match="Bea Silva has decided this already"):
            decided(found, by=factories.editor(), taken={"expertise": "Ships"})
        assert Author.objects.get().expertise == "Grain"

    def test_what_no_author_may_be_like_is_refused_whole(self, author, bios):
        found = factories.suggested(author, {"name": "x", "expertise": "Ships"})
        with pytest.raises(ValidationError) as refusal:
            decided(found, by=bios, taken={"name": "", "expertise": "Ships"})
        assert "name" in refusal.value.message_dict
        assert Author.objects.get(pk=author.pk).expertise == "Grain"
        assert Suggestion.objects.get().is_open

    def test_it_goes_to_whom_the_author_is_now(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        into = factories.author("Ada K. Lund", expertise="Boats")
        Author.objects.filter(pk=author.pk).update(merged_into=into)
        found = Suggestion.objects.get()
        _, clashing = suggestions.merged(found, into.content())
        assert clashing == {"expertise"}
        decided(found, by=bios, taken={"expertise": "Ships"})
        into.refresh_from_db()
        assert into.expertise == "Ships"
        assert Author.objects.get(pk=author.pk).expertise == "Grain"

    def test_a_writer_decides_nothing(self, author):
        found = factories.suggested(author, {"expertise": "Ships"})
        writer = factories.user(Role.WRITER)
        for deed in (
            lambda: decided(found, by=writer, taken={"expertise": "Ships"}),
            lambda: suggestions.take_back(found, by=writer),
            lambda: suggestions.take_in(found, by=writer),
            lambda: forgetting.erase(author, by=writer),
        ):
            with pytest.raises(PermissionDenied):
                deed()


class TestTakingBack:
    def test_restores_the_author_and_opens_it_again(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        found, _ = decided(found, by=bios, taken={"expertise": "Ships"}, why="Thanks")
        found = suggestions.take_back(found, by=bios)
        assert found.is_open
        assert (found.taken, found.version, found.why) == ([], None, "")
        assert Author.objects.get().expertise == "Grain"
        kinds = [step.kind for step in found.steps.order_by("pk")]
        assert kinds == ["decided", "reopened"]
        decided(found, by=bios, taken={"expertise": "Ships"})
        assert Author.objects.get().expertise == "Ships"

    def test_leaves_what_was_changed_since(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        found, _ = decided(found, by=bios, taken={"expertise": "Ships"})
        stored = Author.objects.get()
        content = stored.content().changed(languages="Arabic")
        things.save(stored, content, by=bios, seen=stored.version)
        with pytest.raises(ValidationError, match="has changed this since"):
            suggestions.take_back(found, by=bios)
        assert Author.objects.get().expertise == "Ships"
        assert not Suggestion.objects.get().is_open

    def test_what_is_open_cannot_be_taken_back(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        with pytest.raises(ValidationError, match="Nothing is decided"):
            suggestions.take_back(found, by=bios)


class TestThePhotograph:
    def sent(self, author):
        return factories.suggested(
            author, {}, photo=photograph(), photo_format="jpeg", photo_credit="Rui"
        )

    def test_enters_the_library_when_it_is_taken(self, author, bios):
        found = self.sent(author)
        assert not Image.objects.exists()
        image = suggestions.take_in(found, by=bios, alt="Ada", credit="Rui")
        found, _ = decided(found, by=bios, taken={}, photo=image)
        assert found.state == State.ACCEPTED
        author.refresh_from_db()
        assert author.photo == image
        assert (image.alt, image.credit) == ("Ada", "Rui")

    def test_is_forgotten_a_month_after_the_decision(
        self, author, bios, django_capture_on_commit_callbacks
    ):
        found, _ = decided(self.sent(author), by=bios, taken={})
        storage, name = found.photo.storage, found.photo.name
        now = timezone.now()
        assert forgetting.forget_pictures(now + timedelta(days=29)) == 0
        assert storage.exists(name)
        with django_capture_on_commit_callbacks(execute=True):
            assert forgetting.forget_pictures(now + timedelta(days=31)) == 1
        assert not storage.exists(name)
        assert forgetting.forget_pictures(now + timedelta(days=31)) == 0


def test_erased_nothing_of_it_is_left(author, bios, django_capture_on_commit_callbacks):
    photo = {"photo": photograph(), "photo_format": "jpeg", "photo_credit": "Rui"}
    factories.suggested(author, {"expertise": "Ships"}, note="Please", **photo)
    [stored] = Suggestion.objects.all()
    storage, name = stored.photo.storage, stored.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        assert forgetting.erase(author, by=bios) == 1
    stored.refresh_from_db()
    assert (stored.proposed, stored.was, stored.note) == ({}, {}, "")
    assert (stored.photo, stored.photo_credit) == ("", "")
    assert stored.state == State.SETTLED
    assert not storage.exists(name)
    assert forgetting.erase(author, by=bios) == 0
    with pytest.raises(ValidationError, match="erased"):
        suggestions.take_back(stored, by=bios)


class TestTheDesk:
    def test_has_the_oldest_first_for_those_who_may_decide(self, author, bios):
        other = factories.author("Rui Sá")
        now = timezone.now()
        factories.suggested(author, {"expertise": "x"}, now=now)
        link = factories.own_link(other, now=now - timedelta(days=2))
        factories.suggested(
            other, {"expertise": "y"}, link=link, now=now - timedelta(days=1)
        )
        for person in (bios, factories.editor(), factories.user(Role.PUBLISHER)):
            assert on_desk(person) == ["Rui Sá", "Ada Lund"]
        assert on_desk(factories.user(Role.WRITER)) == []

    def test_tells_nothing_of_what_they_wrote(self, author, bios):
        factories.suggested(author, {"expertise": "Quokka"}, note="Quokka")
        [group] = [each for each in concerns(bios) if each.key == "suggestions"]
        assert "Quokka" not in str(group)
        assert "They propose a change" in group.entries[0].wants

    def test_is_empty_once_it_is_decided_or_its_author_binned(self, author, bios):
        found = factories.suggested(author, {"expertise": "x"})
        things.delete(author, by=bios, seen=author.version)
        assert on_desk(bios) == []
        [version] = things.deleted_things(bios)
        things.bring_back(version, by=bios)
        assert on_desk(bios) == ["Ada Lund"]
        decided(found, by=bios, taken={})
        assert on_desk(bios) == []


def test_the_answer_says_what_was_taken_and_why_the_rest_was_not(author, bios):
    publication = Publication.objects.create(pk=1, name="The Lantern")
    found = factories.suggested(author, {"expertise": "Ships", "name": "Ada"})
    found, _ = decided(found, by=bios, taken={"name": "Ada"}, why="We checked.")
    names = {"expertise": "expertise", "name": "name"}
    subject, text = letters.answer(found, author, publication, names.get)
    assert subject == "The Lantern: what you proposed"
    assert "Taken over: name." in text
    assert "Left as it was: expertise." in text
    assert "We checked." in text
    assert "Bea" not in text
    assert text.endswith("/authors/ada-lund/\n\nThe Lantern")
    author.page_hidden_at = timezone.now()
    _, text = letters.answer(found, author, publication, names.get)
    assert text.endswith("We checked.\n\nThe Lantern")


class TestPlainText:
    @pytest.mark.parametrize(
        ("markup", "text"),
        [
            ("<p>One.</p><p>Two<br>lines.</p>", "One.\n\nTwo\nlines."),
            ("One.\n\nTwo\nlines.", "One.\n\nTwo\nlines."),
            ("<p>A <em>b</em>\n c</p>", "A b c"),
            ("", ""),
            ("A &amp; B &lt; C", "A & B < C"),
        ],
    )
    def test_is_what_a_reader_reads(self, markup, text):
        assert plain_of(markup) == text
        assert plain_of(rich_of(text, "")) == text

    def test_keeps_the_markup_of_paragraphs_that_were_left_alone(self):
        base = '<p>See <a href="https://a.example">there</a>.</p><p>Two.</p>'
        assert rich_of("Zero.\n\nSee there.", base) == (
            '<p>Zero.</p><p>See <a href="https://a.example">there</a>.</p>'
        )

    def test_makes_no_markup_of_what_looks_like_it(self):
        assert rich_of("<b>x</b> & y", "") == "<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>"
