"""What a term's screen says hangs on it."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.editing import bin as deleting
from articles.editing import publication, schedule
from articles.editing.things.using import uses_of
from articles.models import Tag
from tests import factories


def form_of(term):
    name = f"admin:articles_{term._meta.model_name}_change"
    return reverse(name, args=[term.pk])


class UsesTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor")

    def filed(self, **fields):
        return factories.article(by=self.editor, **fields)

    def published(self, **fields):
        article = self.filed(**fields)
        return publication.publish(article, by=self.editor, seen=article.version)

    def test_tells_the_seen_from_the_coming_and_the_filed(self):
        theme = factories.theme()
        self.published(themes=(theme.pk,))
        self.filed(themes=(theme.pk,))
        coming = self.filed(themes=(theme.pk,))
        schedule.schedule(
            coming,
            by=self.editor,
            seen=coming.version,
            live_from=timezone.now() + timedelta(days=1),
        )
        uses = uses_of(theme, timezone.now())
        self.assertEqual((uses.shown, uses.coming, uses.filed), (1, 1, 3))

    def test_counts_of_a_region_what_lies_within_it(self):
        asia = factories.region("Asia")
        syria = factories.region("Syria", parent=asia)
        self.published(regions=(syria.pk, asia.pk))
        uses = uses_of(asia, timezone.now())
        self.assertEqual((uses.shown, uses.filed), (1, 1))
        self.assertEqual(uses.within, (syria,))

    def test_leaves_out_what_lies_in_the_bin(self):
        report = factories.report()
        article = self.filed(reports=(report.pk,))
        deleting.delete(article, by=self.editor, seen=article.version)
        self.assertEqual(uses_of(report, timezone.now()).filed, 0)

    def test_is_said_on_the_form_with_a_way_to_the_list(self):
        theme = factories.theme("Water")
        self.published(themes=(theme.pk,))
        self.client.force_login(self.editor)
        page = self.client.get(form_of(theme))
        self.assertContains(page, "Readers find 1 article here.")
        self.assertContains(page, f"?themes={theme.pk}")
        tag = Tag.objects.create(name="Rain", slug="rain")
        self.assertContains(self.client.get(form_of(tag)), "Readers find nothing here")

    def test_costs_the_same_for_one_and_for_twenty(self):
        theme = factories.theme()
        for number in (1, 20):
            while theme.articles.count() < number:
                self.published(themes=(theme.pk,))
            with self.subTest(number=number), self.assertNumQueries(1):
                uses_of(theme, timezone.now())
