"""What the checks say of a text while it is being written."""

from django.urls import reverse

from articles.editing import review
from tests.admin.test_unsaved import UnsavedTestCase

DESCRIPTION = "Search engines have no description to show."


class AsWrittenTests(UnsavedTestCase):
    def judged(self):
        return self.client.get(
            reverse("admin:checks_as_written", args=[self.article.pk])
        )

    def test_judges_what_is_typed_and_not_what_is_stored(self):
        self.assertEqual(
            self.judged().json()["fields"]["search_description"], [[DESCRIPTION, False]]
        )
        self.keep(self.article, search_description="Why the grain was counted.")
        judged = self.judged().json()
        self.assertNotIn("search_description", judged["fields"])
        self.assertNotIn(DESCRIPTION, judged["panel"])

    def test_finds_what_the_typing_has_broken(self):
        self.keep(self.article, body='<p>See <a href="/articles/99/">this</a>.</p>')
        words = "A link leads to article 99, which does not exist."
        judged = self.judged().json()
        self.assertIn([words, False], judged["fields"]["body"])
        self.assertIn(words, judged["panel"])

    def test_an_unfinished_form_is_judged_as_far_as_it_goes(self):
        self.keep(
            self.article,
            headline="",
            display_at="the day before",
            search_description="Why the grain was counted.",
            **{"credits-0-author": "999999", "credits-0-role": "nobody"},
        )
        response = self.judged()
        self.assertEqual(response.status_code, 200)
        self.assertNotIn("search_description", response.json()["fields"])

    def test_who_may_not_write_in_it_is_told_nothing(self):
        review.submit(self.article, by=self.writer, seen=1)
        response = self.judged()
        self.assertEqual(response.status_code, 403)
        self.assertNotContains(response, DESCRIPTION, status_code=403)

    def test_costs_the_same_for_any_number_of_links(self):
        def cost(count):
            links = "".join(
                f'<a href="/articles/{n}/">x</a>' for n in range(9, 9 + count)
            )
            self.keep(self.article, body=f"<p>{links}</p>")
            with self.assertNumQueries(9):
                self.judged()

        cost(1)
        cost(20)
