"""A first plain search."""

import re

from django.test import TestCase

from articles.reading.search import MOST_WORDS, words_of
from tests import factories


class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        editor = factories.editor()
        for headline, body in (
            ("Straße nach Łódź", "<p>Ein Café am Fluss.</p>"),
            ("مَاءٌ", "<p>نص عن النهر</p>"),
            ("Rivers", "<p>100% of_it, it’s a café.</p>"),
        ):
            factories.published_article(by=editor, headline=headline, body=body)
        factories.article(by=editor, headline="Unpublished café")

    def found(self, query):
        page = self.client.get("/search/", {"q": query}).content.decode()
        return len(re.findall('<article class="teaser"', page))

    def test_finds_words_whatever_their_case_and_accents(self):
        for query, count in (
            *(("cafe", 2), ("CAFÉ", 2), ("cafe\u0301", 2), ("strasse lodz", 1)),
            *(("ماء", 1), ("it's", 1), ("it’s", 1), ("rivers cafe", 1)),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.found(query), count)

    def test_every_word_must_occur(self):
        self.assertEqual(self.found("cafe nowhere"), 0)

    def test_signs_of_the_database_are_letters_like_any(self):
        for query, count in (
            ("100%", 1),
            ("of_it", 1),
            ("%", 1),
            ("o__it", 0),
            ("'", 1),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.found(query), count)

    def test_an_empty_question_shows_the_form(self):
        for query in ("", "   ", "\x00", "\u200b"):
            response = self.client.get("/search/", {"q": query})
            self.assertContains(response, 'type="search"')
            self.assertNotContains(response, "listing-articles")

    def test_survives_any_question(self):
        for query in (
            "\x00a",
            "\ud800",
            "a" * 100_000,
            "{{ x }}",
            "<script>",
            "é" * 500,
        ):
            response = self.client.get(
                "/search/", {"q": query.encode("utf-8", "replace")}
            )
            self.assertEqual(response.status_code, 200)
            self.assertNotContains(response, "<script>")

    def test_is_kept_out_of_other_search_engines(self):
        self.assertContains(
            self.client.get("/search/?q=cafe"), 'content="noindex,follow"'
        )


def test_asks_for_few_words_and_each_once():
    assert words_of("tide Tide tidé") == ["tide"]
    assert len(words_of(" ".join(map(str, range(50))))) == MOST_WORDS
