"""The field in the head of every page, and the page that it leads to."""

from django.test import TestCase

from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, list_page

FIND = "/admin/search/"


class FindingTests(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.client.force_login(self.editor)

    def typed(self, query):
        headers = {"accept": "application/json"}
        return self.client.get(FIND, {"q": query}, headers=headers)

    def test_the_page_says_what_each_is_and_what_readers_see(self):
        live = factories.published_article(by=self.editor, headline="A dam")
        factories.reworked(live, by=self.editor, body="<p>New.</p>")
        factories.author(
            "Dam Builder", positions=[{"affiliation": "Institute of Dams"}]
        )
        page = self.client.get(FIND, {"q": "DAM"})
        for words in ("In the works", "Live, with unpublished changes", "Authors"):
            self.assertContains(page, words)
        self.assertContains(page, f'href="{change_page(live)}"')
        self.assertContains(page, "Institute of Dams")
        self.assertContains(page, 'value="DAM"')

    def test_a_script_gets_a_few_of_each(self):
        article = factories.article(by=self.editor, headline="A dam")
        answer = self.typed("dam")
        self.assertEqual(answer.headers["Vary"].count("Accept"), 1)
        self.assertEqual(
            answer.json(),
            {
                "groups": [
                    {
                        "name": "Articles",
                        "hits": [
                            {
                                "words": "A dam",
                                "note": "Draft · Never published",
                                "address": change_page(article),
                                "language": "en",
                            }
                        ],
                    }
                ]
            },
        )

    def test_an_empty_page_says_what_to_do(self):
        self.assertContains(self.client.get(FIND), "Capitals and accents make no")
        self.assertContains(self.client.get(FIND, {"q": "x"}), "Try fewer words")

    def test_more_leads_to_the_list(self):
        for number in range(22):
            factories.theme(f"Dam {number}")
        page = self.client.get(FIND, {"q": "dam"})
        self.assertContains(page, 'href="/admin/articles/theme/?q=dam"')

    def test_stands_in_the_head_of_every_page(self):
        for role in Role:
            self.client.force_login(factories.user(role))
            self.assertContains(self.client.get("/admin/"), f'action="{FIND}"')
            self.assertEqual(self.client.get(FIND).status_code, 200)

    def test_who_is_signed_out_finds_nothing(self):
        self.client.logout()
        answer = self.typed("dam")
        self.assertEqual(answer.status_code, 302)

    def test_costs_the_same_for_one_thing_and_for_twenty(self):
        factories.published_article(by=self.editor, body="<p>A dam.</p>")
        self.client.get(list_page())
        for size in (1, 20):
            for number in range(size):
                by_line = [factories.author(f"Dam {size} {number}")]
                factories.published_article(
                    by=self.editor, headline=f"Dam {number}", by_line=by_line
                )
                factories.theme(f"Dam {size} {number}")
            with self.subTest(size=size), self.assertNumQueries(17):
                self.client.get(FIND, {"q": "dam"})
            with self.subTest(size=size, way="typing"), self.assertNumQueries(14):
                self.typed("dam")
