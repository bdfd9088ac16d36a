"""An author is proposed from the byline, and decided about where the text is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import review
from articles.editing.authors.proposing import propose
from articles.editing.unsaved import keep_unsaved
from articles.models import Article, Author, Edition, Event, Stage
from articles.models.actions import Role
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import change_page, filled, fresh, new_page, save, words

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_author_proposed")
NEW = {
    "headline": "The dam",
    "body": "<p>Words.</p>",
    "credits-0-author-typed": "Jane Doe",
    "credits-0-answer": "new",
    "credits-0-bio": "Reports from Cairo.",
    "credits-0-link": "https://jane.example",
}


def browser_of(account):
    browser = Client()
    browser.force_login(account)
    return browser


@pytest.fixture
def writer():
    return factories.user(Role.WRITER, first_name="Omar", last_name="Aziz")


@pytest.fixture
def at(writer):
    return browser_of(writer)


@pytest.fixture
def by_editor():
    return browser_of(factories.editor())


@pytest.fixture
def article(writer, at):
    """An article in review whose byline proposes Jane Doe."""
    save(at, button="_submit", **NEW)
    return Article.objects.get()


class TestTheWriter:
    def test_proposes_and_submits_by_one_post(self, at):
        page = save(at, button="_submit", **NEW)
        article = Article.objects.get()
        assert article.stage == Stage.REVIEW
        assert words(page) == ["Submitted: it waits for an editor now."]
        jane = article.authors.get()
        assert (jane.name, jane.links) == ("Jane Doe", "https://jane.example")
        assert jane.proposed_at

    def test_is_shown_who_may_be_meant_before_anything_is_made(self, at):
        ours = factories.author("Jane M. Doe", short_bio="<p>Writes on water.</p>")
        factories.author("Somebody Else")
        page = save(at, **{**NEW, "credits-0-answer": "", "credits-0-bio": ""})
        assert "Nobody of that name." in page.text
        assert "Jane M. Doe" in page.text
        assert "Writes on water." in page.text
        assert "Somebody Else" not in page.text
        assert "Propose “<bdi>Jane Doe</bdi>” as a new author" in page.text
        assert not Article.objects.exists()
        form = filled(page)
        assert form["body"] == [NEW["body"]]
        at.post(new_page(), {**form, "credits-0-answer": ours.pk, "_save": ""})
        assert Article.objects.get().authors.get() == ours
        assert Author.objects.count() == 2

    def test_loses_nothing_by_a_wrong_link(self, at):
        page = save(at, **{**NEW, "credits-0-link": "jane dot example"})
        assert "is no address" in page.text
        form = filled(page)
        assert form["credits-0-bio"] == ["Reports from Cairo."]
        assert form["credits-0-link"] == ["jane dot example"]
        assert form["credits-0-answer"] == ["new"]
        assert not Author.objects.exists()

    def test_finds_an_unsaved_proposal_again(self, at, writer):
        form = {**filled(at.get(new_page())), **NEW}
        typed = Client().get("/", form).request["QUERY_STRING"]
        keep_unsaved(Article, None, typed, by=writer, began_from=0, typed="a", after="")
        back = filled(at.get(new_page()))
        assert back["credits-0-author-typed"] == ["Jane Doe"]
        assert back["credits-0-answer"] == ["new"]
        assert back["credits-0-bio"] == ["Reports from Cairo."]

    def test_says_it_better_while_the_article_is_theirs(self, at):
        save(at, **NEW)
        article, jane = Article.objects.get(), Author.objects.get()
        page = at.get(change_page(article))
        assert "You propose <bdi>Jane Doe</bdi> as a new author" in page.text
        save(at, article, **{"credits-0-bio": "Reports from Amman."})
        jane.refresh_from_db()
        assert jane.short_bio == "<p>Reports from Amman.</p>"
        assert fresh(article).version == 1

    def test_withdraws_it_by_taking_the_name_out(self, at):
        save(at, **NEW)
        article = Article.objects.get()
        save(at, article, **{"credits-0-author": ""})
        assert not fresh(article).has_proposed_author
        assert not Author.objects.waiting().exists()

    def test_decides_nothing(self, at):
        save(at, **NEW)
        article, jane = Article.objects.get(), Author.objects.get()
        page = save(at, article, **{"credits-0-answer": "accept"})
        assert page.status_code == 403
        jane.refresh_from_db()
        assert jane.proposed_at
        assert at.get(LIST).status_code == 403
        place = reverse("admin:articles_author_decide", args=[jane.pk])
        assert at.get(place).status_code == 403

    def test_sees_of_a_colleagues_proposal_only_that_it_is_one(self, article, writer):
        back = browser_of(factories.user(Role.WRITER))
        assert "credits-0-answer" not in back.get(change_page(article)).text


class TestTheEditor:
    def test_adds_at_once(self, by_editor):
        save(by_editor, **NEW)
        jane = Author.objects.get()
        assert (jane.proposed_at, jane.slug) == (None, "jane-doe")
        assert not Article.objects.get().has_proposed_author

    def test_is_asked_beside_the_name_and_not_let_through_without(
        self, by_editor, article
    ):
        page = by_editor.get(change_page(article))
        assert "Is <bdi>Jane Doe</bdi> new to us?" in page.text
        assert "Proposed by Omar Aziz" in page.text
        page = save(by_editor, article, "_approve")
        assert "not approved" in words(page)[0]
        assert "decided yet about “Jane Doe”" in words(page)[0]
        assert fresh(article).stage == Stage.REVIEW

    def test_accepts_and_approves_by_one_post(self, by_editor, article):
        answer = {"credits-0-answer": "accept", "credits-0-name": "Jane A. Doe"}
        page = save(by_editor, article, "_approve", **answer)
        assert words(page) == ["Approved: this very text may go out."]
        jane = Author.objects.get()
        assert (jane.name, jane.proposed_at) == ("Jane A. Doe", None)
        assert jane.links == "https://jane.example"

    def test_says_who_it_is_and_publishes_by_one_post(self, by_editor, article):
        ours = factories.author("Jane M. Doe")
        assert "Jane M. Doe" in by_editor.get(change_page(article)).text
        save(by_editor, article, "_publish", **{"credits-0-answer": ours.pk})
        edition = Edition.objects.visible().get()
        assert [line.author for line in edition.credit_lines] == [ours.pk]
        page = Client().get(edition.get_absolute_url())
        assert "Jane M. Doe" in page.text
        assert "Jane Doe" not in page.text

    def test_is_asked_once_about_who_stands_there_twice(self, by_editor, article):
        jane = Author.objects.get()
        both = (CreditLine(jane.pk), CreditLine(jane.pk, "photographer"))
        factories.reworked(article, by=factories.editor(), credits=both)
        page = by_editor.get(change_page(article))
        assert page.text.count("new to us?") == 1
        answer = {"credits-0-answer": "accept"}
        page = save(by_editor, fresh(article), "_approve", **answer)
        assert words(page) == ["Approved: this very text may go out."]

    def test_takes_the_name_out_and_says_why(self, by_editor, article):
        said = {"credits-0-answer": "decline", "credits-0-why": "A press officer."}
        save(by_editor, article, **said)
        assert not fresh(article).authors.exists()
        [event] = article.events.filter(kind=Event.Kind.AUTHOR_DECLINED)
        assert event.why == "Jane Doe: A press officer."

    def test_must_say_why(self, by_editor, article):
        page = save(by_editor, article, **{"credits-0-answer": "decline"})
        assert "Say why: whoever proposed it will ask." in page.text
        assert fresh(article).version == 1

    def test_is_told_that_a_colleague_was_quicker_and_keeps_every_word(
        self, by_editor, article
    ):
        form = filled(by_editor.get(change_page(article)))
        save(browser_of(factories.editor()), article, **{"credits-0-answer": "accept"})
        answer = {"credits-0-answer": "accept", "credits-0-bio": "Of Amman."}
        page = save(by_editor, article, base=form, **answer)
        assert "has decided about “Jane Doe” meanwhile" in page.text
        assert "Of Amman." in page.text
        again = {**filled(page), "_save": ""}
        assert by_editor.post(change_page(article), again).status_code == 302

    def test_waits_no_longer_however_many_of_ours_there_are(self, by_editor, article):
        by_editor.get(change_page(article))
        counted = []
        for number in range(2):
            with CaptureQueriesContext(connection) as asked:
                by_editor.get(change_page(article))
            counted.append(len(asked))
            for other in range(20 * number + 20):
                factories.author(f"Jane Number {number} {other}")
        assert counted[0] == counted[1]

    def test_asks_nothing_more_where_nobody_is_proposed(self, by_editor, writer):
        plain = factories.article(by=writer, by_line=[factories.author()])
        by_editor.get(change_page(plain))
        with CaptureQueriesContext(connection) as asked:
            by_editor.get(change_page(plain))
        assert not any(
            "proposed_at" in query["sql"] and "LIKE" in query["sql"] for query in asked
        )
        assert len(asked) <= 15


class TestTheAuthorsDesk:
    @pytest.fixture
    def by_desk(self):
        return browser_of(factories.user(Role.AUTHORS_DESK))

    def test_sees_who_waits_and_no_headline(self, by_desk, by_editor, article):
        page = by_desk.get(LIST)
        assert "Jane Doe" in page.text
        assert "Omar Aziz" in page.text
        assert "The dam" not in page.text
        assert "For 1 article" in page.text
        assert "The dam" in by_editor.get(LIST).text

    def test_accepts(self, by_desk, article):
        jane = Author.objects.get()
        place = reverse("admin:articles_author_decide", args=[jane.pk])
        page = by_desk.get(place)
        assert "The dam" not in page.text
        form = filled_ask(page)
        page = by_desk.post(place, {**form, "author-answer": "accept"}, follow=True)
        assert words(page) == ["“Jane Doe” is an author of ours now."]
        jane.refresh_from_db()
        assert jane.proposed_at is None
        assert "has decided about" in by_desk.get(place, follow=True).text

    def test_says_who_it_is(self, by_desk, article):
        ours, jane = (
            factories.author("Jane M. Doe"),
            Author.objects.get(name="Jane Doe"),
        )
        place = reverse("admin:articles_author_decide", args=[jane.pk])
        form = filled_ask(by_desk.get(place))
        by_desk.post(place, {**form, "author-answer": ours.pk})
        jane.refresh_from_db()
        assert jane.merged_into == ours
        assert not fresh(article).has_proposed_author

    def test_leaves_the_byline_to_who_may_write_it(self, by_desk, article):
        jane = Author.objects.get()
        place = reverse("admin:articles_author_decide", args=[jane.pk])
        form = {**filled_ask(by_desk.get(place)), "author-answer": "decline"}
        page = by_desk.post(place, {**form, "author-why": "Nobody knows her."})
        assert page.status_code == 403
        assert "Nobody knows her." in page.text

    def test_answers_something(self, by_desk, article):
        place = reverse("admin:articles_author_decide", args=[Author.objects.get().pk])
        form = {**filled_ask(by_desk.get(place)), "author-bio": "Half a line"}
        page = by_desk.post(place, form)
        assert "Choose one of the answers." in page.text
        assert "Half a line" in page.text

    def test_the_list_costs_the_same_for_1_and_20(self, by_desk, article, writer):
        by_desk.get(LIST)
        with CaptureQueriesContext(connection) as one:
            by_desk.get(LIST)
        for _ in range(19):
            author = factories.proposed_author(by=writer)
            factories.article(by=writer, by_line=[author])
        with CaptureQueriesContext(connection) as twenty:
            page = by_desk.get(LIST)
        assert author.name in page.text
        assert len(one) == len(twenty)


def filled_ask(page):
    from lxml import html

    form = html.fromstring(page.text).xpath("//form[contains(@class, 'ask')]")[0]
    return dict(form.form_values())


class TestStandsInNoOtherPlace:
    def test_of_staff(self, at, by_editor, article):
        factories.author("Jane M. Doe")
        listed = by_editor.get(reverse("admin:articles_author_changelist")).text
        assert "Jane M. Doe" in listed
        assert "Jane Doe" not in listed
        query = {
            "term": "Jane",
            "app_label": "articles",
            "model_name": "credit",
            "field_name": "author",
        }
        found = at.get(reverse("admin:autocomplete"), query).json()["results"]
        assert [each["text"] for each in found] == ["Jane M. Doe"]
        articles = by_editor.get(reverse("admin:articles_article_changelist")).text
        assert f'value="{article.authors.get().pk}"' not in articles
        likely = by_editor.get(
            reverse("admin:articles_author_likely"),
            {"name": "Jane Doe", "row": "credits-0"},
        )
        assert "Jane M. Doe" in likely.text
        assert f'value="{article.authors.get().pk}"' not in likely.text

    def test_who_is_likely_is_asked_by_rows_alone(self, at, by_editor):
        place = reverse("admin:articles_author_likely")
        for query in ({}, {"name": "Jane"}, {"name": "Jane", "row": '"><script>'}):
            assert at.get(place, query).status_code == 404
        desk = browser_of(factories.user(Role.AUTHORS_DESK))
        query = {"name": "Jane", "row": "credits-0"}
        assert desk.get(place, query).status_code == 403

    def test_a_name_typed_whole_is_not_a_colleagues_proposal(self, at, article):
        other = factories.user(Role.WRITER)
        propose("Zoe Quill", by=other)
        page = save(at, headline="B", **{"credits-0-author-typed": "Zoe Quill"})
        assert "Nobody of that name." in page.text

    def test_it_is_reviewed_with_the_text(self, writer, article):
        assert review.is_to_go_out(article) is False
        assert article.snapshot().credits == (CreditLine(Author.objects.get().pk),)
