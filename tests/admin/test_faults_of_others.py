"""What went wrong in other newsrooms' systems, and does not here."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, TestCase
from django.urls import get_resolver, reverse

from articles.editing import desk, previews, publication, review
from articles.models import Edition, Event, Publication
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save, words

NOWHERE = 987_654_321
SECRETS = ("A minister resigns", "Secret words", "Call the bank", "Kept aside")
ANONYMOUS = "nobody signed in"


def addresses():
    """Return (name, names of its parts) of every staff address of one article.

    Asked of Django itself, so that one that is added later is looked at too.
    """
    [own] = [
        below
        for pattern in get_resolver().url_patterns
        for below in getattr(pattern, "url_patterns", [])
        if str(below.pattern) == "articles/article/"
    ]
    every = {
        one.name: [*one.pattern.converters] for one in own.url_patterns if one.name
    }
    of_one = {"article_id", "object_id", "thing_id"}
    return {name: parts for name, parts in every.items() if of_one & {*parts}}


@pytest.fixture
def article(db):
    admin = factories.user("superuser")
    filed = factories.article(
        by=admin, headline="A minister resigns", body="<p>Secret words.</p>",
        notes="Call the bank",
    )  # fmt: skip
    refused = factories.snapshot(headline="Kept aside")
    factories.reworked(filed, by=admin, headline="A minister resigns, again")
    desk.save(filed, refused, by=admin, seen=1)
    previews.make_link(filed, by=admin, days=7)
    return filed


def address(name, parts, article_id):
    values = {"article_id": article_id, "object_id": article_id, "number": 1}
    values |= {"link_id": 1, "thing_id": article_id, "thing": "articles.article"}
    return reverse(
        f"admin:{name}", kwargs={part: values.get(part, 1) for part in parts}
    )


def outsider(who):
    browser = Client()
    if who != ANONYMOUS:
        browser.force_login(factories.user(who))
        browser.get("/admin/")  # the first page writes when the session was used
    return browser


def said(answer, article_id):
    """Return all that an answer says, but for the number that was asked for."""
    asked = f"article/{article_id}/"
    place = answer.headers.get("Location", "").replace(asked, "")
    text = answer.text.replace(asked, "")
    return answer.status_code, place, text, sorted(answer.headers)


@pytest.mark.parametrize("who", [ANONYMOUS, Role.AUTHORS_DESK.value])
def test_a_preview_history_or_compare_address_that_tells_an_outsider_something(
    article, who
):
    """Of an article that is there an outsider learns as much as of one that is not."""
    browser = outsider(who)
    every = addresses()
    assert {"preview", "preview_links", "versions", "compare", "combine"} <= {*every}
    for name, parts in every.items():
        for method in (browser.get, browser.post):
            there, nowhere = (
                method(address(name, parts, number)) for number in (article.pk, NOWHERE)
            )
            assert said(there, article.pk) == said(nowhere, NOWHERE), name
            assert not any(words in there.text for words in SECRETS), name
            assert there.status_code in {302, 403, 405}, name


@pytest.mark.parametrize("who", [ANONYMOUS, Role.AUTHORS_DESK.value])
def test_an_unsaved_text_that_tells_an_outsider_what_exists(article, who):
    browser = outsider(who)
    answers = []
    for number in (article.pk, NOWHERE):
        message = {"thing": "articles.article", "thing_id": number}
        answer = browser.post("/admin/articles/article/unsaved/", message)
        # What was sent is shown again, number and all, to whoever sent it.
        said_again = re.sub(r'value="[^"]*"', "", answer.text)
        for sent in (NOWHERE, article.pk):
            said_again = said_again.replace(str(sent), "")
        answers.append((answer.status_code, said_again))
    assert answers[0] == answers[1]


def test_a_reader_who_guesses_the_number_of_an_unpublished_article(article):
    for form in ("", "a-minister-resigns/", "a-minister-resigns/article.md"):
        answers = [
            Client().get(f"/articles/{number}/{form}")
            for number in (article.pk, NOWHERE)
        ]
        assert answers[0].status_code == 404
        assert answers[0].content == answers[1].content


def test_a_preview_that_is_guessed_or_turned_to_another_article(article):
    own, other = factories.article(), article
    link = previews.make_link(own, by=other.created_by, days=1)
    number, signature = link.token.split(".")
    others = other.preview_links.get()
    for token in (f"{others.pk}.{signature}", f"{number}.{'A' * 43}", number, "0"):
        answer = Client().get(reverse("articles:preview", args=[token]))
        assert answer.status_code == 404
        assert answer.content == Client().get("/nowhere/").content


class StalePublicationTests(TestCase):
    """A stale publish overwriting a newer draft."""

    def setUp(self):
        self.ana, self.bo = factories.user(Role.EDITOR), factories.user(Role.PUBLISHER)
        self.article = factories.article(headline="First")

    def browser(self, person):
        browser = Client()
        browser.force_login(person)
        return browser

    def test_a_stale_publish_overwriting_a_newer_draft(self):
        ana, bo = self.browser(self.ana), self.browser(self.bo)
        opened = filled(ana.get(change_page(self.article)))
        save(bo, self.article, headline="Newer")
        answer = save(ana, self.article, "_publish", base=opened)
        self.assertEqual(fresh(self.article).headline, "Newer")
        self.assertFalse(Edition.objects.exists())
        self.assertIn("Read it through, then publish.", " ".join(words(answer)))

    def test_a_stale_publish_of_other_words_publishes_neither(self):
        ana, bo = self.browser(self.ana), self.browser(self.bo)
        opened = filled(ana.get(change_page(self.article)))
        save(bo, self.article, headline="Newer")
        answer = save(ana, self.article, "_publish", base=opened, headline="Older")
        self.assertEqual(fresh(self.article).headline, "Newer")
        self.assertFalse(Edition.objects.exists())
        self.assertContains(answer, "What you wrote is kept whole as version 3")

    def test_a_stale_publish_over_a_live_article_leaves_what_readers_see(self):
        live = factories.published_article(by=self.ana, headline="Live")
        ana, bo = self.browser(self.ana), self.browser(self.bo)
        opened = filled(ana.get(change_page(live)))
        save(bo, live, headline="Reworked")
        save(ana, live, "_publish", base=opened)
        shown = Edition.objects.visible().get(article=live)
        self.assertEqual(shown.headline, "Live")
        self.assertEqual(fresh(live).headline, "Reworked")

    def test_a_stale_override_publishes_nothing(self):
        bo = self.browser(self.bo)
        factories.reworked(self.article, by=self.ana, headline="Newer")
        page = reverse("admin:override", args=[self.article.pk])
        answer = bo.post(page, {"seen": 1, "why": "The flood is here"})
        self.assertContains(answer, "has changed this article since you opened it")
        self.assertFalse(Edition.objects.exists())


class ApprovedTextTests(TestCase):
    """An approved text changed before publication."""

    def setUp(self):
        Publication.objects.create(pk=1, has_four_eyes=True)
        self.writer = factories.user(Role.WRITER)
        self.ana, self.bo = factories.user(Role.EDITOR), factories.user(Role.PUBLISHER)
        self.article = factories.article(by=self.writer, headline="As approved")
        review.approve(self.article, by=self.ana, seen=1)

    def change(self):
        self.article = fresh(self.article)
        factories.reworked(self.article, by=self.bo, headline="Changed since")
        self.article = fresh(self.article)

    def test_an_approved_text_changed_before_publication(self):
        self.change()
        self.client.force_login(self.bo)
        page = self.client.get(change_page(self.article))
        self.assertContains(page, "Changed since approved")
        answer = save(self.client, self.article, "_publish")
        self.assertIn("Saved, but not published.", " ".join(words(answer)))
        self.assertFalse(Edition.objects.exists())

    def test_publishing_the_approved_version_by_its_number_says_what_happened(self):
        self.change()
        with self.assertRaisesMessage(
            ValidationError, "has changed this article since"
        ):
            publication.publish(self.article, by=self.ana, seen=1)
        self.assertFalse(Edition.objects.exists())
        published = Event.objects.filter(kind=Event.Kind.PUBLISHED)
        self.assertFalse(published.exists())

    def test_the_approval_does_not_come_back_with_the_old_words(self):
        self.change()
        factories.reworked(self.article, by=self.bo, headline="As approved")
        self.assertEqual(fresh(self.article).stage, "draft")

    def test_what_was_approved_is_what_readers_get(self):
        self.client.force_login(self.bo)
        save(self.client, self.article, "_publish")
        shown = Edition.objects.visible().get()
        self.assertEqual(shown.revision, fresh(self.article).approved_revision)
        self.assertEqual(shown.headline, "As approved")
