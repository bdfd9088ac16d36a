"""The demo newsroom: what demo/ says, what is drawn, and that all of it loads."""

import re
import stat
from datetime import timedelta
from io import BytesIO, StringIO
from unittest import mock

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from PIL import Image as Picture

from articles.editing.checks import problems
from articles.editing.concerns.desk import concerns
from articles.editing.things.versions import versions_of
from articles.exchanging import accounts
from articles.exchanging.demo import content, loader, pictures
from articles.exchanging.demo.morning import Morning, _mended
from articles.models import (
    Article,
    Author,
    Correction,
    Edition,
    Event,
    Image,
    Mention,
    Publication,
    Region,
)
from articles.models.article import Kind, Stage
from articles.models.belonging import Credit
from articles.models.rules import Rules
from articles.models.tagging import Tag
from articles.models.versioned import Versioned
from tests import factories

SMALL = ((180, 120), (100, 125))


class ContentTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.newsroom = content.read(loader.FOLDER)

    def test_is_a_newsroom_of_some_size(self):
        self.assertGreaterEqual(len(self.newsroom.articles), 40)
        self.assertEqual(len(self.newsroom.authors), 12)
        self.assertEqual(len(self.newsroom.reports), 3)
        languages = {article.language for article in self.newsroom.articles}
        self.assertEqual(languages, {"en", "fr", "ar"})

    def test_uses_every_text_author_and_picture(self):
        texts = {path.stem for path in (loader.FOLDER / "articles").glob("*.md")}
        self.assertEqual(texts, {article.file for article in self.newsroom.articles})
        credited = {
            author for article in self.newsroom.articles for author, _ in article.byline
        }
        self.assertEqual(credited, {author.key for author in self.newsroom.authors})
        shown = {article.picture for article in self.newsroom.articles} - {""}
        shown |= {report.cover for report in self.newsroom.reports}
        for article in self.newsroom.articles:
            shown |= set(article.named_in_body("picture"))
        self.assertEqual(shown, {picture.key for picture in self.newsroom.pictures})

    def test_has_a_recipe_for_every_picture(self):
        drawings = {picture.drawing for picture in self.newsroom.pictures}
        self.assertEqual(drawings, set(pictures.RECIPES))

    def test_names_kinds_roles_and_stages_that_there_are(self):
        for article in self.newsroom.articles:
            with self.subTest(article.file):
                self.assertIn(article.kind, Kind.values)
                self.assertIn(article.stage, {"live", "draft", "review", "scheduled"})
                self.assertEqual(article.stage == "live", bool(article.published))
                for _, role in article.byline:
                    self.assertIn(role, Credit.Role.values)

    def test_writes_articles_of_a_readable_length(self):
        for article in self.newsroom.articles:
            if article.kind != Kind.PAGE and article.stage == "live":
                with self.subTest(article.file):
                    self.assertTrue(330 <= len(article.body.split()) <= 2000)

    def test_leads_to_nothing_that_was_published_later(self):
        by_file = {article.file: article for article in self.newsroom.articles}
        for article in self.newsroom.articles:
            if article.kind == Kind.PAGE or not article.published:
                continue
            for file in article.needs:
                with self.subTest(f"{article.file} → {file}"):
                    self.assertLess(by_file[file].published, article.published)

    def test_says_in_the_text_what_a_later_edition_changes(self):
        edited = [article for article in self.newsroom.articles if article.edited_at]
        self.assertGreaterEqual(len(edited), 3)
        for article in edited:
            self.assertIn(article.edited_from, article.body)
            self.assertGreater(article.edited_at, article.published)

    def test_keeps_to_addresses_that_belong_to_nobody(self):
        written = (loader.FOLDER / "newsroom.toml").read_text(encoding="utf-8")
        for article in self.newsroom.articles:
            written += article.body
        for address in re.findall(r"(?:https?://|@)([\w.-]+\.\w+)", written):
            self.assertTrue(address.endswith("example.org"), address)


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        ("region", 'key = "x"\nname = "X"\ncolour = "red"', "there is no colour"),
        ("region", 'key = "x"\nname = "X"\nparent = "y"', "“y” is not among"),
        ("region", 'key = "africa"\nname = "X"', "regions has africa twice"),
        ("theme", 'key = "x"\nname = "X"', "missing 1 required"),
        ("island", 'key = "x"', "nobody reads island"),
        ("article", 'file = "nowhere"', "there is no such text"),
        (
            *("task", 'article = "nowhere"\nwhat = "hold"\nby = "editor"\nago = 1'),
            "“nowhere” is not among the articles",
        ),
    ],
)
def test_refuses_what_makes_no_sense(tmp_path, table, row, fault):
    (tmp_path / "articles").symlink_to(loader.FOLDER / "articles")
    written = (loader.FOLDER / "newsroom.toml").read_text(encoding="utf-8")
    (tmp_path / "newsroom.toml").write_text(
        f"{written}\n[[{table}]]\n{row}\n", encoding="utf-8"
    )

    with pytest.raises(content.ContentError, match=fault):
        content.read(tmp_path)


