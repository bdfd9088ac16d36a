"""Withdrawing for legal reasons leaves nothing within reach, pictures least of all."""

from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.editing import copies, previews, publication
from articles.editing.images import away, library
from articles.editing.standing import State, in_state, standing
from articles.models import (
    Article,
    Correction,
    Edition,
    Event,
    Image,
    Report,
    Withdrawal,
)
from articles.models.edition import PLACEMENTS
from articles.publishing import editions
from tests import factories
from tests.photographs import BLUE, photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return factories.user("Publisher")


def a_photograph():
    return photograph(colour=(7, 77, 177))  # no other test leaves its files behind


@pytest.fixture
def picture(publisher):
    return library.add(a_photograph(), by=publisher, alt="A harbour")


@pytest.fixture
def article(publisher, picture):
    return factories.published_article(by=publisher, lead_image=picture.pk)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def fresh(article):
    return Article.objects.get(pk=article.pk)


def files_of(image, storage=default_storage, folder=""):
    try:
        return sorted(storage.listdir(f"{folder}{image.rendition_folder}")[1])
    except FileNotFoundError:
        return []


def is_public(image):
    return bool(files_of(image))


def is_hidden(image):
    return bool(files_of(image, storages["originals"], f"{away.FOLDER}/"))


def test_is_for_publishers_and_gives_its_reason(article, publisher):
    with pytest.raises(PermissionDenied, match="Only publishers"):
        factories.withdrawn(article, by=factories.editor())
    for missing in ("why", "notice"):
        with pytest.raises(ValidationError) as refused:
            factories.withdrawn(article, by=publisher, **{missing: " "})
        assert missing in refused.value.error_dict
    factories.withdrawn(article, by=publisher, why="Court order 4 C 12")
    event = Event.objects.get(kind=Event.Kind.WITHDRAWN)
    assert (event.by, event.why) == (publisher, "Court order 4 C 12")


def test_needs_something_that_readers_saw(publisher):
    with pytest.raises(ValidationError, match="Readers never saw it"):
        factories.withdrawn(factories.article(), by=publisher)


def test_reaches_what_was_taken_down_before(article, publisher):
    factories.taken_down(article, by=publisher, why="At first")
    factories.withdrawn(article, by=publisher)
    assert standing(fresh(article)).state == State.WITHDRAWN


def test_cancels_schedules_and_closes_preview_links(article, publisher):
    link = previews.make_link(article, by=publisher, days=7)
    head = article.revisions.get()
    later = timezone.now() + timedelta(hours=1)
    coming = editions.schedule(article, head, later, by=publisher)
    factories.withdrawn(article, by=publisher)
    link.refresh_from_db()
    coming.refresh_from_db()
    assert link.revoked_at
    assert coming.cancelled_at


def test_nothing_of_it_gets_out_meanwhile(article, publisher):
    factories.withdrawn(article, by=publisher)
    head = fresh(article)
    for attempt in (
        lambda: publication.publish(head, by=publisher, seen=head.version),
        lambda: previews.make_link(head, by=publisher, days=1),
        lambda: copies.duplicate(head, by=publisher, seen=head.version),
        lambda: copies.translate(head, "fr", by=publisher, seen=head.version),
        lambda: factories.retracted(head, by=publisher),
        lambda: factories.taken_down(head, by=publisher, why="x"),
    ):
        with pytest.raises(PermissionDenied, match="withdrawn for legal reasons"):
            attempt()
    factories.reworked(head, by=publisher, headline="Written anew")
    assert not Edition.objects.visible().exists()


def test_is_done_once(article, publisher):
    factories.withdrawn(article, by=publisher)
    with pytest.raises(ValidationError, match="withdrawn already"):
        factories.withdrawn(article, by=publisher)


