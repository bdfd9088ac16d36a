"""The screens of complaints: who sees what, and that no typed word is lost."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from lxml import html

from articles.editing.complaints import dealing
from articles.models import Article, Complaint, Correction, Publication
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page
from tests.browsing import signed_in

LIST = "/admin/articles/complaint/"
PERSONAL = ("Ngozi Adé", "ngozi@home.example")


@pytest.fixture(autouse=True)
def publication(db):
    return Publication.objects.create(pk=1, name="The Lantern")


@pytest.fixture
def editor():
    return factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")


@pytest.fixture
def writer():
    return factories.user(Role.WRITER)


@pytest.fixture
def article(editor, writer):
    body = "<p>The dam was built in 1931 by the second company, and it holds.</p>"
    article = factories.published_article(by=editor, headline="The dam", body=body)
    Article.objects.filter(pk=article.pk).update(created_by=writer)
    return article


@pytest.fixture
def complaint(article):
    name, email = PERSONAL
    return factories.complaint(
        article, quote="by the second company", name=name, email=email
    )


def at(name, complaint, *more):
    return reverse(f"admin:articles_complaint_{name}", args=[complaint.pk, *more])


def form_to(browser, complaint, name, *more):
    """Return what the page's form to an address would post, as it was opened."""
    page = html.fromstring(browser.get(at("change", complaint)).text)
    [form] = page.xpath(f"//form[@action='{at(name, complaint, *more)}']")
    return dict(form.form_values())


def press(browser, complaint, name, *more, **changes):
    form = {**form_to(browser, complaint, name, *more), **changes}
    return browser.post(at(name, complaint, *more), form, follow=True)


def text_of(answer, place):
    [found] = html.fromstring(answer.text).xpath(
        f"//section[@aria-labelledby='{place}']"
    )
    return " ".join(found.text_content().split())


