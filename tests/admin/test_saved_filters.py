"""Filters that somebody keeps under a name, and those that are there for everybody."""

from datetime import date, timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.admin.filters import ByTime
from articles.editing import saved_filters, schedule
from articles.models import Article, SavedFilter
from articles.models.actions import Role
from articles.publishing import editions
from tests import factories
from tests.admin.pages import list_page

PAGE = "/admin/articles/article/filters/"


class SavedFilterTestCase(TestCase):
    def setUp(self):
        self.editor = factories.editor()
        self.writer = factories.user(Role.WRITER)
        self.client.force_login(self.editor)

    def save(self, name="Ours", query="kind=opinion", **more):
        return self.client.post(PAGE, {"name": name, "query": query, **more})

    def ways(self, query="", person=None):
        """Return (name, address, whether it is on) of the filters above the list."""
        self.client.force_login(person or self.editor)
        page = html.fromstring(self.client.get(f"{list_page()}?{query}").text)
        return {
            way.text: (way.get("href"), way.get("aria-current") == "page")
            for way in page.xpath("//nav[@class='ways']//a")
        }


class SavingTests(SavedFilterTestCase):
    def test_what_narrows_the_list_is_saved_and_one_tap_uses_it(self):
        page = self.client.get(f"{list_page()}?kind=opinion&q=dam&p=1")
        [form] = html.fromstring(page.text).xpath("//details[@class='way-save']/form")
        data = {**dict(form.form_values()), "name": "  Dams,  argued "}
        answer = self.client.post(form.get("action"), data, follow=True)
        self.assertContains(answer, "Saved: “Dams, argued” stands above the list.")
        address, is_on = self.ways("q=dam&kind=opinion")["Dams, argued"]
        self.assertEqual(address, "?q=dam&kind=opinion")
        self.assertTrue(is_on)

    def test_one_that_is_used_is_not_offered_to_be_saved_again(self):
        self.save()
        for query in ("kind=opinion", "stage=review", ""):
            with self.subTest(query=query):
                page = self.client.get(f"{list_page()}?{query}")
                self.assertNotContains(page, "Save this filter…")

    def test_is_private_unless_an_editor_saves_it_for_everybody(self):
        self.save("Mine alone")
        self.save("Everybody’s", for_everybody="on")
        theirs = self.ways(person=self.writer)
        self.assertNotIn("Mine alone", theirs)
        self.assertIn("Everybody’s", theirs)

    def test_writers_save_for_themselves_only(self):
        self.client.force_login(self.writer)
        page = self.client.get(f"{list_page()}?kind=opinion")
        self.assertContains(page, "Save this filter…")
        self.assertNotContains(page, "For everybody")
        answer = self.save(for_everybody="on")
        words = "Only editors and publishers may save filters for everybody."
        self.assertContains(answer, words, status_code=403)
        self.assertFalse(SavedFilter.objects.exists())
        self.save()
        self.assertEqual(SavedFilter.objects.get().person, self.writer)

    def test_a_refused_name_keeps_what_was_typed(self):
        self.save("Ours")
        for name, words in (
            ("ours", "There is one of that name already."),
            ("x" * 61, "at most 60 characters"),
            (" ", "Give it a name."),
        ):
            with self.subTest(name=name):
                answer = self.save(name, "stage=review")
                self.assertContains(answer, words, status_code=400)
                self.assertContains(answer, "stage=review", status_code=400)
        answer = self.save("Nothing", "p=3")
        self.assertContains(answer, saved_filters.NOTHING_NARROWS, status_code=400)
        self.assertEqual(SavedFilter.objects.count(), 1)

    def test_what_is_pressed_twice_at_once_is_saved_once(self):
        self.save("Ours")
        with mock.patch.object(saved_filters, "_names_beside", return_value=[]):
            answer = self.save("Ours")
        words = "There is one of that name already."
        self.assertContains(answer, words, status_code=400)

    def test_there_is_an_end_to_them(self):
        with mock.patch.object(saved_filters, "MOST", 2):
            self.save("One")
            self.save("Two")
            answer = self.save("Three")
            words = "There are 2 already. Delete one first."
            self.assertContains(answer, words, status_code=400)

    def test_who_reads_no_articles_keeps_none(self):
        self.client.force_login(factories.user(Role.AUTHORS_DESK))
        self.assertEqual(self.save().status_code, 403)
        self.assertEqual(self.client.get(PAGE).status_code, 403)

    def test_an_account_that_goes_takes_its_own_and_leaves_everybodys(self):
        self.save("Mine alone")
        self.save("Everybody’s", for_everybody="on")
        self.editor.delete()
        self.assertEqual(SavedFilter.objects.get().name, "Everybody’s")