def test_ending_it_leaves_down_what_was_live(article, publisher):
    region = factories.region()
    listed = factories.published_article(by=publisher, regions=(region.pk,))
    before = {model: model.objects.count() for model in PLACEMENTS.values()}
    factories.withdrawn(listed, by=publisher)
    factories.withdrawal_ended(listed, by=publisher, why="Settled")
    assert {model: model.objects.count() for model in PLACEMENTS.values()} == before
    assert standing(fresh(listed)).state == State.DOWN
    assert Event.objects.get(kind=Event.Kind.WITHDRAWAL_ENDED).why == "Settled"
    assert Withdrawal.objects.get().ended_at
    publication.publish(listed, by=publisher, seen=1)
    assert standing(fresh(listed)).state == State.LIVE


def test_what_readers_are_told_is_kept_and_stands_above_no_text(article, publisher):
    factories.withdrawn(article, by=publisher, notice="Taken from here.")
    notice = Correction.objects.get()
    assert (notice.kind, notice.text) == (
        Correction.Kind.WITHDRAWAL,
        "Taken from here.",
    )
    factories.withdrawal_ended(article, by=publisher)
    assert not Correction.objects.standing().exists()
    assert publication.publish(article, by=publisher, seen=1).notices == []


def test_the_screens_call_it_withdrawn(article, publisher):
    factories.withdrawn(article, by=publisher)
    for state in State:
        found = in_state(Article.objects.all(), state)
        assert found.exists() == (state == State.WITHDRAWN)


# Pictures


def test_files_follow_the_commit_and_come_back(article, publisher, picture, committed):
    names = files_of(picture)
    with committed():
        factories.withdrawn(article, by=publisher)
        assert is_public(picture)  # nothing is committed yet
    assert (is_public(picture), is_hidden(picture)) == (False, True)
    with committed():
        factories.withdrawal_ended(article, by=publisher)
    assert (files_of(picture), is_hidden(picture)) == (names, False)


def test_files_stay_where_the_withdrawal_was_rolled_back(
    article, publisher, picture, committed
):
    with committed(), transaction.atomic():
        factories.withdrawn(article, by=publisher)
        transaction.set_rollback(True)
    assert is_public(picture)
    assert fresh(article).withdrawn_at is None


def test_a_crash_between_two_files_is_put_right_later(
    article, publisher, picture, committed
):
    storage = storages["originals"]
    real, tried = storage.save, []

    def crash(name, content):
        tried.append(name)
        if len(tried) == 2:
            raise OSError("The disk is full")
        return real(name, content)

    with mock.patch.object(type(storage), "save", side_effect=crash), committed():
        factories.withdrawn(article, by=publisher)
    assert is_public(picture)
    assert is_hidden(picture)
    said, left = StringIO(), len(files_of(picture))
    call_command("worker", "--once", stdout=said)
    assert f"Withdrawn pictures: {left} files moved." in said.getvalue()
    assert (is_public(picture), is_hidden(picture)) == (False, True)
    assert away.put_files_right() == 0


def test_what_is_shown_elsewhere_stays_unless_chosen(article, publisher, picture):
    other = factories.published_article(by=publisher, lead_image=picture.pk)
    factories.author("Ada", photo=picture)
    Report.objects.create(name="Tides", slug="tides", cover=picture)
    [shown] = away.pictures_of(article)
    assert [str(use) for use in shown.elsewhere] == [
        f"in the text of “{other.headline}”",
        f"in what readers see of “{other.headline}”",
        "the portrait of “Ada”",
        "the cover of “Tides”",
    ]
    factories.withdrawn(article, by=publisher)
    assert not Image.objects.get(pk=picture.pk).withdrawn_at


def test_what_nobody_sees_any_more_is_no_use_elsewhere(article, publisher, picture):
    other = factories.published_article(by=publisher, lead_image=picture.pk)
    factories.reworked(other, by=publisher, lead_image=None)
    factories.published_again(other, by=publisher)
    [shown] = away.pictures_of(article)
    assert shown.elsewhere == []


def test_pictures_of_older_editions_go_too(publisher, picture):
    second = library.add(photograph(colour=BLUE), by=publisher, alt="A quay")
    body = f'<p>Words.</p><figure data-image="{second.pk}"></figure>'
    article = factories.published_article(
        by=publisher, body=body, lead_image=picture.pk
    )
    factories.reworked(article, by=publisher, body="<p>Words.</p>", lead_image=None)
    factories.published_again(article, by=publisher)
    factories.withdrawn(article, by=publisher)
    assert Image.objects.filter(withdrawn_at__isnull=False).count() == 2


