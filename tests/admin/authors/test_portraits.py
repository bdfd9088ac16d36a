"""Portraits by HTTP: who may add one, and change its words and focal point."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Author, Image
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import filled
from tests.photographs import photograph

pytestmark = pytest.mark.django_db
UPLOAD = reverse("admin:articles_image_upload")
EVERYBODY = (*Role.values, "superuser", "nobody signed in")
EDITORS = {Role.EDITOR, Role.PUBLISHER, "superuser"}
KEEPERS = EDITORS | {Role.AUTHORS_DESK}


def browser(role):
    found = Client()
    if role != "nobody signed in":
        found.force_login(factories.user(role))
    return found


def added():
    """Add a picture, with its files, and return it."""
    client = browser(Role.EDITOR)
    file = photograph((80, 60))
    answer = client.post(UPLOAD, {"file": file, "alt": "Bo Lund"})
    return Image.objects.get(pk=answer.json()["results"][0]["id"])


def place(image, name="change"):
    return reverse(f"admin:articles_image_{name}", args=[image.pk])


def mended(client, image, **changes):
    said = {"alt": "Bo at a quay", "focal_x": 20, "focal_y": 30, "seen": 1}
    return client.post(place(image), {**said, **changes, "_save": ""}, follow=True)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_portrait_is_changed_by_whom_the_table_says(role, settings):
    portrait = added()
    factories.author("Bo Lund", photo=portrait)
    mended(browser(role), portrait)
    portrait.refresh_from_db()
    is_done = (portrait.alt, portrait.focal_x) == ("Bo at a quay", 20)
    assert is_done == (role in KEEPERS)
    assert is_done == (portrait.version > 1)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_picture_of_an_article_is_changed_by_editors_alone(role):
    picture = factories.image(alt="Bo Lund")
    factories.author("Bo Lund", photo=picture)
    factories.article(headline="Grain by sea", lead_image=picture.pk)
    answer = mended(browser(role), picture, focal_x=50, focal_y=50)
    picture.refresh_from_db()
    assert (picture.alt == "Bo at a quay") == (role in EDITORS)
    if role == Role.AUTHORS_DESK:
        assert answer.status_code == 403
        assert "also the lead picture of “Grain by sea”" in answer.text
        assert "Bo at a quay" in answer.text


def test_the_authors_desk_undoes_and_restores_what_it_did_to_a_portrait():
    portrait = factories.image(alt="Bo Lund")
    factories.author("Bo Lund", photo=portrait)
    bea = browser(Role.AUTHORS_DESK)
    mended(bea, portrait, focal_x=50, focal_y=50)
    bea.post(place(portrait, "undo"), {"seen": 2})
    portrait.refresh_from_db()
    assert portrait.alt == "Bo Lund"
    versions = reverse("admin:articles_image_versions", args=[portrait.pk])
    assert "Restore" in bea.get(versions).text


def test_the_authors_desk_deletes_none_of_them():
    portrait = factories.image()
    answer = browser(Role.AUTHORS_DESK).post(place(portrait, "delete"), {"seen": 1})
    assert answer.status_code == 403
    assert Image.objects.exists()


def test_a_portrait_is_uploaded_and_chosen_without_leaving_the_form():
    bea = browser(Role.AUTHORS_DESK)
    author = factories.author("Bo Lund")
    answer = bea.post(UPLOAD, {"file": photograph((80, 60)), "alt": "Bo Lund"})
    [picture] = answer.json()["results"]
    change = reverse("admin:articles_author_change", args=[author.pk])
    form = filled(bea.get(change), "author_form")
    bea.post(change, {**form, "photo": picture["id"], "_save": ""})
    assert Author.objects.get().photo_id == picture["id"]
    text = bea.get(change).text
    assert f'src="{picture["square"]}"' in text
    assert f'href="/admin/articles/image/{picture["id"]}/change/"' in text
