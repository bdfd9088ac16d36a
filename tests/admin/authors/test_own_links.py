"""The screens about authors' own links and what comes by them, without a script."""

from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import things
from articles.models import Author, AuthorLink, Image, Publication, Suggestion
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import words
from tests.browsing import signed_in
from tests.photographs import photograph, png_that_says_it_is

MAY = (Role.AUTHORS_DESK, Role.EDITOR, Role.PUBLISHER, "superuser")


@pytest.fixture(autouse=True)
def publication(db):
    return Publication.objects.create(pk=1, name="The Lantern")


@pytest.fixture
def author():
    return factories.author("Ada Lund", expertise="Grain", languages="English")


@pytest.fixture
def bios():
    return factories.user(Role.AUTHORS_DESK)


def at(name, author, *more):
    return reverse(f"admin:articles_author_{name}", args=[author.pk, *more])


def deciding(browser, found):
    """Return what the page's form would post, as it was opened."""
    page = browser.get(at("suggestion", found.author, found.pk))
    form = html.fromstring(page.text).get_element_by_id("decision_form")
    return {
        name: value.removeprefix("\n")
        for name, value in form.form_values()
        if name not in {"_all", "_none"}
    }


def decided(browser, found, **answers):
    form = {**deciding(browser, found), **answers}
    place = at("suggestion", found.author, found.pk)
    return browser.post(place, form, follow=True)


class TestTheLink:
    def test_is_made_copied_and_revoked(self, author, bios):
        browser = signed_in(bios)
        assert at("link", author) in browser.get(at("change", author)).text
        answer = browser.post(at("link", author), {"days": 7}, follow=True)
        link = AuthorLink.objects.get()
        page = html.fromstring(answer.text)
        [copied] = page.xpath("//*[@data-copy]/input/@value")
        assert copied.endswith(f"/your-entry/{link.token}/")
        assert "Not opened yet" in answer.text
        Client().get(urlsplit(copied).path)
        assert "Last opened" in browser.get(at("link", author)).text
        [mailto] = page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
        assert copied in parse_qs(urlsplit(mailto).query)["body"][0]
        browser.post(at("revoke_link", author, link.pk))
        assert Client().get(urlsplit(copied).path).status_code == 404
        assert "Nobody outside can open" in browser.get(at("link", author)).text

    def test_of_a_pen_name_is_refused_in_words(self, author, bios):
        Author.objects.update(kind=Author.Kind.PEN_NAME)
        browser = signed_in(bios)
        page = browser.get(at("link", author)).text
        assert "would be known to stand behind it" in page
        assert "Make a link" not in page
        answer = browser.post(at("link", author), {"days": 7})
        assert "would be known to stand behind it" in answer.text
        assert not AuthorLink.objects.exists()

    def test_is_mailed_and_the_words_stay_where_it_fails(self, author, bios):
        link = factories.own_link(author)
        browser = signed_in(bios)
        page = html.fromstring(browser.get(at("link", author)).text)
        place = at("mail_link", author, link.pk)
        [form] = page.xpath(f"//form[@action='{place}']")
        filled = dict(form.form_values())
        assert link.token in filled["text"]
        own = {**filled, "text": f"My own words {link.token}"}
        for to in ("", "nobody"):
            answer = browser.post(place, {**own, "to": to})
            assert "My own words" in answer.text
        with mock.patch(
            "django.core.mail.EmailMessage.send", side_effect=ConnectionError
        ):
            answer = browser.post(place, {**own, "to": "ada@home.example"})
        assert "The mail has not left" in answer.text
        assert "My own words" in answer.text
        assert mail.outbox == []
        answer = browser.post(place, {**own, "to": "ada@home.example"}, follow=True)
        assert words(answer) == ["Sent to ada@home.example."]
        assert mail.outbox[0].body.startswith("My own words")
        AuthorLink.objects.update(revoked_at=timezone.now())
        answer = browser.post(place, {**own, "to": "ada@home.example"})
        assert "This link is closed" in answer.text
        assert "My own words" in answer.text

    def test_of_another_author_is_not_reached_by_this_one(self, author, bios):
        link = factories.own_link(factories.author())
        for name in ("revoke_link", "mail_link"):
            answer = signed_in(bios).post(at(name, author, link.pk), {"to": "a@b.c"})
            assert answer.status_code == 404
        assert AuthorLink.objects.open().count() == 1

    def test_page_costs_the_same_for_one_and_for_ten(
        self, author, bios, django_assert_num_queries
    ):
        browser = signed_in(bios)
        browser.get("/admin/")
        for many in (1, 8):
            for _ in range(many):
                factories.suggested(author, {"expertise": f"Ships {many}"})
            with django_assert_num_queries(10):
                browser.get(at("link", author))


