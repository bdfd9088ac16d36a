"""Whoever waits for a colleague acts on what that one left behind."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from articles.editing import publication
from articles.models import Edition
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
