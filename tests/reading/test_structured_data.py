"""What search engines are told."""

import json
import re
from datetime import UTC, date, datetime, timedelta

from django.test import TestCase

from articles.editing import publication
from articles.models import Publication
from articles.templatetags.reading import json_ld
from tests import factories

LONG_AGO = datetime(2020, 2, 26, tzinfo=UTC)


class StructuredDataTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(pk=1, name="The Lantern", time_zone="Europe/Athens")
        cls.editor = factories.editor()

    def data_of(self, article):
        page = self.client.get(f"/articles/{article.pk}/", follow=True).content.decode()
        found = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
        )
        self.assertEqual(len(found), 1)
        return json.loads(found[0])

    def publish(self, **fields):
        return factories.published_article(by=self.editor, **fields)

    def test_says_what_the_page_says(self):
        theme = factories.theme("Water")
        authors = [
            factories.author("Ada", links="https://ada.example/", honorific="Dr"),
            factories.author("Tide Institute", kind="organisation"),
        ]
        article = self.publish(
            headline="High water",
            kind="opinion",
            standfirst="<p>It &amp; we rose.</p>",
            by_line=authors,
            themes=(theme.pk,),
            lead_image=factories.image().pk,
            display_at=LONG_AGO,
        )
        data = self.data_of(article)
        self.assertEqual(data["@type"], "OpinionNewsArticle")
        self.assertEqual(data["headline"], "High water")
        self.assertEqual(data["description"], "It & we rose.")
        self.assertEqual(data["datePublished"], "2020-02-26T02:00:00+02:00")
        self.assertGreaterEqual(data["dateModified"], data["datePublished"])
        self.assertEqual(data["inLanguage"], "en")
        self.assertEqual(data["articleSection"], "Water")
        self.assertIs(data["isAccessibleForFree"], True)
        self.assertTrue(data["image"].startswith("http://127.0.0.1:8000/media/"))
        people = [(each["@type"], each["name"], each["url"]) for each in data["author"]]
        site = "http://127.0.0.1:8000/authors"
        self.assertEqual(
            people,
            [
                ("Person", "Ada", f"{site}/ada/"),
                ("Organization", "Tide Institute", f"{site}/tide-institute/"),
            ],
        )
        self.assertEqual(data["author"][0]["sameAs"], ["https://ada.example/"])
        self.assertEqual(data["publisher"]["name"], "The Lantern")

    def test_names_the_original(self):
        source = factories.source("The Shore", site="https://shore.example/")
        article = self.publish(
            source=source.pk,
            original_url="https://shore.example/1",
            original_on=date(2020, 1, 1),
        )
        data = self.data_of(article)
        self.assertEqual(data["isBasedOn"], "https://shore.example/1")
        self.assertEqual(data["sourceOrganization"]["name"], "The Shore")

    def test_cuts_a_headline_where_search_engines_do(self):
        self.assertLessEqual(
            len(self.data_of(self.publish(headline="x" * 300))["headline"]), 110
        )

    def test_cannot_be_broken_out_of(self):
        for headline in (
            "</script><script>alert(1)</script>",
            "<!-- <script>",
            'quotes " and \\ and & and &amp;',
        ):
            article = self.publish(headline=headline)
            page = self.client.get(f"/articles/{article.pk}/", follow=True)
            self.assertNotContains(page, "<script>alert")
            self.assertEqual(self.data_of(article)["headline"], headline)

    def test_keeps_line_separators_from_ending_the_line(self):
        self.assertNotIn("\u2028", json_ld({"headline": "a\u2028b"}))

    def test_an_update_moves_the_second_date_and_not_the_first(self):
        before = datetime.now(UTC) - timedelta(days=2)
        article = self.publish(now=before)
        was = self.data_of(article)
        factories.reworked(article, by=self.editor, headline="Higher water")
        article.refresh_from_db()
        publication.publish(article, by=self.editor, seen=article.version)
        data = self.data_of(article)
        self.assertEqual(data["datePublished"], was["datePublished"])
        self.assertGreater(data["dateModified"], was["dateModified"])
