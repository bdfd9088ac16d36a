"""Who may be here twice, side by side; and who was told apart."""

import pytest
from django.test import TestCase
from django.urls import reverse
from lxml import html

from articles.admin.authors.duplicates import AT_ONCE
from articles.editing.authors.apart import tell_apart
from articles.models import Author, NotTheSame
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import words

PAGE = "/admin/articles/author/duplicates/"
APART = f"{PAGE}not-the-same/"
SOUNDS = "abcdefghklmnoprstuvxz"  # none of which is another’s


def two(name, **fields):
    """Make two authors of a name; the second has an article."""
    authors = [
        factories.author(name, slug=f"{name}-{number}".replace(" ", "-"), **fields)
        for number in range(2)
    ]
    factories.published_article(by_line=[authors[1]], headline=f"By {name}")
    return authors


class DuplicateTests(TestCase):
    def setUp(self):
        self.keeper = factories.user(Role.AUTHORS_DESK)
        self.client.force_login(self.keeper)

    def page(self, query=""):
        return html.fromstring(self.client.get(f"{PAGE}?{query}").text)

    def pairs(self, query=""):
        return [
            [person.text_content() for person in pair.xpath(".//h3")]
            for pair in self.page(query).xpath("//div[@class='two']")
        ]

    def press(self, button):
        """Post the first form whose button says so, as it stands on the page."""
        page = self.page()
        [form, *_] = page.xpath(f"//form[button[normalize-space()='{button}']]")
        data = dict(form.form_values())
        return self.client.post(form.get("action"), data, follow=True)

    def test_shows_two_side_by_side_the_one_with_more_articles_first(self):
        bare, writes = two("Jane Doe", short_bio="<p>Counts <em>ships</em>.</p>")
        Author.objects.filter(pk=bare.pk).update(links="https://net.example/jane")
        answer = self.client.get(PAGE)
        for said in (
            *("The same name", "1 article, last", "By Jane Doe", "No articles"),
            *("<em>ships</em>", "Never reviewed", "https://net.example/jane"),
        ):
            self.assertContains(answer, said)
        people = self.page().xpath("//article[@class='person']//h3/a/@href")
        pages = [
            reverse("admin:articles_author_change", args=[author.pk])
            for author in (writes, bare)
        ]
        self.assertEqual(people, pages)

    def test_who_is_told_apart_is_asked_about_no_more_until_somebody_asks_again(self):
        two("Jane Doe")
        answer = self.press("Not the same person")
        self.assertIn("Nobody is asked about them any more", words(answer)[0])
        self.assertEqual(self.pairs(), [])
        self.assertContains(answer, "Told apart")
        self.assertEqual(NotTheSame.objects.get().said_by, self.keeper)
        self.assertContains(answer, "Nobody seems to be here twice")
        answer = self.press("Ask again")
        self.assertEqual(words(answer), ["They are asked about again."])
        self.assertEqual(self.pairs(), [["Jane Doe", "Jane Doe"]])

    def test_merging_leads_to_where_the_one_with_more_articles_stays(self):
        bare, writes = two("Jane Doe")
        merging = reverse("admin:articles_author_merge", args=[bare.pk])
        self.assertContains(self.client.get(PAGE), f'"{merging}?into={writes.pk}"')

    def test_one_author_may_be_asked_about_alone(self):
        author, _ = two("Jane Doe")
        two("Abel Nkosi")
        self.assertEqual(self.pairs(f"of={author.pk}"), [["Jane Doe", "Jane Doe"]])
        self.assertEqual(len(self.pairs("of=x")), 2)
        listed = html.fromstring(self.client.get("/admin/articles/author/").text)
        links = listed.xpath("//td[contains(@class, 'field-wanted')]//a/@href")
        self.assertIn(f"{PAGE}?of={author.pk}", links)

    def test_many_are_walked_through(self):
        for number in range(AT_ONCE + 1):
            two(f"{SOUNDS[number]}asten Doe")
        self.assertEqual(len(self.pairs()), AT_ONCE)
        self.assertEqual(len(self.pairs("p=2")), 1)
        self.assertIn("21–21 of 21", self.page("p=2").text_content())

    def test_what_is_no_pair_is_refused_in_words(self):
        one, other = two("Jane Doe")
        for data, said in (
            ({"lower": one.pk}, "The page was incomplete."),
            ({"lower": "x", "higher": "9" * 40}, "The page was incomplete."),
            ({"lower": one.pk, "higher": one.pk}, "They are one and the same by now."),
            ({"lower": one.pk, "higher": 987654}, "One of them is gone meanwhile."),
        ):
            with self.subTest(said, data=data):
                answer = self.client.post(APART, data, follow=True)
                self.assertIn(said, words(answer)[0])
        self.assertEqual(self.client.get(APART).status_code, 405)
        self.assertFalse(NotTheSame.objects.exists())
        self.assertTrue(Author.objects.filter(pk=other.pk).exists())

    def test_costs_the_same_however_many_there_are(self):
        self.client.get(PAGE)
        made = 0
        for size in (1, 20):
            while made < size:
                two(f"{SOUNDS[made]}asten Doe")
                one, other = two(f"{SOUNDS[made]}asten Roe")
                tell_apart(one.pk, other.pk, by=self.keeper)
                made += 1
            with self.subTest(size=size), self.assertNumQueries(11):
                self.client.get(PAGE)


@pytest.mark.django_db
class TestWhoMay:
    """By HTTP, each role: only who may change authors."""

    @pytest.fixture(autouse=True)
    def pair(self):
        self.one, self.other = two("Jane Doe")
        self.told = tell_apart(*self.numbers(), by=factories.editor())

    def numbers(self):
        return self.one.pk, self.other.pk

    @pytest.mark.parametrize(
        ("role", "may"),
        [
            (Role.WRITER, False),
            (Role.EDITOR, True),
            (Role.PUBLISHER, True),
            (Role.AUTHORS_DESK, True),
            ("superuser", True),
            (None, False),
        ],
    )
    def test_each_role(self, client, role, may):
        client.force_login(factories.user(role))
        again = reverse("admin:articles_author_ask_again", args=[self.told.pk])
        assert (client.get(PAGE).status_code == 200) is may
        assert (client.post(again).status_code == 302) is may
        assert NotTheSame.objects.exists() is not may
        NotTheSame.objects.all().delete()
        lower, higher = self.numbers()
        answer = client.post(APART, {"lower": lower, "higher": higher})
        assert (answer.status_code == 302) is may
        assert NotTheSame.objects.exists() is may
        listed = client.get("/admin/articles/author/")
        if listed.status_code == 200:
            assert (PAGE in listed.text) is may

    def test_nobody_who_is_not_signed_in(self, client):
        assert client.get(PAGE).status_code == 302
        lower, higher = self.numbers()
        client.post(APART, {"lower": lower, "higher": higher})
        assert NotTheSame.objects.get() == self.told