class ChangingTests(SavedFilterTestCase):
    def setUp(self):
        super().setUp()
        self.save("Ours")
        self.saved = SavedFilter.objects.get()

    def change(self, deed, **data):
        page = reverse(f"admin:{deed}_filter", args=[self.saved.pk])
        return self.client.post(page, data, follow=True)

    def test_is_renamed_and_deleted(self):
        page = self.client.get(PAGE)
        self.assertContains(page, "Yours alone")
        self.change("rename", name="Opinions", seen="Ours")
        self.saved.refresh_from_db()
        self.assertEqual(self.saved.name, "Opinions")
        answer = self.change("delete", seen="Opinions")
        self.assertContains(answer, "Deleted: “Opinions”. No article has changed.")
        self.assertContains(answer, "Nothing is saved yet.")

    def test_what_was_renamed_meanwhile_is_left_alone(self):
        SavedFilter.objects.update(name="Another")
        renamed = self.change("rename", name="Opinions", seen="Ours")
        words = "It was renamed since you opened this: now it is “Another”."
        self.assertContains(renamed, words, status_code=400)
        self.assertContains(renamed, 'value="Opinions"', status_code=400)
        self.assertContains(self.change("delete", seen="Ours"), words)
        self.assertTrue(SavedFilter.objects.filter(name="Another").exists())

    def test_a_colleagues_is_out_of_reach(self):
        self.client.force_login(self.writer)
        self.assertEqual(self.client.get(PAGE).context["lines"], [])
        for deed in ("rename", "delete"):
            answer = self.change(deed, name="Theirs", seen="Ours")
            self.assertEqual(answer.status_code, 403)
        self.saved.refresh_from_db()
        self.assertEqual(self.saved.name, "Ours")

    def test_everybodys_are_the_editors(self):
        SavedFilter.objects.update(person=None)
        self.client.force_login(self.writer)
        page = self.client.get(PAGE)
        self.assertContains(page, "For everybody")
        self.assertNotContains(page, ">Rename<")
        self.assertEqual(self.change("delete", seen="Ours").status_code, 403)
        self.client.force_login(factories.editor())
        self.change("delete", seen="Ours")
        self.assertFalse(SavedFilter.objects.exists())

    def test_what_is_gone_is_said(self):
        page = reverse("admin:rename_filter", args=[987654])
        self.assertEqual(self.client.post(page, {"name": "x"}).status_code, 404)


class BuiltInTests(SavedFilterTestCase):
    def found(self, name):
        address, _ = self.ways()[name]
        answer = self.client.get(f"{list_page()}{address}")
        return [article.headline for article in answer.context["cl"].result_list]

    def test_find_what_they_are_called_by(self):
        place = {
            "regions": (factories.region().pk,),
            "themes": (factories.theme().pk,),
        }
        by = {"by": self.editor, **place}
        factories.article(headline="A draft", **by)
        live = factories.published_article(headline="Live", **by)
        reworked = factories.published_article(headline="Reworked", **by)
        factories.reworked(reworked, by=self.editor, body="<p>New.</p>")
        coming = factories.article(headline="To come", **by)
        update = factories.published_article(headline="To be updated", **by)
        for article, hours in ((coming, 1), (update, 2)):
            at = timezone.now() + timedelta(hours=hours)
            seen = article.version
            schedule.schedule(article, by=self.editor, seen=seen, live_from=at)
        bare = factories.article(headline="Nowhere", by=self.writer)
        factories.assigned(bare, self.editor, by=self.editor)
        factories.put_on_hold(live, by=self.editor)
        self.assertEqual(self.found("My drafts"), ["A draft"])
        self.assertEqual(self.found("With me"), ["Nowhere"])
        self.assertEqual(self.found("Scheduled"), ["To be updated", "To come"])
        self.assertEqual(self.found("Live with unpublished changes"), ["Reworked"])
        self.assertEqual(self.found("Stopped"), ["Live"])
        self.assertEqual(self.found("Without region or theme"), ["Nowhere"])
        Article.objects.filter(pk=coming.pk).update(stage="review")
        self.assertEqual(self.found("To be decided"), ["To come"])

    def test_since_friday_finds_what_was_changed_or_went_out(self):
        friday = timezone.now() - timedelta(days=9)
        old = factories.published_article(by=self.editor, now=friday, headline="Old")
        out = factories.article(by=self.editor, headline="Out")
        factories.article(by=self.editor, headline="Changed")
        Article.objects.filter(pk__in=[old.pk, out.pk]).update(updated_at=friday)
        self.assertEqual(self.found("Since Friday"), ["Changed"])
        out.refresh_from_db()
        editions.publish(out, out.revisions.get(), by=self.editor)
        self.assertEqual(self.found("Since Friday"), ["Changed", "Out"])

    def test_friday_is_the_one_before_today(self):
        for day, friday in ((16, 13), (19, 13), (20, 13), (21, 20), (22, 20)):
            with self.subTest(day=day):
                today = date(2026, 3, day)
                self.assertEqual(ByTime.first_day("friday", today).day, friday)

    def test_narrows_by_what_is_missing(self):
        factories.article(
            by=self.editor,
            headline="All there",
            by_line=[factories.author()],
            regions=(factories.region().pk,),
            themes=(factories.theme().pk,),
            lead_image=factories.image().pk,
        )
        factories.article(by=self.editor, headline="Bare")
        for value in ("place", "region", "theme", "byline", "picture"):
            with self.subTest(value=value):
                answer = self.client.get(list_page(), {"lacks": value})
                [article] = answer.context["cl"].result_list
                self.assertEqual(article.headline, "Bare")
