"""Deleting loses nothing: what lies in the bin can be put back as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.utils import timezone

from articles.editing import bin, copies, desk, publication, review
from articles.editing.outcomes import Conflict, Saved
from articles.models import Article, Event, Revision, StartHere
from articles.models.actions import BINNED, IN_THE_BIN, Action, refusal
from articles.publishing import editions
from tests import factories


class BinTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.article = factories.article(by=self.editor, headline="Grain")

    def delete(self, article=None, by=None, seen=1):
        return bin.delete(article or self.article, by=by or self.editor, seen=seen)

    def bring_back(self, by=None, seen=1):
        return bin.bring_back(self.article, by=by or self.editor, seen=seen)

    def row(self):
        return Article.objects.filter(pk=self.article.pk).values().get()


class DeletingTests(BinTests):
    def test_what_is_put_back_is_as_it_was(self):
        review.approve(self.article, by=self.editor, seen=1)
        before = self.row()
        deleted = self.delete()
        assert deleted.binned_by == self.editor
        assert deleted.binned_at is not None
        self.bring_back()
        assert self.row() == before

    def test_writes_down_who_did_it(self):
        self.delete()
        self.bring_back(by=factories.user("Publisher"))
        kinds = [event.kind for event in Event.objects.order_by("pk")]
        assert kinds == [
            *(Event.Kind.CREATED, Event.Kind.DELETED, Event.Kind.BROUGHT_BACK)
        ]

    def test_what_readers_see_cannot_be_deleted(self):
        publication.publish(self.article, by=self.editor, seen=1)
        with pytest.raises(ValidationError, match=r"Readers see this\. Unpublish it"):
            self.delete()
        factories.taken_down(self.article, by=self.editor)
        assert self.delete().binned_at

    def test_nor_can_what_they_are_to_see(self):
        later = timezone.now() + timedelta(hours=1)
        revision = self.article.revisions.get()
        coming = editions.schedule(self.article, revision, later, by=self.editor)
        with pytest.raises(ValidationError, match="Unpublish it first"):
            self.delete()
        editions.cancel(coming)
        assert self.delete().binned_at

    def test_nor_what_is_scheduled_and_on_hold(self):
        now = timezone.now()
        later = now + timedelta(hours=1)
        revision = self.article.revisions.get()
        coming = editions.schedule(self.article, revision, later, by=self.editor)
        factories.put_on_hold(self.article, by=self.editor, why="The lawyers ask.")
        with pytest.raises(ValidationError, match="A schedule of it was put on hold"):
            self.delete()
        # Nor where its hour has passed meanwhile: it waits for another.
        factories.lifted(self.article, by=self.editor, now=later + timedelta(hours=1))
        with pytest.raises(ValidationError, match="A schedule of it was put on hold"):
            self.delete()
        editions.cancel(coming)
        assert self.delete().binned_at

    def test_nothing_is_deleted_that_was_not_seen(self):
        factories.reworked(self.article, by=self.editor, headline="Newer")
        with pytest.raises(ValidationError, match="changed this article"):
            self.delete(seen=1)

    def test_a_writer_deletes_their_own_draft_and_no_other(self):
        writer = factories.user("Writer")
        with pytest.raises(PermissionDenied, match="filed this article"):
            self.delete(by=writer)
        own = factories.article(by=writer)
        assert self.delete(own, by=writer).binned_by == writer

    def test_nothing_is_put_back_that_does_not_lie_there(self):
        with pytest.raises(ValidationError, match="does not lie in the bin"):
            self.bring_back()

    def test_an_account_that_goes_leaves_what_it_deleted_in_the_bin(self):
        gone = factories.editor()
        self.delete(by=gone)
        gone.delete()
        assert Article.objects.binned().get() == self.article


class InTheBinTests(BinTests):
    def setUp(self):
        super().setUp()
        self.deleted = self.delete()

    def test_nothing_else_can_be_done_to_it(self):
        admin = factories.user("superuser")
        for action in set(Action) - IN_THE_BIN:
            with self.subTest(action=action):
                assert refusal(admin, action, self.deleted) == BINNED
        for action in IN_THE_BIN:
            assert refusal(admin, action, self.deleted) == ""

    def test_who_saves_meanwhile_finds_their_text_as_a_version(self):
        mine = replace(self.article.snapshot(), body="<p>Hours of work.</p>")
        outcome = desk.save(self.article, mine, by=self.editor, seen=1)
        assert isinstance(outcome, Conflict)
        assert outcome.clashing == ["body"]
        kept = Revision.objects.get(intent=Revision.Intent.CONFLICT)
        assert kept.snapshot == mine
        assert (kept.made_by, kept.why) == (self.editor, "It lay in the bin")
        assert self.row()["version"] == 1
        assert self.bring_back().snapshot() == self.article.snapshot()

    def test_who_saves_what_stands_makes_no_version(self):
        stands = self.article.snapshot()
        assert isinstance(
            desk.save(self.article, stands, by=self.editor, seen=1), Saved
        )
        assert self.article.revisions.count() == 1

    def test_who_may_not_put_it_back_leaves_no_words_in_it(self):
        mine = replace(self.article.snapshot(), headline="Mine")
        with pytest.raises(PermissionDenied, match="filed this article"):
            desk.save(self.article, mine, by=factories.user("Writer"), seen=1)

    def test_an_original_in_the_bin_gets_no_new_translation(self):
        self.bring_back()
        french = copies.translate(self.article, "fr", by=self.editor, seen=1).article
        self.delete()
        with pytest.raises(ValidationError, match="original lies in the bin"):
            copies.translate(french, "ar", by=self.editor, seen=1)

    def test_a_translation_in_the_bin_is_in_nobodys_way(self):
        self.bring_back()
        french = copies.translate(self.article, "fr", by=self.editor, seen=1).article
        self.delete(french)
        again = copies.translate(self.article, "fr", by=self.editor, seen=1).article
        assert list(self.article.translations.unbinned()) == [again]


class LeadingToTests(BinTests):
    def test_names_what_links_to_it_and_what_starts_with_it(self):
        link = f'<p><a href="/articles/{self.article.pk}/">More</a></p>'
        linking = factories.article(by=self.editor, body=link)
        factories.article(
            by=self.editor, body=link.replace("/articles/", "/articles/9")
        )
        report = factories.report()
        StartHere.objects.create(report=report, article=self.article, position=1)
        assert bin.leading_to(self.article) == ([linking], [report])
