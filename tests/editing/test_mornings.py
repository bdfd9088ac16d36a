"""What a morning's desk says beside what waits: hours, changes, bios, corrections."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from articles.editing import copies, publication, review, things
from articles.editing.concerns import bios, hours, texts
from articles.editing.concerns.desk import SOURCES, concerns
from articles.editing.concerns.entries import Desk
from articles.models import Article, Author, Edition, Publication
from articles.models.actions import Role
from articles.publishing import editions
from tests import factories

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)  # 10:00 in Lisbon
LIVE = {"short_bio": "<p>Counts ships.</p>", "bio_reviewed_on": date(2026, 5, 1)}


def on_desk(person, now=None):
    return {group.key: group for group in concerns(person, now)}


@pytest.mark.parametrize(
    ("today", "began"),
    [
        ("2026-06-01", "2026-05-29"),  # Monday, Friday
        ("2026-06-02", "2026-06-01"),
        ("2026-06-06", "2026-06-05"),  # Saturday, Friday
        ("2026-06-07", "2026-06-05"),
    ],
)
def test_the_last_working_day_leaves_out_the_weekend(today, began):
    noon = datetime.fromisoformat(f"{today}T12:00+00:00")
    desk = Desk(None, noon, None, UTC)
    assert desk.last_working_day == date.fromisoformat(began)


def test_a_moment_names_its_year_where_that_is_another():
    desk = Desk(None, datetime(2026, 12, 31, 12, tzinfo=UTC), None, UTC)
    said = [desk.moment(desk.now + timedelta(days=days)) for days in (0, -1, 1)]
    assert said == [
        "12:00 (UTC)",
        "30 December, 12:00 (UTC)",
        "1 January 2027, 12:00 (UTC)",
    ]


class MorningTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, time_zone="Europe/Lisbon")
        self.writer = factories.user(Role.WRITER, first_name="Rui", last_name="Sá")
        self.editor = factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")
        self.publisher = factories.user(Role.PUBLISHER)
        self.bios = factories.user(Role.AUTHORS_DESK)

    def scheduled(self, headline, at, now=MONDAY):
        article = factories.article(by=self.writer, headline=headline)
        text = article.revisions.get()
        editions.schedule(article, text, at, by=self.editor, now=now)
        return article

    def published(self, headline, at):
        return factories.published_article(by=self.editor, headline=headline, now=at)

    # Hours

    def test_what_goes_out_next_says_by_the_hour_which_text_that_is(self):
        self.scheduled("Later", MONDAY + 90 * HOUR)
        soon = self.scheduled("Soon", MONDAY + 2 * HOUR)
        factories.reworked(soon, by=self.editor, headline="Sooner")
        first, second = on_desk(self.editor, MONDAY)["going-out"].entries
        self.assertEqual((first.headline, second.headline), ("Soon", "Later"))
        self.assertTrue(first.note.endswith("; it was changed since"))
        self.assertEqual((first.is_urgent, second.is_urgent), (True, False))
        self.assertNotIn("going-out", on_desk(self.writer, MONDAY))

    def test_a_missed_hour_asks_for_another_and_says_what_still_stops_it(self):
        article = self.scheduled("Missed", MONDAY + HOUR)
        factories.put_on_hold(article, by=self.editor, why="Call him.", now=MONDAY)
        later = MONDAY + 2 * HOUR
        self.assertNotIn("missed", on_desk(self.editor, MONDAY))
        [held] = on_desk(self.editor, later)["missed"].entries
        self.assertIn("On hold, and its hour has passed", held.wants)
        self.assertEqual(held.why, "Call him.")
        factories.lifted(article, by=self.editor, now=later)
        [entry] = on_desk(self.editor, later)["missed"].entries
        self.assertIn("choose another hour", entry.wants)
        self.assertEqual(entry.note, "Was to begin: 11:00 (WEST)")
        self.assertNotIn("missed", on_desk(self.writer, later))

    def test_a_missed_hour_says_what_else_it_waits_for(self):
        source = factories.source(permission_withdrawn_at=MONDAY)
        forbidden = self.scheduled("Forbidden", MONDAY + HOUR)
        embargoed = self.scheduled("Embargoed", MONDAY + HOUR)
        Article.objects.filter(pk=forbidden.pk).update(has_lost_permission=True)
        later = MONDAY + 2 * HOUR
        until = MONDAY + 26 * HOUR
        Article.objects.filter(pk=embargoed.pk).update(embargoed_until=until)
        theirs = self.scheduled("Theirs", MONDAY + HOUR)
        Edition.objects.filter(article=theirs).update(source=source)
        Edition.objects.update(held_at=MONDAY)
        entries = on_desk(self.editor, later)["missed"].entries
        wants = {entry.headline: entry.wants for entry in entries}
        self.assertIn("Its permission was withdrawn", wants["Forbidden"])
        self.assertIn("permission was withdrawn", wants["Theirs"])
        self.assertIn("Under embargo", wants["Embargoed"])
        self.assertIn("after the embargo", wants["Embargoed"])

    def test_a_publication_ends_a_missed_hour(self):
        article = self.scheduled("Missed", MONDAY + HOUR)
        factories.put_on_hold(article, by=self.editor, now=MONDAY)
        later = MONDAY + 2 * HOUR
        factories.lifted(article, by=self.editor, now=later)
        article = Article.objects.get()
        publication.publish(article, by=self.editor, seen=1, now=later)
        self.assertNotIn("missed", on_desk(self.editor, later))

    def test_since_friday_holds_what_went_out_with_who_did_it(self):
        friday = MONDAY - timedelta(days=3)
        self.published("On Thursday", friday - timedelta(days=1))
        self.published("On Friday", friday)
        self.published("On Sunday", MONDAY - timedelta(days=1))
        gone = self.published("Taken down", friday)
        factories.taken_down(gone, by=self.editor, now=friday + HOUR)
        group = on_desk(self.writer, MONDAY)["went-out"]
        self.assertEqual(group.name, "Since Friday")
        self.assertEqual(
            [(entry.headline, entry.wants) for entry in group.entries],
            [
                ("On Sunday", "Ana Reis published it."),
                ("On Friday", "Ana Reis published it."),
            ],
        )
        tuesday = MONDAY + timedelta(days=1)
        self.assertNotIn("went-out", on_desk(self.writer, tuesday))

    def test_an_update_and_a_fix_are_called_so(self):
        live = self.published("A dam", MONDAY - 60 * HOUR)
        factories.fixed(live, by=self.editor, headline="A lake")
        [entry] = on_desk(self.editor)["went-out"].entries
        self.assertEqual(
            (entry.headline, entry.wants), ("A lake", "Ana Reis fixed it.")
        )
        wrong = ("correction", "It holds less.")
        factories.fixed(live, by=self.editor, body="<p>Less.</p>", correction=wrong)
        [entry] = on_desk(self.editor)["went-out"].entries
        self.assertEqual(entry.wants, "Ana Reis updated it.")

    def test_the_authors_desk_is_led_to_what_readers_see(self):
        live = self.published("A dam", MONDAY - HOUR)
        [entry] = on_desk(self.bios, MONDAY)["went-out"].entries
        self.assertEqual(entry.address, live.editions.get().get_absolute_url())

    # One's own texts

    def test_a_writer_sees_how_far_their_texts_have_come(self):
        handed_in = factories.article(by=self.writer, headline="Handed in")
        review.submit(handed_in, by=self.writer, seen=1)
        approved = factories.article(by=self.writer, headline="Approved")
        review.approve(approved, by=self.editor, seen=1)
        coming = factories.article(by=self.writer, headline="Coming")
        coming = review.approve(coming, by=self.editor, seen=1)
        at = timezone.now() + timedelta(days=2)
        editions.schedule(coming, coming.approved_revision, at, by=self.editor)
        factories.published_article(by=self.writer_who_publishes())
        said = {
            entry.headline: entry.wants
            for entry in on_desk(self.writer)["on-their-way"].entries
        }
        self.assertEqual(said.pop("Handed in"), "Handed in: an editor reads it next.")
        self.assertEqual(said.pop("Approved"), "Approved: it waits to be published.")
        self.assertIn("Readers are to see it from", said.pop("Coming"))
        self.assertEqual(said, {})

    def writer_who_publishes(self):
        """Return the writer, who is an editor for once: what is live is not waiting."""
        self.writer.groups.set([Group.objects.get(name=Role.EDITOR)])
        person = User.objects.get(pk=self.writer.pk)
        self.addCleanup(person.groups.clear)
        return person

    def test_a_stop_goes_before_the_stage(self):
        article = factories.article(by=self.writer)
        review.approve(article, by=self.editor, seen=1)
        factories.put_on_hold(article, by=self.editor, why="Call him.")
        [entry] = on_desk(self.writer)["on-their-way"].entries
        self.assertEqual(entry.wants, "On hold: “Call him.”")

    def test_what_is_live_and_changed_is_no_draft_and_says_what_readers_see(self):
        live = self.published("A dam", MONDAY)
        factories.reworked(live, by=self.editor, headline="A dam, empty")
        desk = on_desk(self.publisher)
        [entry] = desk["changed"].entries
        self.assertEqual(entry.headline, "A dam, empty")
        self.assertIn("Readers see the text of", entry.note)
        self.assertEqual(entry.by_name, "Ana Reis")
        self.assertNotIn("drafts", on_desk(self.editor))
        self.assertNotIn("changed", on_desk(self.writer))
        Article.objects.update(created_by=self.writer)
        self.assertIn("changed", on_desk(self.writer))

    def test_a_taken_down_text_is_a_draft_again(self):
        live = self.published("A dam", MONDAY)
        factories.reworked(live, by=self.editor, headline="A dam, empty")
        factories.taken_down(live, by=self.editor)
        self.assertNotIn("changed", on_desk(self.editor))
        self.assertIn("drafts", on_desk(self.editor))

    # Translations

    def test_a_correction_of_the_original_is_a_task_until_it_is_caught_up(self):
        original = self.published("A dam", MONDAY)
        filed = copies.translate(original, "fr", by=self.editor, seen=1).article
        Article.objects.filter(pk=filed.pk).update(created_by=self.writer)
        wrong = ("correction", "It holds less.")
        factories.fixed(
            original, by=self.editor, body="<p>Mended.</p>", correction=wrong
        )
        [entry] = on_desk(self.writer)["behind"].entries
        self.assertIn("Readers were told of something", entry.wants)
        self.assertTrue(entry.is_urgent)
        # A correction that left the text as it was: no version tells of it.
        version = Article.objects.get(pk=original.pk).version
        Article.objects.filter(pk=filed.pk).update(translated_version=version)
        self.assertIn("behind", on_desk(self.writer))
        copies.catch_up(filed, by=self.publisher, seen=version)
        self.assertNotIn("behind", on_desk(self.writer))

    # Bios

    def author(self, name, **fields):
        return factories.author(name, **{"photo": factories.image(), **LIVE, **fields})

    def wanted(self, now=MONDAY):
        group = on_desk(self.bios, now).get("bios")
        entries = group.entries if group else []
        return [(entry.headline, entry.wants) for entry in entries]

    def by(self, author, at):
        factories.published_article(by=self.editor, by_line=[author], now=at)

    def test_who_is_in_print_without_a_bio_comes_first(self):
        self.author("Has all")
        self.author("No photo", photo=None)
        self.author("Nothing, unread", photo=None, short_bio="")
        in_print = self.author("Nothing, in print", photo=None, short_bio="")
        self.author("Left us", short_bio="", is_active=False)
        self.by(in_print, MONDAY - HOUR)
        names = [name for name, _ in self.wanted()]
        self.assertEqual(names, ["Nothing, in print", "Nothing, unread", "No photo"])

    def test_a_bio_wants_reading_after_a_year_if_there_was_an_article_since(self):
        long_ago = date(2025, 5, 1)
        quiet = self.author("Quiet", bio_reviewed_on=long_ago)
        busy = self.author("Busy", bio_reviewed_on=long_ago)
        fresh = self.author("Fresh")
        self.by(quiet, datetime(2025, 4, 1, tzinfo=UTC))
        self.by(busy, MONDAY - 48 * HOUR)
        self.by(fresh, MONDAY - HOUR)
        [(name, wants)] = self.wanted()
        self.assertEqual(name, "Busy")
        self.assertIn("Read it, and note the day", wants)
        content = Author.objects.get(name="Busy").content()
        read = content.changed(bio_reviewed_on="2026-06-01")
        things.save(busy, read, by=self.bios, seen=busy.version)
        self.assertEqual(self.wanted(), [])

    def test_editors_look_after_bios_and_writers_do_not(self):
        self.author("No bio", short_bio="")
        for person, is_told in ((self.editor, True), (self.writer, False)):
            self.assertEqual("bios" in on_desk(person), is_told)

    def test_the_list_of_authors_narrows_to_them(self):
        for number in range(10):
            self.author(f"No bio {number}", short_bio="")
        self.author("In order")
        group = on_desk(self.bios)["bios"]
        self.assertEqual(group.others, 2)
        self.client.force_login(self.bios)
        found = self.client.get(group.more).context["cl"]
        self.assertEqual(found.result_count, 10)

    # Per role

    def test_each_role_begins_with_what_only_it_can_do(self):
        firsts = {
            self.writer: "sent-back",
            self.editor: "in-review",
            self.publisher: "approved",
            self.bios: "bios",
        }
        self.author("No bio", short_bio="")
        for headline in ("One", "Two", "Three"):
            article = factories.article(by=self.writer, headline=headline)
            article = review.submit(article, by=self.writer, seen=1)
        review.send_back(article, by=self.editor, seen=1, why="Who says so?")
        first = Article.objects.get(headline="One")
        review.approve(first, by=self.editor, seen=1)
        for person, key in firsts.items():
            self.assertEqual(next(iter(on_desk(person))), key)

    # What it costs

    def plan(self, rows):
        rules = Publication.objects.current().rules
        return rows(Desk(self.editor, timezone.now(), rules, UTC)).explain()

    def test_what_is_asked_each_morning_is_found_by_an_index(self):
        if connection.vendor != "sqlite":
            self.skipTest("PostgreSQL reads a small table through without it.")
        for rows, index in (
            (hours.missed, "edition_held"),
            (hours.going_out, "edition_begins"),
            (hours.went_out, "edition_begins"),
            (texts.changed, "article_stage"),
            (bios.to_look_after, "authorplacement_newest"),
        ):
            with self.subTest(index):
                self.assertIn(index, self.plan(rows))

    def test_each_source_has_a_name_of_its_own(self):
        keys = [source.key for source in SOURCES]
        self.assertEqual(len(keys), len(set(keys)))
