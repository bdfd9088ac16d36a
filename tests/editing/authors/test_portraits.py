"""The authors' desk changes pictures that are portraits and nothing else."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.editing import things
from articles.editing.things.permission import refusal_of
from articles.models import Image
from articles.models.actions import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea():
    return factories.user(Role.AUTHORS_DESK)


@pytest.fixture
def portrait():
    picture = factories.image(alt="Bo Lund")
    factories.author("Bo Lund", photo=picture)
    return picture


def test_a_portrait_gets_words_from_the_authors_desk(bea, portrait):
    content = portrait.content().changed(alt="Bo Lund at a quay")
    assert things.save(portrait, content, by=bea, seen=1).thing.alt.endswith("a quay")


def test_a_picture_of_nobody_does_not(bea):
    picture = factories.image()
    with pytest.raises(PermissionDenied, match="This is nobody’s portrait yet"):
        things.save(picture, picture.content(), by=bea, seen=1)


def test_a_portrait_that_stands_in_an_article_belongs_to_editors(bea, portrait):
    factories.article(headline="Grain by sea", lead_image=portrait.pk)
    words = refusal_of(bea, "change", portrait)
    assert words == (
        "This picture is also the lead picture of “Grain by sea”. Ask an editor to "
        "change it."
    )
    assert refusal_of(factories.editor(), "change", portrait) == ""


def test_a_portrait_is_the_cover_of_a_report_too(bea, portrait):
    factories.report("Grain", cover=portrait)
    assert "the cover of “Grain”" in refusal_of(bea, "change", portrait)


def test_it_deletes_none_and_changes_not_all_of_them(bea, portrait):
    assert "Only editors and publishers" in refusal_of(bea, "delete", portrait)
    assert "Only editors and publishers" in refusal_of(bea, "change", Image)


@pytest.mark.parametrize("role", [Role.WRITER, None])
def test_others_change_no_portrait(portrait, role):
    assert refusal_of(factories.user(role), "change", portrait)


def test_a_closed_account_changes_no_portrait(bea, portrait):
    bea.is_active = False
    assert refusal_of(bea, "change", portrait) == "This account is no longer in use."
