"""Several articles at once: looked over, done one by one, reported, taken back."""

from unittest import mock

import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import publication, review
from articles.models import Article, Batch, Edition, Revision, Stage
from articles.models.batch import MOST
from articles.models.snapshot import Snapshot
from tests import factories
from tests.admin.pages import change_page, fresh, list_page, words

LOOK_OVER = "/admin/articles/article/bulk/look-over/"


class BulkTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.writer = factories.user("Writer", first_name="Noor", last_name="Haddad")
        self.client.force_login(self.editor)
        self.first = factories.article(by=self.writer, headline="First")
        self.second = factories.article(by=self.writer, headline="Second")

    def look_over(self, what, *articles):
        articles = articles or (self.first, self.second)
        chosen = [f"{article.pk}:{fresh(article).version}" for article in articles]
        return self.client.post(LOOK_OVER, {"what": what, "chosen": chosen})

    def go_on(self, looked_over, **values):
        """Post what the page that looks over holds; return where it led."""
        [form] = html.fromstring(looked_over.content).find_class("several-ask")
        data = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        return self.client.post(form.get("action"), {**data, **values}, follow=True)

    def do(self, what, *articles, **values):
        return self.go_on(self.look_over(what, *articles), **values)

    def undo(self, report, **values):
        """Press the report's button, with all its boxes ticked."""
        [button] = html.fromstring(report.content).xpath(
            "//*[contains(., 'Undo for')]/ancestor::form"
        )
        data = {}
        for name, value in button.form_values():
            data.setdefault(name, []).append(value)
        return self.client.post(button.get("action"), {**data, **values}, follow=True)

    def results(self, report):
        return [(line.headline, line.result) for line in report.context["batch"].report]

    def stages(self):
        return [fresh(article).stage for article in (self.first, self.second)]


class ListTests(BulkTests):
    def test_each_row_carries_the_version_that_it_shows(self):
        factories.reworked(self.second, by=self.writer, headline="Second, again")
        tree = html.fromstring(self.client.get(list_page()).content)
        boxes = tree.xpath("//input[@name='chosen']")
        assert {box.get("value") for box in boxes} == {
            *(f"{self.first.pk}:1", f"{self.second.pk}:2")
        }
        assert {box.get("form") for box in boxes} == {"several"}

    def test_offers_what_the_role_may_do(self):
        offered = self.client.get(list_page()).context["cl"].offered
        assert set(offered) == set(Batch.What)
        self.client.force_login(self.writer)
        offered = self.client.get(list_page()).context["cl"].offered
        assert offered == ["submit", "add", "remove", "delete"]

    def test_asks_for_a_choice(self):
        for chosen, said in (
            ([], "Choose one article at least."),
            (["x"], "The page was incomplete."),
            (["1:2:3"], "The page was incomplete."),
            ([f"{pk}:1" for pk in range(1, MOST + 2)], "choose at most 100"),
        ):
            with self.subTest(said=said):
                data = {"what": "submit", "chosen": chosen}
                response = self.client.post(LOOK_OVER, data, follow=True)
                assert said in words(response)[0]

    def test_leads_back_to_the_list_as_it_was_narrowed(self):
        narrowed = f"{list_page()}?stage=draft"
        [form] = html.fromstring(self.client.get(narrowed).content).find_class(
            "several"
        )
        data = {**dict(form.form_values()), "what": "submit", "chosen": "x"}
        self.assertRedirects(self.client.post(LOOK_OVER, data), narrowed)
        looked_over = self.client.post(
            LOOK_OVER, {**data, "chosen": [f"{self.first.pk}:1"]}
        )
        self.assertContains(looked_over, f'href="{narrowed}"')
        self.assertContains(self.go_on(looked_over), f'href="{narrowed}"')


