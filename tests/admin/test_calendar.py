"""The calendar: what stands in which day, and what moves it."""

from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import schedule
from articles.models import Article, Edition, Event, Publication
from articles.models.actions import Role
from tests import factories


class CalendarTestCase(TestCase):
    zone = "Europe/London"
    today = date(2026, 3, 18)

    def setUp(self):
        Publication.objects.create(pk=1, time_zone=self.zone)
        self.publication = Publication.objects.get()
        clock = mock.patch.object(timezone, "now", return_value=self.at(self.today, 9))
        self.clock = clock.start()
        self.addCleanup(clock.stop)
        self.editor = factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")
        self.client.force_login(self.editor)

    def wait_until(self, moment):
        """Sign in again at a moment: a session does not last for months."""
        self.clock.return_value = moment
        self.client.force_login(self.editor)

    def at(self, day, hour=0, minute=0):
        shown = datetime.combine(day, time(hour, minute), self.publication.zone)
        return shown.astimezone(UTC)

    def scheduled(self, at, *, by=None, **fields):
        by = by or self.editor
        article = factories.article(by=by, **fields)
        return schedule.schedule(article, by=by, seen=article.version, live_from=at)

    def given(self, day, to=None, **fields):
        article = factories.article(by=self.editor, **fields)
        return factories.assigned(
            article, to or self.editor, by=self.editor, due_on=day
        )

    def calendar(self, **asked):
        return self.client.get(reverse("admin:calendar"), asked)

    def entries(self, **asked):
        """Return what stands in each day: a list of lines by the day."""
        page = html.fromstring(self.calendar(**asked).text)
        return {
            day.get("data-day"): [
                " ".join(entry.text_content().split())
                for entry in day.xpath(".//li[contains(@class, 'entry')]")
            ]
            for day in page.xpath("//ol[contains(@class, 'days')]/li")
        }