class PictureTests(SimpleTestCase):
    def test_draws_the_same_picture_twice(self):
        first, second = (pictures.illustration("dam", (90, 60)) for _ in range(2))

        self.assertEqual(first, second)
        self.assertEqual(Picture.open(BytesIO(first)).size, (90, 60))

    def test_draws_authors_apart(self):
        newsroom = content.read(loader.FOLDER)
        sitters = [author for author in newsroom.authors if author.portrait]
        drawn = {
            pictures.portrait(author.key, author.portrait, (80, 100))
            for author in sitters
        }

        self.assertEqual(len(drawn), len(sitters))


class LoadedTests(TestCase):
    """What stands in the database once the demo has been loaded."""

    @classmethod
    def setUpTestData(cls):
        with mock.patch.object(loader, "_drawn", small_drawings):
            cls.counts = loader.load()

    def test_shows_readers_forty_articles_and_the_pages(self):
        visible = Edition.objects.visible()
        self.assertGreaterEqual(visible.count(), 40)
        self.assertEqual(visible.filter(listed=False).count(), 5)

    def test_has_a_past_and_no_future_but_what_is_scheduled(self):
        newest = Edition.objects.visible().newest_first().first()
        self.assertLess(newest.published_at, timezone.now())
        first = Edition.objects.order_by("live_from").first()
        self.assertEqual(first.live_from.year, 2019)
        now, zone = timezone.now(), Publication.objects.get().zone
        coming = Edition.objects.filter(live_from__gt=now).order_by("live_from")
        first, update = coming
        tomorrow = timezone.localdate(now, zone) + timedelta(days=1)
        for edition, hour in ((first, 6), (update, 18)):
            at = timezone.localtime(edition.live_from, zone)
            self.assertEqual((at.date(), at.hour), (tomorrow, hour))
            self.assertEqual(edition.article.stage, Stage.APPROVED)
        self.assertTrue(update.article.editions.visible().exists())

    def test_keeps_a_version_of_every_thing(self):
        models = apps.get_app_config("articles").get_models()
        for model in models:
            # Tags are made by naming them: their first save keeps what stood before.
            if model is Tag or not issubclass(model, Versioned):
                continue
            with self.subTest(model=model):
                for thing in model.objects.all():
                    newest = versions_of(thing).get(number=thing.version)
                    self.assertEqual(newest.snapshot, thing.content())

    def test_leaves_everybody_something_to_do_in_the_morning(self):
        waiting = {
            "writer": {"sent-back", "assigned", "mentions", "behind"},
            "editor": {"in-review", "mentions", "flagged", "approved", "held"},
            "publisher": {"in-review", "flagged", "approved", "changed", "bios"},
            "bios": {"bios"},
        }
        beside = {
            "writer": {"on-their-way"},
            "editor": {"going-out"},
            "publisher": {"going-out"},
            "bios": set(),
        }
        for username, expected in waiting.items():
            with self.subTest(username):
                person = User.objects.get(username=username)
                found = {group.key for group in concerns(person)}
                self.assertLessEqual(expected | beside[username], found)

    def test_lets_the_morning_begin_with_reasons(self):
        [returned] = Event.objects.filter(kind=Event.Kind.SENT_BACK)
        self.assertIn("needs a country and a year", returned.why)
        [held] = Article.objects.filter(held_at__isnull=False)
        self.assertIn("until Thursday noon", held.hold_reason)
        [correction] = Correction.objects.all()
        self.assertLess(correction.dated_at, timezone.now() - timedelta(hours=39))
        self.assertEqual(Mention.objects.count(), 2)
        for task in content.read(loader.FOLDER).tasks:
            self.assertGreater(task.ago, 0)

    def test_tells_the_story_of_each_article_in_order(self):
        for article in Article.objects.exclude(stage=Stage.DRAFT):
            events = article.events.order_by("pk")
            moments = [event.at for event in events]
            self.assertEqual(moments, sorted(moments), article)
            self.assertGreaterEqual(article.updated_at, article.created_at)

    def test_replaced_what_three_articles_had_said(self):
        twice = Article.objects.get(slug="a-cable-is-a-place")
        first, second = twice.editions.order_by("live_from")
        self.assertEqual(first.live_until, second.live_from)
        self.assertIn("some sixty in the world", second.body)

    def test_links_translations_to_what_they_translate(self):
        original = Article.objects.get(slug="stop-calling-it-a-water-war")
        languages = {article.language for article in original.translations.all()}
        self.assertEqual(languages, {"fr", "ar"})

    def test_has_nothing_that_a_check_complains_of(self):
        for article in Article.objects.all():
            found = problems(article.snapshot(), Rules(), article)
            flags = int(article.has_open_legal_flag)
            self.assertEqual(len(found), flags, article)
        self.assertEqual(Article.objects.filter(has_open_legal_flag=True).count(), 1)

    def test_leaves_no_markdown_in_what_readers_see(self):
        for edition in Edition.objects.all():
            for sign in ("**", "](", "[^", "article:", "picture:"):
                self.assertNotIn(sign, edition.body, edition.headline)

    def test_leads_readers_to_the_pages_about_us(self):
        publication = Publication.objects.get()
        for address in (publication.comments_url, publication.membership_url):
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_knows_one_author_without_a_photo_and_one_without_a_bio(self):
        self.assertEqual(Author.objects.filter(photo=None).count(), 1)
        self.assertEqual(Author.objects.filter(short_bio="").count(), 1)
        self.assertTrue(Region.objects.filter(parent__name="Europe").exists())
        self.assertFalse(Image.objects.filter(alt="").exists())

    def test_keeps_a_login_for_each_role_to_itself(self):
        path = accounts.logins_file()
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        names = ["writer", "editor", "publisher", "bios", "admin"]
        self.assertEqual([role for role, _, _ in accounts.kept()], names)
        for role, username, password in accounts.kept():
            self.assertEqual(role, username)
            self.assertTrue(self.client.login(username=username, password=password))

    def test_is_not_loaded_a_second_time(self):
        articles, printed = Article.objects.count(), StringIO()

        call_command("load_demo", if_empty=True, stdout=printed)

        self.assertEqual(Article.objects.count(), articles)
        self.assertIn(accounts.kept()[1][2], printed.getvalue())
        with self.assertRaisesMessage(CommandError, "not empty"):
            call_command("load_demo", stdout=printed)


