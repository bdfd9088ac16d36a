"""Text that is typed and not saved: by which door it goes in, who sees it, its cost."""

import json
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from articles.editing import review
from articles.editing.unsaved import MOST_CHARACTERS
from articles.models import Article, Presence, Revision, WorkingCopy
from articles.models.actions import Role
from tests import factories
from tests.admin.pages import change_page, filled, new_page, save

ADDRESS = "/admin/articles/article/unsaved/"


def report(client, account, article=None, **more):
    """Post what the page of an article's form would report."""
    message = {
        "thing": "articles.article",
        "id": article.pk if article else None,
        "account": account.pk,
        "seen": article.version if article else 0,
        "window": "one",
        **more,
    }
    return client.post(ADDRESS, json.dumps(message), content_type="application/json")


class UnsavedTestCase(TestCase):
    def setUp(self):
        self.writer = factories.user(Role.WRITER, first_name="Ines", last_name="Roy")
        self.article = factories.article(by=self.writer, headline="Grain, counted")
        self.client.force_login(self.writer)

    def keep(self, article=None, **fields):
        """Keep the article's form, as it opens now, with some fields changed."""
        page = change_page(article) if article else new_page()
        data = {**filled(self.client.get(page)), **fields}
        form = urlencode(data, doseq=True)
        return report(self.client, self.writer, article, form=form)

    def opened(self, article=None):
        return self.client.get(change_page(article) if article else new_page())