class TestThePage:
    def test_shows_the_claim_beside_what_was_seen_then_and_now(
        self, article, complaint, editor
    ):
        browser = signed_in(editor)
        answer = browser.get(at("change", complaint))
        assert "by the second company, and it holds" in text_of(answer, "then")
        assert "The words stand as they were." in text_of(answer, "now")
        body = "<p>The dam was built in 1931 by the third company, and it holds.</p>"
        factories.fixed(article, by=editor, body=body)
        answer = browser.get(at("change", complaint))
        assert "by the second company" in text_of(answer, "then")
        assert "third company" in text_of(answer, "now")
        assert "Something else stands there by now." in text_of(answer, "now")
        assert "What changed since" in answer.text
        [then] = html.fromstring(answer.text).xpath(
            "//section[@aria-labelledby='then']//a/@href"
        )
        assert "second company" in browser.get(then).text

    def test_says_what_is_not_there(self, article, editor):
        browser = signed_in(editor)
        plain = factories.complaint(article, claim="All of it.")
        answer = browser.get(at("change", plain))
        assert "No words were quoted." in text_of(answer, "then")
        assert "The text that the reader saw." in text_of(answer, "now")
        wrong = factories.complaint(article, claim="That.", quote="Never stood there")
        answer = browser.get(at("change", wrong))
        assert "did not stand there like that" in text_of(answer, "then")
        gone = factories.complaint(article, claim="This.", quote="built in 1931")
        factories.fixed(article, by=editor, body="<p>Nothing is known.</p>")
        assert "The words are gone." in text_of(browser.get(at("change", gone)), "now")
        factories.taken_down(article, by=editor, why="Wrong")
        answer = browser.get(at("change", gone))
        assert "Nothing: the article is not shown." in text_of(answer, "now")

    def test_from_taking_to_a_linked_notice_without_a_script(
        self, article, complaint, editor
    ):
        browser = signed_in(editor)
        assert "You look into it now" in press(browser, complaint, "take").text
        page = html.fromstring(browser.get(at("change", complaint)).text)
        [fix] = page.xpath("//a[text()='Fix what readers see']/@href")
        [form] = html.fromstring(browser.get(fix).text).xpath("//form[@id='fix_form']")
        told = {
            **dict(form.form_values()),
            "body": "<p>The dam was built by the third company.</p>",
            "was_wrong": "yes",
            "kind": "correction",
            "correction": "An earlier version named the second company.",
        }
        answer = browser.post(form.action, told, follow=True)
        assert answer.redirect_chain[-1][0] == at("change", complaint)
        notice = Correction.objects.get()
        closing = form_to(browser, complaint, "close")
        assert closing["outcome"] == "corrected"
        assert closing["correction"] == str(notice.pk)
        assert "Closed: corrected." in press(browser, complaint, "close").text
        complaint.refresh_from_db()
        assert complaint.correction == notice
        answer = browser.get(at("change", complaint))
        assert "named the second company" in text_of(answer, "done")

    def test_a_fix_for_a_complaint_about_something_else_goes_on_as_usual(
        self, article, editor
    ):
        other = factories.complaint(factories.published_article())
        browser = signed_in(editor)
        for number in (other.pk, "x", "9" * 40, ""):
            fix = f"{reverse('admin:fix', args=[article.pk])}?complaint={number}"
            page = browser.get(fix)
            [form] = html.fromstring(page.text).xpath("//form[@id='fix_form']")
            words = {"headline": f"The dam {number}"[:40], "was_wrong": "no"}
            answer = browser.post(fix, {**dict(form.form_values()), **words})
            assert "/fix/" in answer.url

    def test_a_reply_goes_out_and_the_page_says_when(self, complaint, editor):
        browser = signed_in(editor)
        answer = press(browser, complaint, "reply", text="You are right.")
        assert "to be mailed" in text_of(answer, "done")
        call_command("worker", once=True)
        assert [sent.to for sent in mail.outbox] == [["ngozi@home.example"]]
        answer = browser.get(at("change", complaint))
        assert "mailed" in text_of(answer, "done")
        assert "Send it again" not in answer.text

    def test_who_was_overtaken_keeps_their_words(self, complaint, editor):
        browser = signed_in(editor)
        forms = {
            "reply": {"text": "My careful reply"},
            "close": {"outcome": "no_error", "why": "My careful reason"},
        }
        for name, words in forms.items():
            form = {**form_to(browser, complaint, name), **words}
            stored = Complaint.objects.get()
            dealing.give(stored, None, by=editor, seen=stored.touched_at)
            answer = browser.post(at(name, complaint), form)
            assert "has done something about this complaint" in answer.text
            assert [*words.values()][-1] in answer.text
            # Sent once more, as the page has it now, it is done.
            page = html.fromstring(answer.text)
            [again] = page.xpath(f"//form[@action='{at(name, complaint)}']")
            sent = browser.post(at(name, complaint), dict(again.form_values()))
            assert sent.status_code == 302

    def test_words_about_what_was_closed_meanwhile_are_shown(self, complaint, editor):
        browser = signed_in(editor)
        reopening = {"why": "They wrote again", "seen": "2026-01-01T00:00Z"}
        answer = browser.post(at("reopen", complaint), reopening)
        assert "They wrote again" in answer.text
        stored = Complaint.objects.get()
        dealing.close(stored, by=editor, seen=stored.touched_at, outcome="no_error")
        closing = {"why": "My reason", "outcome": "mended", "seen": "2026-01-01T00:00Z"}
        answer = browser.post(at("close", complaint), closing)
        assert "My reason" in answer.text
        stored.refresh_from_db()
        dealing.erase(stored, by=editor, seen=stored.touched_at)
        reply = {"text": "My reply", "seen": stored.touched_at.isoformat()}
        assert "My reply" in browser.post(at("reply", complaint), reply).text

    def test_costs_the_same_however_much_was_done(
        self, article, complaint, editor, django_assert_num_queries
    ):
        browser = signed_in(editor)
        browser.get("/admin/")  # writes when the session was last used
        for _ in range(2):
            with django_assert_num_queries(14):
                browser.get(at("change", complaint))
            for _ in range(10):
                stored = Complaint.objects.get(pk=complaint.pk)
                said = {"by": editor, "seen": stored.touched_at}
                dealing.reply(stored, text="Thank you.", **said)


