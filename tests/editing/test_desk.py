"""Filing, saving, and two people at once."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.test import TestCase

from articles.editing import desk
from articles.editing.outcomes import Conflict, Merged, Saved
from articles.models import Article, Event, Revision, Stage, Tag
from articles.models.snapshot import CreditLine
from tests import factories


class CreateTests(TestCase):
    def test_writes_the_row_the_lists_and_a_version_of_the_whole(self):
        region, theme = factories.region(), factories.theme()
        report, author = factories.report(), factories.author()
        snapshot = factories.snapshot(
            by_line=[author],
            regions=(region.pk,),
            themes=(theme.pk,),
            reports=(report.pk,),
            tags=("ports", "Grain"),
        )
        saved = desk.create(snapshot, by=factories.editor())
        article = Article.objects.get()
        assert article.snapshot() == snapshot
        assert saved.revision.snapshot == snapshot
        assert (article.version, saved.revision.number) == (1, 1)
        assert Event.objects.get().kind == Event.Kind.CREATED

    def test_keeps_terms_in_the_order_they_were_put(self):
        regions = [factories.region() for _ in range(3)]
        ids = (regions[2].pk, regions[0].pk, regions[1].pk)
        article = factories.article(regions=ids, tags=("b", "a", "c"))
        assert article.snapshot().regions == ids
        assert article.snapshot().tags == ("b", "a", "c")

    def test_cleans_the_texts_before_they_are_stored(self):
        article = factories.article(
            headline="  A\x00 head\nline ", body="<p>x</p><script>y</script>"
        )
        assert article.headline == "A head line"
        assert article.revisions.get().snapshot.body == "<p>x</p>"

    def test_uses_a_tag_that_differs_by_case_only(self):
        factories.article(tags=("Ports",))
        article = factories.article(tags=("ports", "PORTS"))
        assert article.snapshot().tags == ("Ports",)

    def test_refuses_in_words_by_field(self):
        for field, value in {
            "headline": "x" * 301,
            "search_title": "x" * 121,
            "kind": "poem",
            "original_url": "javascript:alert(1)",
            "regions": (999,),
            "credits": (CreditLine(999),),
            "language": "xx",
        }.items():
            with self.subTest(field), pytest.raises(ValidationError) as refused:
                desk.create(
                    replace(factories.snapshot(), **{field: value}),
                    by=factories.editor(),
                )
            assert field in refused.value.message_dict
        assert not Article.objects.exists()
        assert not Revision.objects.exists()

    def test_refuses_a_headline_of_nothing(self):
        with pytest.raises(ValidationError):
            desk.create(factories.snapshot(headline=" \t "), by=factories.editor())

    def test_refuses_the_authors_desk(self):
        with pytest.raises(PermissionDenied):
            desk.create(factories.snapshot(), by=factories.user("Authors' desk"))


class SaveTests(TestCase):
    def setUp(self):
        self.author = factories.author()
        self.article = factories.article(by_line=[self.author], tags=("a",))
        self.copy = self.article.snapshot()
        self.by = factories.editor()

    def save(self, seen=1, **changes):
        copy = replace(self.copy, **changes)
        return desk.save(self.article, copy, by=self.by, seen=seen)

    def test_makes_a_version_of_every_change(self):
        saved = self.save(headline="Another")
        assert isinstance(saved, Saved)
        assert saved.revision.number == saved.article.version == 2
        assert saved.article.snapshot() == saved.revision.snapshot

    def test_makes_none_of_no_change(self):
        assert self.save().revision.number == 1
        assert Revision.objects.count() == 1
        assert Event.objects.count() == 1

    def test_merges_what_others_changed_elsewhere(self):
        self.save(headline="Theirs", tags=("a", "b"))
        outcome = self.save(body="<p>Mine</p>", tags=())
        assert isinstance(outcome, Merged)
        assert outcome.taken == ["headline", "tags"]
        stored = Article.objects.get().snapshot()
        assert stored.headline == "Theirs"
        assert stored.body == "<p>Mine</p>"
        assert stored.tags == ("b",)

    def test_keeps_a_refused_text_whole_and_the_desk_copy_as_it_was(self):
        self.save(headline="Theirs")
        outcome = self.save(headline="Mine", body="<p>Mine</p>")
        assert isinstance(outcome, Conflict)
        assert outcome.clashing == ["headline"]
        assert outcome.revision.intent == Revision.Intent.CONFLICT
        assert outcome.revision.snapshot.headline == "Mine"
        assert Article.objects.get().headline == "Theirs"
        assert Article.objects.get().version == 2

    def test_numbers_go_on_after_a_refused_text(self):
        self.save(headline="Theirs")
        self.save(headline="Mine")
        assert self.save(seen=2, headline="Third").article.version == 4

    def test_the_same_change_by_two_is_no_conflict(self):
        self.save(headline="Same")
        outcome = self.save(headline="Same")
        assert isinstance(outcome, Saved)
        assert outcome.article.version == 2

    def test_refuses_a_version_that_never_was(self):
        with pytest.raises(ValidationError):
            self.save(seen=99, headline="Lost")

    def test_an_approved_text_that_changes_is_a_draft_again(self):
        Article.objects.update(
            stage=Stage.APPROVED, approved_revision=self.article.revisions.get()
        )
        assert self.save(headline="Changed").article.stage == Stage.DRAFT

    def test_a_writer_changes_only_their_own(self):
        writer = factories.user("Writer")
        own = factories.article(by=writer)
        assert factories.reworked(own, by=writer, headline="x").article.headline == "x"
        with pytest.raises(PermissionDenied):
            factories.reworked(self.article, by=writer, headline="x")

    def test_costs_the_same_however_much_there_is(self):
        for size in (1, 6):
            with self.subTest(size):
                article = factories.article(
                    by_line=[factories.author() for _ in range(size)],
                    regions=tuple(factories.region().pk for _ in range(size)),
                )
                copy = replace(article.snapshot(), headline="Changed")
                by = factories.editor()
                with self.assertNumQueries(10):
                    desk.save(article, copy, by=by, seen=1)


class TagTests(TestCase):
    def test_two_people_adding_one_tag_lose_nothing(self):
        by = factories.editor()
        article = factories.article(by=by)
        seen = article.snapshot()
        factories.reworked(article, by=by, tags=("Water",))
        copy = replace(seen, tags=("water",), body="<p>Mine</p>")
        outcome = desk.save(article, copy, by=by, seen=1)
        assert not isinstance(outcome, Conflict)
        assert Article.objects.get().snapshot().tags == ("Water",)
        assert Article.objects.get().body == "<p>Mine</p>"

    def test_one_without_letters_has_an_address_all_the_same(self):
        factories.article(tags=("???", "🌍"))
        assert sorted(Tag.objects.values_list("slug", flat=True)) == ["tag", "tag-2"]

    def test_a_capital_makes_no_other_tag_in_any_script(self):
        factories.article(tags=("Éthique",))
        assert factories.article(tags=("éthique",)).snapshot().tags == ("Éthique",)


class RefusalTests(TestCase):
    def refused(self, **fields):
        with pytest.raises(ValidationError) as refused:
            factories.article(**fields)
        return list(refused.value.message_dict)

    def test_names_what_the_database_would_refuse(self):
        author = factories.author()
        twice = (CreditLine(author.pk), CreditLine(author.pk, wording="Again"))
        for field, value in {
            "credits": (CreditLine(author.pk, "poet"),),
            "tags": ("x" * 101,),
            "body": "<em>" * 101 + "deep",
        }.items():
            with self.subTest(field):
                copy = replace(factories.snapshot(), **{field: value})
                with pytest.raises(ValidationError) as refused:
                    desk.create(copy, by=factories.editor())
                assert list(refused.value.message_dict) == [field]
        with pytest.raises(ValidationError, match="stands twice"):
            desk.create(
                replace(factories.snapshot(), credits=twice), by=factories.editor()
            )

    def test_an_original_has_a_source(self):
        assert self.refused(original_on=date(2020, 2, 26)) == ["source"]

    def test_an_article_is_not_its_own_translation(self):
        by = factories.editor()
        article = factories.article(by=by)
        with pytest.raises(ValidationError, match="its own translation"):
            factories.reworked(article, by=by, translation_of=article.pk)

    def test_a_term_that_an_unpublished_article_needs_cannot_go(self):
        region = factories.region()
        factories.article(regions=(region.pk,))
        with pytest.raises(ProtectedError):
            region.delete()

    def test_a_refused_text_is_nothing_to_begin_from(self):
        by = factories.editor()
        article = factories.article(by=by)
        copy = article.snapshot()
        factories.reworked(article, by=by, headline="Theirs")
        desk.save(article, replace(copy, headline="Mine"), by=by, seen=1)
        with pytest.raises(ValidationError, match="not about a version"):
            desk.save(article, replace(copy, headline="Third"), by=by, seen=3)
