from django.test import TestCase

from articles.models import Article, Revision
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save

MEGABYTE = 1024 * 1024


class RefusedInputTests(TestCase):
    """What cannot be stored comes back in the form, with a reason at its place."""

    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)
        self.article = factories.article(by=self.editor)

    def refused(self, reason, **changes):
        response = save(self.client, self.article, **changes)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.redirect_chain, [])
        self.assertContains(response, "Nothing is saved yet")
        self.assertContains(response, reason)
        self.assertEqual(fresh(self.article).version, 1)
        return response

    def test_a_headline_that_is_not_there(self):
        self.refused("Write a headline.", headline="", body="<p>Kept words.</p>")

    def test_loses_nothing_of_the_rest(self):
        author = factories.author("Inês Carvalhal")
        response = self.refused(
            "Write a headline.",
            headline="",
            body="<p>Kept words.</p>",
            notes="A private word",
            tags="ports, grain",
            **{"credits-0-author": str(author.pk), "credits-0-wording": "I. C."},
        )
        kept = filled(response)
        self.assertEqual(kept["body"], ["<p>Kept words.</p>"])
        self.assertEqual(kept["notes"], ["A private word"])
        self.assertEqual(kept["tags"], ["ports, grain"])
        self.assertEqual(kept["credits-0-author"], [str(author.pk)])
        self.assertEqual(kept["credits-0-wording"], ["I. C."])

    def test_a_headline_that_is_too_long(self):
        self.refused("at most 300 characters", headline="x" * 2000)

    def test_a_nul(self):
        self.refused("Null characters are not allowed.", body="<p>a\0b</p>")

    def test_a_headline_of_nothing_visible(self):
        self.refused("headline", headline="\u0007\u0008")

    def test_a_tag_that_is_too_long(self):
        self.refused("too long for a tag", tags="x" * 200)

    def test_a_credit_without_a_person(self):
        self.refused(
            "Choose whose credit this is", **{"credits-0-wording": "Somebody else"}
        )

    def test_a_person_credited_twice(self):
        author = str(factories.author("Inês Carvalhal").pk)
        self.refused(
            "Inês Carvalhal is here twice.",
            **{
                "credits-TOTAL_FORMS": "2",
                "credits-0-author": author,
                "credits-1-author": author,
                "credits-0-role": "author",
                "credits-1-role": "author",
            },
        )

    def test_an_author_who_is_gone(self):
        self.refused("not there any more", **{"credits-0-author": "999999"})

    def test_an_original_without_a_source(self):
        self.refused("Say which publication", original_on="2020-02-01")

    def test_an_impossible_date(self):
        self.refused("Enter a valid date", original_on="2020-02-31")

    def test_its_own_translation(self):
        self.refused("not its own translation", translation_of=str(self.article.pk))

    def test_an_address_that_is_none(self):
        self.refused("valid", original_url="javascript:alert(1)")

    def test_a_page_without_the_version_it_began_from(self):
        self.refused("The page was incomplete", seen="")

    def test_a_version_that_never_was(self):
        self.refused("not about a version of this article", seen="77")

    def test_stores_a_megabyte_of_text(self):
        text = "<p>" + "word " * (MEGABYTE // 5) + "</p>"
        save(self.client, self.article, body=text)
        self.assertGreater(len(fresh(self.article).body), MEGABYTE - 10)

    def test_cleans_what_no_text_may_hold(self):
        save(
            self.client,
            self.article,
            headline="<script>alert(1)</script>",
            body='<p onclick="x()">Yes<script>alert(1)</script></p><style>p{}</style>',
            standfirst="<h2>Big</h2><p><em>small</em></p>",
        )
        article = fresh(self.article)
        self.assertEqual(article.body, "<p>Yes</p>")
        self.assertNotIn("h2", article.standfirst)
        page = self.client.get(change_page(article))
        self.assertNotContains(page, "<script>alert(1)</script>")

    def test_keeps_the_words_of_a_writer_whose_text_was_approved_meanwhile(self):
        writer = factories.user("Writer")
        article = factories.article(by=writer)
        self.client.force_login(writer)
        opened = filled(self.client.get(change_page(article)))
        article.stage = "review"
        article.save()
        response = save(self.client, article, base=opened, headline="My late words")
        self.assertContains(response, "My late words", status_code=403)
        self.assertContains(response, "copy it before you leave", status_code=403)
        self.assertEqual(Revision.objects.filter(article=article).count(), 1)

    def test_an_empty_post(self):
        response = self.client.post(change_page(self.article), {})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(Article.objects.get(pk=self.article.pk).version, 1)