class TestWhoSees:
    def test_a_writer_sees_what_is_said_and_not_by_whom(self, complaint, writer):
        browser = signed_in(writer)
        page = browser.get(at("change", complaint)).text
        assert "It was the third, not the second." in page
        assert "Only editors and publishers may deal with" in page
        for address in (LIST, at("change", complaint), f"{LIST}?q=ngozi"):
            assert not any(words in browser.get(address).text for words in PERSONAL)

    def test_another_writer_sees_nothing_of_it(self, complaint):
        browser = signed_in(factories.user(Role.WRITER))
        assert browser.get(at("change", complaint)).status_code == 403
        assert "The dam" not in browser.get(LIST).text

    @pytest.mark.parametrize("end", ["%20{}/change/", "+{}/change/", "{}.0/change/"])
    def test_djangos_own_form_is_for_nobody(self, complaint, writer, end):
        for person in (writer, factories.user("superuser")):
            address = LIST + end.format(complaint.pk)
            answer = signed_in(person).get(address, follow=True)
            assert not any(words in answer.text for words in PERSONAL)

    @pytest.mark.parametrize(
        "end", ["add/", "{}/delete/", "{}/history/", "?_export=1", "{}/"]
    )
    def test_nothing_is_added_deleted_or_exported(self, complaint, end):
        browser = signed_in(factories.user("superuser"))
        for method in (browser.get, browser.post):
            answer = method(LIST + end.format(complaint.pk), follow=True)
            assert not any(words in answer.text for words in PERSONAL[1:]) or (
                answer.redirect_chain
            )
        assert Complaint.objects.count() == 1

    def test_the_menu_leads_there_those_who_may(self, writer, editor):
        for role, may in ((Role.EDITOR, True), (Role.AUTHORS_DESK, False)):
            page = signed_in(factories.user(role)).get("/admin/").text
            assert (f'href="{LIST}"' in page) is may
        desk = signed_in(factories.user(Role.AUTHORS_DESK))
        assert desk.get(LIST).status_code == 403


class TestTheList:
    def test_what_waits_stands_first_and_what_nobody_took_above_all(
        self, article, complaint, editor
    ):
        taken, closed, newest = (
            factories.complaint(article, claim=f"Claim {n}") for n in range(3)
        )
        dealing.take(taken, by=editor, seen=taken.touched_at)
        dealing.close(closed, by=editor, seen=closed.touched_at, outcome="mended")
        browser = signed_in(editor)
        rows = browser.get(LIST).context["cl"].result_list
        assert [row.pk for row in rows] == [
            *(newest.pk, complaint.pk, taken.pk, closed.pk)
        ]
        for query, expected in (
            ("status=waiting", 3),
            ("status=closed", 1),
            ("with=mine", 2),
            ("with=nobody", 2),
            ("outcome=mended", 1),
            ("outcome=nonsense&status=x", 4),
            ("q=Claim+1", 1),
        ):
            found = browser.get(f"{LIST}?{query}").context["cl"].result_list
            assert len(found) == expected, query

    def test_costs_the_same_for_one_and_for_twenty(
        self, article, editor, django_assert_num_queries
    ):
        browser = signed_in(editor)
        browser.get("/admin/")  # writes when the session was last used
        for size in (1, 20):
            while Complaint.objects.count() < size:
                claim = f"Claim {Complaint.objects.count()}"
                factories.complaint(article, claim=claim)
            with django_assert_num_queries(8):
                browser.get(LIST)


class TestTheArticle:
    def test_shows_what_waits_to_who_may_see_it(self, article, complaint, writer):
        editor = factories.user(Role.EDITOR)
        for person in (writer, editor):
            page = signed_in(person).get(change_page(article))
            assert "It was the third" in text_of(page, "panel-complaints")
        other = signed_in(factories.user(Role.WRITER)).get(change_page(article))
        assert "panel-complaints" not in other.text
        dealing.close(
            complaint, by=editor, seen=complaint.touched_at, outcome="no_error"
        )
        page = signed_in(editor).get(change_page(article))
        assert "panel-complaints" not in page.text

    def test_asks_once_for_them(self, article, editor, django_assert_num_queries):
        browser = signed_in(editor)
        with django_assert_num_queries(25, exact=False):
            browser.get(change_page(article))


def test_the_publication_says_where_readers_write():
    browser = signed_in(factories.user("superuser"))
    place = "/admin/articles/publication/1/change/"
    page = html.fromstring(browser.get(place).text)
    form = dict(page.get_element_by_id("publication_form").form_values())
    answer = browser.post(place, {**form, "error_reports": "mail"})
    assert "Say where readers are to write" in answer.text
    address = "errors@lantern.example"
    sent = {**form, "error_reports": "mail", "error_reports_address": address}
    browser.post(place, sent)
    assert Publication.objects.get().error_reports == "mail"
