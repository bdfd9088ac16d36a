"""What is erased is in no column of any table, and comes back by nothing."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage, storages
from django.db import models

from articles.editing import things
from articles.editing.authors import requests
from articles.editing.authors.erased_names import articles_saying
from articles.editing.authors.erasing import What, erase
from articles.editing.authors.steps import last_step
from articles.editing.images import library
from articles.editing.unsaved import keep_unsaved
from articles.models import (
    Author,
    Disclaimer,
    FormerSlug,
    Image,
    Publication,
    Version,
    WorkingCopy,
)
from articles.models.snapshot import CreditLine
from tests import factories
from tests.photographs import photograph

NAME, FORMER = "Quilla Marchetti", "Quilla Odwyer"
BIO, LONG, FRENCH = "Zinnia-short", "Zinnia-long", "Zinnia-brève"
WORK, LINK, ADDRESS = "Zinnia-works", "https://zinnia.example/", "zinnia@home.example"
WHEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
WHY = "A court asks."

pytestmark = pytest.mark.django_db


@pytest.fixture
def bios():
    return factories.user("Authors' desk", first_name="Bea", last_name="Os")


@pytest.fixture
def author(bios):
    """An author of whom everything is said that can be said, for the third time."""
    admin = factories.user("superuser")
    content = {
        "short_bio": f"<p>{BIO}</p>",
        "long_bio": f"<p>{LONG}</p>",
        "in_languages": {"fr.short_bio": f"<p>{FRENCH}</p>", "fr.name": f"{NAME} (fr)"},
        "positions": [{"role": "Reader", "affiliation": WORK}],
        "links": LINK,
        "photo": library.add(photograph(), by=admin, alt="Her").pk,
    }
    author = factories.author(FORMER)
    for changes in ({**content}, {"name": NAME, "slug": "marchetti"}):
        author.refresh_from_db()
        changed = author.content().changed(**changes)
        things.save(author, changed, by=bios, seen=author.version)
    author.refresh_from_db()
    kept_aside = author.content().changed(short_bio=f"<p>{BIO} again</p>")
    again = author.content().changed(short_bio=f"<p>{BIO}, and more</p>")
    things.save(author, again, by=bios, seen=author.version)
    things.save(author, kept_aside, by=admin, seen=author.version)
    author.refresh_from_db()
    keep_unsaved(Author, author.pk, f"long_bio={LONG}", by=bios, began_from=3)
    requests.receive(
        author,
        by=bios,
        asked_by=f"{NAME}, by mail",
        asked=f"Remove {NAME}.",
        contact=ADDRESS,
        received_on=WHEN.date(),
        now=WHEN,
    )
    kind = ContentType.objects.get_for_model(author)
    LogEntry.objects.create(
        user=admin,
        content_type=kind,
        object_id=author.pk,
        object_repr=FORMER,
        action_flag=CHANGE,
    )
    return author


@pytest.fixture
def article(author):
    admin = factories.user("superuser")
    usual = Disclaimer.objects.create(name="Usual", text="<p>{authors}: hers.</p>")
    Publication.objects.update_or_create(pk=1, defaults={"default_disclaimer": usual})
    article = factories.published_article(by=admin, by_line=[author])
    worded = (CreditLine(author.pk, wording=f"{NAME} in Riga"),)
    factories.reworked(article, by=admin, credits=worded)
    factories.published_again(article, by=admin)
    return article


def erased(author, what, by, **said):
    told = {"seen": last_step(author), "name": NAME, "why": WHY, "now": WHEN, **said}
    kept = erase(author, what, by=by, **told)
    author.refresh_from_db()
    return kept


def columns_saying(*words):
    """Return (table, column, word) of every column of every row that says one."""
    found = set()
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, kinds)
        ]
        for row in model._default_manager.values(*names):
            for name, value in row.items():
                for word in words:
                    if word.casefold() in str(value).casefold():
                        found.add((model._meta.label, name, word))
    return found


def test_all_that_can_be_erased_is_in_no_column(author, article, bios):
    words = (
        *(BIO, LONG, FRENCH, WORK, LINK, ADDRESS, NAME, FORMER),
        "Zinnia",
        "quilla",
    )
    before = columns_saying(*words)
    assert {word for _, _, word in before} == set(words)
    assert len({table for table, _, _ in before}) >= 8
    assert erased(author, What.values, bios, why=f"{NAME} asks a court.") == []
    assert columns_saying(*words, "marchetti", "odwyer") == set()
    assert (author.name, author.slug) == (
        "Name withheld",
        f"name-withheld-{author.pk}",
    )
    assert not FormerSlug.objects.exists()
    assert not author.has_page


def test_one_part_goes_and_the_others_stay(author, bios):
    erased(author, [What.BIO], bios)
    assert columns_saying(BIO, LONG, FRENCH) == set()
    said = {word for _, _, word in columns_saying(NAME, WORK, LINK)}
    assert said == {NAME, WORK, LINK}
    assert author.in_languages == {"fr.name": f"{NAME} (fr)"}
    assert Image.objects.exists()


def test_versions_say_that_it_was_erased_by_whom_and_when(author, bios):
    erased(author, [What.BIO], bios)
    versions = Version.objects.filter(thing="articles.author", thing_id=author.pk)
    gone = versions.filter(erased_at__isnull=False)
    assert gone.count() == versions.count() - 2  # the first said nothing, nor the last
    for version in gone:
        told = "erased on 23 November 2026 by Bea Os"
        assert version.snapshot.short_bio == told
        assert version.erased_by_name == "Bea Os"


def test_it_is_logged_who_erased_what_and_why_and_never_the_words(author, bios):
    erased(author, [What.BIO, What.LINKS], bios)
    step = author.steps.latest("pk")
    assert (step.get_kind_display(), step.by_name, step.why) == (
        *("Erased for good", "Bea Os", WHY),
    )
    assert step.text == "Bio, short and long, in all languages, Links"


def test_no_restoring_undoing_or_saving_brings_it_back(author, bios):
    stale = author.content()
    began = author.version
    erased(author, [What.BIO], bios)
    for number in Version.objects.filter(erased_at__isnull=False).values_list(
        "number", flat=True
    ):
        with pytest.raises(ValidationError, match="for good"):
            things.restore(author, number, by=bios, seen=author.version)
    with pytest.raises(ValidationError, match="for good"):
        things.undo(author, by=bios, seen=author.version)
    with pytest.raises(ValidationError, match="for good"):
        things.save(author, stale, by=bios, seen=began)
    with pytest.raises(ValidationError, match="Open the page again"):
        keep_unsaved(Author, author.pk, f"long_bio={LONG}", by=bios, began_from=began)
    assert columns_saying(BIO, LONG, FRENCH) == set()
    assert not WorkingCopy.objects.exists()


def test_the_photograph_goes_with_every_file(
    author, bios, django_capture_on_commit_callbacks
):
    image = author.photo
    folder, original = image.rendition_folder, image.original.name
    assert storages["originals"].exists(original)
    with django_capture_on_commit_callbacks(execute=True):
        assert erased(author, [What.PHOTO], bios) == []
    assert author.photo is None
    assert not Image.objects.filter(pk=image.pk).exists()
    assert not storages["originals"].exists(original)
    if default_storage.exists(folder):
        assert default_storage.listdir(folder)[1] == []
    assert not Version.objects.filter(thing="articles.image").exists()


def test_a_photograph_that_others_use_stays_and_is_named(author, bios):
    other = factories.author(photo=author.photo)
    image = author.photo
    assert erased(author, [What.PHOTO], bios) == [image]
    other.refresh_from_db()
    assert (author.photo, other.photo) == (None, image)


def test_articles_that_say_the_name_themselves_are_listed_for_the_desk(author, bios):
    saying = factories.article(body=f"<p>{NAME} was there.</p>")
    factories.article(body="<p>Nobody was there.</p>")
    assert list(articles_saying([NAME, FORMER])) == [saying]
    erased(author, [What.NAME], bios)
    assert columns_saying(NAME) == {
        ("articles.Article", "body", NAME),
        ("articles.Revision", "content", NAME),
    }


def test_it_asks_for_the_name_typed_and_for_a_reason(author, bios):
    with pytest.raises(ValidationError, match=f"as it stands: {NAME}"):
        erased(author, [What.BIO], bios, name="Quilla")
    with pytest.raises(ValidationError, match="Say why"):
        erased(author, [What.BIO], bios, why="")
    with pytest.raises(ValidationError, match="Choose what"):
        erased(author, [], bios)
    assert author.short_bio


@pytest.mark.parametrize("role", ["Writer", "Editor"])
def test_editors_and_writers_do_not_erase(author, role):
    with pytest.raises(PermissionDenied):
        erased(author, [What.BIO], factories.user(role))
