"""What stands on an article's screen for whom, and what its buttons do."""

from dataclasses import replace
from datetime import date, timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import copies, publication, review
from articles.editing.fixes.live import fix_live
from articles.editing.standing import standing
from articles.models import Article, Edition, Event, Stage
from articles.publishing import editions
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save, words

PRIMARY = "//*[@class='desk-buttons']/*[@class='primary']"


def page(name, article, *more):
    return reverse(f"admin:{name}", args=[article.pk, *more])


class WorkflowTests(TestCase):
    def setUp(self):
        self.writer = factories.user("Writer", first_name="Noor", last_name="Haddad")
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.article = factories.article(by=self.writer)

    def open(self, who, article=None):
        self.client.force_login(who)
        response = self.client.get(change_page(article or self.article))
        return response, html.fromstring(response.content)

    def post(self, name, who=None, *more, **values):
        self.client.force_login(who or self.editor)
        data = {"seen": self.seen(name), **values}
        return self.client.post(page(name, self.article, *more), data, follow=True)

    def seen(self, name):
        article = fresh(self.article)
        match name:
            case "assign":
                return review.given(article)
            case "unpublish":
                return standing(article).newest
            case "lift":
                return article.held_at.isoformat() if article.held_at else ""
        return article.version


class ButtonTests(WorkflowTests):
    def primary(self, who, article=None):
        _, tree = self.open(who, article)
        return [button.text for button in tree.xpath(PRIMARY)]

    def test_there_is_one_primary_by_role_and_stage(self):
        self.assertEqual(self.primary(self.writer), ["Submit"])
        self.assertEqual(self.primary(self.editor), ["Save and publish"])
        review.submit(self.article, by=self.writer, seen=1)
        self.assertEqual(self.primary(self.writer), [])
        self.assertEqual(self.primary(self.editor), ["Approve"])
        review.approve(self.article, by=self.editor, seen=1)
        self.assertEqual(self.primary(self.editor), ["Save and publish"])

    def test_a_refused_button_says_why(self):
        _, tree = self.open(self.writer)
        refused = tree.xpath("//*[@aria-disabled='true']")
        self.assertTrue(refused)
        for button in refused:
            reason = tree.get_element_by_id(button.get("aria-describedby"))
            self.assertGreater(len(reason.text_content()), 10)
            self.assertIsNone(button.get("name"))
            self.assertEqual(button.get("type"), "button")

    def test_there_is_nothing_to_take_down_of_what_nobody_sees(self):
        response, _ = self.open(self.editor)
        self.assertContains(response, "Readers see nothing of it")
        self.assertNotContains(response, page("unpublish", self.article))

    def test_who_may_only_read_is_told_why(self):
        review.submit(self.article, by=self.writer, seen=1)
        response, _ = self.open(self.writer)
        self.assertContains(response, "the article must be at “Draft”. Take it back")

    def test_who_may_not_take_it_back_is_not_told_to(self):
        review.submit(self.article, by=self.writer, seen=1)
        response, _ = self.open(factories.user("Writer"))
        self.assertContains(response, "the article must be at “Draft”.")
        self.assertNotContains(response, "Take it back")


class StateTests(WorkflowTests):
    def test_says_what_differs_from_what_readers_see(self):
        publication.publish(self.article, by=self.editor, seen=1)
        factories.reworked(fresh(self.article), by=self.editor, headline="Newer")
        response, _ = self.open(self.editor)
        self.assertContains(response, "Live, with unpublished changes")
        self.assertContains(
            response, f"{page('compare', self.article)}?from=1&amp;to=2"
        )
        self.assertNotContains(response, "Changed since approved")

    def test_says_what_has_changed_since_the_approval(self):
        review.approve(self.article, by=self.editor, seen=1)
        factories.reworked(fresh(self.article), by=self.editor, headline="Newer")
        response, _ = self.open(self.editor)
        self.assertContains(response, "Changed since approved")
        self.assertContains(
            response, f"{page('compare', self.article)}?from=1&amp;to=2"
        )


class SubmitTests(WorkflowTests):
    def test_hands_in_what_was_typed_with_a_note(self):
        self.client.force_login(self.writer)
        changes = {"headline": "At last", "note": "Mind the names."}
        response = save(self.client, self.article, "_submit", **changes)
        self.assertEqual(words(response), ["Submitted: it waits for an editor now."])
        self.assertEqual(fresh(self.article).stage, Stage.REVIEW)
        self.assertEqual(fresh(self.article).headline, "At last")
        self.assertEqual(
            Event.objects.get(kind=Event.Kind.SUBMITTED).why, "Mind the names."
        )
        response, _ = self.open(self.editor)
        self.assertContains(response, "Mind the names.")

    def test_hands_in_a_new_article_at_once(self):
        self.client.force_login(self.writer)
        save(self.client, button="_submit", headline="Straight in")
        self.assertEqual(
            Article.objects.get(headline="Straight in").stage, Stage.REVIEW
        )