class CalendarTests(CalendarTestCase):
    def test_a_month_shows_what_was_published_and_what_is_to_come(self):
        out = factories.published_article(by=self.editor, headline="A dam")
        self.scheduled(self.at(date(2026, 3, 20), 6), headline="A port", language="fr")
        self.given(date(2026, 3, 19), headline="A bridge")
        factories.article(
            by=self.editor,
            headline="A treaty",
            embargoed_until=self.at(date(2026, 3, 25), 0, 1),
        )
        days = self.entries()
        self.assertEqual(days["2026-03-18"], ["09:00 A dam Published English Ana Reis"])
        [port] = days["2026-03-20"]
        self.assertIn("06:00 A port Scheduled Français Ana Reis", port)
        [bridge] = days["2026-03-19"]
        self.assertIn("A bridge Due: draft English Ana Reis", bridge)
        [treaty] = days["2026-03-25"]
        self.assertEqual(treaty, "00:01 A treaty Embargo lifts English")
        self.wait_until(self.at(self.today, 10))
        factories.taken_down(out, by=self.editor)
        self.assertIn("Published, taken down since", self.entries()["2026-03-18"][0])

    def test_a_retraction_and_its_end_stand_there_as_such(self):
        publisher = factories.user(Role.PUBLISHER, first_name="Eva", last_name="Lima")
        live = factories.published_article(by=self.editor, headline="A dam")
        self.wait_until(self.at(self.today, 10))
        factories.retracted(live, by=publisher)
        published, retracted = self.entries()["2026-03-18"]
        self.assertIn("09:00 A dam Published, retracted since", published)
        self.assertIn("Retracted English Eva Lima", retracted)
        self.wait_until(self.at(self.today, 11))
        factories.reinstated(live, by=publisher)
        published, retracted, reinstated = self.entries()["2026-03-18"]
        self.assertIn("A dam Published English Ana Reis", published)
        self.assertIn("Retracted English Eva Lima", retracted)
        self.assertIn("11:00 A dam Reinstated English Eva Lima", reinstated)

    def test_what_was_taken_down_names_who_did_it(self):
        publisher = factories.user(Role.PUBLISHER, first_name="Eva", last_name="Lima")
        down, gone = (
            factories.published_article(by=self.editor, headline=name)
            for name in ("Down", "Gone")
        )
        self.wait_until(self.at(self.today, 10))
        factories.taken_down(down, by=publisher)
        factories.withdrawn(gone, by=publisher)
        words = self.entries()["2026-03-18"]
        self.assertIn("10:00 Down Taken down English Eva Lima", words)
        self.assertIn("10:00 Gone Withdrawn English Eva Lima", words)
        self.assertIn("09:00 Gone Published, withdrawn since English Ana Reis", words)

    def test_an_end_by_itself_is_shown_and_one_that_never_comes_is_not(self):
        edition = self.scheduled(self.at(date(2026, 3, 20), 6))
        seen = schedule.as_seen(edition)
        end = self.at(date(2026, 3, 22), 18)
        edition = schedule.end_at(edition, end, by=self.editor, seen=seen)
        [ends] = self.entries()["2026-03-22"]
        self.assertIn("18:00 A headline Expires", ends)
        schedule.cancel(edition, by=self.editor, seen=schedule.as_seen(edition))
        self.assertEqual(self.entries()["2026-03-22"], [])

    def test_says_why_something_waits(self):
        flagged, held = (
            self.scheduled(self.at(date(2026, 3, 20), 6), headline=name)
            for name in ("Flagged", "Held")
        )
        factories.put_on_hold(held.article, by=self.editor)
        Article.objects.filter(pk=flagged.article_id).update(has_open_legal_flag=True)
        Edition.objects.filter(pk=flagged.pk).update(held_at=timezone.now())
        words = " ".join(self.entries()["2026-03-20"])
        self.assertIn("Flagged Legal flag", words)
        self.assertIn("Held On hold", words)
        self.wait_until(self.at(date(2026, 3, 21)))
        words = " ".join(self.entries()["2026-03-20"])
        self.assertIn("On hold: missed its hour", words)

    def test_what_a_fix_holds_back_leads_to_where_that_is_decided(self):
        live = factories.published_article(by=self.editor, body="<p>One.</p>")
        factories.reworked(live, by=self.editor, body="<p>Later.</p>")
        live.refresh_from_db()
        at = self.at(date(2026, 3, 20), 6)
        seen = live.version
        edition = schedule.schedule(live, by=self.editor, seen=seen, live_from=at)
        self.wait_until(self.at(self.today, 10))
        factories.fixed(live, by=self.editor, body="<p>Two.</p>")
        self.assertIn("Held back by a fix", self.entries()["2026-03-20"][0])
        where = reverse("admin:held_back", args=[live.pk, edition.pk])
        self.assertContains(self.calendar(), f'href="{where}"')

    def test_what_is_late_says_so_and_a_live_text_is_no_draft(self):
        live = factories.published_article(by=self.editor)
        factories.reworked(live, by=self.editor, headline="Another")
        factories.assigned(live, self.editor, by=self.editor, due_on=date(2026, 3, 16))
        [late] = self.entries()["2026-03-16"]
        self.assertIn("Another Overdue: in the works", late)

    def test_a_week_and_a_day_show_their_own(self):
        self.scheduled(self.at(date(2026, 3, 22), 23, 59), headline="Sunday")
        self.scheduled(self.at(date(2026, 3, 23)), headline="Monday")
        week = self.entries(view="week")
        self.assertEqual([*week][::6], ["2026-03-16", "2026-03-22"])
        self.assertIn("23:59 Sunday", week["2026-03-22"][0])
        monday = self.entries(view="day", on="2026-03-23")
        self.assertEqual([*monday], ["2026-03-23"])
        self.assertIn("00:00 Monday", monday["2026-03-23"][0])

    def test_today_is_marked_and_led_back_to(self):
        page = html.fromstring(self.calendar(on="2026-03-01").text)
        [today] = page.xpath("//li[@aria-current='date']/@data-day")
        self.assertEqual(today, "2026-03-18")
        ways = page.xpath("//nav[@aria-label='Days']/a/@href")
        self.assertEqual(ways, ["?on=2026-02-01", "?on=2026-03-18", "?on=2026-04-01"])

    def test_nonsense_in_the_address_is_today(self):
        for asked in ({"on": "x"}, {"view": "century"}, {"page": "-1"}):
            with self.subTest(asked=asked):
                self.assertIn("2026-03-18", self.entries(**asked))
        for on in ("0001-01-01", "9999-12-31"):
            with self.subTest(on=on):
                self.assertEqual(self.calendar(on=on).status_code, 200)

    def test_narrows_as_the_list_of_articles_does(self):
        region = factories.region()
        day = date(2026, 3, 20)
        at = self.at(day, 6)
        writer = factories.user(Role.WRITER)
        self.scheduled(
            at, headline="This", kind="opinion", language="fr", regions=(region.pk,)
        )
        self.scheduled(at, headline="Other")
        self.given(day, writer, headline="Theirs")
        for query in (
            {"kind": "opinion"},
            {"language": "fr"},
            {"regions": region.pk},
        ):
            with self.subTest(query=query):
                [entry] = self.entries(**query)["2026-03-20"]
                self.assertIn("This", entry)
        self.client.force_login(writer)
        [mine] = self.entries(whose="mine")["2026-03-20"]
        self.assertIn("Theirs", mine)

    def test_an_empty_month_says_so(self):
        self.assertContains(self.calendar(), "Nothing is planned for these days")
        narrowed = self.calendar(kind="opinion")
        self.assertContains(narrowed, "Show everything")

    def test_a_crowded_day_shows_some_and_leads_to_all(self):
        for number in range(7):
            self.scheduled(self.at(date(2026, 3, 20), 6 + number), headline=f"{number}")
        page = html.fromstring(self.calendar().text)
        [more] = page.xpath("//p[@class='day-more']/a")
        self.assertEqual(more.text, "and 3 more")
        self.assertEqual(len(self.entries()["2026-03-20"]), 4)
        of_the_day = self.entries(view="day", on="2026-03-20")
        self.assertEqual(len(of_the_day["2026-03-20"]), 7)

    def test_a_day_is_walked_page_by_page(self):
        for number in range(5):
            self.scheduled(self.at(date(2026, 3, 20), 6 + number), headline=f"{number}")
        with mock.patch.dict("articles.admin.calendar.views.MOST", {"day": 2}):
            pages = [
                self.entries(view="day", on="2026-03-20", page=page)["2026-03-20"]
                for page in (1, 2, 3)
            ]
            self.assertEqual([len(page) for page in pages], [2, 2, 1])
            first = self.calendar(view="day", on="2026-03-20")
            self.assertContains(first, "page=2")
            last = self.calendar(view="day", on="2026-03-20", page=3)
            self.assertNotContains(last, "page=4")

    def test_who_reads_no_articles_has_no_calendar(self):
        self.client.force_login(factories.user(Role.AUTHORS_DESK))
        self.assertEqual(self.calendar().status_code, 403)
        self.assertNotContains(self.client.get("/admin/"), reverse("admin:calendar"))

    def test_every_reader_of_articles_is_led_to_it(self):
        for role in (Role.WRITER, Role.EDITOR, Role.PUBLISHER):
            self.client.force_login(factories.user(role))
            self.assertContains(self.client.get("/admin/"), reverse("admin:calendar"))
            self.assertEqual(self.calendar().status_code, 200)