class LookOverTests(BulkTests):
    def test_says_what_would_be_done_and_why_not_to_the_others(self):
        review.submit(self.second, by=self.writer, seen=1)
        response = self.look_over("submit")
        assert [row.article for row in response.context["can"]] == [self.first]
        self.assertContains(response, "Submit 1 article")
        self.assertContains(response, "the article must be at “Draft”")
        assert self.stages() == [Stage.DRAFT, Stage.REVIEW]

    def test_says_what_readers_see_that_forbids_it(self):
        publication.publish(self.first, by=self.editor, seen=1)
        self.assertContains(self.look_over("delete"), "Unpublish it first.")
        self.assertContains(self.look_over("unpublish"), "Readers do not see it.")
        response = self.look_over("publish")
        self.assertContains(response, "Readers see this text already.")

    def test_a_stale_quick_edit_putting_back_the_old_headline(self):
        """A list that was opened before somebody saved changes nothing of theirs."""
        chosen = [f"{self.first.pk}:1", f"{self.second.pk}:1"]
        theme = factories.theme()
        looked_over = self.client.post(LOOK_OVER, {"what": "add", "chosen": chosen})
        factories.reworked(self.first, by=self.writer, headline="The new headline")
        report = self.go_on(looked_over, themes=[theme.pk])
        assert [result for _, result in self.results(report)] == ["done", "refused"]
        self.assertContains(report, "Noor Haddad has saved since you saw the list.")
        assert fresh(self.first).headline == "The new headline"
        assert not fresh(self.first).themes.exists()
        late = self.client.post(LOOK_OVER, {"what": "add", "chosen": chosen})
        assert [row.article for row in late.context["cannot"]] == [
            *(self.second, self.first)
        ]

    def test_costs_the_same_number_of_queries_however_many(self):
        self.look_over("submit")
        for size in (1, 20):
            some = [factories.article(by=self.writer) for _ in range(size)]
            chosen = [f"{article.pk}:1" for article in some]
            with self.subTest(size=size), self.assertNumQueries(8):
                self.client.post(LOOK_OVER, {"what": "submit", "chosen": chosen})


