"""The article's screen says which text goes out, and lets somebody decide otherwise."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.models import Edition, Event, Publication
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save, words

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    Publication.objects.create(time_zone="Europe/London")
    editor = factories.user("Editor", first_name="Ana", last_name="Reis")
    client.force_login(editor)
    return editor


@pytest.fixture
def article(editor):
    return factories.article(by=editor, headline="First")


@pytest.fixture
def now():
    return timezone.now().replace(second=0, microsecond=0)


@pytest.fixture
def block(client, article):
    """Return a function that reads what stands about schedules beside the text."""

    def read():
        tree = html.fromstring(client.get(change_page(article)).text)
        found = tree.xpath("//*[@id='outgoing']")
        return " ".join(found[0].text_content().split()) if found else ""

    return read


def page(name, article, *more):
    return reverse(f"admin:{name}", args=[article.pk, *more])


def shown(moment):
    return timezone.localtime(moment, Publication.objects.get().zone)


def test_says_when_readers_get_this_text(article, editor, now, block):
    at = now + HOUR
    factories.scheduled(article, at, by=editor, expires_at=at + HOUR)
    said = block()
    assert f"On {shown(at):%A} {shown(at).day} " in said
    assert f"{shown(at):%H:%M} (Europe/London, UTC+" in said
    assert "readers get this text, until" in said
    assert "Use this text" not in said


def test_says_what_is_not_in_the_text_that_goes_out(
    article, editor, now, block, client
):
    factories.scheduled(article, now + HOUR, by=editor)
    changed = {"headline": "Second", "body": "<p>Other.</p>", "search_title": "X"}
    factories.reworked(article, by=editor, **changed)
    said = block()
    assert "readers get the text of" in said
    assert "(version 1)" in said
    assert "3 things were changed since: headline, text, search title." in said
    tree = html.fromstring(client.get(change_page(article)).text)
    [differs] = tree.xpath("//*[@id='outgoing']//a[text()='What differs']/@href")
    assert "Second" in client.get(differs).text
    assert "an older text than yours" in tree.xpath("//*[@class='desk-state']")[
        0
    ].text_content().replace("\n", " ")


def test_one_press_puts_what_is_typed_in_its_place(article, editor, now, client):
    old = factories.scheduled(article, now + HOUR, by=editor)
    factories.reworked(article, by=editor, headline="Second")
    tree = html.fromstring(client.get(change_page(article)).text)
    [value] = tree.xpath("//button[@name='_use_text']/@value")
    form = {**filled(client.get(change_page(article))), "headline": "Third"}
    answer = client.post(change_page(article), {**form, "_use_text": value})
    answer = client.get(answer.url)
    assert words(answer)[0].startswith("Readers get this text on ")
    [edition] = Edition.objects.visible(now + HOUR)
    assert (edition.headline, edition.live_from) == ("Third", old.live_from)


@pytest.mark.parametrize("value", ["", "x y", "987654 never", "9" * 40])
def test_a_broken_button_saves_and_says_so(article, editor, now, client, value):
    factories.scheduled(article, now + HOUR, by=editor)
    answer = save(client, article, headline="Second", _use_text=value)
    assert "The page was incomplete" in words(answer)[0]
    assert fresh(article).headline == "Second"
    assert Edition.objects.visible(now + HOUR).get().headline == "First"


def test_a_page_schedules_what_is_saved_on_the_way_there(article, client, now):
    form = filled(client.get(change_page(article)))
    answer = client.post(
        change_page(article), {**form, "headline": "Second", "_schedule": ""}
    )
    assert answer.url == page("schedule", article)
    asked = client.get(answer.url)
    assert "(version 2)" in asked.text
    [ask] = html.fromstring(asked.text).find_class("ask")
    at = (now + 30 * HOUR).replace(minute=0, second=0)
    values = {**dict(ask.form_values()), "live_from": f"{shown(at):%Y-%m-%dT%H:%M}"}
    answer = client.post(page("schedule", article), values, follow=True)
    assert words(answer)[0].startswith("Scheduled: readers get it on ")
    assert Edition.objects.visible(at).get().headline == "Second"


def test_a_text_put_together_with_a_colleagues_is_read_before_it_is_scheduled(
    article, editor, client
):
    form = filled(client.get(change_page(article)))
    factories.reworked(article, by=factories.editor(), body="<p>Theirs.</p>")
    form |= {"headline": "Mine", "_schedule": ""}
    answer = client.post(change_page(article), form)
    assert answer.url == change_page(article)


def test_the_page_publishes_now_with_an_end(article, editor, client, now):
    until = (now + 30 * HOUR).replace(minute=0, second=0)
    values = {"seen": 1, "expires_at": f"{shown(until):%Y-%m-%dT%H:%M}", "_now": ""}
    answer = client.post(page("schedule", article), values, follow=True)
    assert "Published: readers see this text now." in words(answer)[0]
    assert Edition.objects.visible().get().expires_at == until
    assert "Change its end" in client.get(change_page(article)).text


def test_the_page_asks_with_the_end_that_the_live_text_has(
    article, editor, client, now
):
    live = factories.published_again(article, by=editor, expires_at=now + HOUR)
    asked = html.fromstring(client.get(page("schedule", article)).text)
    [field] = asked.xpath("//input[@name='expires_at']")
    assert field.value == f"{shown(live.expires_at):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({}, "live_from", "Say when readers are to get it."),
        ({"live_from": "2001-01-01T10:00"}, "live_from", "That moment has passed."),
        (
            {"live_from": "2090-01-02T10:00", "expires_at": "2090-01-01T10:00"},
            *("expires_at", "It must end after it begins."),
        ),
    ],
)
def test_a_moment_that_cannot_be_is_refused_at_its_field(
    article, client, values, field, said
):
    answer = client.post(page("schedule", article), {"seen": 1, **values})
    assert said in answer.context["form"].errors[field][0]
    assert not article.editions.exists()
    for value in values.values():
        assert f'value="{value}"' in answer.text


def test_what_is_stopped_says_what_it_waits_for(article, editor, now, block):
    factories.scheduled(article, now + HOUR, by=editor)
    factories.reworked(article, by=editor, embargoed_until=now + 2 * HOUR)
    assert "waits. It goes out on" in block()
    assert "only if its embargo, until" in block()
    factories.put_on_hold(article, by=editor)
    assert "only if the hold is lifted and its embargo, until" in block()


def test_an_hour_of_another_year_names_its_year(article, editor, now, client):
    at = now.replace(year=2090, month=3, day=1, hour=6, minute=0)
    factories.scheduled(article, at, by=editor)
    text = client.get(change_page(article)).text
    assert '<span class="mark" data-state="scheduled">1 March 2090, 06:00: ' in text


def test_what_missed_its_hour_asks_for_another(article, editor, now, block, client):
    at = {"by": editor, "now": now - 2 * HOUR}
    edition = factories.scheduled(article, now - HOUR, **at)
    factories.put_on_hold(article, **at)
    assert "it was stopped then, and is until the hold is lifted." in block()
    factories.lifted(article, by=editor)
    assert "it was stopped then. Choose another hour" in block()
    text = client.get(change_page(article)).text
    assert "Choose another hour, publish, or cancel it" in text
    address = page("move", article, edition.pk)
    [ask] = html.fromstring(client.get(address).text).find_class("ask")
    values = {**dict(ask.form_values()), "live_from": "2090-05-03T06:00"}
    answer = client.post(address, values, follow=True)
    assert words(answer) == [
        "Readers get it on Wednesday 3 May 2090, 06:00 (Europe/London, UTC+01:00)."
    ]


def test_moving_what_is_on_hold_says_that_it_waits(article, editor, now, client):
    edition = factories.scheduled(article, now + HOUR, by=editor)
    factories.put_on_hold(article, by=editor)
    address = page("move", article, edition.pk)
    opened = client.get(address)
    assert "only if the hold is lifted before" in " ".join(opened.text.split())
    [ask] = html.fromstring(opened.text).find_class("ask")
    values = {**dict(ask.form_values()), "live_from": "2090-05-03T06:00"}
    assert "It waits there." in words(client.post(address, values, follow=True))[0]


def test_a_schedule_is_cancelled_with_a_reason(article, editor, now, client, block):
    edition = factories.scheduled(article, now + HOUR, by=editor)
    address = page("cancel", article, edition.pk)
    [ask] = html.fromstring(client.get(address).text).find_class("ask")
    values = {**dict(ask.form_values()), "why": "Not yet"}
    answer = client.post(address, values, follow=True)
    assert words(answer) == ["Cancelled: your text stays as it is."]
    assert block() == ""
    assert article.events.get(kind=Event.Kind.CANCELLED).why == "Not yet"


@pytest.mark.parametrize("name", ["move", "end", "cancel"])
def test_what_is_over_is_not_asked_about(article, editor, now, client, name):
    edition = factories.scheduled(article, now + HOUR, by=editor)
    factories.cancelled(edition, by=editor)
    answer = client.get(page(name, article, edition.pk), follow=True)
    assert answer.redirect_chain[0][0] == change_page(article)
    assert len(words(answer)) == 1
    assert client.get(page(name, article, 987654)).status_code == 404


@pytest.mark.parametrize("name", ["move", "end", "cancel"])
def test_only_who_may_sees_the_pages_of_an_edition(editor, now, client, name):
    article = factories.article(by=editor, headline="Nobody’s business")
    edition = factories.scheduled(article, now + HOUR, by=editor)
    for role in ("Writer", "Authors' desk"):
        client.force_login(factories.user(role))
        for method in (client.get, client.post):
            answer = method(page(name, article, edition.pk))
            assert answer.status_code == 403
    assert "Nobody’s business" not in answer.text
    edition.refresh_from_db()
    assert edition.cancelled_at is None


def test_who_only_reads_is_told_and_offered_nothing(article, editor, now, client):
    factories.scheduled(article, now + HOUR, by=editor)
    client.force_login(factories.user("Writer"))
    tree = html.fromstring(client.get(change_page(article)).text)
    [block] = tree.xpath("//*[@id='outgoing']")
    assert "readers get this text" in " ".join(block.text_content().split())
    assert block.xpath(".//button") == []
    links = [" ".join(link.text_content().split()) for link in block.xpath(".//a")]
    assert links == ["See it as readers will"]


def test_a_lost_permission_is_said_on_the_screen_and_in_the_list(editor, client):
    source = factories.source("InfoBrics")
    given = {"source": source.pk, "permission": "By mail"}
    article = factories.article(by=editor, **given)
    factories.reworked(article, by=editor, permission="")
    assert "Permission withdrawn" in client.get(change_page(article)).text
    list_page = reverse("admin:articles_article_changelist")
    assert "No permission" in client.get(f"{list_page}?stopped=forbidden").text
    answer = save(client, article, button="_publish")
    assert "permission to publish this was withdrawn" in words(answer)[0]
    save(client, article, button="_publish", permission="By telephone")
    assert Edition.objects.visible().get().article == article


def test_the_screen_asks_the_same_for_one_schedule_and_for_twenty(
    article, editor, now, client
):
    counts = []
    for number in range(1, 21):
        factories.reworked(article, by=editor, headline=f"Text {number}")
        article.refresh_from_db()
        factories.scheduled(article, now + number * HOUR, by=editor)
        if number in {1, 20}:
            factories.reworked(article, by=editor, body=f"<p>{number}</p>")
            article.refresh_from_db()
            client.get(change_page(article))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(change_page(article))
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_publishing_says_which_older_text_takes_over_at_its_hour(
    article, editor, client, now
):
    older = factories.scheduled(article, now + HOUR, by=editor)
    factories.reworked(article, by=editor, headline="Second")
    data = {"seen": 2, "_now": "1"}
    [said] = words(client.post(page("schedule", article), data, follow=True))
    assert f"{shown(older.live_from):%H:%M}" in said
    assert "(version 1) takes its place: <a href='#outgoing'>use this text" in said
    assert page("cancel", article, older.pk) in said
