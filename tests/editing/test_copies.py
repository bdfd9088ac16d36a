"""Texts made from texts."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from articles.editing import copies, publication, source_notes
from articles.editing.outcomes import Conflict, Saved
from articles.models import Article, Event, Revision
from tests import factories


class RestoreTests(TestCase):
    def setUp(self):
        self.by = factories.editor()
        self.article = factories.article(by=self.by, headline="First", tags=("a",))
        changed = factories.reworked(self.article, by=self.by, headline="2", tags=())
        self.article = changed.article

    def test_brings_the_whole_back_as_a_new_version(self):
        outcome = copies.restore(self.article, 1, by=self.by, seen=2)
        assert isinstance(outcome, Saved)
        assert outcome.revision.number == 3
        assert outcome.revision.intent == Revision.Intent.RESTORE
        stored = Article.objects.get().snapshot()
        assert stored == self.article.revisions.get(number=1).snapshot
        assert self.article.revisions.get(number=2).snapshot.headline == "2"

    def test_never_puts_an_old_text_over_one_that_was_not_seen(self):
        factories.reworked(self.article, by=self.by, headline="3")
        outcome = copies.restore(self.article, 1, by=self.by, seen=2)
        assert isinstance(outcome, Conflict)
        assert Article.objects.get().headline == "3"

    def test_knows_its_own_versions_only(self):
        with pytest.raises(ValidationError, match="no such version"):
            copies.restore(self.article, 9, by=self.by, seen=2)

    def test_goes_with_changing(self):
        with pytest.raises(PermissionDenied):
            copies.restore(self.article, 1, by=factories.user("Writer"), seen=2)


class DuplicateTests(TestCase):
    def test_files_the_same_text_under_another_number(self):
        by = factories.editor()
        article = factories.article(by=by, tags=("a",), slug="here", notes="Private")
        copy = copies.duplicate(article, by=by, seen=1).article
        assert copy.pk != article.pk
        assert copy.snapshot().differing(article.snapshot()) == ["slug", "notes"]
        assert article.events.filter(kind=Event.Kind.DUPLICATED).exists()


class TranslateTests(TestCase):
    def setUp(self):
        self.by = factories.editor()
        self.article = factories.article(by=self.by)

    def translate(self, article=None, language="fr"):
        saved = copies.translate(article or self.article, language, by=self.by, seen=1)
        return saved.article

    def test_is_linked_and_knows_what_it_renders(self):
        translation = self.translate()
        assert translation.translation_of == self.article
        assert translation.language == "fr"
        assert translation.translated_version == 1

    def test_a_translation_of_a_translation_is_one_of_the_original(self):
        assert self.translate(self.translate(), "ar").translation_of == self.article

    def test_there_is_one_in_a_language(self):
        self.translate()
        for taken in ("fr", self.article.language, "tlh"):
            with self.subTest(taken), pytest.raises(ValidationError):
                self.translate(language=taken)

    def test_is_of_the_text_that_was_seen(self):
        factories.reworked(self.article, by=self.by, headline="Newer")
        for verb in (copies.duplicate, partial(copies.translate, language="fr")):
            with pytest.raises(ValidationError, match="changed this article"):
                verb(self.article, by=self.by, seen=1)

    def test_catches_up_with_the_version_it_was_compared_with(self):
        translation = self.translate()
        factories.reworked(self.article, by=self.by, headline="Newer")
        with pytest.raises(ValidationError, match="changed this article"):
            copies.catch_up(translation, by=self.by, seen=1)
        assert copies.catch_up(translation, by=self.by, seen=2).translated_version == 2
        event = translation.events.get(kind=Event.Kind.CAUGHT_UP)
        assert event.why == "Version 2 of the original"

    def test_catching_up_twice_is_written_down_once(self):
        translation = self.translate()
        copies.catch_up(translation, by=self.by, seen=1)
        assert not translation.events.filter(kind=Event.Kind.CAUGHT_UP).exists()

    def test_only_a_translation_catches_up(self):
        with pytest.raises(ValidationError, match="not a translation"):
            copies.catch_up(self.article, by=self.by, seen=1)

    def test_catching_up_goes_with_translating(self):
        with pytest.raises(PermissionDenied):
            copies.catch_up(self.translate(), by=factories.user("Writer"), seen=1)


@pytest.mark.django_db
@pytest.mark.parametrize("is_flagged", [True, False])
def test_a_copy_of_what_is_stopped_is_stopped_too(is_flagged):
    editor = factories.editor()
    article = factories.article(by=editor)
    if is_flagged:
        source = source_notes.add(article, by=editor, source="A clerk")
        factories.flagged(source, by=editor, why="He may sue")
    else:
        factories.put_on_hold(article, by=factories.editor(), why="The lawyers ask.")
    copies_made = [
        copies.duplicate(article, by=editor, seen=1).article,
        copies.translate(article, "fr", by=editor, seen=1).article,
    ]
    for copy in copies_made:
        with pytest.raises(PermissionDenied, match=f"Copied from article {article.pk}"):
            publication.publish(copy, by=editor, seen=1)
        with pytest.raises(PermissionDenied):
            factories.lifted(copy, by=editor)
        assert "sue" not in copy.hold_reason
