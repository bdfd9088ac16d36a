"""“Reviewed today”, one click, by HTTP."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import things
from articles.models import Author
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import words

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_author_changelist")


@pytest.fixture
def author():
    return factories.author("Bo Lund", short_bio="<p>He counts grain.</p>")


def press(client, author, role=Role.AUTHORS_DESK, **sent):
    client.force_login(factories.user(role, first_name="Bea", last_name="Os"))
    place = reverse("admin:articles_author_reviewed", args=[author.pk])
    return client.post(place, {"seen": author.version, **sent}, follow=True)


def test_is_said_with_the_way_back_and_by_whom(client, author):
    response = press(client, author)
    [message] = words(response)
    assert "Reviewed today: what readers are told of “Bo Lund” is true." in message
    assert "Undo" in message
    assert "Reviewed today by Bea Os." in " ".join(response.text.split())
    assert Author.objects.get().bio_reviewed_on == timezone.localdate()


def test_leads_back_to_the_list_as_it_was_narrowed(client, author):
    response = press(client, author, back="bio=look&q=bo")
    assert response.redirect_chain[0][0] == f"{LIST}?bio=look&q=bo"
    author.refresh_from_db()
    response = press(client, author, back="//evil.example/")
    assert response.redirect_chain[0][0].startswith(f"{LIST}?")


def test_of_words_that_somebody_has_changed_is_refused(client, author):
    content = author.content().changed(short_bio="<p>He counts ships.</p>")
    things.save(author, content, by=factories.editor(), seen=1)
    response = press(client, author, seen=1)
    assert "has changed this since you opened it" in words(response)[0]
    assert Author.objects.get().bio_reviewed_on is None


def test_without_what_was_seen_nothing_is_done(client, author):
    response = press(client, author, seen="")
    assert words(response) == ["The page was incomplete. Try again."]


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_is_for_those_who_may_change_authors(client, author, role):
    response = press(client, author, role)
    is_done = Author.objects.get().bio_reviewed_on is not None
    assert is_done == (role != Role.WRITER)
    assert response.status_code == (200 if is_done else 403)


def test_the_list_has_a_button_in_each_row(client, author):
    bea = factories.user(Role.AUTHORS_DESK)
    client.force_login(bea)
    page = html.fromstring(client.get(f"{LIST}?q=bo").text)
    [button] = page.xpath("//button[@form='review']")
    form = dict(page.get_element_by_id("review").form_values())
    assert form["back"] == "q=bo"
    assert button.get("aria-label") == "Reviewed today: Bo Lund"
    seen = {button.get("name"): button.get("value")}
    response = client.post(button.get("formaction"), {**form, **seen}, follow=True)
    assert response.redirect_chain == [(f"{LIST}?q=bo", 302)]
    assert 'form="review"' not in response.text


def test_the_list_of_a_writer_has_none(client, author):
    client.force_login(factories.user(Role.WRITER))
    assert "Reviewed today" not in client.get(LIST).text
