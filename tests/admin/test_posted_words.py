"""No word that somebody posts is lost, by whatever door it is refused.

The addresses are the resolver's own: one that is added later is asked here, too.
"""

import re
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.admin import site
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import URLResolver, resolve, reverse
from django.utils import timezone
from lxml import html

from articles.admin.posted.plain import as_text
from articles.admin.posted.words import typed
from articles.editing import desk, source_notes, things
from articles.editing.fixes import deciding
from articles.models import Article, Author, Edition, Event, Publication, Revision
from articles.models.actions import Role
from articles.publishing import editions
from tests import factories
from tests.admin.pages import change_page, filled
from tests.browsing import signed_in

WORDS = {
    "why": "A reason nobody else wrote",
    "text-body": "A text that is as old as <the hills> & older",
    "invented_tomorrow": "A field that no page has yet",
}
SECRET = "four plain words here"
SECRETS = {"old_password": SECRET, "password1": SECRET, "new_Password2": SECRET}
FROM_HERE = {"origin": "http://testserver"}
GONE = "987654"
# They take names and passwords of who signs in, and show neither again.
OPEN = {"login", "logout"}
# What everybody of the staff may post, and what is done without a written word.
FOR_ALL_STAFF = {"index", "digest", "password_change", "password_change_done"}
FOR_ALL_STAFF |= {"jsi18n", "batches", "unsaved"}
LEADS_ON = {"drop_unsaved", "articles_article_history", None}
LEADS_ON |= {"articles_publication_changelist", "articles_publication_add"}
LEADS_ON |= {"bin_things"}


def routes(patterns, above=""):
    for pattern in patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern.name


def address(route):
    """Return an address that a route leads to; what it is about is not there."""
    if "(?P<app_label>" in route:
        return "/admin/articles/"
    if "(?P<url>" in route:
        return "/admin/no/such/page/"
    route = route.replace("<str:thing>", "articles.author")
    return "/admin/" + re.sub(r"<(\w+:)?\w+>", GONE, route)


def every_address():
    found = {}
    for route, name in routes(site.get_urls()):
        found.setdefault(address(route), name)
    return found


EVERY = every_address()


def shown(answer):
    """Return what stands in the page to be copied."""
    page = html.fromstring(answer.text)
    return [area.text_content() for area in page.iter("textarea")]


def sent_again(answer):
    """Return what “Send again” would post, or None where there is no such button."""
    for form in html.fromstring(answer.text).iter("form"):
        if "data-send-again" in form.attrib:
            assert form.method == "POST"
            return form.action, dict(form.form_values())
    return None


def assert_whole(answer):
    assert set(WORDS.values()) <= set(shown(answer))
    assert SECRET not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_addresses_are_all_there():
    places = set(EVERY)
    assert {f"/admin/articles/article/{GONE}/fix/", "/admin/auth/user/add/"} <= places
    for place in places:
        assert resolve(place).app_names == ["admin"]
    assert len(places) > 150


@pytest.fixture
def everywhere(db, subtests):
    """Return a function that asks something of every address, each by itself."""

    def ask(expect, apart_from=frozenset(), among=EVERY):
        for place in among:
            if EVERY[place] not in apart_from:
                with subtests.test(place):
                    expect(place)

    return ask


def test_who_is_signed_out_gets_everything_back_and_may_send_it_again(everywhere):
    posted = {**WORDS, "seen": "3", "was_wrong": "no", "_save": ""}

    def expect(place):
        answer = Client().post(f"{place}?old=a&new=b", posted)
        assert answer.status_code == 403
        assert "You are signed out" in answer.text
        assert_whole(answer)
        where, again = sent_again(answer)
        assert where == f"{place}?old=a&new=b"
        assert again.pop("csrfmiddlewaretoken")
        assert again == posted
        assert sorted(shown(answer)) == sorted(WORDS.values())

    everywhere(expect, apart_from=OPEN)


def test_no_password_is_ever_shown(everywhere):
    strict = Client(enforce_csrf_checks=True)

    def expect(place):
        sent = {**WORDS, **SECRETS}
        for answer in (
            Client().post(place, sent),
            strict.post(place, sent, headers=FROM_HERE),
        ):
            assert SECRET not in answer.text
            assert "data-send-again" not in answer.text

    everywhere(expect)


def test_a_stale_token_costs_no_word(everywhere):
    browser = signed_in(factories.user("superuser"), enforce_csrf_checks=True)

    def expect(place):
        answer = browser.post(place, WORDS, headers=FROM_HERE)
        assert answer.status_code == 403
        assert_whole(answer)
        assert sent_again(answer)[0] == place

    everywhere(expect, apart_from=OPEN)


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["", "null", "https://testserver", "http://[x"])
def test_what_another_site_sent_is_shown_and_not_offered_again(origin):
    browser = signed_in(factories.user("superuser"), enforce_csrf_checks=True)
    headers = {"origin": origin} if origin else {}
    answer = browser.post("/admin/articles/article/add/", WORDS, headers=headers)
    assert answer.status_code == 403
    assert_whole(answer)
    assert sent_again(answer) is None