class ChangingClocksTests(CalendarTestCase):
    def test_days_of_23_and_25_hours_hold_what_is_theirs(self):
        spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
        for day, hours in ((spring, 23), (autumn, 25)):
            self.wait_until(self.at(day - timedelta(days=5)))
            begins = self.at(day)
            ends = begins + timedelta(hours=hours)
            self.scheduled(begins, headline="First")
            self.scheduled(ends - timedelta(seconds=1), headline="Last")
            self.scheduled(ends, headline="After")
            days = self.entries(view="week", on=day.isoformat())
            names = [entry.split()[1] for entry in days[day.isoformat()]]
            self.assertEqual(names, ["First", "Last"])
            after = self.entries(view="day", on=(day + timedelta(days=1)).isoformat())
            [[after]] = after.values()
            self.assertIn("00:00 After", after)
            page = self.calendar(on=day.isoformat())
            self.assertContains(page, f"{hours} hours")


class KathmanduTests(CalendarTestCase):
    zone = "Asia/Kathmandu"

    def test_a_day_begins_at_its_own_midnight(self):
        late = datetime(2026, 3, 19, 18, 14, 59, tzinfo=UTC)
        self.scheduled(late, headline="Late")
        self.scheduled(late + timedelta(seconds=1), headline="Early")
        days = self.entries()
        self.assertIn("23:59 Late", days["2026-03-19"][0])
        self.assertIn("00:00 Early", days["2026-03-20"][0])


