"""What is not an article: saved, merged, kept aside, restored, brought back."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import TestCase, TransactionTestCase

from articles.editing import publication, things
from articles.editing.outcomes import Conflict, Merged, Saved
from articles.editing.things.versions import versions_of
from articles.models import (
    Author,
    Image,
    Prompt,
    Publication,
    Report,
    Theme,
    Version,
)
from articles.models.actions import SCREENS, Role, screen_refusal
from tests import factories

Intent = Version.Intent
NAMES = ("author", "disclaimer", "image", "prompt", "publication")
NAMES += ("region", "report", "source", "theme")


def changed(thing, by, seen=None, **values):
    """Save a thing as it was loaded, with some fields changed."""
    content = thing.content().changed(**values)
    return things.save(thing, content, by=by, seen=seen or thing.version)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def said(thing, name):
    """Return what a field said, version by version."""
    versions = versions_of(thing).order_by("number")
    return [version.content[name] for version in versions]


class ContentTests(TestCase):
    def test_every_field_that_a_form_may_hold_is_content(self):
        names = {field.name for field in Author.content_fields()}
        self.assertTrue({"long_bio", "photo", "account", "bio_reviewed_on"} <= names)
        self.assertFalse(names & {"id", "version"})
        self.assertNotIn("original", {f.name for f in Image.content_fields()})

    def test_is_what_comes_back_from_json(self):
        until = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)
        prompt = Prompt(name="May", slot="notice", text="Hello", shows_until=until)
        content = prompt.content()
        other = Prompt()
        other.take(Prompt.read(content.to_json()))
        self.assertEqual(other.content(), content)
        self.assertEqual(other.shows_until, until)

    def test_of_a_time_before_a_field_existed_is_read_as_in_a_new_row(self):
        content = Author.read({"name": "Bo Lund", "a_field_of_old": 1})
        self.assertEqual((content.name, content.is_active), ("Bo Lund", True))
        self.assertNotIn("a_field_of_old", vars(content))

    def test_tables_merge_key_by_key(self):
        base = Publication(check_levels={"a": {"every": "off"}}).content()
        mine = base.changed(check_levels={"a": {"every": "off"}, "b": {"every": "off"}})
        merged = Publication.merged(base, mine, base.changed(check_levels={}))
        self.assertEqual(merged.snapshot.check_levels, {"b": {"every": "off"}})
        self.assertEqual((merged.taken, merged.clashing), (["check_levels"], []))
        other = base.changed(check_levels={"b": {"every": "required"}})
        merged = Publication.merged(base, mine, other)
        self.assertEqual(merged.clashing, ["check_levels"])

    def test_coupled_fields_merge_as_one(self):
        base = Prompt(text="Hello", button="Join").content()
        merged = Prompt.merged(
            base, base.changed(text="Good day"), base.changed(button="Join us")
        )
        self.assertEqual(merged.clashing, ["text", "button"])


class PermissionTests(TestCase):
    def test_follow_the_table_of_screens_role_by_role(self):
        models = [apps.get_model("articles", name) for name in NAMES]
        for role in Role:
            person = factories.user(role)
            for model, verb in itertools.product(models, ("view", "add", "change")):
                with self.subTest(role=role, model=model, verb=verb):
                    allowed = SCREENS[role].get(model._meta.model_name, ())
                    words = screen_refusal(person, verb, model)
                    self.assertEqual(words == "", verb in allowed)

    def test_say_who_may_instead(self):
        writer = factories.user(Role.WRITER)
        self.assertEqual(
            screen_refusal(writer, "change", Author),
            "Only editors, publishers and the authors’ desk may change authors.",
        )
        self.assertEqual(
            screen_refusal(writer, "change", Publication),
            "Only superusers may change the publication.",
        )
        writer.is_active = False
        self.assertIn("no longer in use", screen_refusal(writer, "view", Author))


class SavingTests(TestCase):
    def setUp(self):
        self.ana, self.bo = factories.editor(), factories.editor()
        self.author = factories.author("Bo Lund", long_bio="<p>She writes.</p>")

    def test_the_first_save_keeps_what_stood_before(self):
        outcome = changed(self.author, self.ana, long_bio="<p>She wrote.</p>")
        self.assertIsInstance(outcome, Saved)
        self.assertEqual(fresh(self.author).long_bio, "<p>She wrote.</p>")
        self.assertEqual(
            said(self.author, "long_bio"), ["<p>She writes.</p>", "<p>She wrote.</p>"]
        )
        first, second = versions_of(self.author).order_by("number")
        self.assertEqual((first.intent, second.intent), (Intent.FOUND, Intent.SAVE))
        self.assertEqual((second.made_by, second.began_from), (self.ana, 1))

    def test_what_was_written_past_the_verbs_is_kept_too(self):
        changed(self.author, self.ana, expertise="Fellow")
        Author.objects.update(long_bio="<p>By hand.</p>")
        changed(fresh(self.author), self.ana, long_bio="<p>Over it.</p>")
        self.assertIn("<p>By hand.</p>", said(self.author, "long_bio"))

    def test_saving_what_stands_makes_no_version(self):
        changed(self.author, self.ana)
        self.assertEqual(fresh(self.author).version, 1)
        self.assertEqual(versions_of(self.author).count(), 1)

    def test_a_stale_save_of_another_field_is_merged(self):
        opened = fresh(self.author)
        changed(self.author, self.ana, long_bio="<p>Hers.</p>")
        outcome = changed(opened, self.bo, expertise="Fellow")
        self.assertIsInstance(outcome, Merged)
        self.assertEqual(outcome.taken, ["long_bio"])
        author = fresh(self.author)
        self.assertEqual(
            (author.long_bio, author.expertise), ("<p>Hers.</p>", "Fellow")
        )

    def test_a_stale_save_of_the_same_field_is_kept_aside(self):
        opened = fresh(self.author)
        changed(self.author, self.ana, long_bio="<p>Hers.</p>")
        outcome = changed(opened, self.bo, long_bio="<p>His.</p>", expertise="Fellow")
        self.assertIsInstance(outcome, Conflict)
        self.assertEqual(outcome.clashing, ["long_bio"])
        author = fresh(self.author)
        self.assertEqual((author.long_bio, author.expertise), ("<p>Hers.</p>", ""))
        self.assertEqual(outcome.revision.snapshot.long_bio, "<p>His.</p>")
        self.assertEqual(outcome.revision.intent, Intent.CONFLICT)

    def test_the_next_save_goes_on_after_what_was_kept_aside(self):
        opened = fresh(self.author)
        changed(self.author, self.ana, long_bio="<p>Hers.</p>")
        changed(opened, self.bo, long_bio="<p>His.</p>")
        saved = changed(fresh(self.author), self.ana, long_bio="<p>Both.</p>")
        self.assertEqual((saved.thing.version, saved.revision.number), (4, 4))

    def test_nothing_begins_from_what_was_kept_aside(self):
        opened = fresh(self.author)
        changed(self.author, self.ana, long_bio="<p>Hers.</p>")
        changed(opened, self.bo, long_bio="<p>His.</p>")
        with self.assertRaisesMessage(ValidationError, "not about a version"):
            changed(opened, self.bo, seen=3, long_bio="<p>His again.</p>")

    def test_refuses_by_field_what_the_database_would(self):
        factories.author("Ana Reis")
        with self.assertRaises(ValidationError) as refused:
            changed(self.author, self.ana, slug="ana-reis", name="")
        self.assertEqual({*refused.exception.error_dict}, {"slug", "name"})
        self.assertEqual(fresh(self.author).name, "Bo Lund")

    def test_refuses_what_no_field_alone_decides(self):
        prompt = Prompt.objects.create(name="A", slot="notice", text="Hello")
        with self.assertRaises(ValidationError):
            changed(prompt, self.ana, text="")
        self.assertEqual(fresh(prompt).text, "Hello")

    def test_writers_may_not_and_the_authors_desk_may(self):
        with self.assertRaisesMessage(PermissionDenied, "may change authors"):
            changed(self.author, factories.user(Role.WRITER), expertise="Fellow")
        changed(self.author, factories.user(Role.AUTHORS_DESK), expertise="Fellow")
        self.assertEqual(fresh(self.author).expertise, "Fellow")

    def test_who_signs_in_as_whom_only_a_superuser_says(self):
        account = factories.user()
        changed(self.author, self.ana, account=account.pk, expertise="Fellow")
        self.assertIsNone(fresh(self.author).account)
        changed(fresh(self.author), factories.user("superuser"), account=account.pk)
        self.assertEqual(fresh(self.author).account, account)

    def test_a_new_thing_is_version_one(self):
        content = Theme(name="Energy", slug="energy").content()
        made = things.create(Theme, content, by=self.ana)
        self.assertEqual((made.thing.version, made.revision.number), (1, 1))
        self.assertEqual(made.revision.intent, Intent.SAVE)

    def test_costs_the_same_however_many_versions_there_are(self):
        changed(self.author, self.ana, expertise="0")
        for number in range(1, 21):
            author = fresh(self.author)
            with self.assertNumQueries(12):
                changed(author, self.ana, expertise=str(number))


class ListsTests(TestCase):
    def setUp(self):
        self.ana = factories.editor()
        self.report = factories.report()
        self.ids = [factories.article(headline=name).pk for name in "ABC"]

    def test_where_a_report_starts_is_part_of_it(self):
        changed(self.report, self.ana, start_here=self.ids)
        changed(fresh(self.report), self.ana, start_here=self.ids[::-1])
        self.assertEqual(fresh(self.report).content().start_here, self.ids[::-1])
        things.restore(fresh(self.report), 2, by=self.ana, seen=3)
        self.assertEqual(fresh(self.report).content().start_here, self.ids)

    def test_two_orders_are_a_conflict_and_an_order_and_a_title_are_not(self):
        changed(self.report, self.ana, start_here=self.ids)
        opened = fresh(self.report)
        changed(fresh(self.report), self.ana, start_here=self.ids[:2])
        outcome = changed(opened, self.ana, seen=2, name="Grain")
        self.assertIsInstance(outcome, Saved)  # it was loaded with the other order
        stale = opened.content().changed(start_here=self.ids[1:])
        outcome = things.save(opened, stale, by=self.ana, seen=2)
        self.assertIsInstance(outcome, Conflict)
        self.assertIn("start_here", outcome.clashing)

    def test_an_article_that_is_gone_is_refused(self):
        with self.assertRaises(ValidationError) as refused:
            changed(self.report, self.ana, start_here=[*self.ids, 10**6])
        self.assertIn("start_here", refused.exception.error_dict)

    def test_lists_follow_a_region_wherever_it_is_moved_from(self):
        around, region = factories.region("Around"), factories.region("Within")
        article = factories.article(by=self.ana, regions=(region.pk,))
        publication.publish(article, by=self.ana, seen=1)
        changed(region, self.ana, parent=around.pk)
        self.assertEqual(article.editions.get().regionplacements.count(), 2)
        things.undo(fresh(region), by=self.ana, seen=2)
        self.assertEqual(article.editions.get().regionplacements.count(), 1)

    def test_moving_a_region_is_a_version(self):
        around, region = factories.region("Around"), factories.region("Within")
        content = region.content().changed(parent=around.pk)
        things.save(region, content, by=self.ana, seen=region.version)
        self.assertEqual(fresh(region).version, 2)
        with self.assertRaises(ValidationError):
            changed(fresh(around), self.ana, parent=region.pk)


class RestoringTests(TestCase):
    def setUp(self):
        self.ana, self.bo = factories.editor(), factories.editor()
        self.author = factories.author("Bo Lund", long_bio="<p>First.</p>")
        changed(self.author, self.ana, long_bio="<p>Second.</p>")
        self.author = fresh(self.author)

    def test_makes_an_older_version_stand_again_as_a_new_one(self):
        restored = things.restore(self.author, 1, by=self.bo, seen=2)
        self.assertEqual(fresh(self.author).long_bio, "<p>First.</p>")
        self.assertEqual(restored.revision.intent, Intent.RESTORE)
        self.assertEqual(restored.revision.why, "Version 1")
        self.assertEqual(restored.revision.number, 3)

    def test_leaves_who_signs_in_as_whom(self):
        account = factories.user()
        root = factories.user("superuser")
        changed(self.author, root, account=account.pk)
        things.restore(fresh(self.author), 1, by=root, seen=3)
        self.assertEqual(fresh(self.author).account, account)

    def test_undo_takes_back_the_very_save_that_was_seen(self):
        things.undo(self.author, by=self.ana, seen=2)
        self.assertEqual(fresh(self.author).long_bio, "<p>First.</p>")

    def test_undo_is_refused_once_somebody_has_saved(self):
        changed(self.author, self.bo, expertise="Fellow")
        with self.assertRaisesMessage(ValidationError, "has changed this since"):
            things.undo(self.author, by=self.ana, seen=2)
        self.assertEqual(fresh(self.author).long_bio, "<p>Second.</p>")

    def test_who_may_not_change_may_not_restore(self):
        writer = factories.user(Role.WRITER)
        for verb in (
            lambda: things.restore(self.author, 1, by=writer, seen=2),
            lambda: things.undo(self.author, by=writer, seen=2),
        ):
            with self.assertRaises(PermissionDenied):
                verb()
        self.assertEqual(fresh(self.author).version, 2)

    def test_of_no_version_is_refused_in_words(self):
        with self.assertRaisesMessage(ValidationError, "no such version"):
            things.restore(self.author, 9, by=self.ana, seen=2)


class BinTests(TestCase):
    def setUp(self):
        self.ana = factories.editor()
        self.report = factories.report("Grain", description="<p>Counted.</p>")
        self.article = factories.article(headline="A")
        changed(self.report, self.ana, start_here=[self.article.pk])
        self.report = fresh(self.report)

    def delete(self):
        return things.delete(self.report, by=self.ana, seen=self.report.version)

    def test_what_is_deleted_comes_back_under_its_number_with_all_of_it(self):
        was = self.report.content()
        version = self.delete()
        self.assertFalse(Report.objects.exists())
        self.assertEqual(list(things.deleted_things(self.ana)), [version])
        self.assertEqual(version.called, "Grain")
        back = things.bring_back(version, by=self.ana).thing
        self.assertEqual(back.pk, self.report.pk)
        self.assertEqual(fresh(back).content(), was)
        self.assertEqual(fresh(back).version, 4)
        self.assertEqual(list(things.deleted_things(self.ana)), [])
        self.assertEqual(versions_of(back).get(number=4).intent, Intent.RETURN)

    def test_what_others_need_stays(self):
        author = factories.author()
        factories.article(by_line=[author])
        with self.assertRaisesMessage(ValidationError, "Something else needs it"):
            things.delete(author, by=self.ana, seen=1)
        self.assertTrue(Author.objects.exists())
        self.assertFalse(versions_of(author).filter(intent=Intent.DELETE).exists())

    def test_nobody_deletes_what_they_have_not_seen(self):
        opened = fresh(self.report)
        changed(self.report, self.ana, description="<p>Longer.</p>")
        with self.assertRaisesMessage(ValidationError, "has changed this since"):
            things.delete(opened, by=self.ana, seen=opened.version)
        self.assertTrue(Report.objects.exists())

    def test_says_why_something_cannot_come_back(self):
        version = self.delete()
        factories.report("Grain")
        with self.assertRaisesMessage(ValidationError, "Address: "):
            things.bring_back(version, by=self.ana)

    def test_says_that_what_it_lay_in_must_come_back_first(self):
        around = factories.region("Around")
        within = factories.region("Within", parent=around)
        inner = things.delete(within, by=self.ana, seen=1)
        outer = things.delete(around, by=self.ana, seen=1)
        with self.assertRaisesMessage(ValidationError, "Parent: what stood here is"):
            things.bring_back(inner, by=self.ana)
        things.bring_back(outer, by=self.ana)
        things.bring_back(inner, by=self.ana)
        self.assertEqual(fresh(within).parent, around)

    def test_says_that_its_picture_must_come_back_first(self):
        image = factories.image()
        version = things.delete(
            factories.author("Bo Lund", photo=image), by=self.ana, seen=1
        )
        picture = things.delete(image, by=self.ana, seen=1)
        with self.assertRaisesMessage(ValidationError, "Put that back first."):
            things.bring_back(version, by=self.ana)
        things.bring_back(picture, by=self.ana)
        things.bring_back(version, by=self.ana)
        self.assertEqual(Author.objects.get().photo, image)

    def test_comes_back_without_a_picture_that_is_gone_for_good(self):
        image = factories.image()
        author = factories.author("Bo Lund", photo=image)
        version = things.delete(author, by=self.ana, seen=1)
        image.delete()
        back = things.bring_back(version, by=self.ana)
        self.assertIsNone(fresh(author).photo)
        self.assertEqual(back.revision.why, "Without its picture, which is gone")

    def test_comes_back_once(self):
        version = self.delete()
        things.bring_back(version, by=self.ana)
        with self.assertRaisesMessage(ValidationError, "back already"):
            things.bring_back(version, by=self.ana)
        things.delete(fresh(self.report), by=self.ana, seen=4)
        with self.assertRaisesMessage(ValidationError, "newer version"):
            things.bring_back(version, by=self.ana)
        self.assertEqual(things.deleted_things(self.ana).count(), 1)

    def test_is_for_those_who_may(self):
        writer, desk = factories.user(Role.WRITER), factories.user(Role.AUTHORS_DESK)
        with self.assertRaises(PermissionDenied):
            things.delete(self.report, by=writer, seen=2)
        version = self.delete()
        with self.assertRaises(PermissionDenied):
            things.bring_back(version, by=writer)
        self.assertEqual(list(things.deleted_things(desk)), [])
        self.assertEqual(list(things.deleted_things(writer)), [version])

    def test_a_save_of_what_was_deleted_meanwhile_is_refused_in_words(self):
        opened = fresh(self.report)
        self.delete()
        with self.assertRaisesMessage(ValidationError, "in the bin"):
            changed(opened, self.ana, description="<p>Longer.</p>")


class AtOnceTests(TransactionTestCase):
    """Several people at one author, at random, each in a connection of their own."""

    THREADS, SAVES = 4, 12

    def save_at_random(self, author, person):
        chance, handed_in = random.Random(person.pk), []
        try:
            for number in range(self.SAVES):
                opened = fresh(author)
                name = chance.choice(["long_bio", "short_bio", "expertise"])
                text = f"{person.pk}-{number}"
                handed_in.append((name, text))
                changed(opened, person, **{name: text})
        finally:
            connection.close()
        return handed_in

    def test_every_text_that_was_handed_in_is_found_in_a_version(self):
        people = [factories.editor() for _ in range(self.THREADS)]
        author = factories.author("Bo Lund", long_bio="<p>First.</p>")
        with ThreadPoolExecutor(self.THREADS) as hands:
            work = [hands.submit(self.save_at_random, author, one) for one in people]
        handed_in = [text for done in work for text in done.result()]
        self.assertEqual(len(handed_in), self.THREADS * self.SAVES)
        contents = [version.content for version in versions_of(author)]
        lost = [
            text
            for name, text in handed_in
            if not any(content[name] == text for content in contents)
        ]
        self.assertEqual(lost, [])
        numbers = sorted(versions_of(author).values_list("number", flat=True))
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
