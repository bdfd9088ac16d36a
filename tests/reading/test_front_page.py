"""The front page."""

import re
from datetime import UTC, datetime, timedelta

from django.test import TestCase

from articles.models import Publication
from articles.reading.front_page import front_page
from tests import factories


class FrontPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(pk=1, name="The Lantern")
        cls.editor = factories.editor()
        cls.themes = [factories.theme(name) for name in ("Water", "Fire", "Air")]
        cls.report = factories.report("The Tide Papers")

    def publish(self, count, **fields):
        for number in range(count):
            factories.published_article(
                by=self.editor,
                headline=f"Tide {number:02}",
                themes=(self.themes[number % 3].pk,),
                display_at=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number),
                **fields,
            )

    def front(self):
        return front_page(datetime.now(UTC))

    def test_works_from_the_first_article_to_the_fortieth(self):
        made = 0
        for size in (0, 1, 5, 40):
            self.publish(size - made)
            made = size
            with self.subTest(size=size):
                self.assertEqual(self.client.get("/").status_code, 200)

    def test_leads_with_the_newest(self):
        self.publish(5)
        front = self.front()
        self.assertEqual(front.lead.edition.headline, "Tide 04")
        seconds = [teaser.edition.headline for teaser in front.seconds]
        self.assertEqual(seconds, ["Tide 03", "Tide 02", "Tide 01"])

    def test_shows_no_article_twice(self):
        self.publish(40)
        page = self.client.get("/").content.decode()
        found = re.findall(r"<h[23][^>]*><a href=\"/articles/(\d+)/", page)
        self.assertEqual(len(found), len(set(found)))
        self.assertGreater(len(found), 15)

    def test_divides_older_articles_by_theme(self):
        self.publish(40)
        sections = self.front().sections
        self.assertEqual(
            {each.term.name for each in sections}, {"Water", "Fire", "Air"}
        )
        for section in sections:
            for teaser in section.teasers:
                self.assertIn(section.term.pk, teaser.edition.terms["themes"])

    def test_lets_a_picture_open_a_section(self):
        self.publish(12)
        pictured = factories.image().pk
        self.publish(1, lead_image=pictured)
        opening = [section.teasers[0].edition for section in self.front().sections]
        self.assertIn(pictured, [edition.lead_image_id for edition in opening])

    def test_announces_the_reports_that_were_added_to(self):
        self.publish(1, reports=(self.report.pk,))
        self.assertEqual(self.front().reports, [self.report])

    def test_leaves_out_pages_about_ourselves(self):
        self.publish(1, kind="page")
        self.assertIsNone(self.front().lead)
