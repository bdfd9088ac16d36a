"""The short bio as it stands under an article, of words that nobody has saved."""

import json
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from lxml import html

from articles.models import Author
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import filled

pytestmark = pytest.mark.django_db
NEW = reverse("admin:articles_author_new_bio_preview")


@pytest.fixture
def author():
    return factories.author(
        "Bo Lund",
        short_bio="<p>He counts grain.</p>",
        photo=factories.image(alt="Bo Lund at a quay"),
        in_languages={"ar.name": "بو لوند", "ar.short_bio": "<p>يعدّ الحبوب.</p>"},
    )


@pytest.fixture
def bea(client):
    account = factories.user(Role.AUTHORS_DESK)
    client.force_login(account)
    return account


def place(author):
    return reverse("admin:articles_author_bio_preview", args=[author.pk])


def box(text):
    """Return the box about the author, as markup."""
    [found] = html.fromstring(text).find_class("bio")
    return html.tostring(found, encoding="unicode").strip()


def test_is_the_very_box_that_readers_get(client, bea, author):
    article = factories.published_article(by_line=[author])
    address = f"/articles/{article.pk}/"
    for_readers = box(client.get(address, follow=True).text)
    assert box(client.get(place(author)).text) == for_readers


def test_shows_typed_words_cleaned_and_writes_nothing(client, bea, author):
    change = reverse("admin:articles_author_change", args=[author.pk])
    form = filled(client.get(change), "author_form")
    typed = {"short_bio": "<p>He <b>counts</b> <script>ships()</script>.</p>"}
    text = client.post(place(author), {**form, **typed}).text
    assert "<p>He <strong>counts</strong> .</p>" in text
    assert "ships()" not in text
    assert Author.objects.get().version == 1
    assert "counts grain" in Author.objects.get().short_bio


def test_shows_what_can_be_read_where_something_else_is_wrong(client, bea, author):
    change = reverse("admin:articles_author_change", args=[author.pk])
    form = filled(client.get(change), "author_form")
    wrong = {"name": "", "positions-0-until": "1066", "links": "nothing"}
    answer = client.post(place(author), {**form, **wrong, "short_bio": "<p>New.</p>"})
    assert answer.status_code == 200
    assert "<p>New.</p>" in answer.text


def test_shows_what_is_typed_and_not_saved(client, bea, author):
    message = {
        "thing": "articles.author",
        "id": author.pk,
        "seen": 1,
        "window": "w",
        "account": bea.pk,
        "typed": "w.1",
        "after": "",
        "form": urlencode({"short_bio": "<p>Half a sen</p>", "seen": 1}),
    }
    client.post(reverse("admin:unsaved"), json.dumps(message), "application/json")
    assert "Half a sen" in client.get(place(author)).text


def test_speaks_to_readers_of_another_language(client, bea, author):
    text = client.get(f"{place(author)}?in=ar").text
    tree = html.fromstring(text)
    assert tree.get("dir") == "rtl"
    assert "يعدّ الحبوب." in text
    assert "بو لوند" in text
    assert "He counts grain." in client.get(f"{place(author)}?in=fr").text
    assert "He counts grain." in client.get(f"{place(author)}?in=nonsense").text


def test_says_where_there_is_no_bio(client, bea):
    assert "there is no short bio" in client.get(NEW).text


def test_of_somebody_who_is_not_there_yet(client, bea):
    answer = client.post(NEW, {"name": "Bo", "short_bio": "<p>He counts.</p>"})
    assert "He counts." in answer.text
    assert not Author.objects.exists()


def test_stands_in_a_frame_of_ours_and_of_nobody_else(client, bea, author):
    headers = client.get(place(author)).headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    change = reverse("admin:articles_author_change", args=[author.pk])
    headers = client.get(change).headers
    assert "frame-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_writer_sees_what_is_saved_and_none_of_what_is_posted(client, author):
    client.force_login(factories.user(Role.WRITER))
    text = client.post(place(author), {"short_bio": "<p>Mine.</p>"}).text
    assert "He counts grain." in text
    assert "Mine." not in text


def test_who_has_no_role_sees_nothing(client, author):
    client.force_login(factories.user())
    assert client.get(place(author)).status_code == 403
    assert client.get(NEW).status_code == 403