class MoveTests(CalendarTestCase):
    def setUp(self):
        super().setUp()
        self.edition = self.scheduled(self.at(date(2026, 3, 20), 6), headline="A port")
        self.page = self.address("edition", self.edition)

    def address(self, what, thing):
        return reverse("admin:move_in_calendar", args=[what, thing.pk])

    def form(self, page=None):
        answer = self.client.get(page or self.page)
        [form] = html.fromstring(answer.text).xpath("//form[@class='ask']")
        return dict(form.form_values())

    def moved(self, shown, **more):
        form = {**self.form(), "to": shown, **more}
        return self.client.post(self.page, form, follow=True)

    def drop(self, day, address=None, seen=None, **more):
        return self.client.post(
            address or self.page,
            {"seen": seen or schedule.as_seen(self.fresh()), "day": day, **more},
            headers={"X-Beside": "notes"},
        )

    def fresh(self):
        return Edition.objects.get(pk=self.edition.pk)

    def test_by_keyboard_a_time_is_asked_for_and_the_verb_called(self):
        back = f"{reverse('admin:calendar')}?view=week"
        page = self.client.get(self.page, {"back": back})
        self.assertContains(page, 'value="2026-03-20T06:00"')
        answer = self.moved("2026-03-21T07:30", back=back)
        self.assertRedirects(answer, back)
        self.assertContains(answer, "“A port”: moved to Saturday 21 March 2026, 07:30")
        self.assertEqual(self.fresh().live_from, self.at(date(2026, 3, 21), 7, 30))
        event = self.edition.article.events.get(kind=Event.Kind.RESCHEDULED)
        self.assertEqual(event.by, self.editor)

    def test_a_drag_keeps_the_hour_of_the_day_and_can_be_undone(self):
        was = self.fresh().live_from
        answer = self.drop("2026-04-02").json()
        self.assertIn(
            "moved to Thursday 2 April 2026, 06:00 (Europe/London, UTC+01:00)",
            answer["said"],
        )
        self.assertEqual(self.fresh().live_from, self.at(date(2026, 4, 2), 6))
        undone = self.client.post(
            self.page, answer["undo"], headers={"X-Beside": "notes"}
        )
        self.assertEqual(undone.status_code, 200)
        self.assertEqual(self.fresh().live_from, was)

    def test_what_somebody_moved_meanwhile_is_refused_and_stays_theirs(self):
        seen, form = schedule.as_seen(self.fresh()), self.form()
        colleague = factories.user(Role.EDITOR, first_name="Rui", last_name="Sá")
        theirs = self.at(date(2026, 3, 24), 8)
        schedule.move(self.fresh(), theirs, by=colleague, seen=seen)
        dropped = self.drop("2026-03-21", seen=seen)
        self.assertEqual(dropped.status_code, 409)
        self.assertIn("Rui Sá has moved this text", dropped.json()["words"])
        form["to"] = "2026-03-21T07:30"
        asked = self.client.post(self.page, form)
        self.assertContains(asked, "Rui Sá has moved this text")
        self.assertContains(asked, 'value="2026-03-21T07:30"')
        self.assertContains(asked, schedule.as_seen(self.fresh()))
        self.assertEqual(self.fresh().live_from, theirs)

    def test_a_day_that_is_past_is_refused_in_words(self):
        dropped = self.drop("2026-03-01")
        self.assertEqual(dropped.status_code, 409)
        self.assertIn("That moment has passed", dropped.json()["words"])
        asked = self.moved("2026-03-01T06:00")
        self.assertContains(asked, "That moment has passed. Choose a later one.")

    def test_an_hour_that_is_not_there_or_twice_is_asked_about(self):
        for day, hour, options in (
            ("2026-03-29", 1, ["2026-03-29T00:30", "2026-03-29T01:30"]),
            ("2026-10-25", 1, ["2026-10-25T00:30", "2026-10-25T01:30"]),
        ):
            with self.subTest(day=day):
                was = self.at(date(2026, 3, 21), hour, 30)
                seen = schedule.as_seen(self.fresh())
                schedule.move(self.fresh(), was, by=self.editor, seen=seen)
                ask = self.drop(day).json()["ask"]
                self.assertEqual(self.fresh().live_from, was)
                page = self.client.get(ask)
                self.assertContains(page, f'value="{day}T01:30"')
                [form] = html.fromstring(page.text).xpath("//form[@class='ask']")
                choices = form.inputs["to-which"].value_options
                self.assertEqual([choice[:16] for choice in choices], options)
                data = dict(form.form_values())
                unsaid = self.client.post(self.page, data)
                self.assertContains(unsaid, "Clocks are put")
                self.assertEqual(self.fresh().live_from, was)
                self.client.post(self.page, {**data, "to-which": choices[1]})
                self.assertEqual(self.fresh().live_from.isoformat(), choices[1])

    def test_a_due_date_moves_and_stays_with_whom_it_is(self):
        writer = factories.user(Role.WRITER)
        article = self.given(date(2026, 3, 19), writer)
        address = self.address("due", article)
        answer = self.drop("2026-03-23", address, f"{writer.pk}:2026-03-19")
        self.assertIn("moved to Monday 23 March 2026", answer.json()["said"])
        article.refresh_from_db()
        self.assertEqual(
            (article.assignee, article.due_on), (writer, date(2026, 3, 23))
        )
        form = {**self.form(address), "to": "2026-03-24"}
        self.client.post(address, form)
        article.refresh_from_db()
        self.assertEqual(article.due_on, date(2026, 3, 24))
        Article.objects.filter(pk=article.pk).update(assignee=None)
        refused = self.drop("2026-03-25", address, ":2026-03-24")
        self.assertIn("It is with nobody by now", refused.json()["words"])

    def test_an_end_moves(self):
        seen = schedule.as_seen(self.edition)
        end = self.at(date(2026, 3, 22), 18)
        schedule.end_at(self.edition, end, by=self.editor, seen=seen)
        answer = self.drop("2026-03-23", self.address("expiry", self.edition))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.fresh().expires_at, self.at(date(2026, 3, 23), 18))

    def test_who_may_not_is_told_so_and_shown_no_handle(self):
        self.client.force_login(factories.user(Role.WRITER))
        self.assertNotContains(self.calendar(), "data-move")
        words = "Only editors and publishers may move and cancel what is scheduled."
        self.assertContains(self.client.get(self.page), words, status_code=403)
        dropped = self.drop("2026-03-21")
        self.assertEqual((dropped.status_code, dropped.json()["words"]), (403, words))
        self.client.force_login(factories.user(Role.AUTHORS_DESK))
        self.assertEqual(self.drop("2026-03-21").status_code, 403)
        self.assertEqual(self.fresh().live_from, self.edition.live_from)

    def test_where_publishers_alone_publish_editors_carry_nothing(self):
        Publication.objects.update(only_publishers_publish=True)
        self.assertNotContains(self.calendar(), "data-move")
        self.client.force_login(factories.user(Role.PUBLISHER))
        self.assertContains(self.calendar(), "data-move")

    def test_what_readers_see_already_has_no_handle_and_does_not_move(self):
        self.wait_until(self.at(date(2026, 3, 20), 7))
        self.assertNotContains(self.calendar(), "data-move")
        dropped = self.drop("2026-03-21")
        self.assertIn("Readers see this text by now", dropped.json()["words"])

    def test_what_is_gone_is_gone(self):
        for address in (
            self.page.replace("edition", "nonsense"),
            self.page.replace("edition", "embargo"),
            self.page.replace(f"/{self.edition.pk}/", "/987654/"),
        ):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_nobody_is_led_away_from_here(self):
        page = self.client.get(self.page, {"back": "https://evil.example/"})
        self.assertNotContains(page, "evil.example")
