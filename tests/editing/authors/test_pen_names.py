"""A pen name with somebody behind it stays one, and only keepers act on its record."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles.editing import things
from articles.editing.authors.pen_names import access, guarding, keeping
from articles.editing.merging import merge
from articles.models import Author, PenName, PenNameStep
from articles.models.actions import Role
from tests import factories

pytestmark = pytest.mark.django_db
REAL = "Iphigenia Quuxwhistle"


@pytest.fixture
def keeper():
    return factories.user(Role.AUTHORS_DESK)


@pytest.fixture
def record(keeper):
    pen = factories.author("A. Reed", kind=Author.Kind.PEN_NAME)
    return keeping.entrust(pen, by=keeper, real_name=REAL)


def saved(author, *, by, **changes):
    author = Author.objects.get(pk=author.pk)
    content = author.content().changed(**changes)
    return things.save(author, content, by=by, seen=author.version)


def test_it_stays_a_pen_name_without_an_account(record):
    admin, pen = factories.user("superuser"), record.author
    with pytest.raises(ValidationError, match="stays a pen name") as refused:
        saved(pen, by=admin, kind="person")
    assert REAL not in str(refused.value)
    with pytest.raises(ValidationError, match="tell the whole staff"):
        saved(pen, by=admin, account=admin.pk)
    assert saved(pen, by=admin, short_bio="<p>Writes.</p>").thing.kind == "pen name"


def test_it_is_neither_merged_nor_deleted(record):
    admin, pen = factories.user("superuser"), record.author
    for pair in ((pen, factories.author()), (factories.author(), pen)):
        with pytest.raises(ValidationError, match="say who it is"):
            merge(*pair, by=admin, seen=1, into_seen=1, content=pair[1].content())
    other = factories.author(kind="pen name")
    assert "Its keepers" in guarding.merge_refusal(pen, other)
    assert not guarding.merge_refusal(other, factories.author())
    with pytest.raises(ValidationError, match="Something else needs it"):
        things.delete(pen, by=admin, seen=pen.version)


def test_once_it_has_ended_it_may_become_a_person(record, keeper):
    keeping.end(record, by=keeper, seen=record.touched_at, why="She is safe")
    assert saved(record.author, by=keeper, kind="person").thing.kind == "person"
    for refused in (keeping.change, keeping.end):
        said = {"real_name": "B"} if refused is keeping.change else {"why": "So"}
        with pytest.raises(ValidationError, match="has ended"):
            refused(record, by=keeper, seen=record.touched_at, **said)


def test_an_account_that_says_who_it_is_is_taken_out_first(keeper):
    pen = factories.author(kind=Author.Kind.PEN_NAME, account=factories.editor())
    with pytest.raises(ValidationError, match="says to everybody"):
        keeping.entrust(pen, by=keeper, real_name=REAL)
    for kind in ("person", "organisation"):
        with pytest.raises(ValidationError, match="no pen name"):
            keeping.entrust(factories.author(kind=kind), by=keeper, real_name=REAL)


def test_one_record_a_pen_name(record, keeper):
    with pytest.raises(ValidationError, match="kept already"):
        keeping.entrust(record.author, by=factories.editor(), real_name="Another")
    assert PenName.objects.get().real_name == REAL


def test_the_database_keeps_no_name_behind_what_has_ended(record, keeper):
    keeping.end(record, by=keeper, seen=record.touched_at, why="She is safe")
    with pytest.raises(IntegrityError), transaction.atomic():
        PenName.objects.update(real_name=REAL)


@pytest.mark.parametrize(
    "verb",
    [
        lambda record, by: keeping.open_record(record, by=by, why="So"),
        lambda record, by: keeping.change(
            record, by=by, seen=record.touched_at, real_name="B"
        ),
        lambda record, by: keeping.add_keeper(
            record, by, by=by, seen=record.touched_at
        ),
        lambda record, by: keeping.remove_keeper(
            record, record.keepers.get(), by=by, seen=record.touched_at
        ),
        lambda record, by: keeping.appoint(record, by, by=by, why="So"),
        lambda record, by: keeping.end(record, by=by, seen=record.touched_at, why="So"),
    ],
)
@pytest.mark.parametrize("who", [*Role.values, "superuser"])
def test_nobody_but_a_keeper_does_anything(record, verb, who):
    with pytest.raises(PermissionDenied):
        verb(record, factories.user(who))
    assert PenNameStep.objects.count() == 1


def test_a_keeper_who_lost_the_role_opens_nothing(record, keeper):
    keeper.groups.clear()
    keeper = type(keeper).objects.get(pk=keeper.pk)
    with pytest.raises(PermissionDenied):
        keeping.open_record(record, by=keeper, why="So")


def test_a_reason_never_says_the_name_nor_a_part_of_it(record, keeper):
    said = "QUUXWHISTLE wrote, Iphigenia answered; iphigenia  quuxwhistle signed."
    keeping.open_record(record, by=keeper, why=said)
    assert record.steps.last().why == "… wrote, … answered; … signed."


def test_a_closed_record_is_loaded_without_its_secret(record):
    closed = access.closed().get()
    assert set(access.SECRET) <= closed.get_deferred_fields()
    assert REAL not in repr(closed) + str(closed)
