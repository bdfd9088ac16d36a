"""What stands against publishing: the buttons, the list and the verb say the same."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import checks, obstacles, publication, review, source_notes
from articles.models import Article, Publication
from articles.models.actions import rules_for
from tests import factories
from tests.admin.pages import change_page, fresh, list_page, save, words

LOOK_OVER = "/admin/articles/article/bulk/look-over/"


class ObstacleTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.client.force_login(self.editor)
        self.article = factories.article(by=self.editor, headline="Held up")
        usual = {"has_four_eyes": False, "check_levels": {}}
        Publication.objects.update_or_create(pk=1, defaults=usual)

    def embargo(self):
        later = timezone.now() + timedelta(days=1)
        factories.reworked(self.article, by=self.editor, embargoed_until=later)

    def lack_an_author(self):
        levels = {"author": {"every": "required"}}
        Publication.objects.update(check_levels=levels)

    def flag(self):
        source = source_notes.add(self.article, by=self.editor, source="A clerk")
        factories.flagged(source, by=self.editor)

    def await_a_fix(self):
        """Version 2 is a fix of version 1, and the text is as if there were none."""
        for headline in ("Fixed", self.article.headline):
            factories.reworked(fresh(self.article), by=self.editor, headline=headline)
        articles = Article.objects.filter(pk=self.article.pk)
        articles.update(fix_waiting=2, fix_from=1)

    def hold(self):
        factories.put_on_hold(self.article, by=self.editor)

    def write_oneself(self):
        Publication.objects.update(has_four_eyes=True)

    lasting = (flag, await_a_fix, hold, write_oneself)
    to_mend = (embargo, lack_an_author)

    def screen(self):
        response = self.client.get(change_page(self.article))
        return response, html.fromstring(response.text)

    def bar(self):
        """Return the words of the bar's buttons, and of the primary one."""
        _, tree = self.screen()
        [bar] = tree.find_class("desk-buttons")
        buttons = bar.findall("button")
        primary = [each.text for each in buttons if each.get("class") == "primary"]
        return [each.text for each in buttons], primary

    def against(self):
        user = type(self.editor).objects.get(pk=self.editor.pk)
        article, rules = fresh(self.article), rules_for(user)
        text = article.snapshot()
        found = checks.problems(text, rules, article)
        return obstacles.against_publishing(user, article, text, found, rules)


class ButtonTests(ObstacleTests):
    def test_what_the_form_cannot_mend_refuses_the_button_with_its_reason(self):
        for arrange in self.lasting:
            with self.subTest(arrange.__name__):
                self.setUp()
                arrange(self)
                buttons, primary = self.bar()
                assert "Save and publish" not in buttons
                hands_in = arrange.__name__ == "write_oneself"
                assert primary == (["Submit"] if hands_in else ["Save"])
                _, tree = self.screen()
                reason = tree.get_element_by_id("why-not-publish").text_content()
                assert self.against()[0].words in reason

    def test_what_the_form_can_mend_leaves_the_button_and_saving_comes_first(self):
        for arrange in self.to_mend:
            with self.subTest(arrange.__name__):
                self.setUp()
                arrange(self)
                buttons, primary = self.bar()
                assert "Save and publish" in buttons
                assert primary == ["Save"]
                _, tree = self.screen()
                [button] = tree.xpath("//button[@name='_publish']")
                reasons = tree.get_element_by_id(button.get("aria-describedby"))
                [obstacle] = self.against()
                assert obstacle.words in reasons.text_content()

    def test_publishing_from_the_form_saves_first_and_says_why_not(self):
        for arrange in (*self.lasting, *self.to_mend):
            with self.subTest(arrange.__name__):
                self.setUp()
                arrange(self)
                response = save(self.client, self.article, "_publish", notes="Typed")
                assert words(response)[0].startswith("Saved, but not published.")
                assert fresh(self.article).notes == "Typed"

    def test_mending_it_in_the_form_publishes_at_once(self):
        self.embargo()
        response = save(self.client, self.article, "_publish", embargoed_until="")
        assert words(response)[0].startswith("Published")

    def test_no_reason_is_asked_for_that_would_not_help(self):
        self.client.force_login(factories.user("Publisher"))
        self.lack_an_author()
        assert "Publish in spite of this" in self.screen()[0].text
        self.embargo()
        assert "Publish in spite of this" not in self.screen()[0].text

    def test_the_verb_says_the_same(self):
        for arrange in (*self.lasting, *self.to_mend):
            with self.subTest(arrange.__name__):
                self.setUp()
                arrange(self)
                seen = fresh(self.article).version
                with self.assertRaises((PermissionDenied, ValidationError)) as refused:
                    publication.publish(self.article, by=self.editor, seen=seen)
                said = getattr(refused.exception, "messages", [str(refused.exception)])
                assert said == [each.words for each in self.against()]

    def test_the_screen_costs_little_in_every_state(self):
        for arrange in (*self.lasting, *self.to_mend):
            with self.subTest(arrange.__name__):
                self.setUp()
                factories.published_article(by=self.editor)
                arrange(self)
                self.screen()
                with CaptureQueriesContext(connection) as queries:
                    self.screen()
                assert len(queries) <= 25


