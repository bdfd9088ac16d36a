"""“Report an error”: a plain form that loses no word and asks for no cookie."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from lxml import html

from articles.models import Complaint, Publication
from articles.models.complaint import CLAIM_LENGTH, NAME_LENGTH, QUOTE_LENGTH
from articles.reading.another_time import at_moment
from tests import factories
from tests.reading.test_nothing_private import FILLED_IN, PARTS, patterns
from tests.reading.test_reads_only import refuse_writing

HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
SAID = {
    "quote": "Some words.",
    "claim": "It was the third,\nnot the second.",
    "name": "Ngozi Adé",
    "email": "ngozi@home.example",
}
HARMLESS = [
    *("x", "<script>alert(1)</script>", "{{ 7 }}{% now %}", "=1+1", "../../etc"),
    *("' OR 1=1 --", "🙂‍👩‍👧", "ا" * 300, "A" * 500, "a\u0300" * 400, "%00", "\u200b"),
    *("Ime\u202egnp.exe", "\x07bell", "a\r\nBcc: x@y.example"),
]


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def publication(db):
    return Publication.objects.create(pk=1, name="The Lantern")


@pytest.fixture
def article(publication):
    return factories.published_article(headline="The dam holds", slug="dam")


@pytest.fixture
def address(article):
    return f"/articles/{article.pk}/dam/report/"


def sent(address, headers=HERE, browser=None, **changes):
    return (browser or Client()).post(address, {**SAID, **changes}, headers=headers)


def typed(answer):
    """Return what the form holds that a reader can see or send again."""
    form = html.fromstring(answer.text).find_class("complaint-form")[0]
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def test_the_article_leads_there(client, article, address):
    page = client.get(f"/articles/{article.pk}/dam/")
    assert f'<a href="{address}" rel="nofollow">Report an error</a>' in page.text
    assert "The dam holds" in client.get(address).text


def test_what_is_sent_is_kept_and_thanked_for(article, address):
    browser = Client()
    form = typed(browser.get(address))
    answer = sent(address, browser=browser, edition=form["edition"])
    assert answer.status_code == 303
    assert answer.url == f"{address}thanks/"
    thanks = browser.get(answer.url)
    assert "Your message has arrived" in thanks.text
    for each in (answer, thanks):
        assert not each.cookies
        assert "Cookie" not in each.headers.get("Vary", "")
    assert answer.headers["Cache-Control"] == "private, no-store"
    complaint = Complaint.objects.get()
    assert {name: getattr(complaint, name) for name in SAID} == SAID
    assert complaint.edition == article.editions.get()


def test_a_name_and_an_address_are_left_out_if_one_likes(address):
    sent(address, name="", email="", quote="")
    assert Complaint.objects.get().email == ""


@pytest.mark.parametrize(
    ("changes", "label", "words"),
    [
        ({"claim": ""}, "What is wrong", "Write what is wrong."),
        ({"claim": " \n\t"}, "What is wrong", "Write what is wrong."),
        ({"claim": "x" * (CLAIM_LENGTH + 1)}, "What is wrong", "at most"),
        ({"claim": "x" * 1_000_000}, "What is wrong", "at most"),
        ({"claim": "a\0b"}, "What is wrong", "Null characters"),
        ({"quote": "x" * (QUOTE_LENGTH + 1)}, "The words", "at most"),
        ({"name": "x" * (NAME_LENGTH + 1)}, "Your name", "at most"),
        ({"email": "nobody"}, "Your e-mail", "This is no e-mail address"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "Your e-mail", "no e-mail"),
        ({"email": f"{'a' * 300}@b.example"}, "Your e-mail", "at most"),
    ],
)
def test_a_refusal_names_the_field_and_keeps_every_word(address, changes, label, words):
    answer = sent(address, **changes)
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    [summary] = page.find_class("complaint-errors")
    assert label in summary.text_content()
    assert words in summary.text_content()
    kept = typed(answer)
    for name, value in {**SAID, **changes}.items():
        if "\0" not in value:
            assert kept[name].split() == value.split()
    assert Complaint.objects.count() == 0
    assert not answer.cookies


def test_every_field_has_its_label_and_its_error(address):
    page = html.fromstring(sent(address, claim="", email="nobody").text)
    [form] = page.find_class("complaint-form")
    for field in form.xpath(".//input[not(@type='hidden')] | .//textarea"):
        assert form.xpath(f".//label[@for='{field.get('id')}']")
        described = (field.get("aria-describedby") or "").split()
        assert all(form.xpath(f".//*[@id='{each}']") for each in described)
        if field.name in {"claim", "email"}:
            assert field.get("aria-invalid") == "true"
            assert any("error" in each for each in described)


@pytest.mark.parametrize("words", HARMLESS)
def test_whatever_is_written_is_taken_and_shown_as_it_is(address, words):
    claim = f"Look: {words}."
    assert sent(address, claim=claim, name=words[:NAME_LENGTH]).status_code == 303
    complaint = Complaint.objects.get()
    assert "\u202e" not in complaint.claim + complaint.name
    assert "\n" not in complaint.name
    refused = sent(address, claim=claim, email="nobody")
    assert "<script>alert" not in refused.text
    assert "{{ 7 }}" in refused.text or "{{" not in words


def test_a_line_break_counts_as_one_sign(address):
    claim = "\r\n".join("x" * (CLAIM_LENGTH // 2))[:-2]
    assert len(claim.replace("\r\n", "\n")) < CLAIM_LENGTH < len(claim)
    assert sent(address, claim=claim).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
        {"Referer": "http://testserver/"},
        {"Origin": "http://[x"},
    ],
)
def test_another_site_cannot_send_for_a_reader(address, headers):
    answer = sent(address, headers=headers)
    assert answer.status_code == 403
    assert "send it again" in answer.text
    assert typed(answer)["claim"].split() == SAID["claim"].split()
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://testserver"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_our_own_page_can(address, headers):
    assert sent(address, headers=headers).status_code == 303


def test_what_fills_in_the_hidden_field_is_asked_again(address):
    page = html.fromstring(Client().get(address).text)
    [field] = page.xpath("//input[@name='topic']")
    assert field.xpath("ancestor::div[@hidden]")
    answer = sent(address, topic="Cheap watches")
    assert answer.status_code == 400
    form = typed(answer)
    assert "topic" not in form  # it is empty again
    assert form["claim"].split() == SAID["claim"].split()
    assert sent(address, **form).status_code == 303  # as a person would


def test_too_many_from_one_connection_keep_their_words(address, settings):
    settings.COMPLAINTS_PER_VISITOR = 2
    answers = [sent(address, claim=f"Claim {n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "send them tomorrow" in answers[2].text
    assert typed(answers[2])["claim"] == "Claim 2"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sent(address, browser=elsewhere).status_code == 303


def test_an_article_taken_down_meanwhile_costs_no_word_and_shows_none(article, address):
    edition = typed(Client().get(address))["edition"]
    by = factories.editor()
    factories.taken_down(article, by=by, why="Wrong person")
    refused = sent(address, edition=edition, claim="")
    assert refused.status_code == 400
    assert "no longer shown" in refused.text
    assert "The dam holds" not in refused.text
    answer = sent(address, edition=edition)
    assert answer.status_code == 303
    thanks = Client().get(answer.url)
    assert thanks.status_code == 200
    assert "The dam holds" not in thanks.text
    assert Client().get(address).status_code == 404
    assert Complaint.objects.get().edition_id == int(edition)


def test_what_readers_never_saw_cannot_be_complained_about(publication):
    draft = factories.article()
    for end in ("report/", "report/?at=2099-01-01"):
        place = f"/articles/{draft.pk}/a-headline/{end}"
        assert Client().get(place).status_code == 404
        assert sent(place, edition="1").status_code == 404
    assert Complaint.objects.count() == 0


def test_the_edition_that_the_reader_saw_is_remembered(article, address):
    seen = typed(Client().get(address))["edition"]
    factories.fixed(article, by=factories.editor(), headline="The dam held")
    sent(address, edition=seen)
    assert Complaint.objects.get().edition_id == int(seen)
    sent(address, edition="999999", claim="Another")
    newest = article.editions.latest("live_from")
    assert Complaint.objects.latest("pk").edition == newest


def test_a_wrong_slug_leads_to_the_right_one_and_a_form_loses_nothing(article):
    place = f"/articles/{article.pk}/old/report/"
    right = f"/articles/{article.pk}/dam/report/"
    assert Client().get(place).url == right
    assert sent(place).status_code == 303


@pytest.mark.parametrize("end", ["", "thanks/"])
def test_no_page_of_it_is_indexed_or_needs_a_script(address, end, client):
    answer = client.get(f"{address}{end}")
    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.headers["Cache-Control"].startswith("public")
    assert "<script" not in answer.text
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


def test_the_form_costs_the_same_however_many_came(
    article, address, client, django_assert_num_queries
):
    for size in (1, 20):
        for number in range(size):
            factories.complaint(article, claim=f"{size} {number}")
        with django_assert_num_queries(3):
            client.get(address)


def test_looking_at_the_form_writes_nothing(address, client):
    with connection.execute_wrapper(refuse_writing):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
        assert sent(address, claim="").status_code == 400
        assert sent(address, headers={}).status_code == 403


def test_it_is_with_an_authors_own_the_only_address_that_takes_anything(article):
    """Reading reads only: whatever is posted elsewhere is not even looked at."""
    entry = factories.own_link(factories.author()).token
    takes = []
    for route in patterns(get_resolver()):
        if "(?P" in route or "<path:" in route or route.startswith("health/"):
            continue
        first = route.split("/")[0]
        filled = PARTS.sub(lambda part, first=first: FILLED_IN[first][part[1]], route)
        words = {"article": article.pk, "token": "token", "entry": entry}
        place = "/" + filled.format(**words)
        if sent(place).status_code != 405:
            takes.append(route)
    assert takes == [
        "articles/<number:id>/<words:slug>/report/",
        "your-entry/<str:token>/",
    ]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_other_method_is_taken(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_json_and_files_are_no_form(client, address):
    as_json = client.post(address, SAID, content_type="application/json", headers=HERE)
    assert as_json.status_code == 400
    assert Complaint.objects.count() == 0


class TestOtherWays:
    def page(self, article):
        return Client().get(f"/articles/{article.pk}/dam/").text

    def test_a_mail_address_instead(self, article, address):
        Publication.objects.update(
            error_reports="mail", error_reports_address="errors@lantern.example"
        )
        page = self.page(article)
        subject = "subject=The%20dam%20holds&amp;body=http"
        assert f'href="mailto:errors@lantern.example?{subject}' in page
        assert "/report/" not in page
        assert Client().get(address).status_code == 404
        assert sent(address).status_code == 404

    @pytest.mark.parametrize("way", ["none", "mail"])
    def test_nothing_at_all(self, article, address, way):
        Publication.objects.update(error_reports=way)
        assert "Report an error" not in self.page(article)
        assert Client().get(address).status_code == 404

    def test_a_preview_asks_nobody(self, article):
        browser = Client()
        browser.force_login(factories.editor())
        preview = browser.get(f"/admin/articles/article/{article.pk}/preview/")
        assert "The dam holds" in preview.text
        assert "Report an error" not in preview.text


def test_at_another_time_the_form_is_about_the_text_of_then(article):
    by = factories.editor()
    then = timezone.now()
    factories.fixed(article, by=by, headline="The dam held")
    browser = Client()
    browser.force_login(by)
    place = at_moment(f"/articles/{article.pk}/dam/report/", then)
    page = browser.get(place).text
    assert "The dam holds" in page
    assert "what readers saw then" in page
    assert re.search(r'href="/articles/\d+/dam/\?at=', page)
    later = at_moment(place.split("?")[0], then + timedelta(days=1))
    assert "The dam held" in browser.get(later).text
