"""Taking an article down from its screen: why, and what readers get for each answer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import copies
from articles.editing.images import library
from articles.models import Article, Edition, Image, Publication, Withdrawal
from tests import factories
from tests.admin.pages import change_page, words
from tests.photographs import photograph

pytestmark = pytest.mark.django_db
WHY = "An insult that a court forbade"
TOLD = "The numbers <b>were</b> invented."


@pytest.fixture
def publisher():
    return factories.user("Publisher", first_name="Ana", last_name="Reis")


@pytest.fixture
def staff(publisher):
    client = Client()
    client.force_login(publisher)
    return client


@pytest.fixture
def article(publisher):
    return factories.published_article(by=publisher, headline="Grain is counted")


def test_a_retraction_is_shown_to_who_is_to_look_at_it(article, publisher, client):
    Publication.objects.update_or_create(pk=1, defaults={"has_four_eyes": True})
    edition = factories.retracted(article, by=publisher, notice="It is false.")
    client.force_login(factories.editor())
    screen = client.get(at("fixed", article, edition.pk)).text
    assert "It is false." in screen
    assert at("looked_at", article, edition.pk) in screen


def at(name, article, *more):
    return reverse(f"admin:{name}", args=[article.pk, *more])


def newest(article):
    return Edition.objects.filter(article=article).latest("pk").pk


def live(article):
    return article.editions.visible().get()


def test_the_article_leads_to_one_page_that_asks_why(staff, article):
    screen = staff.get(change_page(article)).text
    assert f'href="{at("take_down", article)}">Take down…</a>' in screen
    page = staff.get(at("take_down", article)).text
    for name in ("unpublish", "retract", "withdraw"):
        assert at(name, article) in page
    assert reverse("admin:end", args=[article.pk, live(article).pk]) in page


def test_it_shows_what_readers_get_for_each_answer(staff, article):
    page = staff.get(at("take_down", article)).text
    assert page.count("There is no such page") == 2
    assert "This article is retracted." in page
    assert "Retracted: Grain is counted" in page
    assert "This article was withdrawn" in page
    assert page.count(f'Readers get <bdi dir="ltr">/articles/{article.pk}/') == 4


def test_an_address_in_other_letters_is_shown_as_one_reads_it(staff, publisher):
    named = factories.published_article(by=publisher, headline="نهر", slug="نهر")
    assert f"/articles/{named.pk}/نهر/</bdi>" in staff.get(at("take_down", named)).text


def test_it_says_why_not_what_cannot_be(article):
    editor = Client()
    editor.force_login(factories.editor())
    page = editor.get(at("take_down", article)).text
    assert "Only publishers may withdraw articles for legal reasons." in page
    assert at("withdraw", article) not in page


def test_what_is_down_can_only_be_withdrawn(staff, publisher, article):
    factories.taken_down(article, by=publisher, why="Too early")
    page = staff.get(at("take_down", article)).text
    assert at("withdraw", article) in page
    assert at("retract", article) not in page
    assert page.count("Readers do not see it now.") == 3


def test_the_page_costs_the_same_with_many_editions(staff, publisher, article):
    staff.get(at("take_down", article))  # what is asked once for each session
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as told:
            staff.get(at("take_down", article))
        costs.append(len(told))
        for number in range(10):
            factories.reworked(_fresh(article), by=publisher, headline=f"G {number}")
            factories.published_again(article, by=publisher)
    assert costs[0] == costs[1] <= 24


@pytest.mark.parametrize("leaves", ["text", "notice"])
def test_retracts(staff, article, leaves):
    data = {"seen": newest(article), "leaves": leaves, "notice": TOLD}
    answer = staff.post(at("retract", article), data, follow=True)
    assert words(answer) == ["Retracted: readers are told so above the headline."]
    assert live(article).retracted_at
    assert (live(article).text == "") == (leaves == "notice")
    screen = answer.text
    assert "Reinstate…" in screen
    assert "<strong>Retracted</strong> since" in screen
    assert 'data-state="retracted">Retracted' in screen


def test_a_refused_retraction_shows_what_was_typed_as_readers_would_get_it(
    staff, article
):
    data = {"seen": newest(article), "leaves": "", "notice": TOLD}
    page = staff.post(at("retract", article), data).text
    assert "Choose what stays." in page
    assert page.count("The numbers &lt;b&gt;were&lt;/b&gt; invented.") == 2
    assert not _fresh(article).retracted_at


@pytest.mark.parametrize("answer", ["unpublish", "retract", "withdraw", "reinstate"])
def test_the_whole_page_is_shown_before_anything_is_done(staff, article, answer):
    before = list(Edition.objects.values())
    page = staff.post(at("readers_page", article, answer), {"notice": TOLD})
    assert page.status_code == 200
    assert "<strong>Not done yet.</strong>" in page.text
    assert 'content="noindex' in page.text
    assert "no-store" in page.headers["Cache-Control"]
    shown = "&lt;b&gt;were&lt;/b&gt;" in page.text
    assert shown == (answer in {"retract", "withdraw"})
    assert "ld+json" not in page.text
    assert list(Edition.objects.values()) == before


def test_the_whole_page_of_a_reinstatement_is_the_text_again(staff, publisher, article):
    factories.retracted(article, by=publisher)
    page = staff.post(at("readers_page", article, "reinstate"), {"notice": TOLD})
    assert "&lt;b&gt;were&lt;/b&gt;" in page.text
    assert ">Grain is counted</h1>" in page.text


def test_a_page_about_ourselves_is_shown_as_one(staff, publisher):
    page = factories.published_article(by=publisher, kind="page", headline="About us")
    shown = staff.get(at("readers_page", page, "retract")).text
    assert 'data-kind="page"' in shown


def test_there_are_no_other_answers(staff, article):
    assert staff.get(at("readers_page", article, "delete")).status_code == 404


def test_reinstates(staff, publisher, article):
    factories.retracted(article, by=publisher)
    page = staff.get(at("reinstate", article)).text
    assert "<h2>Grain is counted</h2>" in page
    data = {"seen": newest(article), "notice": "They were right."}
    answer = staff.post(at("reinstate", article), data, follow=True)
    assert words(answer) == ["Reinstated: readers see the text again."]
    assert live(article).notices[-1].text == "They were right."


def test_withdraws_and_ends_that(staff, publisher, article):
    data = {"seen": newest(article), "notice": "Gone.", "why": WHY}
    answer = staff.post(at("withdraw", article), data, follow=True)
    assert _fresh(article).withdrawn_at
    assert "<strong>Withdrawn for legal reasons</strong> since" in answer.text
    assert 'data-state="withdrawn">Withdrawn' in answer.text
    assert "End the withdrawal…" in answer.text
    asked = staff.get(at("end_withdrawal", article)).text
    assert WHY in asked
    assert "Ana Reis has withdrawn" in asked
    data = {"seen": Withdrawal.objects.get().pk, "why": "Settled"}
    answer = staff.post(at("end_withdrawal", article), data, follow=True)
    assert not _fresh(article).withdrawn_at
    assert "Readers see nothing before it is published." in words(answer)[0]


def test_names_translations_which_stay(staff, publisher, article):
    french = copies.translate(article, "fr", by=publisher, seen=1).article
    for one, other in ((article, french), (french, article)):
        page = staff.get(at("withdraw", one)).text
        assert "Not withdrawn with it" in page
        assert f'href="{change_page(other)}" lang' in page


def test_where_nothing_is_withdrawn_there_is_nothing_to_end(staff, article):
    assert "is not withdrawn." in staff.get(at("end_withdrawal", article)).text


def test_a_box_stands_beside_each_picture_that_is_shown_elsewhere(staff, publisher):
    own = library.add(photograph(), by=publisher, alt="Own")
    shared = factories.image(alt="Shared", caption="The harbour")
    body = f'<p>Words.</p><figure data-image="{own.pk}"></figure>'
    article = factories.published_article(by=publisher, body=body, lead_image=shared.pk)
    factories.published_article(by=publisher, headline="Tides", lead_image=shared.pk)
    page = staff.get(at("withdraw", article)).text
    assert f'name="pictures" value="{shared.pk}"' in page
    assert f'name="pictures" value="{own.pk}"' not in page
    assert "in what readers see of “Tides”" in page
    data = {"seen": 0, "notice": "Gone.", "why": WHY, "pictures": [shared.pk]}
    page = staff.post(at("withdraw", article), data).text  # what was seen is old
    assert f'value="{shared.pk}" id="id_pictures_0" checked' in page
    data["seen"] = newest(article)
    staff.post(at("withdraw", article), data)
    assert Image.objects.filter(withdrawn_at__isnull=False).count() == 2


def test_the_library_offers_no_withdrawn_picture_and_says_what_it_is(
    staff, publisher, article
):
    picture = factories.image(alt="A quay", caption="The quay")
    factories.reworked(article, by=publisher, lead_image=picture.pk)
    factories.published_again(article, by=publisher)
    factories.withdrawn(article, by=publisher)
    choices = staff.get(reverse("admin:articles_image_choose")).json()["results"]
    assert picture.pk not in [choice["id"] for choice in choices]
    sheet = staff.get(reverse("admin:articles_image_changelist")).text
    assert "Withdrawn" in sheet
    own = staff.get(reverse("admin:articles_image_change", args=[picture.pk])).text
    assert "Withdrawn for legal reasons," in own
    assert "/media/" not in own
    # Its files were never there.
    thumbnail = reverse("admin:articles_image_thumbnail", args=[picture.pk])
    assert staff.get(thumbnail).status_code == 404
    # The article can still be worked on with it.
    assert staff.get(change_page(article)).status_code == 200


def test_the_list_narrows_to_what_was_retracted_and_withdrawn(
    staff, publisher, article
):
    factories.retracted(article, by=publisher)
    gone = factories.published_article(by=publisher, headline="Tides")
    factories.withdrawn(gone, by=publisher)
    found = {
        state: staff.get(
            f"{reverse('admin:articles_article_changelist')}?readers={state}"
        ).text
        for state in ("retracted", "withdrawn")
    }
    assert "Grain is counted" in found["retracted"]
    assert "Tides" not in found["retracted"]
    assert "Tides" in found["withdrawn"]


def _fresh(article):
    return Article.objects.get(pk=article.pk)
