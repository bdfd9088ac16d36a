"""The door between the two sides."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.utils import timezone

from articles.editing import publication, things
from articles.models import (
    Disclaimer,
    Edition,
    Event,
    Image,
    Publication,
    Stage,
    Tag,
)
from articles.models.edition import PLACEMENTS
from articles.publishing import editions
from tests import factories
from tests.databases import TREE_LOCK


class PublishTests(TestCase):
    def setUp(self):
        self.by = factories.editor()
        self.article = factories.article(by=self.by)

    def publish(self, article=None, **options):
        article = article or self.article
        options = {"by": self.by, "seen": article.version, **options}
        return publication.publish(article, **options)

    def test_readers_see_the_newest_version_from_then_on(self):
        edition = self.publish()
        assert Edition.objects.visible().get() == edition
        assert edition.headline == self.article.headline
        self.article.refresh_from_db()
        assert self.article.stage == Stage.APPROVED
        assert self.article.approved_revision == edition.revision

    def test_saving_changes_nothing_that_readers_see(self):
        self.publish()
        factories.reworked(self.article, by=self.by, headline="Not yet")
        assert Edition.objects.visible().get().headline == "A headline"

    def test_a_second_edition_takes_over_and_the_first_keeps_its_time(self):
        first = self.publish()
        changed = factories.reworked(self.article, by=self.by, headline="New").article
        second = self.publish(changed)
        first.refresh_from_db()
        assert first.live_until == second.live_from
        assert second.first_published_at == first.live_from
        assert second.updated_at == second.live_from

    def test_a_stale_publish_never_overwrites_a_newer_draft(self):
        factories.reworked(self.article, by=self.by, headline="Newer")
        with pytest.raises(ValidationError, match="changed this article"):
            self.publish(seen=1)
        assert not Edition.objects.exists()

    def test_an_embargo_holds(self):
        until = timezone.now() + timedelta(hours=1)
        article = factories.article(by=self.by, embargoed_until=until)
        with pytest.raises(ValidationError, match="Under embargo"):
            self.publish(article)
        assert self.publish(article, now=until).live_from == until

    def test_a_picture_without_words_holds(self):
        article = factories.article(by=self.by, lead_image=factories.image(alt="").pk)
        with pytest.raises(ValidationError) as refused:
            self.publish(article)
        assert "lead_image" in refused.value.message_dict

    def test_writers_may_not(self):
        writer = factories.user("Writer")
        own = factories.article(by=writer)
        with pytest.raises(PermissionDenied):
            self.publish(own, by=writer)

    def test_a_page_stands_in_no_list(self):
        assert not self.publish(factories.article(kind="page")).listed

    def test_costs_the_same_however_much_there_is(self):
        for size in (1, 6):
            with self.subTest(size):
                article = factories.article(
                    by_line=[factories.author() for _ in range(size)],
                    regions=tuple(factories.region().pk for _ in range(size)),
                    themes=tuple(factories.theme().pk for _ in range(size)),
                    reports=(factories.report().pk,),
                    tags=("a", "b"),
                )
                self.publish(article)
                article = factories.reworked(article, by=self.by, headline="2").article
                with self.assertNumQueries(22 + TREE_LOCK):
                    self.publish(article)


class PlacementTests(TestCase):
    def test_a_region_takes_its_ancestors_along(self):
        world = factories.region()
        country = factories.region(parent=factories.region(parent=world))
        factories.published_article(regions=(country.pk,))
        placed = PLACEMENTS["regions"].objects.visible()
        assert placed.filter(term=world).exists()
        assert placed.count() == 3

    def test_all_lists_hold_it_while_it_is_live(self):
        by = factories.editor()
        article = factories.published_article(
            by=by,
            by_line=[factories.author()],
            regions=(factories.region().pk,),
            themes=(factories.theme().pk,),
            reports=(factories.report().pk,),
            tags=("ports",),
        )
        for name, placement in PLACEMENTS.items():
            with self.subTest(name):
                assert placement.objects.visible().count() == 1
        factories.taken_down(article, by=by)
        for name, placement in PLACEMENTS.items():
            with self.subTest(name):
                assert placement.objects.visible().count() == 0


class UnpublishTests(TestCase):
    def setUp(self):
        self.by = factories.editor()
        self.article = factories.published_article(by=self.by)

    def test_ends_what_readers_see(self):
        factories.taken_down(self.article, by=self.by, why="A mistake")
        assert not Edition.objects.visible().exists()
        event = Event.objects.get(kind=Event.Kind.UNPUBLISHED)
        assert event.why == "A mistake"

    def test_takes_back_what_was_to_follow(self):
        later = timezone.now() + timedelta(hours=1)
        revision = self.article.revisions.get()
        editions.schedule(self.article, revision, later, by=self.by)
        factories.taken_down(self.article, by=self.by)
        assert not Edition.objects.visible(later).exists()

    def test_refuses_what_nobody_sees(self):
        factories.taken_down(self.article, by=self.by)
        with pytest.raises(ValidationError, match="Readers see nothing of it"):
            factories.taken_down(self.article, by=self.by)

    def test_is_not_for_writers(self):
        with pytest.raises(PermissionDenied):
            factories.taken_down(self.article, by=factories.user("Writer"))


class DisclaimerTests(TestCase):
    def disclaimer(self, text):
        return Disclaimer.objects.create(name=text, text=text)

    def edition(self, **fields):
        return factories.published_article(**fields).editions.get()

    def test_the_nearest_rule_wins(self):
        usual, by_theme, by_source, by_hand = (
            self.disclaimer(f"<p>{name}</p>")
            for name in ("usual", "theme", "source", "hand")
        )
        Publication.objects.create(pk=1, default_disclaimer=usual)
        theme = factories.theme(disclaimer=by_theme)
        source = factories.source(disclaimer=by_source)
        fields = {}
        for disclaimer, field in (
            (usual, {}),
            (by_theme, {"themes": (theme.pk,)}),
            (by_source, {"source": source.pk}),
            (by_hand, {"disclaimer": by_hand.pk}),
        ):
            fields |= field
            assert self.edition(**fields).disclaimer == disclaimer.text

    def test_fills_in_words_and_nothing_else(self):
        usual = self.disclaimer("<p>{publication}, {authors}: {year} {secret}</p>")
        Publication.objects.create(pk=1, name="A & B", default_disclaimer=usual)
        author = factories.author("<i>Eve</i>")
        year = timezone.now().year
        assert self.edition(by_line=[author]).disclaimer == (
            f"<p>A &amp; B, &lt;i&gt;Eve&lt;/i&gt;: {year} {{secret}}</p>"
        )

    def test_stays_with_the_edition_when_its_words_change(self):
        usual = self.disclaimer("<p>Then</p>")
        Publication.objects.create(pk=1, default_disclaimer=usual)
        edition = self.edition()
        Disclaimer.objects.update(text="<p>Now</p>")
        edition.refresh_from_db()
        assert edition.disclaimer == "<p>Then</p>"


def test_a_snapshot_is_never_changed_in_place():
    snapshot = factories.snapshot()
    with pytest.raises(AttributeError):
        snapshot.headline = "x"
    assert replace(snapshot, headline="x").headline == "x"


class EditionTests(TestCase):
    def setUp(self):
        self.by = factories.editor()

    def republished(self, article, **options):
        article.refresh_from_db()
        options = {"by": self.by, "seen": article.version, **options}
        return publication.publish(article, **options)

    def test_pressing_twice_is_no_update(self):
        article = factories.published_article(by=self.by)
        edition = article.editions.get()
        assert self.republished(article) == edition
        assert article.events.filter(kind=Event.Kind.PUBLISHED).count() == 1

    def test_tags_arrive_however_they_were_typed_and_called_since(self):
        factories.article(tags=("Syria",))
        article = factories.article(by=self.by, tags=("syria",))
        Tag.objects.update(name="Syrian war")
        edition = self.republished(article)
        assert edition.terms["tags"] == [Tag.objects.get().pk]

    def test_the_date_that_readers_were_told_first_stays(self):
        article = factories.published_article(by=self.by)
        first = article.editions.get()
        earlier = timezone.now() - timedelta(days=400)
        changed = factories.reworked(article, by=self.by, display_at=earlier).article
        second = self.republished(changed)
        assert second.published_at == earlier
        assert second.first_dated_at == first.published_at

    def test_the_words_of_its_picture_are_those_of_then(self):
        image = factories.image(caption="Then", credit="A. B.")
        article = factories.published_article(by=self.by, lead_image=image.pk)
        Image.objects.update(caption="Now", alt="Another")
        edition = article.editions.select_related("lead_image").get()
        assert edition.picture.caption == "Then"
        assert edition.picture.alt == "A harbour"
        assert edition.lead_image.caption == "Now"

    def test_a_disclaimer_is_of_the_year_of_the_first_publication(self):
        usual = Disclaimer.objects.create(name="usual", text="<p>{year}{authors}</p>")
        Publication.objects.create(default_disclaimer=usual)
        then = timezone.now().replace(year=2020, day=1)
        article = factories.published_article(by=self.by, now=then)
        changed = factories.reworked(article, by=self.by, headline="Again").article
        assert self.republished(changed).disclaimer == "<p>2020</p>"


def moved(region, parent, by):
    content = region.content().changed(parent=parent and parent.pk)
    return things.save(region, content, by=by, seen=region.version).thing


class RegionTests(TestCase):
    def test_a_region_that_moves_takes_its_articles_along(self):
        by = factories.editor()
        region, around = factories.region(), factories.region()
        within = factories.region(parent=region)
        factories.published_article(regions=(within.pk,))
        region = moved(region, around, by)
        placed = PLACEMENTS["regions"].objects.visible()
        assert set(placed.values_list("term", flat=True)) == {
            *(within.pk, region.pk, around.pk)
        }
        moved(region, None, by)
        assert not placed.filter(term=around).exists()

    def test_no_circle_closes(self):
        region = factories.region()
        within = factories.region(parent=region)
        with pytest.raises(ValidationError, match="already lies within"):
            moved(region, within, factories.editor())

    def test_moving_is_for_who_may_change_regions(self):
        with pytest.raises(PermissionDenied):
            moved(factories.region(), None, factories.user("Writer"))
