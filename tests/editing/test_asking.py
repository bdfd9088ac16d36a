"""Nobody is asked about what nobody can decide."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editing.concerns.desk import concerns
from articles.models import Edition, Event, Publication
from tests import factories

pytestmark = pytest.mark.django_db
LOOK, DECIDE = "look at it", "decide what shall begin"


@pytest.fixture
def publisher():
    return factories.user("Publisher")


@pytest.fixture
def fixed():
    """A live article, fixed by an editor: a scheduled text of it changed the same."""
    Publication.objects.create(pk=1, has_four_eyes=True)
    writer, editor = factories.editor(), factories.editor()
    by = {"by": editor}
    article = factories.article(by=writer, body="<p>One two.</p>")
    factories.published_again(article, **by)
    text = factories.reworked(article, by=writer, body="<p>One three.</p>").article
    factories.scheduled(text, timezone.now() + timedelta(hours=1), **by)
    factories.fixed(text, by=writer, body="<p>One four.</p>")
    return text


def asked(person):
    return " ".join(
        entry.wants for group in concerns(person) for entry in group.entries
    )


@pytest.mark.parametrize("down", ["taken_down", "retracted", "withdrawn"])
def test_what_a_fix_held_back_is_left_out_with_what_is_taken_down(
    fixed, publisher, down
):
    held = Edition.objects.get(fix_waiting__isnull=False)
    assert DECIDE in asked(publisher)
    getattr(factories, down)(fixed, by=publisher)
    assert DECIDE not in asked(publisher)
    settled = fixed.events.get(kind=Event.Kind.FIX_SETTLED)
    assert (settled.edition, settled.why) == (held, "The article was taken down")


def test_nobody_is_to_look_at_what_is_withdrawn_until_that_is_ended(fixed, publisher):
    assert LOOK in asked(publisher)
    factories.withdrawn(fixed, by=publisher)
    assert LOOK not in asked(publisher)
    factories.withdrawal_ended(fixed, by=publisher)
    assert LOOK in asked(publisher)