class KeepingTests(UnsavedTestCase):
    def test_keeps_the_form_and_makes_no_version(self):
        response = self.keep(self.article, headline="Grain, cou")
        self.assertEqual(response.status_code, 200)
        self.assertIn("kept_at", response.json())
        self.assertIn("headline=Grain%2C+cou", WorkingCopy.objects.get().form)
        self.assertEqual(Revision.objects.count(), 1)
        self.assertEqual(Article.objects.get().headline, "Grain, counted")

    def test_is_stored_by_no_cache(self):
        response = report(self.client, self.writer, self.article)
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_signed_out_is_an_answer_and_no_page(self):
        Session.objects.all().delete()
        response = report(self.client, self.writer, self.article, form="headline=x")
        self.assertEqual(response.status_code, 401)
        self.assertEqual(response.json()["words"], "You are signed out.")
        self.assertEqual(self.client.get(ADDRESS).status_code, 401)

    def test_gives_a_fresh_token_to_who_signed_in_again(self):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.writer)
        self.assertEqual(report(strict, self.writer, self.article).status_code, 403)
        strict.defaults["HTTP_X_CSRFTOKEN"] = strict.get(ADDRESS).json()["token"]
        self.assertEqual(report(strict, self.writer, self.article).status_code, 200)

    def test_refuses_in_words_who_may_not_change_the_article(self):
        foreign = factories.article(by=factories.user(Role.WRITER, first_name="Bo"))
        response = report(self.client, self.writer, foreign, form="headline=x")
        self.assertEqual(response.status_code, 403)
        self.assertIn("filed this article", response.json()["words"])
        review.submit(self.article, by=self.writer, seen=1)
        response = report(self.client, self.writer, self.article, form="headline=x")
        self.assertEqual(response.status_code, 403)
        self.assertIn("must be at “Draft”", response.json()["words"])
        self.assertFalse(WorkingCopy.objects.exists())

    def test_refuses_who_may_write_no_article(self):
        for person in (factories.user(Role.AUTHORS_DESK), factories.user()):
            self.client.force_login(person)
            response = report(self.client, person, form="headline=x")
            self.assertEqual(response.status_code, 403)
            self.assertTrue(response.json()["words"])

    def test_refuses_somebody_elses_page_in_this_browser(self):
        """Whoever signs in where a colleague was typing does not get their words."""
        other = factories.editor()
        response = report(self.client, other, self.article, form="headline=x")
        self.assertEqual(response.status_code, 403)
        self.assertIn("Ines Roy", response.json()["words"])

    def test_refuses_what_no_page_of_ours_sends(self):
        client, account, article = self.client, self.writer, self.article
        for wrong in (
            {"thing": "articles.nothing"},
            {"thing": 7},
            {"thing": "x"},
            {"id": "1; DROP"},
            {"id": -1},
            {"id": 2**40},
            {"seen": None},
            {"window": "x" * 61},
            {"window": 5},
            {"form": ["x"]},
            {"form": "headline=\x00"},
            {"form": "headline=ü"},
        ):
            with self.subTest(wrong=wrong):
                response = report(client, account, article, **wrong)
                self.assertEqual(response.status_code, 400)
                self.assertTrue(response.json()["words"])
        for body in ("", "[]", "null", "{", "[" * 100_000):
            response = client.post(ADDRESS, body, content_type="application/json")
            self.assertEqual(response.status_code, 400)

    def test_refuses_things_whose_forms_are_not_kept(self):
        """An account's form holds passwords."""
        self.client.force_login(admin := factories.user("superuser"))
        response = report(self.client, admin, thing="auth.user", form="password=x")
        self.assertEqual(response.status_code, 404)
        response = self.client.post(f"{ADDRESS}auth.user/drop/")
        self.assertEqual(response.status_code, 404)
        response = self.client.post(f"{ADDRESS}nothing/drop/")
        self.assertEqual(response.status_code, 404)

    def test_an_article_that_is_gone_is_said_so(self):
        response = report(
            self.client, self.writer, self.article, id=self.article.pk + 9
        )
        self.assertEqual(response.status_code, 404)
        self.assertTrue(response.json()["words"])

    def test_too_much_is_said_in_words(self):
        for size in (MOST_CHARACTERS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            form = "body=" + "x" * size
            response = report(self.client, self.writer, self.article, form=form)
            self.assertEqual(response.status_code, 413)
            self.assertIn("Save it, or cut it", response.json()["words"])

    def test_a_very_long_text_is_kept_and_saved(self):
        body = f"<p>{'слово ' * 20_000}</p>"
        self.assertEqual(self.keep(self.article, body=body).status_code, 200)
        save(self.client, self.article)
        self.assertEqual(Article.objects.get().body, body)

    def test_more_than_fits_meets_words_at_the_ordinary_button_too(self):
        data = {"body": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
        response = self.client.post(
            change_page(self.article),
            urlencode(data),
            content_type="application/x-www-form-urlencoded",
        )
        self.assertContains(response, "too much at once", status_code=413)


class TwoWindowsTests(UnsavedTestCase):
    """Of two texts of one person neither takes the other's place unasked."""

    def type(self, window, number, after=""):
        typed = f"{window}.{number}"
        form = f"headline={typed}"
        return report(
            *(self.client, self.writer, self.article),
            form=form,
            typed=typed,
            after=after,
        )

    def test_one_window_goes_on_even_if_an_answer_was_lost(self):
        for number in (1, 2, 3):
            self.assertEqual(self.type("a", number).status_code, 200)
        self.assertEqual(WorkingCopy.objects.get().typed, "a.3")

    def test_a_window_that_shows_the_text_goes_on_from_it(self):
        self.type("a", 1)
        self.assertContains(self.opened(self.article), 'data-typed="a.1"')
        self.assertEqual(self.type("b", 1, after="a.1").status_code, 200)

    def test_a_window_that_does_not_is_refused(self):
        self.type("a", 1)
        refused = self.type("b", 1)
        self.assertEqual(refused.status_code, 409)
        self.assertIn("in another window", refused.json()["words"])
        self.assertEqual(WorkingCopy.objects.get().form, "headline=a.1")

    def test_goes_on_from_a_text_that_was_saved_or_dropped_elsewhere(self):
        self.assertEqual(self.type("b", 1, after="a.1").status_code, 200)

    def test_saving_one_forgets_that_one_only(self):
        base = filled(self.opened(self.article))
        self.type("a", 1)
        save(self.client, self.article, base=base, headline="From b", _typed="b.1")
        self.assertTrue(WorkingCopy.objects.exists())
        save(self.client, self.article, base=base, headline="From a", _typed="a.1")
        self.assertFalse(WorkingCopy.objects.exists())


class ComingBackTests(UnsavedTestCase):
    def test_is_in_the_form_with_a_line_on_top(self):
        self.keep(self.article, headline="Grain, cou", notes="Call Ruth.")
        response = self.opened(self.article)
        data = filled(response)
        self.assertEqual(data["headline"], ["Grain, cou"])
        self.assertEqual(data["notes"], ["Call Ruth."])
        self.assertContains(response, "This is your unsaved text of")
        self.assertContains(response, "begun from version 1")

    def test_shows_unfinished_values_without_judging_them(self):
        region = factories.region()
        self.keep(
            self.article,
            headline="",
            embargoed_until="2026-13-45T99:99",
            original_url="not yet an add",
            tags="grain, counting,",
            regions=[region.pk],
        )
        response = self.opened(self.article)
        data = filled(response)
        self.assertEqual(data["embargoed_until"], ["2026-13-45T99:99"])
        self.assertEqual(data["original_url"], ["not yet an add"])
        self.assertEqual(data["tags"], ["grain, counting,"])
        self.assertEqual(data["regions"], [str(region.pk)])
        self.assertNotContains(response, "errorlist")
        self.assertNotContains(response, "error-summary")

    def test_the_byline_comes_back_unjudged(self):
        then = {"role": "Fellow", "until": "2018-12-31"}
        author = factories.author("Bo Lund", positions=[then])
        rows = {
            "credits-TOTAL_FORMS": 2,
            "credits-0-author": author.pk,
            "credits-0-held_on": "2018-12-31",
            "credits-0-role": "author",
            "credits-0-position": 1,
            "credits-1-wording": "with reporting by",
            "credits-1-position": "zero",
        }
        self.keep(self.article, **rows)
        response = self.opened(self.article)
        data = filled(response)
        self.assertEqual(data["credits-0-author"], [str(author.pk)])
        self.assertEqual(data["credits-0-held_on"], ["2018-12-31"])
        self.assertEqual(data["credits-1-wording"], ["with reporting by"])
        self.assertNotContains(response, "errorlist")

    def test_nonsense_in_it_locks_nobody_out(self):
        form = "regions=x&regions=%00&source=%C2%B2&lead_image=y&credits-TOTAL_FORMS=z"
        report(self.client, self.writer, self.article, form=f"{form}&%&=&&disclaimer=-")
        self.assertEqual(self.opened(self.article).status_code, 200)

    def test_saving_it_merges_with_what_others_saved_meanwhile(self):
        editor = factories.editor()
        self.keep(self.article, headline="Grain, counted twice")
        factories.reworked(self.article, by=editor, notes="Seen by the editor.")
        save(self.client, self.article)
        article = Article.objects.get()
        self.assertEqual(article.headline, "Grain, counted twice")
        self.assertEqual(article.notes, "Seen by the editor.")

    def test_is_nobody_elses(self):
        self.keep(self.article, headline="Grain, cou")
        self.client.force_login(factories.editor())
        response = self.opened(self.article)
        self.assertEqual(filled(response)["headline"], ["Grain, counted"])
        self.assertNotContains(response, "unsaved text of")

    def test_of_a_new_article_comes_back_on_its_page(self):
        self.keep(headline="The harbour reo")
        response = self.opened()
        self.assertEqual(filled(response)["headline"], ["The harbour reo"])
        self.assertContains(response, "Drop it and begin anew")
        save(self.client)
        self.assertFalse(WorkingCopy.objects.exists())
        self.assertEqual(filled(self.opened())["headline"], [""])

    def test_can_be_dropped(self):
        self.keep(self.article, headline="Grain, cou")
        address = reverse(
            "admin:drop_unsaved", args=["articles.article", self.article.pk]
        )
        self.assertEqual(self.client.get(address).status_code, 405)
        response = self.client.post(address, follow=True)
        self.assertEqual(filled(response)["headline"], ["Grain, counted"])
        self.assertNotContains(response, "unsaved text of")
        self.keep(headline="New")
        address = reverse("admin:drop_unsaved", args=["articles.article"])
        self.assertRedirects(self.client.post(address), new_page())
        self.assertFalse(WorkingCopy.objects.exists())

    def test_dropping_touches_nobody_elses(self):
        self.keep(self.article, headline="Grain, cou")
        self.client.force_login(factories.editor())
        self.client.post(f"{ADDRESS}articles.article/{self.article.pk}/drop/")
        self.assertTrue(WorkingCopy.objects.exists())

    def test_is_readable_when_its_article_may_no_longer_be_changed(self):
        self.keep(self.article, headline="Grain, counted twice")
        review.submit(self.article, by=self.writer, seen=1)
        self.assertContains(self.opened(self.article), "Grain, counted twice")


class SavingForgetsTests(UnsavedTestCase):
    def test_when_it_is_saved(self):
        self.keep(self.article, headline="Grain, cou")
        save(self.client, self.article, headline="Grain, counted again")
        self.assertFalse(WorkingCopy.objects.exists())

    def test_when_it_is_refused_but_kept_as_a_version(self):
        base = filled(self.opened(self.article))
        factories.reworked(self.article, by=factories.editor(), headline="Theirs")
        self.keep(self.article, headline="Mine")
        save(self.client, self.article, base={**base, "headline": "Mine"})
        self.assertEqual(Revision.objects.get(intent="conflict").number, 3)
        self.assertFalse(WorkingCopy.objects.exists())

    def test_not_when_the_form_was_invalid(self):
        self.keep(self.article, headline="Grain, cou")
        save(self.client, self.article, headline="")
        self.assertTrue(WorkingCopy.objects.exists())

    def test_not_when_the_session_had_ended(self):
        self.keep(self.article, headline="Grain, cou")
        data = filled(self.opened(self.article))
        Session.objects.all().delete()
        response = self.client.post(change_page(self.article), data)
        self.assertContains(response, "You are signed out", status_code=403)
        self.client.force_login(self.writer)
        data = filled(self.opened(self.article))
        self.assertEqual(data["headline"], ["Grain, cou"])


class PresenceTests(UnsavedTestCase):
    def setUp(self):
        super().setUp()
        self.editor = factories.user(Role.EDITOR, first_name="Ruth", last_name="Abi")
        self.other = Client()
        self.other.force_login(self.editor)

    def test_names_who_else_is_there_and_whether_they_changed_something(self):
        self.assertEqual(self.poll(self.other, self.editor)["others"], [])
        mine = self.poll(self.client, self.writer, has_changes=True)
        (there,) = mine["others"]
        self.assertEqual((there["who"], there["has_changes"]), ("Ruth Abi", False))
        (there,) = self.poll(self.other, self.editor)["others"]
        self.assertEqual((there["who"], there["has_changes"]), ("Ines Roy", True))

    def test_whoever_leaves_is_gone_at_once(self):
        self.poll(self.other, self.editor)
        report(self.other, self.editor, self.article, is_leaving=True)
        self.assertEqual(self.poll(self.client, self.writer)["others"], [])

    def test_leaving_by_an_older_window_takes_nobody_away(self):
        self.poll(self.other, self.editor, window="newer")
        report(self.other, self.editor, self.article, is_leaving=True)
        self.assertEqual(len(self.poll(self.client, self.writer)["others"]), 1)

    def test_whoever_falls_silent_is_gone_after_a_while(self):
        self.poll(self.other, self.editor)
        long_ago = timezone.now() - timedelta(minutes=5)
        Presence.objects.update(seen_at=long_ago)
        self.assertEqual(self.poll(self.client, self.writer)["others"], [])

    def test_ones_own_second_window_is_said(self):
        self.assertFalse(self.poll(self.client, self.writer)["is_elsewhere_too"])
        second = self.poll(self.client, self.writer, window="two")
        self.assertTrue(second["is_elsewhere_too"])

    def test_says_what_a_colleague_saved_meanwhile(self):
        factories.reworked(self.article, by=self.editor, notes="Seen.")
        news = report(self.client, self.writer, self.article).json()["news"]
        self.assertEqual((news["who"], news["version"]), ("Ruth Abi", 2))
        self.assertEqual(self.client.get(news["difference"]).status_code, 200)
        fresh = Article.objects.get()
        self.assertIsNone(report(self.client, self.writer, fresh).json()["news"])

    def poll(self, client, account, **more):
        return report(client, account, self.article, **more).json()


class CostTests(UnsavedTestCase):
    """As a writer, the weakest who may: session, account, groups and all."""

    def setUp(self):
        super().setUp()
        self.client.get(new_page())  # a session is renewed once in ten minutes
        for name in ("Ruth", "Bo", "Ana"):
            colleague = factories.user(Role.EDITOR, first_name=name)
            other = Client()
            other.force_login(colleague)
            report(other, colleague, self.article)

    def test_keeping_the_first_words(self):
        with self.assertNumQueries(7):
            report(self.client, self.writer, self.article, form="headline=x")

    def test_keeping_more(self):
        report(self.client, self.writer, self.article, form="headline=x")
        with self.assertNumQueries(5):
            report(self.client, self.writer, self.article, form="headline=xy")

    def test_keeping_the_last_words_and_going(self):
        report(self.client, self.writer, self.article)
        with self.assertNumQueries(8):
            report(
                *(self.client, self.writer, self.article),
                form="headline=xy",
                is_leaving=True,
            )

    def test_a_new_article(self):
        with self.assertNumQueries(6):
            report(self.client, self.writer, form="headline=x")

    def test_asking_who_is_there(self):
        for seen in (1, 0):
            with self.assertNumQueries(6):
                report(self.client, self.writer, self.article, seen=seen)
