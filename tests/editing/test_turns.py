"""Whose turn it is, after a decision was taken back, sent back, flagged or fixed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing import bin, notes, publication, review, source_notes
from articles.editing.concerns.desk import concerns, news
from articles.editing.taking_back import take_back
from articles.editing.undo import undo_publication
from articles.models import Article, Event, Publication, Stage, four_eyes
from articles.models.actions import Action, Role, may
from tests import factories

SUBMITTED = Event.Kind.SUBMITTED


class TurnTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1)
        self.writer = factories.user(Role.WRITER, first_name="Rui", last_name="Sá")
        self.editor = factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")
        self.other = factories.user(Role.EDITOR)

    def group(self, person, key):
        person = type(person).objects.get(pk=person.pk)
        found = {group.key: group.entries for group in concerns(person)}
        return found.get(key, [])

    def headlines(self, person, key):
        return [entry.headline for entry in self.group(person, key)]

    def new_to(self, person, since):
        return [group.key for group in news(person, since)]

    def handed_in(self, headline="A dam"):
        article = factories.article(by=self.writer, headline=headline)
        return review.submit(article, by=self.writer, seen=1, note="Two sources")


class TakenBackTests(TurnTests):
    def test_what_is_approved_no_more_waits_to_be_decided_again(self):
        article = review.approve(self.handed_in(), by=self.editor, seen=1)
        self.assertEqual(self.headlines(self.other, "in-review"), [])
        before = timezone.now()
        take_back(article, by=self.editor, seen=1)
        for person in (self.editor, self.other):
            [entry] = self.group(person, "in-review")
            self.assertEqual(entry.why, "Two sources")
            self.assertEqual(entry.by_name, "Rui Sá")
            self.assertEqual(entry.since, article.events.get(kind=SUBMITTED).at)
        # A colleague who was told of its approval is told that it is open again.
        self.assertEqual(self.new_to(self.other, before), ["in-review"])
        self.assertEqual(self.new_to(self.editor, before), [])

    def test_nor_is_what_was_published_from_review_and_undone_on_nobodys_desk(self):
        edition = publication.publish(self.handed_in(), by=self.editor, seen=1)
        undo_publication(edition, by=self.editor)
        self.assertEqual(Article.objects.get().stage, Stage.REVIEW)
        for person in (self.editor, self.other):
            self.assertEqual(self.headlines(person, "in-review"), ["A dam"])

    def test_what_is_in_review_waits_whether_or_not_anybody_handed_it_in(self):
        article = factories.article(by=self.writer, headline="From elsewhere")
        Article.objects.filter(pk=article.pk).update(stage=Stage.REVIEW)
        [entry] = self.group(self.editor, "in-review")
        self.assertEqual((entry.headline, entry.by_name), ("From elsewhere", ""))
        self.assertEqual(entry.since, Article.objects.get().updated_at)

    def test_what_waits_longest_since_it_was_handed_in_comes_first(self):
        first = review.approve(self.handed_in("First"), by=self.editor, seen=1)
        self.handed_in("Second")
        take_back(first, by=self.editor, seen=1)
        self.assertEqual(self.headlines(self.other, "in-review"), ["First", "Second"])

    def test_what_was_sent_back_is_so_again_when_its_writer_takes_it_back(self):
        article = review.send_back(
            self.handed_in(), by=self.editor, seen=1, why="Who says so?"
        )
        article = review.submit(article, by=self.writer, seen=1)
        self.assertEqual(self.group(self.writer, "sent-back"), [])
        take_back(article, by=self.writer, seen=1)
        [entry] = self.group(self.writer, "sent-back")
        self.assertEqual(entry.why, "Who says so?")
        self.assertEqual(self.group(self.writer, "assigned"), [])

    def test_what_was_approved_since_and_changed_is_sent_back_no_more(self):
        article = review.send_back(
            self.handed_in(), by=self.editor, seen=1, why="Who says so?"
        )
        review.submit(article, by=self.writer, seen=1)
        article = review.approve(article, by=self.editor, seen=1)
        factories.reworked(article, by=self.editor, headline="A dam, mended")
        factories.assigned(article, self.writer, by=self.editor)
        self.assertEqual(self.group(self.writer, "sent-back"), [])
        self.assertEqual(self.headlines(self.writer, "assigned"), ["A dam, mended"])

    def test_what_lies_in_the_bin_waits_for_nobody(self):
        bin.delete(self.handed_in(), by=self.editor, seen=1)
        self.assertEqual(self.headlines(self.editor, "in-review"), [])


class FourEyesTests(TurnTests):
    def setUp(self):
        super().setUp()
        Publication.objects.update(has_four_eyes=True)

    def came_again(self, by):
        """A text of theirs that was approved, then sent back, and handed in again."""
        article = factories.article(by=by, headline="Came again")
        review.approve(article, by=self.other, seen=1)
        review.send_back(article, by=self.other, seen=1, why="No")
        return review.submit(article, by=by, seen=1)

    def scenarios(self):
        """Articles in review with every way in which somebody's words came in."""
        own = factories.article(by=self.editor, headline="Own")
        review.submit(own, by=self.editor, seen=1)
        self.came_again(self.editor)
        taken_back = factories.article(by=self.editor, headline="Taken back")
        review.submit(taken_back, by=self.editor, seen=1)
        review.approve(taken_back, by=self.other, seen=1)
        take_back(taken_back, by=self.other, seen=1)
        live = factories.article(by=self.editor, headline="Live")
        publication.publish(live, by=self.other, seen=1)
        review.send_back(live, by=self.other, seen=1, why="Rework it")
        review.submit(live, by=self.editor, seen=1)
        reworked = factories.article(by=self.editor, headline="Reworked")
        publication.publish(reworked, by=self.other, seen=1)
        factories.reworked(reworked, by=self.other, headline="Reworked, at length")
        review.submit(reworked, by=self.editor, seen=2)
        undone = factories.article(by=self.editor, headline="Undone")
        review.submit(undone, by=self.editor, seen=1)
        edition = publication.publish(undone, by=self.other, seen=1)
        undo_publication(edition, by=self.other)
        self.handed_in("Somebody else's")

    def test_who_sees_it_may_decide_and_who_may_decide_sees_it(self):
        self.scenarios()
        in_review = Article.objects.filter(stage=Stage.REVIEW)
        self.assertEqual(in_review.count(), 7)
        for person in (self.editor, self.other):
            expected = {
                article.headline
                for article in in_review
                if may(person, Action.APPROVE, article)
            }
            self.assertLess({"Somebody else's"}, expected)
            shown = self.headlines(person, "in-review")
            self.assertEqual({*shown}, expected)

    def test_the_rule_for_many_is_the_rule_for_one(self):
        self.scenarios()
        articles = Article.objects.all()
        for person in (self.editor, self.other, self.writer):
            one_by_one = {
                it.pk for it in articles if person.pk in four_eyes.writers(it)
            }
            self.assertEqual(four_eyes.written_in(person, articles), one_by_one)

    def test_nobody_is_told_to_approve_what_they_wrote_after_it_was_sent_back(self):
        article = self.came_again(self.editor)
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            review.approve(article, by=self.editor, seen=1)
        self.assertEqual(self.headlines(self.editor, "in-review"), [])
        self.assertEqual(self.headlines(self.other, "in-review"), ["Came again"])

    def test_costs_two_queries_however_much_they_wrote(self):
        costs = []
        for count in (1, 19):
            for _ in range(count):
                self.came_again(self.editor)
            with CaptureQueriesContext(connection) as queries:
                four_eyes.written_in(self.editor, Article.objects.all())
            costs.append(len(queries))
        self.assertEqual(costs, [2, 2])


