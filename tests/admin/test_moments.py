"""A day and an hour as somebody types them, and what is asked where clocks change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone
from lxml import html

from articles.admin.moments import LocalMomentField
from articles.editing import schedule
from articles.models import Publication
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save, words

LONG_AGO = datetime.fromisoformat("2026-01-01T00:00+00:00")


class Form(forms.Form):
    at = LocalMomentField(label="When?")


def typed(zone, text, which=""):
    with timezone.override(ZoneInfo(zone)):
        form = Form({"at": text, "at-which": which})
        form.is_valid()
        return form, html.fromstring(str(form["at"]))


def choices(tree):
    """Return what is asked: each value with its words."""
    return {
        label.xpath("input/@value")[0]: label.text_content().strip()
        for label in tree.xpath("//fieldset/label")
    }


def utc(moment):
    return moment.astimezone(ZoneInfo("UTC")).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("zone", "text", "meant"),
    [
        ("Europe/London", "2026-11-24T06:00", "2026-11-24T06:00+00:00"),
        ("Europe/London", "2026-07-24T06:00", "2026-07-24T05:00+00:00"),
        ("Asia/Kathmandu", "2026-10-25T01:30", "2026-10-24T19:45+00:00"),
        ("America/New_York", "2026-07-04 09:00:00", "2026-07-04T13:00+00:00"),
    ],
)
def test_most_hours_are_one_moment_and_nothing_is_asked(zone, text, meant):
    form, tree = typed(zone, text)
    assert form.errors == {}
    assert utc(form.cleaned_data["at"]) == meant
    assert choices(tree) == {}


@pytest.mark.parametrize(
    ("zone", "text", "first", "second"),
    [
        ("Europe/London", "2026-10-25T01:30", "00:30+00:00", "01:30+00:00"),
        ("America/New_York", "2026-11-01T01:30", "05:30+00:00", "06:30+00:00"),
    ],
)
def test_an_hour_that_comes_twice_is_asked_about(zone, text, first, second):
    form, tree = typed(zone, text)
    assert "01:30 comes twice" in form.errors["at"][0]
    asked = choices(tree)
    assert [words.partition(" (")[0] for words in asked.values()] == [
        "The first 01:30",
        "The second 01:30",
    ]
    moments = []
    for value in asked:
        form, tree = typed(zone, text, value)
        assert form.errors == {}
        assert tree.xpath("//input[@checked]/@value") == [value]
        moments.append(utc(form.cleaned_data["at"])[11:])
    assert moments == [first, second]


@pytest.mark.parametrize(
    ("zone", "text", "before", "after"),
    [
        (
            *("Europe/London", "2026-03-29T01:30"),
            *("00:30 (UTC+00:00)", "02:30 (UTC+01:00)"),
        ),
        (
            *("America/New_York", "2026-03-08T02:30"),
            *("01:30 (UTC-05:00)", "03:30 (UTC-04:00)"),
        ),
    ],
)
def test_for_an_hour_that_never_comes_another_is_offered(zone, text, before, after):
    form, tree = typed(zone, text)
    assert "does not come" in form.errors["at"][0]
    asked = choices(tree)
    assert list(asked.values()) == [before, after]
    for value, said in asked.items():
        form, _ = typed(zone, text, value)
        with timezone.override(ZoneInfo(zone)):
            at = timezone.localtime(form.cleaned_data["at"])
        assert f"{at:%H:%M}" == said[:5]


def test_what_was_chosen_for_one_night_is_not_taken_for_another():
    _, tree = typed("Europe/London", "2026-10-25T01:30")
    chosen = list(choices(tree))[1]
    form, _ = typed("Europe/London", "2025-10-26T01:30", chosen)
    assert "comes twice" in form.errors["at"][0]
    form, _ = typed("Europe/London", "2026-11-24T06:00", chosen)
    assert utc(form.cleaned_data["at"]) == "2026-11-24T06:00+00:00"


@pytest.mark.parametrize("text", ["soon", "2026-13-01T10:00", "0001-01-01T00:00", "9"])
def test_what_is_no_day_and_hour_is_refused_and_shown_again(text):
    form, tree = typed("Europe/London", text)
    assert "Write a day and an hour" in form.errors["at"][0]
    assert tree.xpath("//input/@value") == [text]


def test_the_zone_stands_beside_it_and_is_read_out_with_it():
    for text, said in (
        ("2026-11-24T06:00", "Europe/London, UTC+00:00"),
        ("2026-07-24T06:00", "Europe/London, UTC+01:00"),
    ):
        _, tree = typed("Europe/London", text)
        [field] = tree.xpath("//input")
        beside = tree.get_element_by_id(field.get("aria-describedby"))
        assert beside.text == said


def test_an_empty_field_names_the_zone_alone():
    """What clocks are ahead by depends on the day, and none is chosen yet."""
    _, tree = typed("Europe/London", "")
    [field] = tree.xpath("//input")
    beside = tree.get_element_by_id(field.get("aria-describedby").split()[-1])
    assert beside.text == "Europe/London"


@pytest.mark.django_db
class TestOnScreens:
    @pytest.fixture(autouse=True)
    def newsroom(self, client):
        Publication.objects.create(time_zone="Europe/London")
        self.client, self.editor = client, factories.editor()
        client.force_login(self.editor)

    def test_an_embargo_in_the_second_of_two_hours_stays_when_it_is_saved_again(self):
        article = factories.article(by=self.editor)
        save(self.client, article, embargoed_until="2030-10-27T01:30")
        assert fresh(article).embargoed_until is None
        page = self.client.post(
            change_page(article),
            {
                **filled(self.client.get(change_page(article))),
                "embargoed_until": "2030-10-27T01:30",
            },
        )
        second = list(choices(html.fromstring(page.text)))[1]
        chosen = {
            "embargoed_until": "2030-10-27T01:30",
            "embargoed_until-which": second,
        }
        save(self.client, article, **chosen)
        assert fresh(article).embargoed_until.isoformat() == second
        save(self.client, article, headline="Another")
        stored = fresh(article)
        assert stored.headline == "Another"
        assert stored.embargoed_until.isoformat() == second

    @pytest.mark.parametrize(
        ("zone", "text", "asks"),
        [
            ("Europe/London", "2090-10-29T01:30", True),
            ("Europe/London", "2090-03-26T01:30", True),
            ("America/New_York", "2090-11-05T01:30", True),
            ("America/New_York", "2090-03-12T02:30", True),
            ("Asia/Kathmandu", "2090-10-29T01:30", False),
        ],
    )
    def test_a_schedule_asks_and_takes_the_very_moment_that_was_chosen(
        self, zone, text, asks
    ):
        Publication.objects.update(time_zone=zone)
        article = factories.article(by=self.editor)
        place = f"/admin/articles/article/{article.pk}/schedule/"
        form = {"seen": 1, "live_from": text}
        answer = self.client.post(place, form)
        if asks:
            assert not article.editions.exists()
            chosen = list(choices(html.fromstring(answer.text)))[1]
            form["live_from-which"] = chosen
            answer = self.client.post(place, form)
        [edition] = article.editions.all()
        at = schedule.as_seen(edition).partition("/")[0]
        assert at == (chosen if asks else "2090-10-28T19:45:00+00:00")
        answer = self.client.get(answer.url)
        assert zone in words(answer)[0]