class FailedLoadTests(TestCase):
    def test_leaves_nothing_behind(self):
        with (
            mock.patch.object(loader, "_drawn", small_drawings),
            mock.patch.object(loader, "_developed", rows_without_files),
            mock.patch.object(loader.Desk, "open_pages", side_effect=OSError),
            self.assertRaises(OSError),
        ):
            loader.load()

        self.assertTrue(loader.is_empty())
        self.assertFalse(Image.objects.exists())


class ClockTests(SimpleTestCase):
    def test_puts_the_past_back_on_a_machine_whose_clock_is_behind(self):
        newsroom = content.read(loader.FOLDER)
        furniture = mock.Mock(moment=lambda naive: naive and timezone.make_aware(naive))
        newest = max(a.published for a in newsroom.articles if a.published)
        behind = timezone.make_aware(newest) - timedelta(days=400)

        with mock.patch.object(timezone, "now", return_value=behind):
            days = loader._days_too_new(newsroom, furniture)

        self.assertEqual(days, timedelta(days=401))


class CreateAdminTests(TestCase):
    def test_makes_one_superuser_where_there_is_nobody(self):
        call_command("create_admin", if_empty=True, stdout=StringIO())

        [(role, username, password)] = accounts.kept()
        self.assertEqual((role, username), ("admin", "admin"))
        self.assertTrue(self.client.login(username=username, password=password))

    def test_leaves_the_accounts_that_there_are(self):
        factories.editor()

        call_command("create_admin", if_empty=True, stdout=StringIO())

        with self.assertRaisesMessage(CommandError, "accounts here already"):
            call_command("create_admin", stdout=StringIO())


draw = loader._drawn


def small_drawings(newsroom, *sizes):
    """Stand in for the drawings: as many, each its own, but small."""
    return draw(newsroom, *SMALL)


def rows_without_files(drawn, by):
    return {key: factories.image(uploaded_by=by) for key in drawn}


class MorningTests(SimpleTestCase):
    def test_refuses_what_nobody_can_do(self):
        task = content.Task(article="a", what="burn", by="editor", ago=1)
        with self.assertRaisesMessage(content.ContentError, "nobody can “burn” it"):
            Morning(mock.Mock(), {}).do(task)

    def test_refuses_words_that_are_not_there(self):
        task = content.Task(article="a", what="note", by="editor", ago=1, quote="dam")
        with self.assertRaisesMessage(content.ContentError, "does not say “dam”"):
            _mended(factories.snapshot(), task)
