"""Readers change nothing by reading, and get nothing that marks them."""

import re

from django.db import connection
from django.test import TestCase

from articles.models import Publication, Tag
from tests import factories

READS = re.compile(r"\s*(SELECT|WITH|\(SELECT)\b", re.IGNORECASE)


def refuse_writing(execute, sql, params, many, context):
    assert READS.match(sql), sql
    return execute(sql, params, many, context)


class ReadingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Publication.objects.create(pk=1, name="The Lantern", shows_history=True)
        terms = factories.region(), factories.theme(), factories.report()
        author = factories.author()
        article = factories.published_article(
            by_line=[author],
            regions=(terms[0].pk,),
            themes=(terms[1].pk,),
            reports=(terms[2].pk,),
            tags=("moon",),
        )
        edition = article.editions.get()
        cls.paths = [
            *("/", "/regions/", "/themes/", "/reports/", "/authors/", "/tags/"),
            *(
                "/search/",
                "/search/?q=words",
                "/corrections/",
                "/no-such-page/",
                "/favicon.ico",
            ),
            *(thing.get_absolute_url() for thing in (*terms, author, edition)),
            f"{edition.get_absolute_url()}article.md",
            *(f"{edition.get_absolute_url()}report/{end}" for end in ("", "thanks/")),
            f"{edition.get_absolute_url()}history/",
            *("/corrections/feed/", "/corrections/feed/atom/"),
            "/corrections/feed/json/",
            *(
                f"{author.get_absolute_url()}{ending}"
                for ending in ("feed/", "feed/atom/", "feed/json/", "?language=en")
            ),
            f"/articles/{article.pk}/",
            f"/tags/{Tag.objects.get().slug}/",
        ]

    def test_no_page_writes(self):
        for path in self.paths:
            with self.subTest(path=path), connection.execute_wrapper(refuse_writing):
                self.assertLess(self.client.get(path).status_code, 500)

    def test_no_page_sets_a_cookie_or_depends_on_one(self):
        for path in self.paths:
            response = self.client.get(path)
            with self.subTest(path=path):
                self.assertFalse(response.cookies)
                self.assertNotIn("Cookie", response.headers.get("Vary", ""))

    def test_no_page_holds_an_inline_style_or_script(self):
        for path in self.paths:
            page = self.client.get(path).content.decode()
            with self.subTest(path=path):
                self.assertNotRegex(page, r"<style|\sstyle=|\son[a-z]+=")
                for script in re.findall(r"<script\b[^>]*>", page):
                    self.assertRegex(script, r"src=|application/ld\+json")