class DoingTests(BulkTests):
    def test_submits_approves_and_takes_both_back(self):
        for what, stage in (("submit", Stage.REVIEW), ("approve", Stage.APPROVED)):
            report = self.do(what)
            assert self.stages() == [stage, stage]
        assert report.context["title"] == "Approved: 2 of 2"
        taken_back = self.undo(report)
        assert taken_back.context["title"] == "Undone (approved): 2 of 2"
        assert self.stages() == [Stage.REVIEW, Stage.REVIEW]

    def test_publishes_and_undoes_it_within_the_minute(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            report = self.do("publish")
            assert Edition.objects.visible().count() == 2
            clock.shift(30)
            self.undo(report)
            assert not Edition.objects.visible().exists()
            assert self.stages() == [Stage.DRAFT, Stage.DRAFT]

    def test_offers_no_undo_of_a_publication_after_the_minute(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            report = self.do("publish")
            clock.shift(61)
            report = self.client.get(report.request["PATH_INFO"])
            self.assertNotContains(report, "Undo for the chosen")

    def test_a_check_that_fails_stops_that_article_alone(self):
        looked_over = self.look_over("publish")
        Revision.objects.filter(article=self.first).update(
            content=Snapshot(headline=" ").to_json()
        )
        report = self.go_on(looked_over)
        assert self.results(report) == [("Second", "done"), ("First", "refused")]
        self.assertContains(report, "Write a headline.")

    def test_unpublishes_and_sends_back_with_a_reason(self):
        publication.publish(self.first, by=self.editor, seen=1)
        review.submit(self.second, by=self.editor, seen=1)
        for what, article in (("unpublish", self.first), ("send_back", self.second)):
            unexplained = self.do(what, article)
            self.assertContains(unexplained, "Say why")
            report = self.do(what, article, why="Wrong person")
            self.assertContains(report, "Wrong person")
            assert report.context["title"].endswith("1 of 1")
        assert not Edition.objects.visible().exists()
        assert fresh(self.second).stage == Stage.DRAFT

    def test_assigns_and_gives_it_back_to_whom_it_was_with(self):
        factories.assigned(self.first, self.editor, by=self.editor)
        report = self.do("assign", assignee=self.writer.pk)
        self.assertContains(report, "Noor Haddad")
        assert fresh(self.second).assignee == self.writer
        factories.assigned(self.second, self.editor, by=self.editor)
        report = self.undo(report)
        self.assertContains(report, "It has been assigned since: Ana Reis has it.")
        assert fresh(self.first).assignee == self.editor
        assert fresh(self.second).assignee == self.editor

    def test_adds_and_takes_out_and_puts_back_as_it_was(self):
        region, theme = factories.region("Syria"), factories.theme("Grain")
        factories.reworked(self.first, by=self.editor, themes=(theme.pk,), tags=("A",))
        report = self.do("add", regions=[region.pk], themes=[theme.pk], tags="a, b")
        self.assertContains(report, "Syria")
        snapshot = fresh(self.first).snapshot()
        assert (snapshot.regions, snapshot.themes) == ((region.pk,), (theme.pk,))
        assert snapshot.tags == fresh(self.second).snapshot().tags == ("A", "b")

        self.do("remove", self.first, regions=[region.pk], tags="B")
        assert fresh(self.first).snapshot().tags == ("A",)
        undone = self.undo(report)
        self.assertContains(undone, "Ana Reis has saved since")
        assert fresh(self.first).snapshot().tags == ("A",)
        assert fresh(self.second).snapshot() == self.second.snapshot()

    def test_says_where_there_is_nothing_to_add(self):
        report = self.do("add", tags="x")
        report = self.do("add", tags="X")
        assert [result for _, result in self.results(report)] == ["refused"] * 2
        self.assertContains(report, "All of this stands there already.")
        self.assertContains(self.do("add"), "Choose at least one.")

    def test_deletes_into_the_bin_and_puts_back(self):
        report = self.do("delete")
        assert Article.objects.binned().count() == 2
        self.undo(report)
        assert not Article.objects.binned().exists()

    def test_each_article_is_done_whole_or_not_at_all(self):
        submit = review.submit

        def fails(article, *args, **options):
            if article.headline == "Second":
                Article.objects.filter(pk=article.pk).update(notes="Half")
                raise RuntimeError
            return submit(article, *args, **options)

        looked_over = self.look_over("submit")
        broken = mock.patch("articles.editing.deeds.review.submit", fails)
        with broken, self.assertLogs("articles.editing.batches", "ERROR"):
            report = self.go_on(looked_over)
        assert fresh(self.second).notes == ""
        self.assertContains(report, "Something is wrong here, and nothing was changed.")
        assert self.results(report) == [("Second", "refused"), ("First", "done")]
        assert self.stages() == [Stage.REVIEW, Stage.DRAFT]

    def test_the_same_page_posted_twice_does_it_once(self):
        looked_over = self.look_over("approve")
        once, twice = self.go_on(looked_over), self.go_on(looked_over)
        assert once.context["batch"] == twice.context["batch"]
        assert Batch.objects.count() == 1

    def test_costs_the_same_for_each_article(self):
        # Each with the four words to the database that a test's transactions are.
        for what, values, cost in (
            ("submit", {}, 11),
            ("assign", {"assignee": self.writer.pk}, 12),
            ("delete", {}, 11),
            ("publish", {}, 15),
        ):
            with self.subTest(what=what):
                assert self.cost_of_nineteen_more(what, values) == 19 * cost

    def cost_of_nineteen_more(self, what, values):
        counts = {}
        for size in (1, 20):
            some = [factories.article(by=self.writer) for _ in range(size)]
            looked_over = self.look_over(what, *some)
            with CaptureQueriesContext(connection) as queries:
                report = self.go_on(looked_over, **values)
            assert {result for _, result in self.results(report)} == {"done"}
            counts[size] = len(queries)
        return counts[20] - counts[1]


class UndoingTests(BulkTests):
    def test_takes_back_only_the_chosen_and_says_so_on_the_first_report(self):
        report = self.do("approve")
        self.undo(report, articles=[self.first.pk])
        assert self.stages() == [Stage.DRAFT, Stage.APPROVED]
        report = self.client.get(report.request["PATH_INFO"])
        assert report.context["can_be_undone"] == {self.second.pk}
        self.assertContains(report, "It was undone")

    def test_leaves_what_somebody_has_gone_on_with(self):
        report = self.do("approve")
        publication.publish(self.first, by=self.editor, seen=1)
        factories.reworked(self.second, by=self.writer_as_editor(), headline="Newer")
        undone = self.undo(report)
        self.assertContains(undone, "has gone on with this article since")
        self.assertContains(undone, "has saved since you saw the list.")
        assert self.stages() == [Stage.APPROVED, Stage.DRAFT]

    def writer_as_editor(self):
        return factories.user("Editor", first_name="Bo", last_name="Lund")

    def test_asks_for_one_article_at_least(self):
        report = self.do("approve")
        response = self.undo(report, articles=[])
        assert words(response) == ["Choose one article at least."]

    def test_an_undo_is_not_undone(self):
        report = self.undo(self.do("approve"))
        self.assertNotContains(report, "Undo for the chosen")

    def test_what_one_did_is_listed(self):
        self.do("approve")
        response = self.client.get(reverse("admin:batches"))
        self.assertContains(response, "Approved: 2 of 2")
        self.client.force_login(self.writer)
        self.assertNotContains(self.client.get(reverse("admin:batches")), "2 of 2")


class PermissionTests(BulkTests):
    """What the table refuses is refused here, whatever a page has posted."""

    def forced(self, what, **values):
        data = {"what": what, "key": "0" * 32, **values}
        data["chosen"] = [f"{self.first.pk}:1"]
        return self.client.post(reverse("admin:carry_out"), data, follow=True)

    def test_a_writer_gets_the_tables_words(self):
        self.client.force_login(factories.user("Writer"))
        for what, values in (
            ("submit", {}),
            ("approve", {}),
            ("publish", {}),
            ("assign", {"assignee": self.writer.pk}),
            ("send_back", {"why": "x"}),
            ("unpublish", {"why": "x"}),
            ("add", {"tags": "x"}),
            ("remove", {"tags": "x"}),
            ("delete", {}),
        ):
            with self.subTest(what=what):
                Batch.objects.all().delete()
                report = self.forced(what, **values)
                assert self.results(report) == [("First", "refused")]
        assert fresh(self.first).stage == Stage.DRAFT
        assert fresh(self.first).version == 1

    def test_who_may_not_undo_it_is_told_so(self):
        report = self.do("approve", self.first)
        self.client.force_login(factories.user("Writer"))
        self.assertContains(self.undo(report), "must be at “In review”")
        assert fresh(self.first).stage == Stage.APPROVED

    def test_somebody_elses_page_does_nothing(self):
        self.forced("approve")
        self.client.force_login(factories.editor())
        assert self.forced("approve").status_code == 403

    def test_outsiders_learn_nothing(self):
        report = self.do("approve")
        pages = [reverse("admin:batches"), report.request["PATH_INFO"]]
        outsider = factories.user("Authors' desk")
        for who in (outsider, None):
            self.client.logout()
            if who:
                self.client.force_login(who)
            for page in pages:
                assert self.client.get(page).status_code == (403 if who else 302)
            for name in ("look_over", "carry_out"):
                answer = self.client.post(reverse(f"admin:{name}"), {"what": "submit"})
                assert answer.status_code == (403 if who else 302)

    def test_nothing_is_done_by_looking(self):
        for name in ("look_over", "carry_out"):
            assert self.client.get(reverse(f"admin:{name}")).status_code == 405
        assert User.objects.filter(pk=self.editor.pk).exists()
        assert self.client.get(change_page(self.first)).status_code == 200