def test_who_lost_the_role_gets_the_words(everywhere):
    browser = signed_in(factories.user())

    def expect(place):
        answer = browser.post(place, {**WORDS, **SECRETS})
        assert answer.status_code >= 400
        assert_whole(answer)
        assert sent_again(answer) is None

    everywhere(expect, apart_from=FOR_ALL_STAFF | OPEN | LEADS_ON)


def test_who_is_no_longer_of_the_staff_gets_the_words(everywhere):
    account = factories.user("superuser")
    account.is_staff = False
    account.save()
    browser = signed_in(account)

    def expect(place):
        answer = browser.post(place, {**WORDS, **SECRETS})
        assert answer.status_code == 403
        assert "no longer opens the newsroom" in answer.text
        assert_whole(answer)

    everywhere(expect, apart_from=OPEN)


def test_what_was_deleted_meanwhile_costs_no_word(everywhere):
    browser = signed_in(factories.user("superuser"))

    def expect(place):
        answer = browser.post(place, {**WORDS, **SECRETS})
        assert answer.status_code >= 400
        assert_whole(answer)

    about = [place for place in EVERY if GONE in place]
    everywhere(expect, apart_from=LEADS_ON, among=about)


@pytest.mark.django_db
class TestRefusals:
    """With the forms as they are filled in, and what came between."""

    @pytest.fixture(autouse=True)
    def newsroom(self, client):
        self.client = client
        self.editor = factories.editor()
        client.force_login(self.editor)

    def demote(self):
        self.editor.groups.clear()

    def post(self, name, *args, data):
        place = name if name.startswith("/") else reverse(f"admin:{name}", args=args)
        return self.client.post(place, data)

    def fix_form(self, article):
        form = filled(
            self.client.get(reverse("admin:fix", args=[article.pk])), "fix_form"
        )
        words = {
            "headline": "A headline of mine",
            "body": "<p>First.</p><p>See <a href='https://x.example/'>it</a>.</p>",
            "search_title": "For machines",
            "correction": "It was never so.",
            "was_wrong": "yes",
        }
        return {**form, **words}

    def assert_has_the_fix(self, answer):
        found = shown(answer)
        assert "A headline of mine" in found
        assert "First.\n\nSee it (https://x.example/)." in found
        assert {"For machines", "It was never so."} <= set(found)
        assert "yes" not in found

    def test_a_fix_of_what_was_unpublished_and_deleted(self):
        article = factories.published_article(by=self.editor)
        form = self.fix_form(article)
        factories.taken_down(article, by=self.editor, why="Wrong")
        article.refresh_from_db()
        from articles.editing import bin

        bin.delete(article, by=self.editor, seen=article.version)
        answer = self.post("fix", article.pk, data=form)
        assert answer.status_code == 403
        assert "lies in the bin" in answer.text
        self.assert_has_the_fix(answer)

    def test_a_fix_of_an_editor_who_is_none_any_more(self):
        article = factories.published_article(by=self.editor)
        form = self.fix_form(article)
        self.demote()
        answer = self.post("fix", article.pk, data=form)
        assert answer.status_code == 403
        self.assert_has_the_fix(answer)

    @pytest.mark.parametrize("seen", ["", "77777", "x"])
    def test_a_fix_that_knows_no_edition_of_what_is_not_live(self, seen):
        article = factories.published_article(by=self.editor)
        form = {**self.fix_form(article), "seen": seen}
        factories.taken_down(article, by=self.editor, why="Wrong")
        answer = self.post("fix", article.pk, data=form)
        assert answer.status_code == 403
        assert "there is nothing to fix" in answer.text
        self.assert_has_the_fix(answer)

    def test_what_was_written_about_a_text_that_somebody_decided_about(self):
        article = factories.published_article(by=self.editor, headline="First")
        factories.reworked(article, by=self.editor, headline="Second")
        article.refresh_from_db()
        head = article.revisions.get(number=article.version)
        later = timezone.now() + timedelta(hours=1)
        held = editions.schedule(article, head, later, by=self.editor)
        factories.fixed(article, by=self.editor, headline="Third")
        held.refresh_from_db()
        place = reverse("admin:held_back", args=[article.pk, held.pk])
        form = filled(self.client.get(place), "combine_form")
        form |= {"headline": "written", "text-headline": "Fourth, from both"}
        deciding.leave_out(held, by=self.editor, seen=held.fix_waiting)
        answer = self.post(place, data=form)
        assert answer.status_code == 403
        assert deciding.DECIDED in answer.text
        assert shown(answer) == ["Fourth, from both"]
        assert not Edition.objects.filter(fix_waiting__isnull=False).exists()

    def test_a_bio_combined_by_who_may_not_any_more(self):
        author = factories.author()
        content = author.content().changed(short_bio="<p>Old.</p>")
        author = things.save(author, content, by=self.editor, seen=author.version).thing
        seen = author.version
        for bio in ("<p>Hers.</p>", "<p>Mine.</p>"):
            content = content.changed(short_bio=bio)
            outcome = things.save(author, content, by=self.editor, seen=seen)
        place = reverse(
            "admin:articles_author_combine", args=[author.pk, outcome.revision.number]
        )
        form = filled(self.client.get(place), "combine_form")
        form |= {"short_bio": "written", "text-short_bio": "<p>Both of us.</p>"}
        self.demote()
        self.editor.groups.add(role_of(Role.WRITER))
        answer = self.post(place, data=form)
        assert answer.status_code == 403
        assert shown(answer) == ["Both of us."]
        self.editor.groups.set([role_of(Role.EDITOR)])
        Author.objects.all().delete()
        answer = self.post(place, data=form)
        assert answer.status_code == 404
        assert shown(answer) == ["Both of us."]

    def test_a_text_combined_by_who_may_not_any_more(self):
        article = factories.article(by=self.editor, headline="First")
        factories.reworked(article, by=self.editor, headline="Second")
        mine = replace(article.snapshot(), headline="Kept aside")
        refused = desk.save(article, mine, by=self.editor, seen=1).revision
        assert refused.intent == Revision.Intent.CONFLICT
        place = reverse("admin:combine", args=[article.pk, refused.number])
        form = filled(self.client.get(place), "combine_form")
        form |= {"headline": "written", "text-headline": "From both"}
        self.demote()
        answer = self.post(place, data=form)
        assert answer.status_code == 403
        assert shown(answer) == ["From both"]

    def binned(self):
        article = factories.article(by=self.editor)
        source = source_notes.add(article, by=self.editor, source="A clerk")
        Article.objects.filter(pk=article.pk).update(
            binned_at=timezone.now(), binned_by=self.editor
        )
        return article, source

    def test_notes_and_sources_of_an_article_that_was_deleted(self):
        article, source = self.binned()
        sent = {"quote": "Some words", "text": "Says who?", "field": "body"}
        answer = self.post("notes", article.pk, data=sent)
        assert answer.status_code == 403
        assert shown(answer) == ["Some words", "Says who?"]
        sent = {"source": "Another clerk", "text": "By phone", "flag": "He may sue"}
        answer = self.post("source_notes", article.pk, data=sent)
        assert shown(answer) == ["Another clerk", "By phone", "He may sue"]
        sent = {"why": "A spy", "seen": source.touched_at.isoformat()}
        answer = self.post("raise_flag", article.pk, source.pk, data=sent)
        assert answer.status_code == 403
        assert shown(answer) == ["A spy"]

    def test_an_answer_to_a_note_that_never_was(self):
        article = factories.article(by=self.editor)
        data = {"text": "Quite sure", "answer": "done"}
        answer = self.post("answer_note", article.pk, 9, data=data)
        assert answer.status_code == 404
        assert shown(answer) == ["Quite sure"]

    def test_a_form_of_the_article_gives_all_of_it_back(self):
        article = factories.article()
        form = filled(self.client.get(change_page(article)))
        form |= {
            "tags": ["2024"],
            "search_title": ["For machines"],
            "credits-0-wording": ["With the ferry’s crew"],
            "regions-typed": ["Gozo"],
        }
        self.demote()
        self.editor.groups.add(role_of(Role.WRITER))
        answer = self.post(change_page(article), data={**form, "note": "At last"})
        assert answer.status_code == 403
        found = shown(answer)
        for words in ("2024", "For machines", "With the ferry’s crew", "Gozo"):
            assert words in found
        assert "At last" in found
        assert "news" not in found

    def test_the_publications_wordings(self):
        admin = factories.user("superuser")
        self.client.force_login(admin)
        publication = Publication.objects.current()
        place = reverse("admin:articles_publication_change", args=[publication.pk])
        form = filled(self.client.get(place), "publication_form")
        form["copyright_wording"] = ["All of it is ours"]
        Session.objects.all().delete()
        answer = self.post(place, data=form)
        assert "All of it is ours" in shown(answer)
        assert "on" not in shown(answer)

    def test_a_tag_that_is_gone(self):
        place = reverse("admin:articles_tag_change", args=[GONE])
        answer = self.post(place, data={"name": "ports", "slug": "the-ports"})
        assert answer.status_code == 404
        assert shown(answer) == ["ports", "the-ports"]

    def test_several_articles_and_one_reason(self):
        data = {"what": "send_back", "why": "All too long"}
        answer = self.post("carry_out", data=data)
        assert answer.status_code == 400
        assert shown(answer) == ["All too long"]

    def test_a_word_with_a_text_that_was_saved_and_not_submitted(self):
        article = factories.article(by=self.editor)
        form = filled(self.client.get(change_page(article)))
        factories.reworked(article, by=self.editor, notes="Meanwhile")
        form |= {"headline": ["Mine"], "note": ["Read the end"], "_submit": [""]}
        answer = self.client.post(change_page(article), form, follow=True)
        assert "What you wrote with it: “Read the end”" in answer.text
        assert Article.objects.get(pk=article.pk).stage == "draft"
        form = filled(self.client.get(change_page(article)))
        form |= {"note": ["Read the end"], "_submit": [""]}
        answer = self.client.post(change_page(article), form, follow=True)
        assert "What you wrote with it" not in answer.text
        assert Article.objects.get(pk=article.pk).stage == "review"

    def test_a_fault_of_ours(self):
        article = factories.article(by=self.editor)
        Article.objects.filter(pk=article.pk).update(stage="review")
        self.client.raise_request_exception = False
        with mock.patch(
            "articles.editing.review.send_back", side_effect=RuntimeError("broken")
        ):
            data = {"why": "Who says so?", "seen": article.version}
            answer = self.post("send_back", article.pk, data=data)
        assert answer.status_code == 500
        assert shown(answer) == ["Who says so?"]
        assert sent_again(answer)[1]["why"] == "Who says so?"
        assert "broken" not in answer.text