class TestComparing:
    def test_each_field_is_accepted_declined_or_edited(self, author, bios):
        Author.objects.update(long_bio="<p>One.</p>")
        author.refresh_from_db()
        proposed = {
            "expertise": "Grain and ships",
            "languages": "Arabic",
            "long_bio": "<p>Two.</p>",
            "positions": [{"role": "Fellow"}],
            "ar.name": "آدا لوند",
        }
        found = factories.suggested(author, proposed, note="I moved.")
        browser = signed_in(bios)
        page = browser.get(at("suggestion", author, found.pk)).text
        assert "<ins>" in page
        assert "I moved." in page
        assert "العربية" in page
        answer = decided(
            browser,
            found,
            **{"ar.name": "refused", "text-long_bio": "<p>Three.</p>"},
            expertise="refused",
            languages="standing",
            positions="refused",
            long_bio="written",
            why="Thanks",
        )
        author.refresh_from_db()
        assert author.expertise == "Grain and ships"
        assert author.languages == "English"
        assert author.long_bio == "<p>Three.</p>"
        assert author.positions == [{"role": "Fellow"}]
        assert author.in_languages == {"ar.name": "آدا لوند"}
        assert "Accepted in part" in words(answer)[0]
        page = html.fromstring(answer.text)
        [letter] = page.xpath("//*[@data-copy]/textarea")
        assert "Left as it was: languages." in letter.text_content()
        assert "Thanks" in letter.text_content()

    def test_nothing_is_chosen_before_somebody_does(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        browser = signed_in(bios)
        answer = decided(browser, found, why="My words")
        assert "Choose what shall stand." in answer.text
        assert "My words" in answer.text
        assert Suggestion.objects.get().is_open

    def test_all_is_accepted_at_once_but_for_what_we_changed_since(self, author, bios):
        proposed = {"expertise": "Ships", "languages": "Arabic"}
        found = factories.suggested(author, proposed)
        content = author.content().changed(expertise="Boats")
        things.save(author, content, by=factories.editor(), seen=author.version)
        browser = signed_in(bios)
        page = browser.get(at("suggestion", author, found.pk)).text
        assert "Changed here, too, since they opened the page: expertise." in page
        answer = decided(browser, found, _all="")
        assert "Choose what shall stand." in answer.text
        assert Suggestion.objects.get().is_open
        decided(browser, found, expertise="standing", languages="refused")
        author.refresh_from_db()
        assert (author.expertise, author.languages) == ("Boats", "Arabic")

    def test_accept_all_and_decline_all_are_one_press(self, author, bios):
        browser = signed_in(bios)
        found = factories.suggested(author, {"expertise": "Ships"})
        decided(browser, found, _none="")
        author.refresh_from_db()
        assert author.expertise == "Grain"
        found = factories.suggested(author, {"expertise": "Ships"})
        decided(browser, found, _all="")
        author.refresh_from_db()
        assert author.expertise == "Ships"

    def test_what_was_decided_is_taken_back_by_one_press(self, author, bios):
        browser = signed_in(bios)
        found = factories.suggested(author, {"expertise": "Ships"})
        answer = decided(browser, found, _all="")
        place = at("take_back_decision", author, found.pk)
        assert place in answer.text
        answer = browser.post(place, follow=True)
        assert words(answer) == ["Taken back: it is to be decided again."]
        author.refresh_from_db()
        assert author.expertise == "Grain"
        answer = browser.post(place, follow=True)
        assert words(answer) == ["Nothing is decided about it yet."]

    def test_who_was_overtaken_keeps_their_words_and_decides_anew(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        browser = signed_in(bios)
        form = {**deciding(browser, found), "expertise": "written", "why": "My reason"}
        form["text-expertise"] = "Ships and boats"
        content = author.content().changed(languages="Arabic")
        things.save(author, content, by=factories.editor(), seen=author.version)
        place = at("suggestion", author, found.pk)
        answer = browser.post(place, form)
        assert "has changed this since you opened it" in answer.text
        for typed in ("My reason", "Ships and boats"):
            assert typed in answer.text
        again = html.fromstring(answer.text).get_element_by_id("decision_form")
        sent = dict(again.form_values())
        browser.post(place, sent)
        author.refresh_from_db()
        assert (author.expertise, author.languages) == ("Ships and boats", "Arabic")

    def test_who_comes_second_is_told_and_nothing_is_written(self, author, bios):
        found = factories.suggested(author, {"expertise": "Ships"})
        browser = signed_in(bios)
        form = deciding(browser, found)
        decided(signed_in(factories.editor()), found, _none="")
        place = at("suggestion", author, found.pk)
        answer = browser.post(place, {**form, "_all": "", "why": "My reason"})
        assert "has decided this already: declined" in answer.text
        assert "My reason" in answer.text
        author.refresh_from_db()
        assert author.expertise == "Grain"

    def test_a_message_alone_is_dealt_with(self, author, bios):
        found = factories.suggested(author, {}, note="Please remove me.")
        browser = signed_in(bios)
        page = browser.get(at("suggestion", author, found.pk)).text
        assert "Please remove me." in page
        assert "Accept all" not in page
        assert "Dealt with" in words(decided(browser, found))[0]

    def test_markup_they_sent_is_shown_as_words(self, author, bios):
        bad = "<img src=x onerror=alert(1)>"
        found = factories.suggested(author, {"expertise": bad}, note=bad)
        page = signed_in(bios).get(at("suggestion", author, found.pk)).text
        assert "<img src=x" not in page
        assert "onerror=alert(1)&gt;" in page

    def test_costs_the_same_however_much_was_proposed(
        self, author, bios, django_assert_num_queries
    ):
        browser = signed_in(bios)
        browser.get("/admin/")
        few = factories.suggested(author, {"expertise": "Ships"})
        proposed = {"expertise": "x", "languages": "y", "name": "z", "fr.name": "a"}
        many = factories.suggested(author, {**proposed, "ar.short_bio": "b"})
        for found in (few, many):
            with django_assert_num_queries(10):
                browser.get(at("suggestion", author, found.pk))


class TestThePhotograph:
    def sent(self, author, file=None):
        photo = {"photo": file or photograph((700, 500)), "photo_format": "jpeg"}
        return factories.suggested(author, {}, photo_credit="Rui Sá", **photo)

    def test_is_looked_at_as_a_copy_and_taken_into_the_library(self, author, bios):
        found = self.sent(author)
        browser = signed_in(bios)
        place = at("suggested_photo", author, found.pk)
        assert place in browser.get(at("suggestion", author, found.pk)).text
        seen = browser.get(place)
        assert seen.headers["Content-Type"] == "image/webp"
        assert seen.content[8:12] == b"WEBP"
        assert not Image.objects.exists()
        decided(browser, found, photo="refused", photo_alt="Ada, laughing")
        author.refresh_from_db()
        assert author.photo.alt == "Ada, laughing"
        assert author.photo.credit == "Rui Sá"

    def test_that_no_darkroom_opens_can_only_be_declined(self, author, bios):
        found = self.sent(author, png_that_says_it_is(90_000, 90_000))
        browser = signed_in(bios)
        assert browser.get(at("suggested_photo", author, found.pk)).status_code == 404
        answer = decided(browser, found, photo="refused", why="My reason")
        assert "My reason" in answer.text
        assert Suggestion.objects.get().is_open
        decided(browser, found, photo="standing")
        assert Suggestion.objects.get().state == "declined"
        assert not Image.objects.exists()


class TestWhoMay:
    def addresses(self, author):
        link = factories.own_link(author)
        photo = {"photo": photograph(), "photo_format": "jpeg"}
        found = factories.suggested(
            author, {"expertise": "Ships"}, note="Quokka", **photo
        )
        yield at("link", author), {"days": "7"}
        yield (
            at("suggestion", author, found.pk),
            {
                "seen": "1",
                "text-expertise": "Ships",
                "_all": "",
            },
        )
        yield at("mail_link", author, link.pk), {"to": "a@b.example"}
        yield at("revoke_link", author, link.pk), {}
        yield at("suggested_photo", author, found.pk), {}
        yield at("take_back_decision", author, found.pk), {}

    @pytest.mark.parametrize("role", MAY)
    def test_the_authors_desk_and_editors_do_all_of_it(self, author, role):
        browser = signed_in(factories.user(role))
        for address, form in self.addresses(author):
            assert browser.get(address).status_code in {200, 405}
            mailed = {"subject": "x", "text": "y"}
            answer = browser.post(address, {**form, **mailed})
            assert answer.status_code in {302, 405}, (address, answer.text)
        assert mail.outbox[0].to == ["a@b.example"]
        author.refresh_from_db()
        assert author.expertise == "Grain"  # accepted, and taken back
        kinds = Suggestion.objects.get().steps.order_by("pk")
        assert [step.kind for step in kinds] == ["decided", "reopened"]

    def test_writers_and_outsiders_do_none_of_it(self, author):
        addresses = list(self.addresses(author))
        before = list(AuthorLink.objects.values())
        for user in (factories.user(Role.WRITER), factories.user()):
            browser = signed_in(user)
            for address, form in addresses:
                for answer in (browser.get(address), browser.post(address, form)):
                    assert answer.status_code in {403, 405}, address
                    assert "Quokka" not in answer.text
                    assert "your-entry" not in answer.text
        for address, _ in addresses:
            assert Client().get(address).status_code == 302
        assert list(AuthorLink.objects.values()) == before
        assert Suggestion.objects.get().is_open
        assert mail.outbox == []
