"""What lies on whose desk, in which words, and what it costs to look."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing import (
    bin,
    combining,
    copies,
    desk,
    notes,
    publication,
    review,
    source_notes,
)
from articles.editing.authors import requests
from articles.editing.concerns.desk import MOST, SOURCES, concerns, news
from articles.editing.concerns.entries import Desk
from articles.editing.fixes.live import fix_live
from articles.editing.unsaved import keep_unsaved
from articles.models import Article, Author, Edition, Publication
from articles.models.actions import Role
from articles.publishing import editions
from tests import factories


def waiting(person):
    return [group for group in concerns(person) if not group.is_beside]


def on_desk(person, now=None):
    return {group.key: group for group in concerns(person, now)}


def headlines(person, key):
    group = on_desk(person).get(key)
    return [entry.headline for entry in group.entries] if group else []


class ConcernTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, time_zone="Europe/Lisbon")
        self.writer = factories.user(Role.WRITER, first_name="Rui", last_name="Sá")
        self.editor = factories.user(Role.EDITOR, first_name="Ana", last_name="Reis")
        self.publisher = factories.user(Role.PUBLISHER)

    def written(self, headline="A dam", by=None, **fields):
        return factories.article(by=by or self.writer, headline=headline, **fields)

    def handed_in(self, headline="A dam"):
        article = self.written(headline)
        return review.submit(article, by=self.writer, seen=1, note="Quotes checked")

    def returned(self, headline="A dam"):
        article = self.handed_in(headline)
        return review.send_back(article, by=self.editor, seen=1, why="Who says so?")

    # What each thing says

    def test_an_empty_desk_is_empty(self):
        for person in (self.writer, self.editor, self.publisher):
            self.assertEqual(concerns(person), [])

    def test_a_text_that_was_sent_back_says_by_whom_and_why(self):
        self.returned()
        [entry] = on_desk(self.writer)["sent-back"].entries
        self.assertEqual(
            entry.wants, "Ana Reis sent it back: mend it, and submit again."
        )
        self.assertEqual(entry.why, "Who says so?")
        self.assertNotIn("assigned", on_desk(self.writer))
        self.assertNotIn("drafts", on_desk(self.writer))

    def test_a_save_does_not_end_what_was_sent_back_and_a_submission_does(self):
        article = self.returned()
        factories.reworked(article, by=self.writer, headline="A dam, mended")
        self.assertEqual(headlines(self.writer, "sent-back"), ["A dam, mended"])
        review.submit(Article.objects.get(), by=self.writer, seen=2)
        self.assertEqual(headlines(self.writer, "sent-back"), [])

    def test_what_they_sent_back_comes_again_to_the_same_editor_first(self):
        other = factories.user(Role.EDITOR)
        self.handed_in("Waits for long")
        again = self.returned("Comes again")
        factories.reworked(again, by=self.writer, body="<p>Mended.</p>")
        again = Article.objects.get(pk=again.pk)
        review.submit(again, by=self.writer, seen=2, note="Two sources now")
        found = on_desk(self.editor)["in-review"].entries
        self.assertEqual(
            [entry.headline for entry in found], ["Comes again", "Waits for long"]
        )
        self.assertIn("see what is new in it", found[0].wants)
        self.assertTrue(found[0].address.endswith("/versions/compare/?from=1&to=2"))
        self.assertEqual(found[0].why, "Two sources now")
        elsewhere = on_desk(other)["in-review"].entries
        self.assertEqual(elsewhere[0].headline, "Waits for long")
        self.assertEqual(elsewhere[1].note, "With Ana Reis")

    def test_what_comes_again_as_it_was_says_so(self):
        review.submit(self.returned(), by=self.writer, seen=1)
        [entry] = on_desk(self.editor)["in-review"].entries
        self.assertIn("it came again, unchanged", entry.wants)

    def test_a_writer_is_not_shown_what_others_decide(self):
        self.handed_in()
        self.assertEqual(waiting(self.writer), [])

    def test_four_eyes_keep_away_what_one_may_not_decide(self):
        article = self.handed_in()
        factories.reworked(article, by=self.editor, headline="A dam, mended")
        self.assertEqual(headlines(self.editor, "in-review"), ["A dam, mended"])
        Publication.objects.update(has_four_eyes=True)
        self.assertEqual(headlines(self.editor, "in-review"), [])
        self.assertEqual(headlines(self.publisher, "in-review"), ["A dam, mended"])

    def test_what_is_given_says_by_whom_and_when_it_is_due(self):
        article = self.written(by=self.editor)
        factories.assigned(article, self.writer, by=self.editor)
        [entry] = on_desk(self.writer)["assigned"].entries
        # A writer writes what they filed themselves.
        self.assertEqual(entry.wants, "Ana Reis gave it to you: read it.")
        self.assertNotIn("drafts", on_desk(self.editor))
        factories.assigned(article, self.publisher, by=self.editor)
        [entry] = on_desk(self.publisher)["assigned"].entries
        self.assertEqual(entry.wants, "Ana Reis gave it to you: write it.")

    def test_what_is_overdue_comes_first_and_says_so(self):
        for headline, due_on in (
            ("Some day", None),
            ("Tomorrow", date(2026, 3, 3)),
            ("Yesterday", date(2026, 3, 1)),
            ("Today", date(2026, 3, 2)),
        ):
            article = self.written(headline)
            Article.objects.filter(pk=article.pk).update(
                assignee=self.writer, due_on=due_on
            )
        noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        found = on_desk(self.writer, noon)["assigned"].entries
        self.assertEqual(
            [(entry.headline, entry.note, entry.is_urgent) for entry in found],
            [
                ("Yesterday", "Overdue since 1 March", True),
                ("Today", "Due today", True),
                ("Tomorrow", "Due 3 March", False),
                ("Some day", "", False),
            ],
        )

    def test_an_approved_text_waits_for_whoever_publishes(self):
        article = self.handed_in()
        review.approve(article, by=self.editor, seen=1)
        for person in (self.editor, self.publisher):
            self.assertEqual(headlines(person, "approved"), ["A dam"])
        Publication.objects.update(only_publishers_publish=True)
        editor = type(self.editor).objects.get(pk=self.editor.pk)
        self.assertEqual(headlines(editor, "approved"), [])
        publication.publish(article, by=self.publisher, seen=1)
        self.assertEqual(headlines(self.publisher, "approved"), [])

    def test_what_was_taken_down_does_not_wait_to_be_published(self):
        article = factories.published_article(by=self.editor)
        factories.taken_down(article, by=self.editor, why="Wrong person")
        self.assertNotIn("approved", on_desk(self.editor))

    def test_an_embargo_is_said_of_what_waits(self):
        until = timezone.now() + timedelta(days=2)
        article = self.written(embargoed_until=until)
        review.approve(article, by=self.editor, seen=1)
        [entry] = on_desk(self.editor)["approved"].entries
        self.assertIn("Under embargo until", entry.note)

    def test_what_goes_out_next_is_told_in_the_publications_time(self):
        now = datetime(2026, 7, 1, 12, tzinfo=UTC)
        article = self.written()
        revision = article.revisions.get()
        for hours in (3, 30):
            live_from = now + timedelta(hours=hours)
            editions.schedule(article, revision, live_from, by=self.editor, now=now)
        soon, later = on_desk(self.editor, now)["going-out"].entries
        self.assertEqual(soon.wants, "Readers are to see it from 16:00 (WEST).")
        replaces = "It replaces what readers see from 2 July, 19:00 (WEST)."
        self.assertEqual(later.wants, replaces)
        self.assertNotIn("going-out", on_desk(self.writer, now))

    def test_a_translation_is_told_of_when_its_original_has_changed(self):
        original = self.written(by=self.editor, headline="A dam")
        filed = copies.translate(original, "fr", by=self.editor, seen=1).article
        Article.objects.filter(pk=filed.pk).update(assignee=self.writer)
        self.assertNotIn("behind", on_desk(self.writer))
        factories.reworked(original, by=self.editor, headline="A dam, empty")
        [entry] = on_desk(self.writer)["behind"].entries
        self.assertEqual(entry.note, "Original: A dam, empty")
        self.assertNotIn("behind", on_desk(self.editor))

    def test_a_refused_text_stays_until_its_writer_has_saved_again(self):
        article = self.written(by=self.editor)
        mine = replace(article.snapshot(), headline="Mine")
        factories.reworked(article, by=self.publisher, headline="Theirs")
        desk.save(article, mine, by=self.editor, seen=1)
        [entry] = on_desk(self.editor)["kept-aside"].entries
        self.assertTrue(entry.address.endswith(f"/{article.pk}/versions/3/combine/"))
        self.assertNotIn("kept-aside", on_desk(self.publisher))
        fresh = Article.objects.get()
        factories.reworked(fresh, by=self.editor, headline="Both")
        self.assertNotIn("kept-aside", on_desk(self.editor))

    def test_unsaved_text_is_shown_by_what_was_typed(self):
        article = self.written("As saved")
        keep_unsaved(Article, article.pk, "headline=As+typed&body=x", by=self.writer)
        keep_unsaved(Article, None, "body=y", by=self.writer)
        keep_unsaved(Author, 7, "name=Bo+Lund", by=self.writer)
        entries = on_desk(self.writer)["unsaved"].entries
        self.assertEqual(
            [(entry.headline, entry.address) for entry in entries],
            [
                ("Bo Lund", "/admin/articles/author/7/change/"),
                ("Without a name yet", "/admin/articles/article/add/"),
                ("As typed", f"/admin/articles/article/{article.pk}/change/"),
            ],
        )
        self.assertNotIn("unsaved", on_desk(self.editor))

    def test_whatever_was_typed_the_desk_opens(self):
        for number, form in enumerate(
            ("", "headline=+&" * 900, "headline=%F0%9F", "&=;")
        ):
            keep_unsaved(Article, number, form, by=self.writer)
        names = {entry.headline for entry in on_desk(self.writer)["unsaved"].entries}
        self.assertEqual(names, {"Without a name yet", "\N{REPLACEMENT CHARACTER}"})
        keep_unsaved(Article, 9, f"headline={'dam' * 2000}", by=self.writer)
        newest = on_desk(self.writer)["unsaved"].entries[0]
        self.assertEqual(len(newest.headline), 300)

    def test_drafts_are_those_one_filed_or_wrote_in(self):
        article = self.written("A dam")
        factories.reworked(article, by=self.editor, headline="A dam, mended")
        [own] = on_desk(self.writer)["drafts"].entries
        [other] = on_desk(self.editor)["drafts"].entries
        self.assertEqual(own.wants, "Draft: go on, or hand it in.")
        self.assertEqual(other.wants, "You wrote in it.")

    def test_the_authors_desk_learns_nothing_of_articles(self):
        bios = factories.user(Role.AUTHORS_DESK)
        article = self.written()
        Article.objects.filter(pk=article.pk).update(assignee=bios, created_by=bios)
        self.assertEqual(concerns(bios), [])

    def test_a_long_list_is_cut_and_says_how_many_there_are(self):
        for number in range(MOST + 3):
            self.handed_in(f"Dam {number}")
        group = on_desk(self.editor)["in-review"]
        self.assertEqual((len(group.entries), group.others), (MOST, 3))
        self.assertEqual(group.count, MOST + 3)

    # What is new

    def test_only_what_others_did_after_the_moment_is_news(self):
        before = timezone.now()
        self.handed_in()
        self.assertEqual(
            [group.key for group in news(self.editor, before)], ["in-review"]
        )
        self.assertEqual(news(self.editor, timezone.now()), [])
        own = self.written(by=self.editor)
        factories.assigned(own, self.editor, by=self.editor)
        keep_unsaved(Article, own.pk, "headline=x", by=self.editor)
        self.assertEqual(
            [group.key for group in news(self.editor, before)], ["in-review"]
        )

    def new_since(self, moment):
        return [group.key for group in news(self.editor, moment)]

    def noted(self, article):
        told = {"text": "Is it?", "tell": [self.editor, self.writer]}
        notes.add(article, by=self.publisher, **told)
        notes.add(article, by=self.publisher, text="Surely?")
        flagged = self.written("A lawsuit")
        source = source_notes.add(flagged, by=self.editor, source="A clerk")
        factories.flagged(source, by=self.editor, why="He may sue")

    def fixed(self):
        """Fix what readers see, and leave to others all that it can leave."""
        live = factories.published_article(by=self.publisher, headline="Old name")
        factories.reworked(live, by=self.publisher, headline="Another")
        reworked, soon = live.revisions.get(number=2), timezone.now() + timedelta(1)
        editions.schedule(live, reworked, soon, by=self.publisher)
        [shown] = live.editions.visible()
        text = replace(shown.revision.snapshot, headline="New name")
        edition = fix_live(live, text, by=self.publisher, seen=shown.pk).edition
        Edition.objects.filter(pk=edition.pk).update(look_wanted_at=timezone.now())

    def test_what_a_fix_leaves_waits_for_whoever_may_decide(self):
        self.fixed()
        desk = on_desk(self.editor)
        self.assertEqual(headlines(self.editor, "held-back"), ["Another"])
        self.assertEqual(headlines(self.editor, "fix-waiting"), ["Another"])
        self.assertEqual(headlines(self.editor, "to-look-at"), ["New name"])
        self.assertTrue(desk["held-back"].entries[0].is_urgent)
        self.assertNotIn("to-look-at", on_desk(self.publisher))
        self.assertEqual(waiting(self.writer), [])
        for group in desk.values():
            self.client.force_login(self.editor)
            for entry in group.entries:
                self.assertEqual(self.client.get(entry.address).status_code, 200)

    def test_what_a_fix_leaves_is_news_to_all_but_the_fixer(self):
        self.fixed()
        article = Article.objects.get(fix_waiting__isnull=False)
        # However long ago somebody else has written in it.
        long_ago = timezone.now() - timedelta(days=3)
        Article.objects.filter(pk=article.pk).update(updated_at=long_ago)
        an_hour = timedelta(hours=1)
        now = timezone.now() + timedelta(seconds=1)
        told = {
            person: {group.key for group in news(person, now - an_hour, now)}
            for person in (self.editor, self.publisher)
        }
        left = {"held-back", "fix-waiting"}
        assert left <= told[self.editor]
        assert not left & told[self.publisher]

    def test_fixes_that_wait_are_found_by_their_index(self):
        if connection.vendor != "sqlite":
            self.skipTest("PostgreSQL reads a small table through without it.")
        rows = {source.key: source.rows for source in SOURCES}
        person = Desk(
            self.editor, timezone.now(), Publication.objects.current().rules, UTC
        )
        plan = rows["fix-waiting"](person).explain()
        assert "article_fix_waiting" in plan

    def test_notes_and_flags_say_whose_and_what_they_want(self):
        self.noted(self.written())
        mentions = on_desk(self.editor)["mentions"].entries
        self.assertEqual(len(mentions), 1)
        self.assertIn("mentions you in a note: read it.", mentions[0].wants)
        [note] = on_desk(self.writer)["notes"].entries
        self.assertIn("noted something: answer it.", note.wants)
        for person in (self.editor, self.publisher):
            [flag] = on_desk(person)["flagged"].entries
            self.assertEqual((flag.headline, flag.why), ("A lawsuit", "He may sue"))
        other = factories.user(Role.EDITOR)
        self.assertEqual(concerns(other), [])

    def test_whoever_wrote_a_note_hears_of_its_answer(self):
        note = notes.add(self.written(), by=self.editor, text="Is it?").note
        factories.answered(note, "declined", by=self.writer, text="It is not.")
        [entry] = on_desk(self.editor)["mentions"].entries
        self.assertEqual(entry.wants, "Rui Sá answered your note, “no”: read it.")
        self.assertIn("mentions", self.new_since(timezone.now() - timedelta(hours=1)))
        notes.mark_seen(note.article, by=self.editor)
        self.assertNotIn("mentions", on_desk(self.editor))

    def test_that_nothing_is_taken_of_a_refused_text_is_a_decision(self):
        article = self.written()
        factories.reworked(article, by=self.editor, headline="Theirs")
        mine = replace(article.snapshot(), headline="Mine")
        refused = desk.save(article, mine, by=self.writer, seen=1).revision
        self.assertEqual(headlines(self.writer, "kept-aside"), ["Theirs"])
        stands = article.revisions.get(number=2).snapshot
        combining.settle(article, refused, stands, by=self.writer, seen=2)
        self.assertEqual(headlines(self.writer, "kept-aside"), [])
        self.assertEqual(article.revisions.count(), 3)

    def test_what_is_on_hold_waits_with_who_put_it_there(self):
        article = self.written()
        review.approve(article, by=self.editor, seen=1)
        factories.put_on_hold(article, by=self.editor, why="The lawyers ask.")
        [entry] = on_desk(self.editor)["held"].entries
        self.assertEqual(entry.why, "The lawyers ask.")
        self.assertNotIn("approved", on_desk(self.editor))

    def test_what_lies_in_the_bin_concerns_nobody(self):
        self.noted(self.written())
        self.returned()
        for article in Article.objects.all():
            bin.delete(article, by=self.editor, seen=article.version)
        for person in (self.writer, self.editor, self.publisher):
            self.assertEqual(concerns(person), [])

    # What it costs

    def missed(self):
        """Hold what was scheduled for an hour that has passed meanwhile."""
        hour = timedelta(hours=1)
        then, article = timezone.now() - 2 * hour, self.written("Missed")
        text = article.revisions.get()
        editions.schedule(article, text, then + hour, by=self.editor, now=then)
        factories.put_on_hold(article, by=self.editor, now=then)

    def crowd(self):
        """Bring something of every kind to the desks of three people."""
        article = self.written()
        review.approve(self.handed_in(), by=self.editor, seen=1)
        self.returned()
        self.handed_in()
        factories.assigned(article, self.writer, by=self.editor)
        translated = copies.translate(article, "fr", by=self.editor, seen=1).article
        Article.objects.filter(pk=translated.pk).update(assignee=self.writer)
        factories.reworked(article, by=self.publisher, headline="Theirs")
        mine = replace(self.written().snapshot(), headline="Mine")
        for person in (self.writer, self.editor):
            other = factories.article(by=person)
            factories.reworked(other, by=self.publisher, headline="Theirs")
            desk.save(other, mine, by=person, seen=1)
            keep_unsaved(Article, other.pk, "headline=x", by=person)
        self.noted(article)
        self.fixed()
        self.missed()
        live = factories.published_article(by=self.editor)
        factories.reworked(live, by=self.publisher, headline="Changed")
        factories.put_on_hold(self.written(by=self.editor), by=self.editor, why="Wait.")
        soon = timezone.now() + timedelta(hours=2)
        editions.schedule(
            article, article.revisions.get(number=1), soon, by=self.editor
        )
        factories.complaint(article)
        self.about_authors()

    def about_authors(self):
        factories.author()
        proposed = factories.proposed_author(by=self.writer)
        factories.article(by=self.writer, by_line=[proposed])
        factories.suggested(factories.author(), {"expertise": "Ships"})
        requests.receive(
            factories.author(),
            by=self.publisher,
            asked_by="She",
            asked="A new photograph.",
            received_on=date(2026, 3, 2),
        )

    def cost(self, person):
        person = type(person).objects.get(pk=person.pk)
        with CaptureQueriesContext(connection) as queries:
            concerns(person)
        return len(queries)

    def test_costs_a_query_a_source_however_much_there_is(self):
        self.crowd()
        bios = factories.user(Role.AUTHORS_DESK)
        # What one may change beside articles costs two of them.
        expected = {self.writer: 16, self.editor: 30, self.publisher: 31, bios: 10}
        for person, count in expected.items():
            self.assertEqual(self.cost(person), count)
        for _ in range(19):
            self.crowd()
        for person, count in expected.items():
            self.assertEqual(self.cost(person), count)
        shown = {key for person in expected for key in on_desk(person)}
        self.assertEqual(
            shown | {"overridden", "release-waits"}, {source.key for source in SOURCES}
        )