class ApproveTests(WorkflowTests):
    def test_saves_and_approves_that_very_text(self):
        self.client.force_login(self.editor)
        save(self.client, self.article, "_approve", headline="Better")
        article = fresh(self.article)
        self.assertEqual(article.stage, Stage.APPROVED)
        self.assertEqual(article.approved_revision.snapshot.headline, "Better")

    def test_never_approves_a_text_that_was_not_seen(self):
        self.client.force_login(self.editor)
        opened = filled(self.client.get(change_page(self.article)))
        factories.reworked(self.article, by=self.writer, notes="One more thing")
        response = save(self.client, self.article, "_approve", opened, headline="Mine")
        self.assertIn("Read it through, then approve.", words(response)[0])
        self.assertEqual(fresh(self.article).stage, Stage.DRAFT)


class SendBackTests(WorkflowTests):
    def setUp(self):
        super().setUp()
        review.submit(self.article, by=self.writer, seen=1)

    def test_needs_a_reason_and_the_writer_reads_it(self):
        self.assertContains(self.post("send_back", why=" "), "Say why")
        self.assertEqual(fresh(self.article).stage, Stage.REVIEW)
        response = self.post("send_back", why="Who says so?")
        self.assertEqual(words(response), ["Sent back, with your reason."])
        self.assertEqual(fresh(self.article).stage, Stage.DRAFT)
        response, _ = self.open(self.writer)
        self.assertContains(response, "Sent back by Ana Reis")
        self.assertContains(response, "Who says so?")

    def test_saves_what_was_typed_before_it_asks(self):
        self.client.force_login(self.editor)
        response = save(self.client, self.article, "_send_back", notes="Call them.")
        self.assertRedirects(response, page("send_back", self.article))
        self.assertEqual(fresh(self.article).notes, "Call them.")

    def test_keeps_the_reason_where_the_text_has_changed_meanwhile(self):
        factories.reworked(fresh(self.article), by=self.editor, headline="Newer")
        response = self.post("send_back", seen=1, why="Who says so?")
        self.assertContains(response, "Ana Reis has changed this article")
        self.assertContains(response, "Who says so?")
        form = html.fromstring(response.content).find_class("ask")[0]
        response = self.post("send_back", **dict(form.form_values()))
        self.assertEqual(fresh(self.article).stage, Stage.DRAFT)


class AssignTests(WorkflowTests):
    def test_offers_who_may_open_articles(self):
        factories.user("Authors' desk", last_name="Nobody")
        self.client.force_login(self.editor)
        response = self.client.get(page("assign", self.article))
        self.assertContains(response, "Noor Haddad (Writer)")
        self.assertContains(response, "Ana Reis (Editor)")
        self.assertNotContains(response, "Authors&#x27; desk")

    def test_gives_it_to_a_colleague_and_takes_it_back(self):
        response = self.post("assign", assignee=self.writer.pk)
        self.assertEqual(words(response), ["Assigned to Noor Haddad."])
        self.assertContains(response, "With Noor Haddad.")
        self.post("assign", assignee=self.writer.pk, due_on="2026-03-31")
        self.assertEqual(fresh(self.article).due_on, date(2026, 3, 31))
        response = self.client.get(page("assign", self.article))
        self.assertContains(response, 'value="2026-03-31"')
        screen = self.client.get(change_page(self.article))
        self.assertContains(screen, "due 31 March 2026")
        response = self.post("assign", assignee=self.writer.pk, due_on="soon")
        self.assertContains(response, "Write a day as in 2026-03-31.")
        self.post("assign", assignee="")
        self.assertIsNone(fresh(self.article).assignee)

    def test_refuses_who_is_not_of_the_list(self):
        outsider = factories.user("Authors' desk")
        response = self.post("assign", assignee=outsider.pk)
        self.assertContains(response, "Choose somebody of the list.")


