"""Nobody lets out what they wrote; who must all the same says why."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.utils import timezone

from articles.editing import checks, desk, publication, review
from articles.models import Disclaimer, Event, Publication, Revision, Stage
from articles.models.actions import Action, may
from articles.models.rules import EVERY_KIND, Level
from tests import factories
from tests.databases import TREE_LOCK


class FourEyesTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, has_four_eyes=True)
        self.author, self.reader = factories.editor(), factories.editor()
        self.article = factories.article(by=self.author)

    def publish(self, by):
        self.article.refresh_from_db()
        seen = self.article.version
        return publication.publish(self.article, by=by, seen=seen)

    def approve(self, by):
        self.article.refresh_from_db()
        return review.approve(self.article, by=by, seen=self.article.version)

    def change(self, by, headline):
        self.article.refresh_from_db()
        return factories.reworked(self.article, by=by, headline=headline)

    def refuses(self, verb, by):
        with pytest.raises(PermissionDenied, match="You have written in this text"):
            verb(by=by)

    def test_nobody_lets_out_what_they_wrote(self):
        self.refuses(self.approve, self.author)
        self.refuses(self.publish, self.author)

    def test_nor_does_a_superuser(self):
        admin = factories.user("superuser")
        self.change(admin, "By the boss")
        self.refuses(self.publish, admin)

    def test_somebody_else_does(self):
        assert self.publish(self.reader).is_visible()

    def test_is_off_unless_it_is_chosen(self):
        Publication.objects.update(has_four_eyes=False)
        assert self.publish(self.author).is_visible()

    def test_what_somebody_else_approved_its_writer_may_publish(self):
        self.approve(self.reader)
        assert self.publish(self.author).is_visible()

    def test_who_mends_a_typo_in_an_approved_text_cannot_approve_it(self):
        self.approve(self.reader)
        self.change(self.reader, "A headlime")
        self.refuses(self.approve, self.reader)
        assert self.approve(self.author).stage == Stage.APPROVED

    def test_who_mends_a_typo_before_approval_cannot_approve_either(self):
        self.change(self.reader, "A headlime")
        self.refuses(self.approve, self.reader)
        self.refuses(self.approve, self.author)
        assert self.approve(factories.editor()).stage == Stage.APPROVED

    def test_sending_back_ends_an_approval(self):
        self.approve(self.reader)
        review.send_back(self.article, by=self.reader, seen=1, why="Not yet")
        self.refuses(self.approve, self.author)

    def test_what_readers_have_seen_was_decided_whatever_was_sent_back_since(self):
        self.publish(self.reader)
        review.send_back(self.article, by=self.reader, seen=1, why="Rework it")
        self.change(self.reader, "Reworked")
        assert self.publish(self.author).is_visible()

    def test_a_restored_version_is_whose_who_restored_it(self):
        self.change(self.reader, "Second")
        self.approve(factories.editor())
        older = self.article.revisions.get(number=1).snapshot
        self.article.refresh_from_db()
        desk.save(
            self.article,
            older,
            by=self.reader,
            seen=2,
            intent=Revision.Intent.RESTORE,
        )
        self.refuses(self.approve, self.reader)

    def test_a_refused_version_counts_for_nobody(self):
        late = factories.editor()
        self.change(self.author, "First")
        stale = factories.snapshot(headline="Too late")
        desk.save(self.article, stale, by=late, seen=1)
        assert self.approve(late).stage == Stage.APPROVED

    def test_an_account_that_is_gone_stands_in_nobodys_way(self):
        self.author.delete()
        assert self.publish(self.reader).is_visible()

    def test_screens_and_verbs_agree(self):
        for person, expected in ((self.author, False), (self.reader, True)):
            for action in (Action.APPROVE, Action.PUBLISH):
                assert may(person, action, self.article) == expected

    def test_costs_two_queries_an_article_where_it_is_on_and_none_where_it_is_off(self):
        may(self.author, Action.APPROVE)  # loads roles
        with self.assertNumQueries(3):  # the publication's rules, once for each user
            for action in (Action.APPROVE, Action.PUBLISH, Action.APPROVE):
                may(self.author, action, self.article)
        with self.assertNumQueries(0):
            rules = Publication(has_four_eyes=False).rules
            may(self.author, Action.PUBLISH, self.article, rules)

    def dearest(self):
        """Return an article with all that publishing asks about, and what of it missed
        its hour on hold.

        It is live, with one edition before to settle, and stands in every list.
        """
        small_print = Disclaimer.objects.create(name="Ours", text="<p>{authors}</p>")
        now, around = timezone.now(), factories.region()
        linked, early = self.article, now - timedelta(hours=3)
        publication.publish(linked, by=self.reader, seen=1, now=early)
        required = {check.key: {EVERY_KIND: Level.REQUIRED} for check in checks.CHECKS}
        Publication.objects.update(check_levels=required)
        picture = partial(factories.image, alt="A dam", credit="Ana Reis")
        article = factories.article(
            by=self.author,
            by_line=[factories.author(), factories.author()],
            regions=(factories.region(parent=around).pk, factories.region().pk),
            themes=(factories.theme(disclaimer=small_print).pk,),
            reports=(factories.report().pk,),
            tags=("a", "b"),
            source=factories.source(has_standing_permission=True).pk,
            lead_image=picture().pk,
            body=f'<p><a href="/articles/{linked.pk}/">Before</a></p>'
            f'<figure data-image="{picture().pk}"></figure>',
            search_description="What came of it.",
        )
        for hours in (2, 1):
            then, seen = now - timedelta(hours=hours), article.version
            publication.publish(article, by=self.reader, seen=seen, now=then)
            article = factories.reworked(article, by=self.author, headline=f"{hours}")
            article = article.article
        then, hour = now - timedelta(minutes=2), now - timedelta(minutes=1)
        missed = factories.scheduled(article, hour, by=self.reader, now=then)
        factories.put_on_hold(article, by=self.reader, now=then)
        article.refresh_from_db()
        factories.lifted(article, by=self.reader)
        article = factories.reworked(article, by=self.author, headline="0").article
        return article, missed

    def test_the_dearest_publication_stays_within_thirty_queries(self):
        article, missed = self.dearest()
        reader = User.objects.get(pk=self.reader.pk)  # a new face
        with self.assertNumQueries(30 + TREE_LOCK):
            publication.publish(article, by=reader, seen=article.version)
        standing = article.editions.standing().order_by("live_from")
        assert [edition.settled for edition in standing] == [True, False, False]
        missed.refresh_from_db()
        assert missed.cancelled_at


class ReservedTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, only_publishers_publish=True)
        self.editor, self.publisher = factories.editor(), factories.user("Publisher")
        self.article = factories.article(by=self.editor)

    def test_editors_approve_and_publishers_publish(self):
        review.approve(self.article, by=self.editor, seen=1)
        with pytest.raises(PermissionDenied, match="Only publishers may publish"):
            publication.publish(self.article, by=self.editor, seen=1)
        publication.publish(self.article, by=self.publisher, seen=1)
        with pytest.raises(PermissionDenied, match="Only publishers may take"):
            factories.taken_down(self.article, by=self.editor)
        factories.taken_down(self.article, by=self.publisher)

    def test_a_new_rule_holds_for_who_has_been_at_work(self):
        Publication.objects.update(only_publishers_publish=False)
        assert may(self.editor, Action.PUBLISH)
        Publication.objects.update(only_publishers_publish=True)
        with pytest.raises(PermissionDenied):
            publication.publish(self.article, by=self.editor, seen=1)


class OverrideTests(TestCase):
    def setUp(self):
        Publication.objects.create(
            pk=1, has_four_eyes=True, check_levels={"author": {"news": "required"}}
        )
        self.publisher = factories.user("Publisher")
        self.article = factories.article(by=self.publisher)

    def publish(self, article=None, **options):
        article = article or self.article
        options = {
            "by": self.publisher,
            "seen": 1,
            "why": "The flood is here",
        } | options
        return publication.publish_overriding(article, **options)

    def test_publishes_and_writes_down_what_was_overridden_and_why(self):
        edition = self.publish()
        assert edition.is_visible()
        event = Event.objects.get(kind=Event.Kind.OVERRIDDEN)
        assert event.why == "Four eyes, at least one author: The flood is here"
        assert (event.by, event.edition) == (self.publisher, edition)

    def test_needs_a_reason_that_fits_into_the_log(self):
        for why in (" \n ", "x" * 201):
            with pytest.raises(ValidationError) as refused:
                self.publish(why=why)
            assert "why" in refused.value.message_dict

    def test_is_for_publishers_and_superusers(self):
        for by in (factories.editor(), factories.user("Writer")):
            with pytest.raises(PermissionDenied, match="Only publishers may override"):
                self.publish(by=by)
        assert self.publish(by=factories.user("superuser")).is_visible()

    def test_writes_nothing_down_where_nothing_stood_against_it(self):
        author = factories.author()
        article = factories.article(by_line=[author])
        assert self.publish(article).is_visible()
        assert not Event.objects.filter(kind=Event.Kind.OVERRIDDEN).exists()

    def test_no_reason_is_good_enough_for_a_stale_look_or_an_embargo(self):
        with pytest.raises(ValidationError, match="changed this article"):
            self.publish(seen=0)
        until = timezone.now() + timedelta(hours=1)
        article = factories.article(by=self.publisher, embargoed_until=until)
        with pytest.raises(ValidationError, match="Under embargo"):
            self.publish(article)

    def test_no_reason_makes_up_for_a_headline(self):
        revision = self.article.revisions.get()
        revision.content["headline"] = "  "
        revision.save()
        with pytest.raises(ValidationError) as refused:
            self.publish()
        assert list(refused.value.message_dict) == ["headline"]