class LookOverTests(ObstacleTests):
    def look_over(self, *articles, what="publish"):
        chosen = [f"{each.pk}:{fresh(each).version}" for each in articles]
        return self.client.post(LOOK_OVER, {"what": what, "chosen": chosen})

    def test_an_article_that_cannot_go_out_stands_there_with_its_reason(self):
        for arrange in (*self.lasting, *self.to_mend):
            with self.subTest(arrange.__name__):
                self.setUp()
                other = factories.article(by_line=[factories.author()])
                arrange(self)
                response = self.look_over(self.article, other)
                [row] = response.context["cannot"]
                assert row.article == self.article
                assert row.why_not == self.against()[0].words
                assert [each.article for each in response.context["can"]] == [other]
                assert row.why_not in html.fromstring(response.text).text_content()

    def test_costs_the_same_for_one_article_and_for_twenty(self):
        self.look_over(self.article)
        for size in (1, 20):
            some = [self.burdened() for _ in range(size)]
            chosen = [f"{article.pk}:1" for article in some]
            with self.subTest(size), self.assertNumQueries(13):
                answer = self.client.post(
                    LOOK_OVER, {"what": "publish", "chosen": chosen}
                )
            assert len(answer.context["cannot"]) == size

    def burdened(self):
        linked = factories.article(by=self.editor)
        picture = factories.image(alt="")
        body = f"<p><a href='/articles/{linked.pk}/'>There</a></p>"
        article = factories.article(
            by=self.editor,
            body=body,
            lead_image=picture.pk,
            source=factories.source().pk,
            original_url="https://other.example/",
        )
        source = source_notes.add(article, by=self.editor, source="A clerk")
        factories.flagged(source, by=self.editor)
        return article


class MarkTests(ObstacleTests):
    def listed(self, query):
        response = self.client.get(f"{list_page()}?{query}")
        return [article.headline for article in response.context["cl"].result_list]

    def test_a_legal_flag_stands_in_the_list_and_in_the_bar(self):
        self.assertNotContains(self.client.get(list_page()), 'held">Legal flag')
        self.flag()
        self.assertContains(self.client.get(list_page()), 'held">Legal flag')
        _, tree = self.screen()
        [state] = tree.find_class("desk-state")
        assert "Legal flag" in state.text_content()

    def test_the_list_narrows_to_what_is_stopped(self):
        factories.put_on_hold(factories.article(headline="On hold"), by=self.editor)
        factories.article(headline="Free")
        self.flag()
        assert sorted(self.listed("stopped=any")) == ["Held up", "On hold"]
        assert self.listed("stopped=held") == ["On hold"]
        assert self.listed("stopped=flagged") == ["Held up"]
        assert self.listed("stopped=free") == ["Free"]

    def test_the_desk_leads_to_all_that_is_flagged(self):
        for each in range(9):
            article = factories.article(headline=f"Flagged {each}")
            source = source_notes.add(article, by=self.editor, source="A clerk")
            factories.flagged(source, by=self.editor)
        self.assertContains(self.client.get("/admin/"), "stopped=flagged")


