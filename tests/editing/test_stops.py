"""What stops a text is said alike wherever somebody looks for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.editing.concerns.desk import concerns
from articles.editing.dossiers import releasing
from articles.editing.holding import Others
from articles.editing.stops import NOTHING_STOPS, STOPPED, Stop, stops
from articles.editing.well import newsroom
from articles.editing.well.report import Report
from articles.models import Article, Edition, Publication
from articles.models.actions import Role
from tests import factories

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return factories.user(Role.WRITER)


@pytest.fixture
def publisher():
    return factories.user(Role.PUBLISHER, first_name="Ana", last_name="Reis")


@pytest.fixture
def release(writer, publisher):
    """Return a release of two texts: the first is on hold, the other waits for it."""
    report = factories.report("The dam")
    held, waits = (
        factories.article(by=writer, headline=name, reports=(report.pk,))
        for name in ("Held", "Waits")
    )
    made = releasing.release(
        report,
        by=publisher,
        seen={held.pk: held.version, waits.pk: waits.version},
        live_from=timezone.now() + HOUR,
    )
    factories.put_on_hold(held, by=publisher, why="Call him.", others=Others.HOLD)
    return made


def on_desk(person, key, now=None):
    groups = {group.key: group.entries for group in concerns(person, now)}
    return {entry.headline: entry for entry in groups.get(key, ())}


def stops_of(headline):
    edition = Edition.objects.get(headline=headline)
    return stops(edition.article, edition)


def test_what_stops_an_edition_is_named_once(release):
    assert stops_of("Held") == [Stop.HELD]
    assert stops_of("Waits") == [Stop.TOGETHER]
    Article.objects.filter(headline="Waits").update(
        has_open_legal_flag=True, embargoed_until=timezone.now() + 2 * HOUR
    )
    assert stops_of("Waits") == [Stop.FLAGGED, Stop.EMBARGOED]


@pytest.mark.parametrize(
    "stopped",
    [
        {},
        {"held_at": timezone.now(), "hold_reason": "Call him."},
        {"has_open_legal_flag": True},
        {"has_lost_permission": True},
    ],
)
def test_a_list_narrows_by_the_same_rule(writer, stopped):
    factories.article(by=writer)
    Article.objects.update(**stopped)
    article = Article.objects.get()
    found = [stop for stop, is_so in STOPPED.items() if Article.objects.filter(is_so)]
    assert found == stops(article)
    assert Article.objects.filter(NOTHING_STOPS).exists() is not article.is_stopped


def test_what_waits_with_its_release_is_nothing_to_publish(release, publisher):
    assert on_desk(publisher, "approved") == {}


def test_the_writer_reads_what_a_text_waits_for(release, writer):
    mine = on_desk(writer, "on-their-way")
    assert mine["Held"].wants == "On hold: “Call him.”"
    assert mine["Waits"].wants == "It waits with others of “The dam”."


def test_what_waits_keeps_its_place_in_what_goes_out_next(release, publisher):
    coming = on_desk(publisher, "going-out")
    assert coming["Held"].wants.startswith("Waits. Its hour: ")
    assert coming["Held"].wants.endswith("On hold: “Call him.”")
    assert coming["Waits"].wants.endswith("It waits with others of its report.")


def test_what_goes_live_next_says_that_it_waits(release, publisher):
    Publication.objects.get_or_create(pk=1)
    publication = Publication.objects.current()
    report = Report(publisher, timezone.now(), publication.zone)
    [line] = newsroom.going_out(report)
    assert line.words.endswith(", but it waits: on hold.")


def test_a_missed_part_leads_to_its_release(release, publisher):
    missed = on_desk(publisher, "missed", release.live_from + HOUR)
    place = [release.report_id, release.pk]
    released = reverse("admin:articles_report_released", args=place)
    assert missed["Waits"].address == released
    assert "choose another for all of them" in missed["Waits"].wants


@pytest.mark.parametrize(
    ("stopped", "said"),
    [
        ({"has_lost_permission": True}, "Its permission was withdrawn"),
        ({"embargoed_until": timezone.now() + timedelta(days=9)}, "Under embargo"),
    ],
)
def test_a_missed_hour_says_what_would_hold_it_again(release, publisher, stopped, said):
    Article.objects.filter(headline="Waits").update(**stopped)
    missed = on_desk(publisher, "missed", release.live_from + HOUR)
    assert missed["Waits"].wants.startswith(said)


def test_a_retraction_and_its_end_are_called_so(publisher):
    article = factories.published_article(by=publisher)
    factories.retracted(article, by=publisher)
    [entry] = on_desk(publisher, "went-out").values()
    assert entry.wants == "Ana Reis retracted it."
    factories.reworked(article, by=publisher, headline="Reworked")
    assert on_desk(publisher, "changed") == {}
    factories.reinstated(article, by=publisher)
    [entry] = on_desk(publisher, "went-out").values()
    assert entry.wants == "Ana Reis reinstated it."
    assert [*on_desk(publisher, "changed")] == ["Reworked"]


def test_nobody_is_asked_to_go_on_with_what_was_withdrawn(publisher):
    article = factories.published_article(by=publisher)
    factories.reworked(article, by=publisher, headline="Reworked")
    factories.withdrawn(article, by=publisher)
    assert on_desk(publisher, "drafts") == {}
