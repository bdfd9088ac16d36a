"""An author asks: who, when, until when, and what is decided; and what is then done."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.editing import things
from articles.editing.authors import dropping, hiding, requests, withholding
from articles.editing.authors.dropping import Part
from articles.editing.authors.steps import last_step
from articles.editing.outcomes import Conflict
from articles.models import AuthorRequest, AuthorStep, Publication
from tests import factories

State = AuthorRequest.State
CAME = date(2026, 3, 2)
WHY = "She asks."

pytestmark = pytest.mark.django_db


@pytest.fixture
def bios():
    return factories.user("Authors' desk", first_name="Bea", last_name="Os")


@pytest.fixture
def author():
    return factories.author(
        "Jane Doe",
        short_bio="<p>Short.</p>",
        long_bio="<p>Long.</p>",
        photo=factories.image(),
        in_languages={"fr.short_bio": "<p>Brève.</p>", "fr.name": "Jeanne Doe"},
    )


def received(author, by, **said):
    told = {"asked_by": "Her lawyer", "asked": "Remove me.", "received_on": CAME}
    return requests.receive(author, by=by, **{**told, **said})


def decided(request, by, state=State.GRANTED):
    return requests.decide(
        request, by=by, seen=request.touched_at, state=state, why=WHY
    )


def test_it_is_due_as_many_days_later_as_the_publication_says(author, bios):
    assert received(author, bios).due_on == date(2026, 4, 1)
    Publication.objects.update_or_create(pk=1, defaults={"author_request_days": 7})
    assert received(author, bios).due_on == date(2026, 3, 9)
    assert received(author, bios, due_on=date(2026, 3, 3)).due_on == date(2026, 3, 3)


def test_days_that_cannot_be_are_refused(author, bios):
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(ValidationError, match="yet to come"):
        received(author, bios, received_on=tomorrow)
    with pytest.raises(ValidationError, match="before it came"):
        received(author, bios, due_on=date(2026, 3, 1))
    assert not AuthorRequest.objects.exists()


def test_where_to_answer_is_forgotten_when_it_is_decided(author, bios):
    request = received(author, bios, contact="jane@home.example")
    assert request.contact == "jane@home.example"
    done = decided(request, bios, State.PARTLY)
    assert (done.state, done.contact, done.why) == (State.PARTLY, "", WHY)
    assert done.decided_by_name == "Bea Os"


def test_who_decides_has_looked_at_what_stands(author, bios):
    request = received(author, bios)
    decided(request, bios)
    with pytest.raises(ValidationError, match="Bea Os has done something"):
        decided(request, bios, State.REFUSED)
    request.refresh_from_db()
    assert request.state == State.GRANTED


def test_it_is_taken_up_again(author, bios):
    request = decided(received(author, bios), bios)
    again = requests.reopen(request, by=bios, seen=request.touched_at, why="A letter.")
    assert (again.is_open, again.why, again.decided_at) == (True, "", None)
    kinds = [step.get_kind_display() for step in author.steps.order_by("pk")]
    assert kinds == ["Request received", "Request decided", "Request taken up again"]


def test_the_overdue_come_first_and_the_decided_last(author, bios):
    late = received(author, bios)
    decided(received(author, bios, due_on=CAME), bios)
    soon = received(author, bios, due_on=date(2026, 3, 20))
    in_order = list(AuthorRequest.objects.most_urgent_first())
    assert in_order[:2] == [soon, late]
    assert not in_order[2].is_open
    assert late.is_overdue(date(2026, 4, 2))
    assert not late.is_overdue(date(2026, 4, 1))


def test_dropping_makes_a_version_and_is_undone_like_any_save(author, bios):
    request = received(author, bios)
    parts = [Part.BIO, Part.PHOTO, Part.WORK]
    told = {"seen": 1, "why": WHY, "request": request}
    dropped = dropping.drop(author, parts, by=bios, **told)
    now = dropped.thing
    assert (now.short_bio, now.long_bio, now.photo, now.is_active) == (
        *("", "", None),
        False,
    )
    assert now.in_languages == {"fr.name": "Jeanne Doe"}
    assert author.steps.latest("pk").request == request
    back = things.undo(now, by=bios, seen=now.version).thing
    assert back.short_bio == "<p>Short.</p>"
    assert back.in_languages["fr.short_bio"] == "<p>Brève.</p>"


def test_a_bio_that_a_colleague_has_changed_meanwhile_is_not_dropped(author, bios):
    changed = author.content().changed(short_bio="<p>Better.</p>")
    things.save(author, changed, by=factories.editor(), seen=1)
    outcome = dropping.drop(author, [Part.BIO], by=bios, seen=1, why=WHY)
    assert isinstance(outcome, Conflict)
    author.refresh_from_db()
    assert author.short_bio == "<p>Better.</p>"
    assert not author.steps.exists()


def test_nobody_acts_on_what_has_changed_since(author, bios):
    hiding.hide(author, by=bios, seen=0, why=WHY)
    for verb in (hiding.show, withholding.show_name):
        with pytest.raises(ValidationError, match="“Page hidden”"):
            verb(author, by=bios, seen=0, why=WHY)


def test_each_wants_a_reason_and_an_open_request_of_this_author(author, bios):
    foreign = received(factories.author(), bios)
    closed = decided(received(author, bios), bios)
    for request in (foreign, closed):
        with pytest.raises(ValidationError, match="not open, or not about"):
            hiding.hide(
                author, by=bios, seen=last_step(author), why=WHY, request=request
            )
    with pytest.raises(ValidationError, match="Say why"):
        hiding.hide(author, by=bios, seen=last_step(author), why=" ")
    author.refresh_from_db()
    assert author.page_hidden_at is None


def test_only_articles_of_theirs_are_chosen(author, bios):
    other = factories.article()
    for on in ([other.pk], []):
        with pytest.raises(ValidationError):
            withholding.withhold(author, on, by=bios, seen=0, why=WHY)
    assert not AuthorStep.objects.exists()


def test_writers_do_nothing_of_it(author, bios):
    writer = factories.user("Writer")
    request = received(author, bios)
    seen = {"seen": last_step(author), "why": WHY}
    for refused in (
        lambda: received(author, writer),
        lambda: decided(request, writer),
        lambda: hiding.hide(author, by=writer, **seen),
        lambda: withholding.withhold(author, withholding.ALL, by=writer, **seen),
        lambda: dropping.drop(author, [Part.BIO], by=writer, seen=1, why=WHY),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_the_bin_gives_back_an_author_as_reticent_as_before(bios):
    author = factories.author("Jane Doe")
    hidden = timezone.now()
    type(author).objects.filter(pk=author.pk).update(
        page_hidden_at=hidden, withheld_at=hidden, names_withheld=["Jane Doe"]
    )
    version = things.delete(author, by=bios, seen=1)
    back = things.bring_back(version, by=bios).thing
    assert (back.page_hidden_at, back.withheld_at) == (hidden, hidden)
    assert back.names_withheld == ["Jane Doe"]
