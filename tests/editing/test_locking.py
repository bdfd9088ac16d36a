"""Whoever waits for a colleague acts on what that one left behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from articles.editing import publication, things
from articles.editing.dossiers import releasing
from articles.models import Article, Edition, Source
from articles.publishing import releases
from tests import factories

WAITS = 1.5  # seconds, in which the other one comes to the lock


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one write at a time")
def test_publishing_while_a_colleague_saves_says_that_it_was_changed():
    editor = factories.user("Editor", first_name="Ana", last_name="Reis")
    article, is_saved = factories.article(by=editor), Event()

    def save():
        with transaction.atomic():
            factories.reworked(article, by=editor, headline="Another")
            is_saved.set()
            Event().wait(WAITS)
        connection.close()

    def publish():
        is_saved.wait()
        try:
            publication.publish(article, by=editor, seen=1)
        except ValidationError as error:
            return " ".join(error.messages)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        hands.submit(save)
        said = hands.submit(publish).result()
    assert said.startswith("Ana Reis has changed this article")
    assert not Edition.objects.exists()


MUCH_LATER = timedelta(hours=5)
STOPS = {
    "retract": lambda article, by: factories.retracted(article, by=by),
    "withdraw": lambda article, by: factories.withdrawn(article, by=by),
    "embargo": lambda article, by: factories.reworked(
        article, by=by, embargoed_until=timezone.now() + MUCH_LATER
    ),
    "end the source's permission": lambda article, by: _forbidden(article.source, by),
}


def _forbidden(source, by):
    source = Source.objects.get(pk=source.pk)
    content = source.content().changed(has_standing_permission=False)
    things.save(source, content, by=by, seen=source.version)


@pytest.fixture
def slow_settling(monkeypatch):
    """Whoever lets others follow waits until a second one is about to."""
    both, settle = Barrier(2, timeout=WAITS), releases.settle

    def settle_slowly(*said):
        try:
            both.wait()
        except BrokenBarrierError:
            pass  # the other one waits for the lock, as it should
        return settle(*said)

    monkeypatch.setattr(releases, "settle", settle_slowly)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one write at a time")
@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.usefixtures("slow_settling")
def test_who_stop_two_of_one_release_at_once_do_not_wait_for_each_other(stop):
    by, report = factories.user("superuser"), factories.report("The dam")
    parts = [
        factories.published_article(
            by=by,
            headline=f"Part {number}",
            reports=(report.pk,),
            source=factories.source(has_standing_permission=True).pk,
        )
        for number in (1, 2)
    ]
    for part in parts:
        factories.reworked(part, by=by, body="<p>More.</p>")
    seen = {part.pk: 2 for part in parts}
    hour = timezone.now() + MUCH_LATER / 2
    releasing.release(report, by=by, seen=seen, live_from=hour)

    def run(article):
        try:
            STOPS[stop](Article.objects.get(pk=article.pk), by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(run, parts))  # raises what they did
    assert not Edition.objects.visible(hour).filter(revision__number=2).exists()
