"""The list of authors: the place of work of whoever keeps the bios."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.admin.authors.filters import BUILT_IN
from articles.editing import things
from articles.models import Author, Publication, SavedFilter
from articles.models.actions import Role
from tests import factories

PAGE = "/admin/articles/author/"
WANTING = {"short_bio": ""}


def complete(name=None, **fields):
    fields = {"photo": factories.image(), "short_bio": "<p>Counts.</p>", **fields}
    return factories.author(name, **fields)


class AuthorListTestCase(TestCase):
    role = Role.AUTHORS_DESK

    def setUp(self):
        self.keeper = factories.user(self.role)
        self.client.force_login(self.keeper)

    def page(self, query=""):
        return self.client.get(f"{PAGE}?{query}")

    def names(self, query=""):
        return [author.name for author in self.page(query).context["cl"].result_list]

    def row(self, author, query=""):
        """Return what the list says of an author, column by column."""
        page = html.fromstring(self.page(query).text)
        for row in page.xpath("//table[@id='result_list']/tbody/tr"):
            cells = {cell.get("class").split()[0]: cell for cell in row}
            link = cells["field-named"].xpath(".//a/@href")[0]
            if f"/{author.pk}/change/" in link:
                return cells
        raise AssertionError(f"{author} is not in the list.")

    def said(self, author, column):
        return " ".join(self.row(author)[f"field-{column}"].text_content().split())


class RowTests(AuthorListTestCase):
    def test_says_who_it_is_and_what_they_are_today(self):
        author = complete(
            "Jane Doe",
            kind="pen name",
            is_active=False,
            positions=[
                {"role": "Editor", "affiliation": "South Front", "since": "2020-01-01"},
                {"role": "Intern", "until": "2019-12-31"},
            ],
        )
        self.assertEqual(
            self.said(author, "named"),
            "Jane Doe Pen name · Editor, South Front · No longer writes for us",
        )

    def test_shows_the_face_cut_square_or_a_letter(self):
        with_face, without = complete("Ana"), complete("ödön", photo=None)
        [face] = self.row(with_face)["field-portrait"]
        self.assertIn("square-160", face.get("src"))
        self.assertEqual(self.said(without, "portrait"), "Ö")
        with_face.photo.withdrawn_at = timezone.now()
        with_face.photo.save()
        self.assertEqual(self.said(with_face, "portrait"), "A")

    def test_counts_what_readers_see_and_says_what_came_last(self):
        author = complete()
        now = timezone.now()
        by = {"by_line": [author]}
        factories.published_article(
            headline="Before", now=now - timedelta(days=9), **by
        )
        last = factories.published_article(headline="The last one", **by)
        factories.article(headline="Not out yet", **by)
        cells = self.row(author)
        self.assertEqual(self.said(author, "articles_shown"), "2")
        self.assertIn("The last one", self.said(author, "last_article"))
        [link] = cells["field-last_article"].xpath(".//a/@href")
        self.assertEqual(link, last.editions.get().get_absolute_url())
        self.assertNotContains(self.page(), "Not out yet")

    def test_the_number_leads_to_the_articles_where_one_may_read_them(self):
        author = complete()
        factories.published_article(by_line=[author])
        place = f"/admin/articles/article/?author={author.pk}"
        self.assertNotContains(self.page(), place)
        self.client.force_login(factories.editor())
        self.assertContains(self.page(), place)

    def test_says_how_old_the_bio_is_with_the_day_at_hand(self):
        today = timezone.localdate()
        for day, words in (
            (None, "Never reviewed"),
            (today, "Reviewed today"),
            (today - timedelta(days=3), "Reviewed 3 days ago"),
            (today - timedelta(days=14 * 31), "Reviewed 14 months ago"),
            (today - timedelta(days=3 * 366), "Reviewed 3 years ago"),
        ):
            with self.subTest(words):
                author = complete(bio_reviewed_on=day)
                said = self.said(author, "reviewed").replace("\xa0", " ")
                self.assertEqual(said.removesuffix(" Reviewed today"), words)
        old = complete(bio_reviewed_on=date(2020, 5, 3))
        [time] = self.row(old)["field-reviewed"].iter("time")
        self.assertEqual(time.get("title"), "3 May 2020")

    def test_says_in_words_what_wants_attention(self):
        author = factories.author("Jane Doe", bio_reviewed_on=date(2020, 5, 3))
        complete("J. Doe")
        words = "No bio No photo May be J. Doe"
        self.assertEqual(self.said(author, "wanted"), words)
        Author.objects.filter(pk=author.pk).update(short_bio="x")
        factories.published_article(by_line=[author])
        words = "No photo Bio to be read again May be J. Doe"
        self.assertEqual(self.said(author, "wanted"), words)


class OrderTests(AuthorListTestCase):
    def test_what_wants_attention_stands_first_and_who_is_in_print_before_others(self):
        complete("Zoe All There")
        complete("Bob All There")
        complete("Stale", bio_reviewed_on=date(2020, 1, 1))
        factories.author("Nobody Reads", photo=factories.image())
        in_print = factories.author("In Print", photo=factories.image())
        complete("Faceless", photo=None)
        complete("Ines Carvalhal")
        complete("Carvalhal, I.")
        complete("Gone", short_bio="", is_active=False)
        stale = Author.objects.get(name="Stale")
        factories.published_article(by_line=[in_print])
        factories.published_article(by_line=[stale])
        self.assertEqual(
            self.names(),
            [
                *("In Print", "Nobody Reads", "Faceless"),
                *("Carvalhal, I.", "Ines Carvalhal", "Stale"),
                *("Bob All There", "Gone", "Zoe All There"),
            ],
        )

    def test_the_columns_sort_as_they_say(self):
        much, old = complete("B", sort_name="Z"), complete("A")
        for _ in range(2):
            factories.published_article(by_line=[much])
        factories.published_article(by_line=[old])
        Author.objects.filter(pk=old.pk).update(bio_reviewed_on=date(2019, 1, 1))
        Author.objects.filter(pk=much.pk).update(bio_reviewed_on=date(2026, 1, 1))
        for query, names in (
            ("o=1", ["A", "B"]),
            ("o=-1", ["B", "A"]),
            ("o=2", ["A", "B"]),
            ("o=-2", ["B", "A"]),
            ("o=3", ["A", "B"]),  # the newest first
            ("o=-3", ["B", "A"]),
            ("o=4", ["A", "B"]),
            ("o=-4", ["B", "A"]),
        ):
            with self.subTest(query):
                self.assertEqual(self.names(query), names)

    def test_a_bio_is_old_when_the_publication_says_so(self):
        half_a_year_ago = timezone.localdate() - timedelta(days=190)
        author = complete("Read in spring", bio_reviewed_on=half_a_year_ago)
        factories.published_article(by_line=[author])
        self.assertEqual(self.names("attention=stale"), [])
        Publication.objects.update_or_create(defaults={"bio_months": 6}, pk=1)
        self.assertEqual(self.names("attention=stale"), ["Read in spring"])


class FilterTests(AuthorListTestCase):
    def setUp(self):
        super().setUp()
        complete("Whole Person")
        factories.author("Bare One", kind="organisation")
        complete("Pen", kind="pen name", photo=None)
        complete("Left Us", is_active=False)
        complete("Twice Here")
        complete("T. Here")
        self.stale = complete("Stale", account=self.keeper)
        factories.published_article(by_line=[self.stale], language="ar")

    def test_narrow_by_what_they_say(self):
        for query, names in (
            ("attention=any", ["Bare One", "Stale", "T. Here", "Twice Here"]),
            ("attention=bios", ["Bare One", "Stale"]),
            ("attention=bio", ["Bare One"]),
            ("attention=photo", ["Bare One"]),
            ("attention=same", ["T. Here", "Twice Here"]),
            ("attention=stale", ["Stale"]),
            ("kind=organisation", ["Bare One"]),
            ("kind=pen+name", ["Pen"]),
            ("with_us=no", ["Left Us"]),
            ("language=ar", ["Stale"]),
            ("language=en", []),
            ("account=yes", ["Stale"]),
            ("account=no&with_us=no", ["Left Us"]),
        ):
            with self.subTest(query):
                self.assertEqual(sorted(self.names(query)), names)

    def test_a_choice_that_is_none_is_overlooked(self):
        self.assertEqual(len(self.names("attention=x&language=tlh")), 7)

    def test_those_that_are_used_often_stand_above_the_list(self):
        ways = html.fromstring(self.page("attention=stale").text)
        found = ways.xpath("//nav[@class='ways']//a")
        self.assertEqual(
            [way.text for way in found[1:]], [name for name, _ in BUILT_IN]
        )
        [on] = [way.text for way in found if way.get("aria-current")]
        self.assertEqual(on, "Bio to be read again")


class SearchTests(AuthorListTestCase):
    def test_finds_any_name_in_any_script(self):
        complete(
            "Inês Carvalhal",
            sort_name="Carvalhal, Inês",
            other_names="Agnes Karvalyal\nI. C. Oaks",
            honorific="Prof.",
            in_languages={"ar.name": "إيناس كارفالهال", "ru.name": "Инеш Карвальял"},
            positions=[{"role": "Editor", "affiliation": "Südfront"}],
        )
        complete("Somebody Else")
        for words in (
            *("ines", "CARVALHAL", "carva in", "karvalyal", "oaks", "prof carv"),
            *("كارفالهال", "إِينَاس", "карвальял", "ИНЕШ", "sudfront"),
        ):
            with self.subTest(words):
                self.assertEqual(self.names(f"q={words}"), ["Inês Carvalhal"])
        self.assertEqual(self.names("q=nobody"), [])
        self.assertEqual(len(self.names("q=%20")), 2)

    def renamed(self, *names):
        """Make an author who was called so, one name after the other."""
        author = complete(names[0])
        for name in names[1:]:
            named = author.content().changed(name=name)
            saved = things.save(author, named, by=self.keeper, seen=author.version)
            author = saved.thing
        return author

    def test_finds_by_a_former_name_in_any_script(self):
        author = self.renamed("Юлія Орлова", "أمينة حدّاد", "Jane Doe", "Jane Roe")
        content = author.content().changed(expertise="Bridges")
        things.save(author, content, by=self.keeper, seen=author.version)
        for words in ("doe", "ОРЛОВА юлія", "حداد", "roe"):
            with self.subTest(words):
                self.assertEqual(self.names(f"q={words}"), ["Jane Roe"])

    def test_what_was_there_before_is_found_as_well_once_it_is_migrated(self):
        author = self.renamed("Юлія Орлова", "Jane Roe")
        fields = {"in_languages": {"ar.name": "أمينة"}, "other_names": "J. R."}
        Author.objects.update(search_names="", **fields)
        migration = import_module("articles.migrations.0025_duplicates")
        migration.write_names(apps, SimpleNamespace(connection=connection))
        for words in ("roe", "орлова", "أمينة", "j. r."):
            with self.subTest(words):
                self.assertEqual(self.names(f"q={words}"), [author.name])

    def test_find_in_the_head_of_every_page_knows_the_same(self):
        stays = self.renamed("Юлія Орлова", "Jane Roe")
        complete("Agnes Smithson", merged_into=stays)
        for words, note in (
            ("орлова", "was called Юлія Орлова"),
            ("smithson", "“Agnes Smithson” was merged into it"),
        ):
            answer = self.client.get("/admin/search/", {"q": words})
            [group] = answer.context["groups"]
            said = [(hit.words, hit.note) for hit in group.hits]
            self.assertEqual(said, [("Jane Roe", note)])

    def test_who_was_merged_is_found_as_who_they_are_now(self):
        stays = complete("Jane Doe")
        complete("Agnes Smithson", merged_into=stays)
        self.assertEqual(self.names(), ["Jane Doe"])
        self.assertEqual(self.names("q=smithson"), ["Jane Doe"])

    def test_a_lookup_offers_the_same_and_nobody_who_was_merged(self):
        stays = complete("Jane Doe", in_languages={"ar.name": "جين دو"})
        complete("Agnes Smithson", merged_into=stays)
        self.client.force_login(factories.editor())
        asked = {
            "app_label": "articles",
            "model_name": "credit",
            "field_name": "author",
        }
        for words in ("smithson", "جين", "jane"):
            place = reverse("admin:autocomplete")
            answer = self.client.get(place, {**asked, "term": words}).json()
            found = [each["text"] for each in answer["results"]]
            self.assertEqual(found, ["Jane Doe"], words)


class SavedTests(AuthorListTestCase):
    def save(self, **more):
        data = {"name": "Arabs without a face", "query": "attention=photo&language=ar"}
        return self.client.post(f"{PAGE}filters/", {**data, **more}, follow=True)

    def test_are_this_lists_own(self):
        page = self.page("attention=photo&language=ar")
        [form] = html.fromstring(page.text).xpath("//details[@class='way-save']/form")
        data = {**dict(form.form_values()), "name": "Faces"}
        answer = self.client.post(form.get("action"), data, follow=True)
        self.assertContains(answer, "Saved: “Faces” stands above the list.")
        self.assertContains(answer, "?attention=photo&amp;language=ar")
        self.assertEqual(SavedFilter.objects.get().screen, "authors")
        admin = factories.user("superuser")
        SavedFilter.objects.update(person=None)
        self.client.force_login(admin)
        page = self.client.get("/admin/articles/article/")
        self.assertNotContains(page, "Faces")
        self.assertContains(self.page(), ">Faces<")

    def test_the_authors_desk_saves_for_everybody(self):
        self.save(for_everybody="on")
        self.assertIsNone(SavedFilter.objects.get().person)
        self.client.force_login(factories.editor())
        self.assertContains(self.page(), "Arabs without a face")

    def test_a_writer_keeps_them_alone(self):
        self.client.force_login(factories.user(Role.WRITER))
        self.assertEqual(self.save(for_everybody="on").status_code, 403)
        self.save()
        self.assertIsNotNone(SavedFilter.objects.get().person)

    def test_are_renamed_and_deleted_on_their_own_page_only(self):
        self.save()
        saved = SavedFilter.objects.get()
        self.client.force_login(factories.editor())
        SavedFilter.objects.update(person=None)
        for name, data in (
            ("rename", {"name": "Ours", "seen": saved.name}),
            ("delete", {"seen": "Ours"}),
        ):
            other = reverse(f"admin:{name}_filter", args=[saved.pk])
            self.assertEqual(self.client.post(other, data).status_code, 404)
            own = reverse(f"admin:articles_author_{name}_filter", args=[saved.pk])
            answer = self.client.post(own, data, follow=True)
            self.assertEqual(answer.redirect_chain[0][0], f"{PAGE}filters/")
        self.assertContains(answer, "No author has changed.")
        self.assertFalse(SavedFilter.objects.exists())

    def test_the_same_name_may_stand_above_both_lists(self):
        admin = factories.user("superuser")
        self.client.force_login(admin)
        self.save(name="Ours")
        place, data = reverse("admin:saved_filters"), {"name": "Ours", "query": "q=x"}
        self.client.post(place, data)
        self.assertEqual(SavedFilter.objects.filter(name="Ours").count(), 2)


class CostTests(AuthorListTestCase):
    def test_costs_the_same_number_of_queries_however_long_it_is(self):
        for account, cost in ((factories.user("superuser"), 8), (self.keeper, 11)):
            self.client.force_login(account)
            self.page()  # writes when the session was last used
            for size in (1, 20):
                with self.subTest(size=size, cost=cost):
                    while Author.objects.count() < size:
                        author = complete()
                        factories.published_article(by_line=[author])
                        factories.author("Jane Doe", slug=f"jane-{author.pk}")
                    for query in ("", "q=author&attention=any", "o=-3"):
                        with self.assertNumQueries(cost):
                            self.page(query)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [(role, 200) for role in Role] + [("superuser", 200), (None, 403)],
)
def test_who_may_see_it(client, role, status):
    factories.author()
    client.force_login(factories.user(role))
    assert client.get(PAGE).status_code == status