@pytest.mark.django_db
def test_what_is_sent_again_is_done():
    editor, browser = factories.editor(), Client(enforce_csrf_checks=True)
    article = factories.article(by=editor)
    Article.objects.filter(pk=article.pk).update(stage="review")
    browser.force_login(editor)
    place = reverse("admin:send_back", args=[article.pk])
    form = filled_ask(browser.get(place))
    Session.objects.all().delete()
    answer = browser.post(place, {**form, "why": "Who says so?"}, headers=FROM_HERE)
    assert "Sign in in another window" in answer.text
    browser.cookies["csrf"] = "x" * 32  # another, as after signing in
    browser.force_login(editor)
    where, again = sent_again(answer)
    answer = browser.post(where, again, headers=FROM_HERE)
    assert "this page was out of date" in answer.text
    where, again = sent_again(answer)
    answer = browser.post(where, again, headers=FROM_HERE)
    assert answer.status_code == 302
    assert Event.objects.filter(kind=Event.Kind.SENT_BACK, why="Who says so?").exists()


def filled_ask(response):
    [form] = html.fromstring(response.text).find_class("ask")
    return dict(form.form_values())


@pytest.mark.django_db
class TestWhoseWordsAreTheirOwn:
    def test_reading_while_signed_out_asks_to_sign_in(self, client):
        assert client.get("/admin/articles/article/add/").status_code == 302

    def test_nothing_typed_asks_to_sign_in(self, client):
        answer = client.post(f"/admin/articles/article/{GONE}/undo/", {"edition": "3"})
        assert answer.status_code == 302

    def test_a_script_keeps_what_it_sends(self, client):
        script = {"sec-fetch-dest": "empty"}
        answer = client.post("/admin/articles/article/add/", WORDS, headers=script)
        assert answer.status_code == 302

    def test_a_picture_is_chosen_again(self, client):
        from django.core.files.base import ContentFile

        file = ContentFile(b"GIF89a", "a.gif")
        data = {"file": file, "alt": "A harbour"}
        answer = client.post("/admin/articles/image/add/", data)
        assert answer.status_code == 403
        assert shown(answer) == ["A harbour"]
        assert sent_again(answer) is None
        assert "A picture has to be chosen again" in answer.text


def test_markup_is_told_in_words_and_plain_words_as_they_are():
    assert as_text("5 < 6 & 7") == "5 < 6 & 7"
    note = '<p>One<span data-footnote="A &lt;b&gt;note&lt;/b&gt;"></span>.</p><p>Two'
    assert as_text(note) == "One [note: A <b>note</b>].\n\nTwo"
    assert as_text('<h2>A &amp; B</h2><ul><li><a href="/x/">c</a></ul>') == (
        "A & B\n\nc (/x/)"
    )


def test_the_page_says_what_each_of_the_words_is():
    place = "/admin/articles/article/5/fix/"
    sent = {"headline": "A", "body": "<p>B</p>", "seen": "3", "correction": "C"}
    request = RequestFactory().post(place, {**sent, "_save": "Save", "password": "p"})
    request.resolver_match = resolve(place)
    assert typed(request) == [
        ("headline", "A"),
        ("text", "B"),
        ("what readers are told", "C"),
    ]


def role_of(name):
    from django.contrib.auth.models import Group

    return Group.objects.get(name=name)
