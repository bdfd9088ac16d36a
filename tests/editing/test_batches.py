"""What is done to several at once is done, or its line says why it was not."""

from datetime import timedelta

import time_machine
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils import timezone

from articles.editing import batches, bin, review
from articles.editing.deeds import ACCOUNT_GONE
from articles.editing.undo import OVER
from articles.models import Article, Batch, Edition
from articles.models.actions import BINNED
from articles.models.batch import Result
from tests import factories

What = Batch.What


class BatchTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.first = factories.article(by=self.editor, headline="First")
        self.second = factories.article(by=self.editor, headline="Second")

    def do(self, what, *articles, **options):
        chosen = {article.pk: article.version for article in articles}
        if what == What.ASSIGN:
            now = Article.objects.in_bulk(chosen)
            options["saw"] = {str(pk): review.given(now[pk]) for pk in chosen}
        return batches.carry_out(what, chosen, by=self.editor, options=options)

    def undo(self, batch, *articles):
        batch = Batch.objects.get(pk=batch.pk)
        ids = {article.pk for article in articles}
        return batches.undo(batch, ids, by=self.editor)

    def said(self, batch):
        batch.refresh_from_db()
        return [(line.result, line.words) for line in batch.report]

    def result_of(self, batch, article):
        [line] = [line for line in batch.report if line.article == article.pk]
        return line.result, line.words

    # In the bin

    def test_nothing_is_added_to_what_was_deleted_since_the_list(self):
        theme = factories.theme()
        bin.delete(self.first, by=self.editor, seen=1)
        added = self.do(What.ADD, self.first, self.second, themes=[theme.pk])
        assert self.said(added) == [(Result.REFUSED, BINNED), (Result.DONE, "")]
        # Nor is a text kept aside that nobody wrote.
        assert self.first.revisions.count() == 1

    def test_nor_put_back_into_it_by_an_undo(self):
        theme = factories.theme()
        added = self.do(What.ADD, self.first, self.second, themes=[theme.pk])
        bin.delete(self.first, by=self.editor, seen=2)
        undone = self.undo(added, self.first, self.second)
        assert self.said(undone) == [(Result.REFUSED, BINNED), (Result.DONE, "")]
        assert list(self.first.themes.all()) == [theme]
        assert self.first.revisions.count() == 2

    # Accounts that are gone

    def test_an_account_that_was_deleted_since_gets_nothing_and_the_page_says_so(self):
        gone = factories.editor()
        pk = gone.pk
        gone.delete()
        assigned = self.do(What.ASSIGN, self.first, self.second, assignee=pk)
        assert self.said(assigned) == [(Result.REFUSED, ACCOUNT_GONE)] * 2

    def test_what_a_deleted_account_had_cannot_go_back_there_and_the_rest_can(self):
        gone, stays, new = (factories.editor() for _ in range(3))
        factories.assigned(self.first, gone, by=self.editor)
        factories.assigned(self.second, stays, by=self.editor)
        assigned = self.do(What.ASSIGN, self.first, self.second, assignee=new.pk)
        gone.delete()
        undone = self.undo(assigned, self.first, self.second)
        assert self.said(undone) == [(Result.REFUSED, ACCOUNT_GONE), (Result.DONE, "")]
        has = dict(Article.objects.values_list("headline", "assignee"))
        assert has == {"First": new.pk, "Second": stays.pk}

    def test_what_was_with_nobody_goes_back_to_nobody(self):
        assigned = self.do(What.ASSIGN, self.first, assignee=self.editor.pk)
        assert self.said(self.undo(assigned, self.first)) == [(Result.DONE, "")]
        assert Article.objects.get(pk=self.first.pk).assignee is None

    # The minute

    def published(self, *, seconds):
        """Publish two articles, the second so many seconds after the first."""
        batch = self.do(What.PUBLISH, self.first, self.second)
        late = Edition.objects.filter(article=self.second)
        late.update(live_from=batch.at + timedelta(seconds=seconds))
        return Batch.objects.get(pk=batch.pk)

    def test_each_publication_has_its_own_minute(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            batch = self.published(seconds=50)
            clock.shift(61)
            [line] = batches.can_be_undone(batch)
            assert line.article == self.second.pk
            undone = self.undo(batch, self.first, self.second)
            assert self.result_of(undone, self.first) == (Result.REFUSED, OVER)
            assert self.result_of(undone, self.second) == (Result.DONE, "")
            clock.shift(60)
            assert batches.can_be_undone(batch) == []

    def test_looking_what_can_be_undone_costs_two_queries(self):
        batch = Batch.objects.get(pk=self.do(What.PUBLISH, self.first, self.second).pk)
        with self.assertNumQueries(2):
            assert len(batches.can_be_undone(batch)) == 2

    # Somebody else's

    def test_a_page_is_whose_it_was(self):
        batch = self.do(What.SUBMIT, self.first)
        with self.assertRaises(PermissionDenied):
            batches.carry_out(
                *(What.SUBMIT, {self.second.pk: 1}),
                by=factories.editor(),
                key=batch.key,
            )
