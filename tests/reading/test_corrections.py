"""What was wrong stands before the text, in every form of the article."""

import json
import re
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles.models import Correction, Publication
from tests import factories

WORDS = "An earlier version misspelled “Smyth” as <Smith>."


class CorrectionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(pk=1, name="The Lantern", time_zone="Europe/Athens")
        editor = factories.editor()
        cls.article = factories.published_article(by=editor, headline="Smith resigns")
        notice = Correction.Kind.CORRECTION, WORDS
        options = {"by": editor, "correction": notice, "headline": "Smyth resigns"}
        cls.edition = factories.fixed(cls.article, **options).edition

    def test_readers_are_told_before_the_text(self):
        page = self.client.get(self.edition.get_absolute_url()).text
        self.assertIn("misspelled “Smyth” as &lt;Smith&gt;.", page)
        self.assertIn('<strong dir="ltr">Correction, <time', page)
        self.assertLess(page.index("misspelled"), page.index('<div class="prose"'))

    def test_so_is_whoever_takes_the_markdown(self):
        text = self.client.get(f"{self.edition.get_absolute_url()}article.md").text
        told = text.index("> **Correction, ")
        self.assertLess(told, text.index("Some words."))
        self.assertIn("misspelled “Smyth” as", text[told:])

    def test_machines_are_told_the_same_words(self):
        page = self.client.get(self.edition.get_absolute_url()).text
        found = re.search(r"ld\+json\">(.*?)</script>", page, re.DOTALL)
        data = json.loads(found[1])
        [comment] = data["correction"]
        self.assertEqual(comment["@type"], "CorrectionComment")
        self.assertEqual(comment["text"], WORDS)
        self.assertRegex(comment["datePublished"], r"\+0[23]:00$")
        self.assertEqual(data["dateModified"], comment["datePublished"])

    def test_an_amended_one_says_everywhere_what_it_said_before(self):
        editor, later = factories.editor(), "It was Smythe."
        a_minute_ago = timezone.now() - timedelta(minutes=1)
        Correction.objects.update(dated_at=a_minute_ago)
        amended = factories.amended(Correction.objects.get(), later, by=editor).edition
        address = amended.get_absolute_url()
        page, text = (
            self.client.get(f"{address}{end}").text for end in ("", "article.md")
        )
        for answer in (page, text):
            told, before = answer.index("It was Smythe."), answer.rindex("misspelled")
            self.assertLess(told, before)
            self.assertIn("Amended on", answer[told:before])
            self.assertLess(before, answer.rindex("Some words."))
        found = re.search(r"ld\+json\">(.*?)</script>", page, re.DOTALL)
        [comment] = json.loads(found[1])["correction"]
        self.assertEqual(comment["text"], later)
        self.assertGreater(comment["dateModified"], comment["datePublished"])
        self.assertEqual(json.loads(found[1])["dateModified"], comment["dateModified"])

    def test_costs_readers_no_query(self):
        article = factories.published_article(headline="Without")
        for one in (article, self.article):
            address = one.editions.visible().get().get_absolute_url()
            with self.assertNumQueries(3):
                self.client.get(address)

    def test_a_page_about_ourselves_tells_it_too(self):
        editor = factories.editor()
        page = factories.published_article(by=editor, kind="page", headline="About us")
        options = {"by": editor, "correction": ("clarification", "We moved.")}
        edition = factories.fixed(page, headline="About ourselves", **options).edition
        answer = self.client.get(edition.get_absolute_url())
        self.assertContains(answer, "Clarification, <time")
        self.assertContains(answer, "We moved.")

    def test_without_one_nothing_is_said(self):
        edition = factories.published_article(headline="Right").editions.get()
        page = self.client.get(edition.get_absolute_url())
        self.assertNotContains(page, 'class="corrections"')
        self.assertNotContains(page, "CorrectionComment")