class CopyTests(WorkflowTests):
    def test_a_copy_is_an_article_of_its_own(self):
        response = self.post("duplicate", self.writer)
        copy = Article.objects.exclude(pk=self.article.pk).get()
        self.assertRedirects(response, change_page(copy))
        self.assertEqual(copy.created_by, self.writer)

    def test_a_translation_offers_only_languages_that_are_not_there(self):
        copies.translate(self.article, "fr", by=self.editor, seen=1)
        self.client.force_login(self.editor)
        response = self.client.get(page("translate", self.article))
        self.assertContains(response, "(the original)")
        self.assertContains(response, "Français")
        self.assertNotContains(response, 'value="fr"')
        self.assertNotContains(response, 'value="en"')
        response = self.post("translate", language="ar")
        self.assertIn("translation into العربية", words(response)[0])

    def test_a_translation_says_when_its_original_has_changed(self):
        saved = copies.translate(self.article, "fr", by=self.editor, seen=1)
        response, _ = self.open(self.editor, saved.article)
        self.assertContains(response, "It is up to date with it.")
        factories.reworked(self.article, by=self.writer, headline="Newer")
        response, tree = self.open(self.editor, saved.article)
        self.assertContains(response, "The original has changed since")
        self.assertContains(
            response, f"{page('compare', self.article)}?from=1&amp;to=2"
        )
        form = tree.get_element_by_id("form-catch-up")
        response = self.client.post(
            form.get("action"), dict(form.form_values()), follow=True
        )
        self.assertContains(response, "It is up to date with it.")
        self.assertEqual(fresh(saved.article).translated_version, 2)

    def test_a_translation_says_when_its_original_was_corrected(self):
        shown = publication.publish(self.article, by=self.editor, seen=1)
        translation = copies.translate(self.article, "fr", by=self.editor, seen=1)
        told = ("correction", "An earlier version misspelled a name.")
        text = replace(shown.revision.snapshot, headline="Newer")
        fix = {"by": self.editor, "seen": shown.pk, "correction": told}
        fix_live(self.article, text, **fix)
        response, tree = self.open(self.editor, translation.article)
        self.assertContains(response, "Readers were told this of the original")
        self.assertContains(response, told[1])
        form = tree.get_element_by_id("form-catch-up")
        data = dict(form.form_values())
        response = self.client.post(form.get("action"), data, follow=True)
        self.assertNotContains(response, told[1])
        self.assertContains(response, "It is up to date with it.")


class HoldTests(WorkflowTests):
    def test_the_screen_and_the_list_say_why_it_is_on_hold(self):
        response = self.post("hold", why="The lawyers ask.")
        self.assertContains(response, "It cannot go out before the hold is lifted.")
        self.assertContains(response, "The lawyers ask.")
        listed = self.client.get("/admin/articles/article/?stopped=held")
        self.assertContains(listed, "On hold</span>")
        free = self.client.get("/admin/articles/article/?stopped=free")
        self.assertContains(free, "Nothing is like that.")

    def test_publishing_from_an_open_screen_saves_the_text_and_says_why_not(self):
        self.client.force_login(self.editor)
        form = filled(self.client.get(change_page(self.article)))
        factories.put_on_hold(self.article, by=self.editor, why="The lawyers ask.")
        changes = {"base": form, "button": "_publish", "headline": "Typed on"}
        response = save(self.client, self.article, **changes)
        [said] = words(response)
        self.assertIn("Saved, but not published. On hold: “The lawyers ask.”", said)
        self.assertEqual(fresh(self.article).headline, "Typed on")
        self.assertFalse(Edition.objects.exists())

    def test_lifting_says_when_readers_get_what_was_scheduled(self):
        at = timezone.now() + timedelta(hours=1)
        revision = self.article.revisions.get()
        editions.schedule(self.article, revision, at, by=self.editor)
        self.client.force_login(self.editor)
        asked = self.client.get(page("hold", self.article))
        self.assertContains(asked, "that would wait, too")
        self.post("hold", why="The lawyers ask.")
        [said] = words(self.post("lift"))
        self.assertIn("The hold is lifted. Readers get it on ", said)

    def test_lifting_too_late_says_what_to_do(self):
        at = timezone.now() + timedelta(hours=1)
        revision = self.article.revisions.get()
        waiting = editions.schedule(self.article, revision, at, by=self.editor)
        self.post("hold", why="The lawyers ask.")
        past = timezone.now() - timedelta(minutes=1)
        Edition.objects.filter(pk=waiting.pk).update(live_from=past, live_until=past)
        [said] = words(self.post("lift"))
        self.assertIn("passed meanwhile: choose another.", said)

    def test_lifting_what_somebody_lifted_already_says_so(self):
        self.post("hold", why="The lawyers ask.")
        self.post("lift")
        response = self.post("lift")
        self.assertContains(response, "It is not on hold.")
