"""Releasing a report and its articles together, as staff do it on their screens."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import publication, source_notes
from articles.editing.dossiers import releasing
from articles.editing.holding import Others
from articles.models import (
    Article,
    Edition,
    Image,
    Publication,
    Release,
    StartHere,
)
from tests import factories
from tests.admin.pages import change_page, words
from tests.reading.test_reads_only import refuse_writing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TOGETHER = {"when": "now", "live_from": ""}


def report_page(report, name, *more):
    return reverse(f"admin:articles_report_{name}", args=[report.pk, *more])


def public(article):
    return reverse("articles:article", args=[article.pk, "part"])


class Desk:
    """A report of three articles, the second of which links to the first."""

    def __init__(self, client):
        Publication.objects.create(pk=1, name="The Lantern", time_zone="Asia/Kathmandu")
        self.client, self.editor = client, factories.editor()
        client.force_login(self.editor)
        self.report = factories.report("The dam")
        self.first = self.filed("Part 1")
        link = f'<p><a href="/articles/{self.first.pk}/#end">the first</a></p>'
        self.second = self.filed("Part 2", body=link)
        self.third = self.filed("Part 3")
        for place, article in enumerate([self.first, self.third]):
            StartHere.objects.create(
                report=self.report, article=article, position=place
            )

    @property
    def articles(self):
        return [self.first, self.second, self.third]

    def filed(self, headline, **fields):
        fields = {"reports": (self.report.pk,), **fields}
        return factories.article(by=self.editor, headline=headline, **fields)

    def chosen(self, *articles):
        return [f"{each.pk}:{each.version}" for each in articles or self.articles]

    def open(self):
        return self.client.get(report_page(self.report, "release"))

    def post(self, **data):
        data = {"chosen": self.chosen(), **TOGETHER, **data}
        return self.client.post(report_page(self.report, "release"), data, follow=True)

    def released(self, hours=1):
        seen = {each.pk: each.version for each in self.articles}
        at = timezone.now().replace(microsecond=0) + hours * HOUR
        return releasing.release(self.report, by=self.editor, seen=seen, live_from=at)

    def page(self, release):
        return self.client.get(report_page(self.report, "released", release.pk))

    def press(self, release, name, **data):
        release.refresh_from_db()
        data = {"seen": release.version, **data}
        place = report_page(self.report, name, release.pk)
        return self.client.post(place, data, follow=True)


@pytest.fixture
def desk(client):
    return Desk(client)


def text_of(answer):
    return " ".join(html.fromstring(answer.text).text_content().split())


class TestReleasing:
    def test_the_report_leads_to_what_can_be_released(self, desk):
        page = desk.client.get(
            reverse("admin:articles_report_change", args=[desk.report.pk])
        )
        assert report_page(desk.report, "release") in page.text
        page = desk.open()
        root = html.fromstring(page.text)
        boxes = root.xpath("//input[@name='chosen']")
        assert [box.get("value") for box in boxes] == desk.chosen()
        assert all(box.get("checked") is not None for box in boxes)
        assert "Asia/Kathmandu" in page.text

    def test_says_what_stands_against_each_and_does_not_choose_it(self, desk):
        factories.put_on_hold(desk.first, by=desk.editor, why="Counsel reads it.")
        publication.publish(desk.third, by=desk.editor, seen=1)
        page = desk.open()
        assert "On hold: “Counsel reads it.”" in page.text
        assert "1 other article of this report is read as it stands" in text_of(page)
        [one, two] = html.fromstring(page.text).xpath("//input[@name='chosen']")
        assert one.get("checked") is None
        assert two.get("checked") is not None

    def test_a_long_report_hides_none_that_could_be_released(self, desk, monkeypatch):
        monkeypatch.setattr("articles.admin.dossiers.release.MOST", 2)
        publication.publish(desk.first, by=desk.editor, seen=1)
        boxes = html.fromstring(desk.open().text).xpath("//input[@name='chosen']")
        assert [each.get("value") for each in boxes] == desk.chosen(
            desk.second, desk.third
        )

    def test_one_button_releases_them_together(self, desk):
        answer = desk.post()
        [said] = words(answer)
        assert said == "Released: readers see 3 articles of “The dam” now."
        for article in desk.articles:
            assert Client().get(public(article), follow=True).status_code == 200
        assert "Undo all of it" in answer.text

    def test_at_an_hour_by_the_publications_clock(self, desk):
        day = {"when": "at", "live_from": "2090-03-02T06:00"}
        [said] = words(desk.post(**day))
        assert "2 March 2090, 06:00 (+0545)" in said
        release = Release.objects.get()
        assert release.live_from.isoformat() == "2090-03-02T00:15:00+00:00"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            *(("", "Write a day"), ("2090-03", "Write a day"), ("soon", "Write a day")),
            ("2090-03-26T02:30", "Clocks are put forward that day"),
        ],
    )
    def test_an_hour_that_is_none_is_asked_for_again(self, desk, typed, said):
        Publication.objects.update(time_zone="Europe/Berlin")
        given = {"when": "at", "live_from": typed}
        answer = desk.post(chosen=desk.chosen(desk.first), **given)
        assert said in answer.text
        root = html.fromstring(answer.text)
        checked = root.xpath("//input[@name='chosen'][@checked]/@value")
        assert checked == desk.chosen(desk.first)
        assert root.xpath("//input[@name='live_from']")[0].get("value", "") == typed
        assert not Release.objects.exists()

    def test_an_hour_that_is_written_never_means_now(self, desk):
        given = {"when": "now", "live_from": "2090-03-02T06:00"}
        answer = desk.post(**given)
        assert "You wrote an hour, too." in answer.text
        assert not Release.objects.exists()

    def test_one_obstacle_shows_the_form_again_with_all_of_them(self, desk):
        factories.put_on_hold(desk.first, by=desk.editor, why="Counsel reads it.")
        day = {"when": "at", "live_from": "2090-03-02T06:00"}
        answer = desk.post(**day)
        assert "Nothing has gone out, and nothing is approved." in answer.text
        assert "“Part 1”: On hold: “Counsel reads it.”" in text_of(answer)
        root = html.fromstring(answer.text)
        assert len(root.xpath("//input[@name='chosen'][@checked]")) == 3
        assert (
            root.xpath("//input[@name='live_from']")[0].get("value") == day["live_from"]
        )
        assert not Edition.objects.exists()

    def test_nothing_chosen_releases_nothing(self, desk):
        answer = desk.post(chosen=[])
        assert "Choose one article at least." in answer.text
        assert not Release.objects.exists()

    def test_who_may_not_publish_is_told_who_may(self, desk):
        desk.client.force_login(factories.user("Writer"))
        page = desk.open()
        assert "Only editors and publishers may publish articles." in page.text
        answer = desk.post()
        assert answer.status_code == 403
        assert not Release.objects.exists()

    def test_with_nothing_to_release_it_says_so(self, desk):
        desk.post()
        assert "There is nothing to release" in desk.open().text

    def test_costs_the_same_for_2_and_20(self, desk):
        costs = []
        desk.filed("Pictured", lead_image=factories.image().pk)
        desk.open()  # who somebody is, is asked with the first page
        for count in (0, 17):
            for number in range(count):
                desk.filed(f"More {number}", lead_image=factories.image().pk)
            with CaptureQueriesContext(connection) as queries:
                desk.open()
            costs.append(len(queries))
        assert costs == [15, 15]


class TestRelease:
    def test_shows_how_each_of_them_stands(self, desk):
        release = desk.released()
        page = desk.page(release)
        assert text_of(page).count("Goes out") == 4
        assert "all at the same instant" in text_of(page)
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        said = text_of(desk.page(release))
        assert "All of it waits." in said
        assert "The others wait for “Part 1”. On hold: “The lawyers ask.”" in said
        assert said.count("Waits with the others") == 2
        assert "the link to it is plain text in “Part 2”." in said

    def test_offers_nobody_to_run_the_others_after_their_hour(self, desk):
        release = desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        assert ">Run the others<" in desk.page(release).text
        with time_machine.travel(release.live_from + HOUR):
            desk.client.force_login(desk.editor)
            page = desk.page(release)
        assert "Its hour" in text_of(page)
        assert ">Run the others<" not in page.text

    def test_runs_the_others_by_one_button(self, desk):
        release = desk.released()
        source = source_notes.add(desk.first, by=desk.editor, source="A clerk")
        factories.flagged(source, by=desk.editor)
        assert "A legal flag is open." in desk.page(release).text
        [said] = words(desk.press(release, "run_others"))
        assert said.startswith("Readers get 2 articles on")
        shown = Edition.objects.visible(release.live_from)
        assert {*shown.values_list("headline", flat=True)} == {"Part 2", "Part 3"}
        assert "Left out" in desk.page(release).text

    def test_moves_all_of_it(self, desk):
        release = desk.released()
        to = {"live_from": "2090-03-02T06:00"}
        [said] = words(desk.press(release, "move_release", **to))
        assert "all of it goes out on 2 March 2090, 06:00" in said
        hours = Edition.objects.values_list("live_from", flat=True).distinct()
        assert [hour.isoformat() for hour in hours] == ["2090-03-02T00:15:00+00:00"]

    def test_a_refused_move_shows_what_was_typed(self, desk):
        release = desk.released()
        to = {"live_from": "2020-03-02T06:00"}
        answer = desk.press(release, "move_release", **to)
        assert "That moment has passed" in answer.text
        root = html.fromstring(answer.text)
        [hour] = root.xpath("//input[@name='live_from']")
        assert hour.get("value") == "2020-03-02T06:00"

    def test_cancels_all_of_it_and_keeps_the_reason(self, desk):
        release = desk.released()
        desk.press(release, "cancel_release", why="Not this week")
        assert not Edition.objects.to_come(timezone.now()).exists()
        assert {
            event.why for event in desk.first.events.filter(kind="edition.cancelled")
        } == {"Not this week"}
        release.refresh_from_db()
        assert "Cancelled" in desk.page(release).text

    def test_undoes_all_of_it_within_the_minute(self, desk):
        desk.post()
        release = Release.objects.get()
        [said] = words(desk.press(release, "undo_release"))
        assert said == "Undone, all of it: readers see what they saw."
        for article in desk.articles:
            assert Client().get(public(article), follow=True).status_code == 404

    def test_what_is_overtaken_is_refused_with_every_word(self, desk):
        release = desk.released()
        old = release.version
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        place = report_page(desk.report, "cancel_release", release.pk)
        answer = desk.client.post(place, {"seen": old, "why": "Not this week"})
        assert "has changed since you opened this" in answer.text
        assert "Not this week" in answer.text
        release.refresh_from_db()
        root = html.fromstring(answer.text)
        seen = {field.get("value") for field in root.xpath("//input[@name='seen']")}
        assert seen == {str(release.version)}

    def test_a_release_of_another_report_is_not_there(self, desk):
        release = desk.released()
        other = factories.report()
        page = desk.client.get(report_page(other, "released", release.pk))
        assert page.status_code == 404

    def test_costs_the_same_for_3_and_20(self, desk):
        costs = []
        desk.open()
        for count in (0, 17):
            more = [desk.filed(f"More {number}") for number in range(count)]
            seen = {each.pk: each.version for each in [*desk.articles, *more]}
            release = releasing.release(
                desk.report,
                by=desk.editor,
                seen=seen,
                live_from=timezone.now() + HOUR,
            )
            with CaptureQueriesContext(connection) as queries:
                desk.page(release)
            costs.append(len(queries))
            desk.press(release, "cancel_release")
        assert costs == [11, 11]


class TestTheArticlesOwnScreen:
    def test_says_with_whom_it_goes_out(self, desk):
        release = desk.released()
        page = desk.client.get(change_page(desk.first))
        said = text_of(page)
        assert "Goes out with 2 others of “The dam” on" in said
        assert report_page(desk.report, "released", release.pk) in page.text
        assert "Scheduled for" not in said

    def test_and_what_it_waits_for(self, desk):
        desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        said = text_of(desk.client.get(change_page(desk.second)))
        assert "It waits, with 2 others of “The dam” on" in said
        assert "Stopped: “Part 1”." in said
        assert "was stopped then: publish your text" not in said

    def test_and_that_the_others_go_without_it(self, desk):
        desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.RUN)
        said = text_of(desk.client.get(change_page(desk.first)))
        assert "It was to go out with 2 others of “The dam”: they go without it" in said

    def test_what_waits_only_for_another_says_so(self, desk):
        desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        said = text_of(desk.client.get(change_page(desk.second)))
        assert "only if nothing stops the others before." in said

    def test_leads_to_the_release_and_not_to_another_hour_of_its_own(self, desk):
        release = desk.released()
        page = desk.client.get(change_page(desk.second)).text
        edition = desk.second.editions.get()
        alone = reverse("admin:move", args=[desk.second.pk, edition.pk])
        place = report_page(desk.report, "released", release.pk)
        assert alone not in page
        assert f'href="{place}">Move its release' in page
        assert desk.client.get(alone).url == place

    def test_nor_does_the_calendar_let_it_be_dragged(self, desk):
        release = desk.released(hours=0.01)
        place = report_page(desk.report, "released", release.pk)
        page = desk.client.get(reverse("admin:calendar"), {"view": "day"}).text
        assert page.count(f'href="{place}" draggable="false">Its release') == 3
        assert "data-move=" not in page
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.RUN)
        page = desk.client.get(reverse("admin:calendar"), {"view": "day"}).text
        assert page.count("data-move=") == 1

    def test_to_cancel_it_names_those_that_would_wait(self, desk):
        release = desk.released()
        edition = desk.second.editions.get()
        place = reverse("admin:cancel", args=[desk.second.pk, edition.pk])
        page = desk.client.get(place)
        said = text_of(page)
        assert "2 others of “The dam” go out with it: “Part 1”, “Part 3”." in said
        assert "They would wait" in said
        assert report_page(desk.report, "released", release.pk) in page.text

    def test_to_cancel_what_goes_out_by_itself_names_nobody(self, desk):
        edition = factories.scheduled(desk.first, timezone.now() + HOUR, by=desk.editor)
        place = reverse("admin:cancel", args=[desk.first.pk, edition.pk])
        assert "They would wait" not in text_of(desk.client.get(place))


class TestPublishingAlone:
    def test_what_goes_out_with_others_is_not_published_before_them(self, desk):
        desk.released()
        page = desk.client.get(change_page(desk.first))
        assert "Cancel its schedule, or that release" in page.text
        assert 'name="_publish"' not in page.text
        with pytest.raises(ValidationError, match="It is to go out together"):
            publication.publish(desk.first, by=desk.editor, seen=1)
        publisher = factories.user("Publisher")
        with pytest.raises(ValidationError, match="It is to go out together"):
            publication.publish_overriding(
                desk.first, by=publisher, seen=1, why="It cannot wait"
            )

    def test_nor_with_several_others(self, desk):
        desk.released()
        data = {"what": "publish", "chosen": desk.chosen()}
        page = desk.client.post(reverse("admin:look_over"), data)
        assert text_of(page).count("It is to go out together with its report.") == 3

    def test_what_has_missed_its_hour_is(self, desk):
        release = desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        later = release.live_from + HOUR
        factories.lifted(desk.first, by=desk.editor, now=later)
        publication.publish(desk.first, by=desk.editor, seen=1, now=later)
        assert Edition.objects.visible(later).count() == 1


class TestHolding:
    def hold(self, desk, article, **data):
        place = reverse("admin:hold", args=[article.pk])
        data = {"seen": article.version, "why": "Counsel reads it.", **data}
        return desk.client.post(place, data, follow=True)

    def test_of_those_that_wait_already_it_does_not_say_that_they_go_out(self, desk):
        desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.HOLD)
        place = reverse("admin:hold", args=[desk.second.pk])
        said = text_of(desk.client.get(place))
        assert "It waits with 2 others of “The dam”" in said
        assert "It goes out with" not in said

    def test_a_name_in_another_script_does_not_turn_the_sentence(self, desk):
        factories.reworked(desk.third, by=desk.editor, headline="نهر <b>")
        desk.third.refresh_from_db()
        desk.released()
        page = desk.client.get(reverse("admin:hold", args=[desk.first.pk])).text
        assert "<dd><bdi>“نهر &lt;b&gt;”</bdi> is the first of the report.</dd>" in page

    def test_asks_and_first_shows_what_each_answer_changes(self, desk):
        desk.released()
        page = desk.client.get(reverse("admin:hold", args=[desk.first.pk]))
        run, hold = (
            " ".join(each.text_content().split())
            for each in html.fromstring(page.text).xpath("//dl")
        )
        assert "The link to it becomes plain text in “Part 2”." in run
        assert "It begins with: 1. “Part 3”." in run
        assert "“Part 3” is the first of the report." in run
        # Of three that are shown at one instant the last filed leads.
        assert "Not beside the lead: “Part 1”." in run
        assert "The report’s page asks nobody to start anywhere." in hold
        assert "None of them leads on to another." in hold
        assert "Not on top, as the lead: “Part 3”." in hold
        assert "“The dam” is not announced there." in hold

    def test_says_who_stands_there_instead(self, desk):
        for number in range(12):
            name = f"Other {number}"
            factories.published_article(by=desk.editor, headline=name)
        desk.released()
        page = desk.client.get(reverse("admin:hold", args=[desk.third.pk]))
        run, hold = (
            " ".join(each.text_content().split())
            for each in html.fromstring(page.text).xpath("//dl")
        )
        assert "“Part 2” leads instead." in run
        assert "New there: “Other 4”." in run
        assert "“Other 11” leads instead." in hold
        assert "New there: “Other 4”, “Other 3”, “Other 2”." in hold

    def test_what_it_says_comes_true(self, desk):
        release = desk.released()
        self.hold(desk, desk.third, others="run")
        with time_machine.travel(release.live_from + timedelta(seconds=1)):
            reader = Client()
            front = reader.get("/")
            lead = html.fromstring(front.text).xpath("//main//a")[0]
            assert lead.text_content() == "Part 2"
            report = reader.get(desk.report.get_absolute_url())
            begin = html.fromstring(report.text).xpath("//section//h3")
            assert [each.text_content() for each in begin] == ["Part 1"]
            first = reader.get(public(desk.first), follow=True)
            ways = html.fromstring(first.text).xpath("//nav//a[@rel]")
            assert [way.text for way in ways] == ["Part 2"]
            assert f"/articles/{desk.third.pk}/" not in first.text

    def test_a_link_to_what_is_left_out_is_plain_text_and_leads_nowhere(self, desk):
        release = desk.released()
        self.hold(desk, desk.first, others="run")
        with time_machine.travel(release.live_from + timedelta(seconds=1)):
            second = Client().get(public(desk.second), follow=True)
            assert "the first" in second.text
            assert f"/articles/{desk.first.pk}/" not in second.text

    def test_next_and_previous_close_the_gap(self, desk):
        desk.released()
        page = desk.client.get(reverse("admin:hold", args=[desk.third.pk]))
        assert "“Part 1” leads on to “Part 2”, and “Part 2” back to “Part 1”." in (
            text_of(page)
        )

    def test_is_refused_without_an_answer_and_loses_no_word(self, desk):
        desk.released()
        answer = self.hold(desk, desk.first)
        assert "Say what becomes of the others." in answer.text
        assert "Counsel reads it." in answer.text
        assert not Article.objects.filter(held_at__isnull=False).exists()

    @pytest.mark.parametrize(("others", "left"), [("run", 2), ("hold", 0)])
    def test_does_what_was_answered(self, desk, others, left):
        release = desk.released()
        self.hold(desk, desk.first, others=others)
        assert Article.objects.get(pk=desk.first.pk).held_at
        assert Edition.objects.visible(release.live_from).count() == left

    def test_does_not_ask_where_it_goes_out_alone(self, desk):
        page = desk.client.get(reverse("admin:hold", args=[desk.first.pk]))
        assert "What becomes of the others?" not in page.text

    def test_costs_the_same_for_3_and_20(self, desk):
        costs = []
        desk.open()
        for count in (0, 17):
            more = [desk.filed(f"More {number}") for number in range(count)]
            seen = {each.pk: each.version for each in [*desk.articles, *more]}
            at = timezone.now() + HOUR
            said = {"by": desk.editor, "seen": seen, "live_from": at}
            release = releasing.release(desk.report, **said)
            with CaptureQueriesContext(connection) as queries:
                desk.client.get(reverse("admin:hold", args=[desk.first.pk]))
            costs.append(len(queries))
            desk.press(release, "cancel_release")
        assert costs == [19, 19]


class TestPreview:
    def open(self, desk, place):
        page = desk.client.get(place)
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
        assert "noindex" in page.headers["X-Robots-Tag"]
        return page

    def whole(self, desk, *articles):
        data = {"chosen": desk.chosen(*articles), **TOGETHER, "_preview": ""}
        answer = desk.client.post(report_page(desk.report, "release"), data)
        assert not Release.objects.exists()
        return self.open(desk, answer.url)

    def links(self, page):
        root = html.fromstring(page.text)
        return [link.get("href") for link in root.xpath("//main//a[@href]")]

    def test_shows_the_reports_page_as_it_will_stand(self, desk):
        page = self.whole(desk)
        said = text_of(page)
        assert "Preview of the whole." in said
        root = html.fromstring(page.text)
        begin = root.xpath("//section[@class='start-here']//h3")
        assert [each.text_content() for each in begin] == ["Part 1", "Part 3"]
        listed = root.xpath("//*[@class='teaser-headline']")
        names = [each.text_content().strip() for each in listed]
        assert names == ["Part 3", "Part 2", "Part 1"]
        assert Client().get(desk.report.get_absolute_url()).status_code == 404

    def test_its_articles_lead_to_each_other_inside_the_preview(self, desk):
        page = self.whole(desk)
        parts = [link for link in self.links(page) if "/preview/" in link]
        assert len(parts) == 5  # two to start with and three in the list
        for place in parts:
            self.open(desk, place)
        [second] = {link for link in parts if f"/preview/{desk.second.pk}/" in link}
        page = self.open(desk, second)
        first = f"/preview/{desk.first.pk}/"
        assert [link for link in self.links(page) if first in link]
        assert any(link.endswith("#end") for link in self.links(page))
        for link in self.links(page):
            if link.startswith("/admin/"):
                self.open(desk, link.partition("#")[0])

    def test_next_and_previous_stay_inside(self, desk):
        whole = self.whole(desk)
        [place] = {
            link for link in self.links(whole) if f"/preview/{desk.third.pk}/" in link
        }
        page = self.open(desk, place)
        ways = html.fromstring(page.text).xpath("//nav//a[@rel]")
        assert [(way.get("rel"), way.text) for way in ways] == [
            ("prev", "Part 1"),
            ("next", "Part 2"),
        ]
        assert all("/preview/" in way.get("href") for way in ways)

    def test_a_link_to_what_is_left_out_is_plain_text(self, desk):
        page = self.whole(desk, desk.second, desk.third)
        assert "Part 1" not in text_of(page)
        [place] = {
            link for link in self.links(page) if f"/preview/{desk.second.pk}/" in link
        }
        page = self.open(desk, place)
        assert "the first" in text_of(page)
        numbers = re.findall(rf"/(?:articles|preview)/{desk.first.pk}/", page.text)
        assert numbers == []

    def test_what_readers_see_already_stands_among_them(self, desk):
        live = desk.filed("Part 0")
        publication.publish(live, by=desk.editor, seen=1)
        page = self.whole(desk)
        address = live.editions.get().get_absolute_url()
        assert address in self.links(page)
        factories.reworked(live, by=desk.editor, headline="Part nought")
        live.refresh_from_db()
        page = self.whole(desk, *desk.articles, live)
        assert "Part nought" in text_of(page)
        assert address not in self.links(page)

    def test_of_a_release_it_shows_the_texts_that_go_out_at_its_hour(self, desk):
        release = desk.released()
        factories.reworked(desk.first, by=desk.editor, headline="Changed since")
        place = report_page(desk.report, "preview")
        page = self.open(desk, f"{place}?release={release.pk}")
        said = text_of(page)
        assert "As readers get it on" in said
        assert "Part 1" in said
        assert "Changed since" not in said

    def test_what_is_left_out_of_a_release_is_not_in_it(self, desk):
        release = desk.released()
        factories.put_on_hold(desk.first, by=desk.editor, others=Others.RUN)
        place = f"{report_page(desk.report, 'preview')}?release={release.pk}"
        said = text_of(self.open(desk, place))
        assert "2 articles of “The dam”" in said
        assert "Part 1" not in said

    def test_says_so_when_nothing_is_to_go_out(self, desk):
        release = desk.released()
        desk.press(release, "cancel_release")
        place = f"{report_page(desk.report, 'preview')}?release={release.pk}"
        said = text_of(self.open(desk, place))
        assert "Nothing is to go out together any more." in said
        assert "As readers get it" not in said

    def test_is_for_nobody_outside(self, desk):
        release = desk.released()
        place = f"{report_page(desk.report, 'preview')}?release={release.pk}"
        part = report_page(desk.report, "preview_part", desk.first.pk)
        for address in (place, f"{part}?release={release.pk}"):
            assert Client().get(address).status_code == 302
            nobody = Client()
            nobody.force_login(factories.user("Authors' desk"))
            assert nobody.get(address).status_code == 403

    @pytest.mark.parametrize("query", ["of=x", "of=-1", "release=x", "release=99"])
    def test_what_was_not_made_by_us_is_not_there(self, desk, query):
        place = report_page(desk.report, "preview")
        assert desk.client.get(f"{place}?{query}").status_code == 404

    def test_an_article_that_is_not_of_it_is_not_there(self, desk):
        place = report_page(desk.report, "preview_part", desk.first.pk)
        page = desk.client.get(f"{place}?of={desk.second.pk}")
        assert page.status_code == 404

    def test_writes_nothing(self, desk):
        place = report_page(desk.report, "preview")
        query = "of=" + ".".join(str(each.pk) for each in desk.articles)
        part = report_page(desk.report, "preview_part", desk.first.pk)
        for address in (place, part):
            desk.client.get(f"{address}?{query}")
            with connection.execute_wrapper(refuse_writing):
                assert desk.client.get(f"{address}?{query}").status_code == 200

    def test_costs_the_same_for_2_and_20(self, desk):
        author = factories.author("Ada")
        costs = {"preview": [], "preview_part": []}
        picture = factories.image().pk
        made = [
            desk.filed("More", by_line=[author], lead_image=picture) for _ in range(2)
        ]
        desk.open()
        for count in (0, 18):
            made += [
                desk.filed(
                    f"More {number}",
                    by_line=[author],
                    lead_image=factories.image().pk,
                )
                for number in range(count)
            ]
            query = "of=" + ".".join(str(each.pk) for each in made)
            for name, more in (("preview", []), ("preview_part", [made[0].pk])):
                place = report_page(desk.report, name, *more)
                with CaptureQueriesContext(connection) as queries:
                    desk.client.get(f"{place}?{query}")
                costs[name].append(len(queries))
        assert Image.objects.count() == 19
        assert costs == {"preview": [15, 15], "preview_part": [23, 23]}
