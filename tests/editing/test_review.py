"""From a writer's draft to an approved text, and back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from articles.editing import review
from articles.models import Article, Event, Stage
from tests import factories


class ReviewTests(TestCase):
    def setUp(self):
        self.writer = factories.user("Writer")
        self.editor = factories.editor()
        self.article = factories.article(by=self.writer)

    def submit(self, seen=1):
        return review.submit(self.article, by=self.writer, seen=seen)

    def test_a_writer_hands_in_what_they_filed(self):
        assert self.submit().stage == Stage.REVIEW
        event = Event.objects.get(kind=Event.Kind.SUBMITTED)
        assert (event.from_stage, event.to_stage) == ("draft", "review")

    def test_what_was_handed_in_is_no_longer_the_writers(self):
        article = self.submit()
        with pytest.raises(PermissionDenied, match="at “Draft”"):
            factories.reworked(article, by=self.writer, headline="One more thing")

    def test_another_writers_draft_stays_with_them(self):
        with pytest.raises(PermissionDenied, match="filed this article"):
            review.submit(self.article, by=factories.user("Writer"), seen=1)

    def test_an_approval_is_tied_to_the_text_that_was_read(self):
        factories.reworked(self.article, by=self.writer, headline="Newer")
        with pytest.raises(ValidationError, match="changed this article"):
            review.approve(self.article, by=self.editor, seen=1)
        approved = review.approve(self.article, by=self.editor, seen=2)
        assert approved.stage == Stage.APPROVED
        assert approved.approved_revision.number == 2

    def test_an_approved_text_that_changes_is_approved_no_more(self):
        review.approve(self.article, by=self.editor, seen=1)
        outcome = factories.reworked(self.article, by=self.editor, headline="Changed")
        assert outcome.article.stage == Stage.DRAFT
        assert outcome.article.approved_revision.number == 1

    def test_sending_back_needs_a_reason(self):
        self.submit()
        with pytest.raises(ValidationError, match="Say what is missing"):
            review.send_back(self.article, by=self.editor, seen=1, why="  ")
        assert review.send_back(
            self.article, by=self.editor, seen=1, why="Who says so?"
        )
        assert Event.objects.get(kind=Event.Kind.SENT_BACK).why == "Who says so?"

    def test_what_was_sent_back_returns_to_the_same_editor(self):
        self.submit()
        article = review.send_back(self.article, by=self.editor, seen=1, why="Sources?")
        assert article.assignee == self.writer
        assert self.submit().assignee == self.editor

    def test_nobody_submits_twice(self):
        self.submit()
        with pytest.raises(PermissionDenied, match="must be at “Draft”"):
            self.submit()

    def test_a_draft_cannot_be_sent_back(self):
        with pytest.raises(PermissionDenied, match="“In review” or “Approved”"):
            review.send_back(self.article, by=self.editor, seen=1, why="x")

    def test_assigning_says_who_to_whom(self):
        factories.assigned(self.article, self.writer, by=self.editor)
        self.article.refresh_from_db()
        assert self.article.assignee == self.writer
        event = Event.objects.get(kind=Event.Kind.ASSIGNED)
        assert (event.by, event.why) == (self.editor, str(self.writer))

    def test_a_day_goes_with_whom_it_is_given_to(self):
        day = date(2026, 3, 3)
        factories.assigned(self.article, self.writer, by=self.editor, due_on=day)
        assert Article.objects.get().due_on == day
        event = Event.objects.get(kind=Event.Kind.ASSIGNED)
        assert event.why == f"{self.writer}, due 3 March 2026"
        factories.assigned(self.article, self.writer, by=self.editor, due_on=day)
        assert Event.objects.filter(kind=Event.Kind.ASSIGNED).count() == 1
        factories.assigned(self.article, None, by=self.editor, due_on=day)
        assert Article.objects.get().due_on is None

    def test_only_who_can_open_an_article_is_given_it(self):
        outsider = factories.user("Authors' desk")
        with pytest.raises(ValidationError, match="cannot open articles"):
            factories.assigned(self.article, outsider, by=self.editor)