class SeveralTests(ObstacleTests):
    """What somebody else does between looking over and doing is never undone."""

    def setUp(self):
        super().setUp()
        self.other = factories.user("Editor", first_name="Bo", last_name="Lund")
        self.writer = factories.user("Writer", first_name="Noor", last_name="Haddad")

    def looked_over(self, what):
        chosen = [f"{self.article.pk}:{fresh(self.article).version}"]
        response = self.client.post(LOOK_OVER, {"what": what, "chosen": chosen})
        [form] = html.fromstring(response.text).find_class("several-ask")
        return dict(form.form_values())

    def go_on(self, form, **values):
        place = reverse("admin:carry_out")
        return self.client.post(place, {**form, **values}, follow=True)

    def undo(self, report):
        [form] = html.fromstring(report.text).xpath("//form[contains(@action, 'undo')]")
        return self.client.post(form.get("action"), dict(form.form_values()))

    def given(self):
        article = fresh(self.article)
        day = article.due_on and article.due_on.isoformat()
        return article.assignee, day

    def test_several_are_given_until_a_day_and_given_back_as_they_were(self):
        factories.assigned(
            *(self.article, self.other),
            by=self.editor,
            due_on=timezone.now().date(),
        )
        was = self.given()
        form = self.looked_over("assign")
        report = self.go_on(form, assignee=self.writer.pk, due_on="2031-03-05")
        self.assertContains(report, "5 March 2031")
        assert self.given() == (self.writer, "2031-03-05")
        self.undo(report)
        assert self.given() == was

    def test_another_day_alone_is_a_change(self):
        factories.assigned(self.article, self.writer, by=self.editor)
        form = self.looked_over("assign")
        self.go_on(form, assignee=self.writer.pk, due_on="2031-03-05")
        assert self.given() == (self.writer, "2031-03-05")
        again = self.looked_over("assign")
        report = self.go_on(again, assignee=self.writer.pk, due_on="2031-03-05")
        self.assertContains(report, "It is with them already.")

    def test_an_assignment_made_since_is_not_overwritten(self):
        form = self.looked_over("assign")
        factories.assigned(self.article, self.other, by=self.other)
        report = self.go_on(form, assignee=self.writer.pk)
        self.assertContains(report, "Bo Lund has given this article to somebody else")
        assert self.given() == (self.other, None)

    def test_a_day_set_since_is_not_undone(self):
        form = self.looked_over("assign")
        report = self.go_on(form, assignee=self.writer.pk)
        day = timezone.now().date()
        factories.assigned(self.article, self.writer, by=self.other, due_on=day)
        self.undo(report)
        assert self.given() == (self.writer, day.isoformat())

    def test_a_text_published_since_is_not_taken_down(self):
        review.approve(self.article, by=self.editor, seen=1)
        first = publication.publish(self.article, by=self.editor, seen=1)
        form = self.looked_over("unpublish")
        until = timezone.now() + timedelta(days=9)
        publication.publish(self.article, by=self.other, seen=1, expires_at=until)
        report = self.go_on(form, why="Wrong person")
        self.assertContains(report, "Bo Lund has published or scheduled another text")
        assert self.article.editions.visible().exclude(pk=first.pk).exists()

    def test_what_was_not_looked_at_is_not_done(self):
        form = {**self.looked_over("assign"), "saw": "nonsense"}
        report = self.go_on(form, assignee=self.writer.pk)
        assert self.given() == (None, None)
        self.assertContains(report, "since you opened it")