def test_two_withdrawals_keep_a_picture_away_until_both_are_over(
    article, publisher, picture
):
    other = factories.published_article(by=publisher, lead_image=picture.pk)
    for one in (article, other):
        factories.withdrawn(one, by=publisher, pictures=[picture.pk])
    factories.withdrawal_ended(article, by=publisher)
    assert Image.objects.get(pk=picture.pk).withdrawn_at
    factories.withdrawal_ended(other, by=publisher)
    assert not Image.objects.get(pk=picture.pk).withdrawn_at


def test_a_withdrawn_picture_does_not_come_back_by_another_door(
    article, publisher, picture, committed
):
    with committed():
        factories.withdrawn(article, by=publisher)
    with pytest.raises(ValidationError, match="withdrawn for legal reasons"):
        library.add(a_photograph(), by=publisher, alt="The same")
    with pytest.raises(ValidationError, match="withdrawn for legal reasons"):
        library.refocus(picture, 10, 10, by=publisher)
    body = f'<figure data-image="{picture.pk}"><figcaption>Quay</figcaption></figure>'
    other = factories.article(body=body, lead_image=picture.pk)
    other = editions.publish(other, other.revisions.get(), by=publisher)
    assert (other.picture, other.body) == (None, "<p>Quay</p>")
    assert not is_public(picture)


def test_nothing_is_published_with_a_picture_that_was_withdrawn(
    article, publisher, picture
):
    factories.withdrawn(article, by=publisher)
    body = f'<p>x</p><figure data-image="{picture.pk}"></figure>'
    for field, text in (("lead_image", picture.pk), ("body", body)):
        other = factories.article(**{field: text})
        with pytest.raises(ValidationError) as refused:
            publication.publish(other, by=publisher, seen=1)
        [words] = refused.value.message_dict[field]
        assert "was withdrawn for legal reasons" in words
    factories.withdrawal_ended(article, by=publisher)
    publication.publish(other, by=publisher, seen=1)


def test_where_else_a_withdrawn_picture_was_shown_no_broken_one_stays(
    article, publisher, picture
):
    kept = factories.image(alt="A quay", caption="The quay")
    body = (
        f'<p>x</p><figure data-image="{kept.pk}"></figure>'
        f'<figure data-image="{picture.pk}"><figcaption>Harbour</figcaption></figure>'
    )
    other = factories.published_article(by=publisher, body=body)
    stood = other.editions.get().body
    Image.objects.filter(pk=kept.pk).update(caption="In other words by now")
    factories.withdrawn(article, by=publisher, pictures=[picture.pk])
    gap = other.editions.get()
    assert picture.rendition_folder not in gap.body
    assert gap.body.endswith("<p>Harbour</p>")
    assert "The quay" in gap.body
    factories.withdrawal_ended(article, by=publisher)
    assert other.editions.get().body == stood


def test_a_retracted_text_is_found_by_no_search_for_a_picture_taken_out(
    article, publisher, picture
):
    body = f'<p>x</p><figure data-image="{picture.pk}"></figure>'
    other = factories.published_article(by=publisher, body=body)
    factories.retracted(other, by=publisher)
    factories.withdrawn(article, by=publisher, pictures=[picture.pk])
    left = other.editions.latest("pk")
    assert (left.body, left.search_text) == ("<p>x</p>", "")


def test_asks_as_much_of_one_picture_as_of_twenty(publisher, django_assert_num_queries):
    for count in (1, 20):
        ids = [factories.image().pk for _ in range(count)]
        body = "".join(f'<figure data-image="{pk}"></figure>' for pk in ids)
        article = factories.published_article(by=publisher, body=f"<p>x</p>{body}")
        with django_assert_num_queries(6):
            assert len(away.pictures_of(article)) == count
