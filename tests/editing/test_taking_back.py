"""What was handed in or approved a moment ago is taken back, until somebody goes on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from articles.editing import publication, review
from articles.editing.taking_back import take_back
from articles.models import Event, Publication, Stage
from tests import factories


class TakingBackTests(TestCase):
    def setUp(self):
        self.writer = factories.user("Writer")
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.article = factories.article(by=self.writer)

    def submit(self):
        return review.submit(self.article, by=self.writer, seen=1)

    def approve(self, by=None):
        return review.approve(self.article, by=by or self.editor, seen=1)

    def take_back(self, by, seen=1):
        return take_back(self.article, by=by, seen=seen)

    def test_a_writer_takes_back_what_they_handed_in(self):
        self.submit()
        assert self.take_back(self.writer).stage == Stage.DRAFT
        event = Event.objects.get(kind=Event.Kind.TAKEN_BACK)
        assert (event.from_stage, event.to_stage) == ("review", "draft")

    def test_nobody_elses(self):
        self.submit()
        with pytest.raises(PermissionDenied, match="filed this article"):
            self.take_back(factories.user("Writer"))

    def test_nor_what_an_editor_has_handed_in_for_them(self):
        review.submit(self.article, by=self.editor, seen=1)
        with pytest.raises(PermissionDenied, match="Ana Reis did this"):
            self.take_back(self.writer)

    def test_once_an_editor_has_gone_on_it_is_theirs(self):
        self.submit()
        self.approve()
        with pytest.raises(PermissionDenied, match="at “In review”"):
            self.take_back(self.writer)

    def test_an_approval_goes_back_to_where_it_came_from(self):
        self.submit()
        self.approve()
        article = self.take_back(self.editor)
        assert (article.stage, article.approved_revision) == (Stage.REVIEW, None)
        with pytest.raises(ValidationError, match="Send it back instead"):
            self.take_back(self.editor)

    def test_an_approval_that_was_taken_back_leaves_the_one_before_it(self):
        first = self.approve().approved_revision
        factories.reworked(self.article, by=self.editor, headline="Newer")
        review.approve(self.article, by=self.editor, seen=2)
        article = self.take_back(self.editor, seen=2)
        assert (article.stage, article.approved_revision) == (Stage.DRAFT, first)

    def test_what_was_published_since_is_no_longer_taken_back(self):
        self.approve()
        publication.publish(self.article, by=self.editor, seen=1)
        with pytest.raises(ValidationError, match="Ana Reis has gone on"):
            self.take_back(self.editor)

    def test_an_approval_that_was_taken_back_has_read_nothing(self):
        Publication.objects.create(pk=1, has_four_eyes=True)
        self.article = factories.article(by=self.editor)
        reader = factories.editor()
        self.approve(by=reader)
        self.take_back(reader)
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            self.approve()

    def test_a_text_that_was_sent_back_is_with_its_writer_again(self):
        self.submit()
        review.send_back(self.article, by=self.editor, seen=1, why="Sources")
        assert self.submit().assignee == self.editor
        assert self.take_back(self.writer).assignee == self.writer