class ApprovedTests(TurnTests):
    def approved(self):
        return review.approve(self.handed_in(), by=self.editor, seen=1)

    def test_nobody_is_told_to_publish_what_a_legal_flag_holds(self):
        source = source_notes.add(self.approved(), by=self.editor, source="A clerk")
        factories.flagged(source, by=self.editor, why="He may sue")
        self.assertEqual(self.headlines(self.other, "approved"), [])
        self.assertEqual(self.headlines(self.editor, "flagged"), ["A dam"])
        factories.cleared(source, by=self.editor, why="He will not")
        self.assertEqual(self.headlines(self.other, "approved"), ["A dam"])

    def test_nor_what_wants_a_fix_first(self):
        early = timezone.now() - timedelta(hours=1)
        live = factories.published_article(by=self.editor, headline="Smyth", now=early)
        factories.reworked(live, by=self.editor, headline="Smyth talks")
        review.approve(live, by=self.other, seen=2)
        self.assertEqual(self.headlines(self.other, "approved"), ["Smyth talks"])
        factories.fixed(live, by=self.editor, headline="Smith")
        self.assertEqual(Article.objects.get().stage, Stage.APPROVED)
        self.assertEqual(self.headlines(self.other, "approved"), [])
        self.assertEqual(self.headlines(self.other, "fix-waiting"), ["Smyth talks"])


class ErasedTests(TurnTests):
    def test_what_a_deleted_account_brought_about_is_news_all_the_same(self):
        before, gone = timezone.now(), factories.user(Role.EDITOR)
        article = factories.article(by=self.editor)
        notes.add(article, by=gone, text="Is it?", tell=[self.editor])
        given = factories.article(by=self.editor, headline="Filed, and given back")
        factories.assigned(given, self.editor, by=gone)
        handed_in = factories.article(by=gone)
        review.submit(handed_in, by=gone, seen=1)
        told = ["mentions", "assigned", "in-review"]
        self.assertEqual(self.new_to(self.editor, before), told)
        name = gone.username
        gone.delete()
        self.assertEqual(self.new_to(self.editor, before), told)
        [entry] = self.group(self.editor, "assigned")
        self.assertEqual(entry.wants, f"{name} gave it to you: write it.")
        own = factories.article(by=self.editor)
        review.submit(own, by=self.editor, seen=1)
        [group] = [it for it in news(self.editor, before) if it.key == "in-review"]
        self.assertEqual(group.count, 1)
