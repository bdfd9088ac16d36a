"""Retracting is said in public, and taken back in public."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.editing import copies, foreseen, publication, retracting, review
from articles.editing.concerns import work
from articles.editing.fixes import looking
from articles.editing.standing import State, in_state, standing
from articles.editing.undo import may_undo, undo_publication
from articles.models import Article, Correction, Edition, Event, Publication
from articles.publishing import editions
from articles.publishing.taking_down import Leaves
from tests import factories

STOPS = {
    "flag": "A legal flag is open",
    "permission": "The permission to publish this was withdrawn",
    "embargo": "Under embargo until",
}
NOON = datetime(2020, 5, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def article(editor):
    return factories.published_article(by=editor, now=NOON, headline="Grain")


def fresh(article):
    return Article.objects.get(pk=article.pk)


def scheduled(article, editor, at):
    head = article.revisions.get(number=article.version)
    return editions.schedule(article, head, at, by=editor, now=NOON)


def test_is_logged_with_what_readers_are_told(article, editor):
    factories.retracted(article, by=editor, notice=" It is \n false. ")
    event = Event.objects.get(kind=Event.Kind.RETRACTED)
    notice = Correction.objects.get()
    assert (event.by, event.why) == (editor, "It is false.")
    assert (notice.kind, notice.text) == (Correction.Kind.RETRACTION, "It is false.")
    assert notice.edition == event.edition == article.editions.visible().get()


def test_cancels_what_was_scheduled(article, editor):
    coming = scheduled(article, editor, NOON + 5 * HOUR)
    factories.retracted(article, by=editor, now=NOON + HOUR)
    coming.refresh_from_db()
    assert coming.cancelled_at == NOON + HOUR
    seen = article.editions.visible(NOON + 6 * HOUR).get()
    assert seen.headline == "Retracted: Grain"


def test_stays_although_the_text_was_to_end(article, editor):
    live = article.editions.get()
    editions.expire(live, NOON + 3 * HOUR, now=NOON)
    factories.retracted(article, by=editor, now=NOON + HOUR)
    assert article.editions.visible(NOON + 9 * HOUR).get().retracted_at


@pytest.mark.parametrize("notice", ["", " \n", "x" * 1001])
def test_asks_for_words_to_readers(article, editor, notice):
    with pytest.raises(ValidationError) as refused:
        factories.retracted(article, by=editor, notice=notice)
    assert "notice" in refused.value.error_dict
    assert fresh(article).retracted_at is None
    assert not Correction.objects.exists()


def test_refuses_what_readers_do_not_see(editor):
    with pytest.raises(ValidationError, match="do not see this article now"):
        factories.retracted(factories.article(), by=editor)


def test_refuses_what_was_published_since(article, editor):
    with pytest.raises(ValidationError, match="published or scheduled another text"):
        retracting.retract(article, Leaves.TEXT, by=editor, seen=0, notice="It is.")


def test_what_is_retracted_can_be_told_anew_and_leave_less(article, editor):
    factories.retracted(article, by=editor)
    factories.retracted(article, by=editor, leaves=Leaves.NOTICE, notice="All of it.")
    seen = article.editions.visible().get()
    assert seen.text == ""
    assert seen.headline == "Retracted: Grain"
    assert [notice.text for notice in seen.notices] == ["It is not true.", "All of it."]
    factories.reinstated(article, by=editor)
    assert article.editions.visible().get().text == "Some words."


def test_nothing_goes_out_as_if_nothing_were(article, editor):
    factories.retracted(article, by=editor)
    head = fresh(article)
    with pytest.raises(PermissionDenied, match="“Reinstate” shows"):
        publication.publish(head, by=editor, seen=head.version)
    with pytest.raises(PermissionDenied, match="“Reinstate” shows"):
        factories.fixed(head, by=editor, headline="Corn")
    with pytest.raises(PermissionDenied, match="“Reinstate” shows"):
        undo_publication(article.editions.visible().get(), by=editor)
    assert not may_undo(editor, head, article.editions.visible().get())


@pytest.mark.parametrize("stop", ["hold", "flag", "permission", "embargo"])
def test_is_not_reinstated_while_anything_stops_it(article, editor, stop):
    factories.retracted(article, by=editor)
    head = fresh(article)
    if stop == "hold":
        factories.put_on_hold(head, by=editor, why="The lawyers ask.")
        refused, words = PermissionDenied, "On hold: “The lawyers ask.”"
    else:
        refused, words = ValidationError, STOPS[stop]
        stops = {
            "flag": {"has_open_legal_flag": True},
            "permission": {"has_lost_permission": True},
            "embargo": {"embargoed_until": timezone.now() + HOUR},
        }
        Article.objects.filter(pk=head.pk).update(**stops[stop])
    with pytest.raises(refused, match=words):
        factories.reinstated(article, by=editor)
    with pytest.raises(ValidationError, match=STOPS.get(stop, words)):
        foreseen.as_reinstated(fresh(article), "Why", by=editor, now=timezone.now())
    assert article.editions.visible().get().retracted_at


def test_a_reinstatement_is_not_undone_either(article, editor):
    factories.retracted(article, by=editor)
    again = factories.reinstated(article, by=editor)
    assert not may_undo(editor, fresh(article), again)
    with pytest.raises(ValidationError, match="retract it anew"):
        undo_publication(again, by=editor)


def test_a_copy_and_a_translation_are_on_hold(article, editor):
    factories.retracted(article, by=editor)
    for copied in (
        copies.duplicate(article, by=editor, seen=1),
        copies.translate(article, "fr", by=editor, seen=1),
    ):
        assert copied.article.held_at
        assert "That one is retracted." in copied.article.hold_reason


def test_reinstating_brings_back_lists_dates_and_end(article, editor):
    editions.expire(article.editions.get(), NOON + 9 * HOUR, now=NOON)
    factories.retracted(article, by=editor, now=NOON + HOUR)
    again = factories.reinstated(article, by=editor, now=NOON + 2 * HOUR)
    assert (again.listed, again.headline) == (True, "Grain")
    assert (again.first_published_at, again.updated_at) == (NOON, NOON + 2 * HOUR)
    assert again.live_until == NOON + 9 * HOUR
    kinds = [notice.kind for notice in again.notices]
    assert kinds == [Correction.Kind.RETRACTION, Correction.Kind.EDITORS_NOTE]
    assert fresh(article).retracted_at is None
    assert Event.objects.filter(kind=Event.Kind.REINSTATED, by=editor).exists()


def test_nothing_is_shown_longer_than_it_was_to_be(article, editor):
    editions.expire(article.editions.get(), NOON + HOUR, now=NOON)
    factories.retracted(article, by=editor, now=NOON + HOUR / 2)
    with pytest.raises(ValidationError, match="was to end meanwhile"):
        factories.reinstated(article, by=editor, now=NOON + 2 * HOUR)
    assert fresh(article).retracted_at


def test_reinstating_needs_a_retraction(article, editor):
    with pytest.raises(ValidationError, match="It is not retracted"):
        factories.reinstated(article, by=editor)


def test_it_can_be_unpublished_and_reinstated_after_that(article, editor):
    factories.retracted(article, by=editor)
    factories.taken_down(article, by=editor, why="Enough")
    assert not Edition.objects.visible().exists()
    factories.reinstated(article, by=editor)
    assert Edition.objects.visible().get().headline == "Grain"


def test_after_it_everything_goes_on_as_before(article, editor):
    factories.retracted(article, by=editor)
    factories.reinstated(article, by=editor)
    fixed = factories.fixed(article, by=editor, headline="Corn").edition
    assert fixed.listed
    assert len(fixed.notices) == 2


def test_its_text_does_not_wait_to_be_published(article, editor):
    factories.reworked(article, by=editor, headline="Corn")
    review.approve(fresh(article), by=editor, seen=2)
    assert work.approved(None).exists()
    factories.retracted(article, by=editor)
    assert not work.approved(None).exists()


@pytest.mark.parametrize("leaves", Leaves)
def test_the_screens_call_it_retracted(article, editor, leaves):
    factories.retracted(article, by=editor, leaves=leaves)
    assert standing(fresh(article)).state == State.RETRACTED
    for state in State:
        found = in_state(Article.objects.all(), state)
        assert found.exists() == (state == State.RETRACTED)


def test_with_four_eyes_somebody_else_looks_at_it(article, editor):
    Publication.objects.update_or_create(pk=1, defaults={"has_four_eyes": True})
    colleague = factories.editor()
    for verb in (factories.retracted, factories.reinstated):
        edition = verb(article, by=editor)
        assert edition.look_wanted_at
        with pytest.raises(PermissionDenied, match="Somebody else must look"):
            looking.look(edition, by=editor)
        assert looking.look(edition, by=colleague).look_wanted_at is None


def test_without_them_nobody_is_asked_to_look(article, editor):
    assert factories.retracted(article, by=editor).look_wanted_at is None


def test_nobody_is_said_to_hold_a_copy_of_what_was_retracted(article, editor):
    factories.retracted(article, by=editor)
    copied = copies.duplicate(article, by=editor, seen=1).article
    with pytest.raises(PermissionDenied, match="This hold is nobody’s"):
        factories.lifted(copied, by=factories.editor())
    factories.lifted(copied, by=factories.user("Publisher"))
