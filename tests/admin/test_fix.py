"""The screens of a fix, as a browser without scripts uses them."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.editing import desk, publication
from articles.editing.fixes import deciding, replacing
from articles.editing.fixes.wording import Replaced
from articles.models import Correction, Edition, Event, Publication, Revision
from articles.publishing import editions
from tests import factories
from tests.admin.pages import change_page, filled, fresh, list_page, words
from tests.admin.test_unsaved import report

WRONG, RIGHT = "Smith resigns", "Smyth resigns"


class FixScreenTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.colleague = factories.user("Editor", first_name="Bo", last_name="Lund")
        self.client.force_login(self.editor)
        self.article = factories.published_article(
            by=self.editor,
            headline=WRONG,
            standfirst="<p>Smith is gone.</p>",
            body="<p>Smith went.</p>",
        )
        self.page = reverse("admin:fix", args=[self.article.pk])

    @property
    def shown(self):
        return self.article.editions.visible().get()

    def form(self, page=None):
        return filled(self.client.get(page or self.page), "fix_form")

    def send(self, base=None, **changes):
        form = base or self.form()
        changes = {"was_wrong": "no", **changes}
        return self.client.post(self.page, {**form, **changes}, follow=True)

    def rework(self, **changes):
        return factories.reworked(fresh(self.article), by=self.colleague, **changes)

    def schedule(self, **changes):
        article = fresh(self.article)
        text = article.snapshot()
        outcome = factories.reworked(article, by=self.colleague, **changes)
        article = fresh(article)
        desk.save(article, text, by=self.colleague, seen=article.version)
        later = timezone.now() + timedelta(hours=2)
        return editions.schedule(article, outcome.revision, later, by=self.colleague)


class ScreenTests(FixScreenTests):
    def test_begins_with_what_readers_see_and_not_with_the_draft(self):
        self.rework(headline="Not for readers")
        form = self.form()
        self.assertEqual(form["headline"], [WRONG])
        self.assertEqual(form["body"], ["<p>Smith went.</p>"])
        page = self.client.get(self.page)
        self.assertContains(page, "Your text, version 2, is another one")

    def test_is_one_tap_from_the_article_and_its_bar(self):
        tree = html.fromstring(self.client.get(change_page(self.article)).text)
        links = [link.text for link in tree.xpath(f"//a[@href='{self.page}']")]
        self.assertEqual(links, ["Fix what readers see"] * 2)

    def test_what_readers_do_not_see_is_not_fixed_and_says_so(self):
        draft = factories.article(by=self.editor)
        page = self.client.get(change_page(draft))
        self.assertContains(page, "Readers see nothing of it that could be fixed.")
        answer = self.client.get(reverse("admin:fix", args=[draft.pk]), follow=True)
        self.assertIn("Readers see nothing of this article now", words(answer)[0])

    def test_a_typo_goes_out_and_no_reader_is_told(self):
        answer = self.send(headline=RIGHT)
        self.assertEqual(words(answer), ["Fixed: readers see it now."])
        self.assertEqual(self.shown.headline, RIGHT)
        self.assertEqual(self.shown.notices, [])
        self.assertContains(answer, "Readers see it now.")

    def test_asks_whether_a_fact_was_wrong(self):
        answer = self.send(headline=RIGHT, was_wrong="")
        tree = html.fromstring(answer.text)
        [question] = tree.xpath("//fieldset[legend='Was a fact wrong?']")
        reason = tree.get_element_by_id(question.get("aria-describedby"))
        self.assertEqual(reason.text_content().strip(), "Say whether a fact was wrong.")
        self.assertIn(question, reason.iterancestors())
        self.assertContains(answer, RIGHT)
        self.assertEqual(self.shown.headline, WRONG)

    def test_suggests_what_readers_are_told_and_sends_nothing_before_it_is_read(self):
        answer = self.send(headline=RIGHT, was_wrong="yes")
        self.assertContains(answer, "nothing is out yet")
        self.assertEqual(self.shown.headline, WRONG)
        form = filled(answer, "fix_form")
        self.assertEqual(
            form["correction"],
            ["An earlier version of this article misspelled “Smyth” as “Smith”."],
        )
        self.assertEqual((form["headline"], form["was_wrong"]), ([RIGHT], ["yes"]))
        self.send(form, was_wrong="yes", correction="We misspelled a name.")
        self.assertEqual(self.shown.headline, RIGHT)
        self.assertEqual(Correction.objects.get().text, "We misspelled a name.")

    def test_a_correction_can_be_a_clarification(self):
        form = filled(self.send(headline=RIGHT, was_wrong="yes"), "fix_form")
        self.send(form, was_wrong="yes", kind="clarification")
        self.assertEqual(Correction.objects.get().kind, "clarification")

    def test_the_address_moves_only_where_it_is_ticked(self):
        self.send(headline=RIGHT)
        self.assertEqual(self.shown.slug, "smith-resigns")
        self.send(headline="Smyth resigns today", moves_address="on")
        self.assertEqual(self.shown.slug, "smyth-resigns-today")

    def test_a_surface_that_spaces_its_markup_otherwise_changes_nothing(self):
        self.send(headline=RIGHT, body="<p>Smith   went.</p>\n")
        self.assertEqual(self.shown.revision.snapshot.body, "<p>Smith went.</p>")

    def test_a_refused_form_keeps_all_that_was_typed(self):
        typed = {
            "headline": "",
            "standfirst": "<p>Typed standfirst.</p>",
            "body": "<p>Typed text.</p>",
            "search_title": "Typed title",
            "search_description": "Typed description",
            "was_wrong": "yes",
            "correction": "Typed correction",
            "moves_address": "on",
        }
        answer = self.send(**typed)
        self.assertContains(answer, "Write a headline.")
        form = filled(answer, "fix_form")
        for name, value in typed.items():
            self.assertEqual(form[name], [value], name)

    def test_a_text_taken_down_meanwhile_loses_no_words(self):
        form = self.form()
        publication.unpublish(self.article, by=self.colleague)
        answer = self.send(form, headline=RIGHT)
        self.assertContains(answer, "Readers see nothing of this article now")
        self.assertEqual(filled(answer, "fix_form")["headline"], [RIGHT])

    def test_nothing_changed_is_nothing_to_send(self):
        for was_wrong in ("no", "yes"):
            answer = self.send(was_wrong=was_wrong)
            self.assertContains(answer, "Readers see these very words already.")
        self.assertEqual(self.article.editions.count(), 1)

    def test_a_page_about_nothing_that_readers_saw_loses_no_words(self):
        for seen in ("", "77", "x" * 30):
            answer = self.send(self.form(), seen=seen, headline=RIGHT)
            self.assertEqual(filled(answer, "fix_form")["headline"], [RIGHT])
        self.assertEqual(self.shown.headline, WRONG)


class TwoAtOnceTests(FixScreenTests):
    def test_shows_both_and_goes_on_from_what_readers_see(self):
        form = self.form()
        factories.fixed(
            self.article, by=self.colleague, headline="Smythe resigns", body="<p>x</p>"
        )
        answer = self.send(form, headline=RIGHT)
        self.assertContains(answer, "Bo Lund changed the same meanwhile")
        self.assertContains(answer, "<del>")
        self.assertEqual(self.shown.headline, "Smythe resigns")
        again = filled(answer, "fix_form")
        # What the colleague fixed elsewhere is not put back by sending again.
        self.assertEqual((again["headline"], again["body"]), ([RIGHT], ["<p>x</p>"]))
        kept = Revision.objects.get(intent=Revision.Intent.CONFLICT)
        self.assertEqual(kept.snapshot.headline, RIGHT)
        self.send(again)
        self.assertEqual((self.shown.headline, self.shown.text[-1]), (RIGHT, "x"))

    def test_says_what_a_colleague_had_fixed_elsewhere(self):
        form = self.form()
        factories.fixed(self.article, by=self.colleague, body="<p>He went.</p>")
        answer = self.send(form, headline=RIGHT)
        self.assertIn("what a colleague had fixed meanwhile: text", words(answer)[0])
        self.assertEqual(self.shown.headline, RIGHT)


class WaitingTests(FixScreenTests):
    def test_says_where_to_decide_until_it_is_done(self):
        self.rework(headline="Smith and others resign")
        answer = self.send(headline=RIGHT)
        combine = reverse("admin:combine", args=[self.article.pk, 3])
        self.assertContains(answer, f'href="{combine}"')
        self.assertContains(self.client.get(change_page(self.article)), combine)
        page = self.client.get(combine)
        self.assertContains(page, "is a fix of what readers see")
        form = filled(page, "combine_form")
        self.client.post(combine, {**form, "headline": "refused"})
        article = fresh(self.article)
        self.assertEqual(article.headline, RIGHT)
        self.assertIsNone(article.fix_waiting)
        page = self.client.get(change_page(self.article))
        self.assertNotContains(page, "Decide what shall stand")

    def test_a_fix_that_somebody_typed_in_by_hand_can_be_settled(self):
        self.rework(headline="Smith and others resign")
        self.send(headline=RIGHT)
        self.rework(headline=RIGHT, slug="smith-resigns")
        combine = reverse("admin:combine", args=[self.article.pk, 3])
        page = self.client.get(combine)
        self.assertContains(page, "All of it is in your text already")
        self.client.post(combine, filled(page, "combine_form"))
        self.assertIsNone(fresh(self.article).fix_waiting)

    def test_publishing_is_refused_in_words_and_the_text_is_saved(self):
        self.rework(headline="Smith and others resign")
        self.send(headline=RIGHT)
        form = filled(self.client.get(change_page(self.article)))
        answer = self.client.post(
            change_page(self.article),
            {**form, "notes": "Hm", "_publish": ""},
            follow=True,
        )
        self.assertIn("Saved, but not published.", words(answer)[0])
        self.assertEqual(fresh(self.article).notes, "Hm")
        self.assertEqual(self.shown.headline, RIGHT)


class UnsavedTests(FixScreenTests):
    """A colleague has typed over the text that somebody fixes meanwhile."""

    def setUp(self):
        super().setUp()
        self.typed = filled(self.client.get(change_page(self.article)))

    def save(self, **changes):
        form = {**self.typed, **changes, "_save": ""}
        self.client.force_login(self.colleague)
        return self.client.post(change_page(self.article), form, follow=True)

    def test_polling_says_at_once_who_has_fixed_it(self):
        began_from = fresh(self.article)
        self.send(headline=RIGHT)
        self.client.force_login(self.colleague)
        answer = report(self.client, self.colleague, began_from, form="headline=x")
        news = answer.json()["news"]
        self.assertEqual((news["who"], news["version"]), ("Ana Reis", 2))
        page = self.client.get(news["difference"])
        self.assertContains(page, "Smyth")

    def test_the_fix_goes_into_it_when_it_is_saved(self):
        self.send(headline=RIGHT)
        answer = self.save(body="<p>Rewritten.</p>")
        self.assertIn("what Ana Reis had changed meanwhile: headline", words(answer)[0])
        article = fresh(self.article)
        self.assertEqual((article.headline, article.body), (RIGHT, "<p>Rewritten.</p>"))

    def test_where_both_changed_the_same_it_is_asked_about(self):
        self.send(headline=RIGHT)
        answer = self.save(headline="Smith is gone")
        self.assertContains(answer, "Two texts, one article")
        self.assertEqual(fresh(self.article).headline, RIGHT)


class HeldBackTests(FixScreenTests):
    def setUp(self):
        super().setUp()
        self.edition = self.schedule(headline="Smith and others resign")
        self.answer = self.send(headline=RIGHT)
        self.place = reverse("admin:held_back", args=[self.article.pk, self.edition.pk])

    def later(self):
        at = timezone.now() + timedelta(hours=3)
        return self.article.editions.visible(at).get().headline

    def test_is_said_after_the_fix_on_the_article_and_on_the_first_page(self):
        self.assertContains(self.answer, self.place)
        for page in (change_page(self.article), "/admin/"):
            self.assertContains(self.client.get(page), self.place)

    def test_shows_both_and_begins_as_it_was_decided(self):
        page = self.client.get(self.place)
        self.assertContains(page, "both changed the same")
        form = filled(page, "combine_form")
        answer = self.client.post(self.place, form, follow=True)
        self.assertContains(answer, "Choose what shall stand.")
        self.assertEqual(self.later(), RIGHT)
        chosen = {"headline": "written", "text-headline": "Smyth and others resign"}
        answer = self.client.post(self.place, {**form, **chosen}, follow=True)
        self.assertIn("Scheduled again for", words(answer)[0])
        self.assertEqual(self.later(), "Smyth and others resign")

    def test_can_be_left_out(self):
        form = filled(self.client.get(self.place), "combine_form")
        self.client.post(self.place, {**form, "_leave_out": ""})
        self.assertEqual(self.later(), RIGHT)
        self.assertEqual(self.client.get(self.place).status_code, 404)

    def test_a_second_fix_meanwhile_is_looked_at_first(self):
        form = filled(self.client.get(self.place), "combine_form")
        self.send(standfirst="<p>Smyth is gone.</p>")
        chosen = {"headline": "standing"}
        answer = self.client.post(self.place, {**form, **chosen}, follow=True)
        self.assertContains(answer, "fixed again since you opened this")
        again = filled(answer, "combine_form")
        self.assertEqual(again["headline"], ["standing"])
        self.assertIn("text-standfirst", again)
        self.assertNotIn("slug", again)
        answer = self.client.post(self.place, {**form, "_leave_out": ""}, follow=True)
        self.assertIn("fixed again", words(answer)[0])
        self.assertTrue(Edition.objects.filter(fix_waiting__isnull=False).exists())

    def test_a_text_whose_hour_has_passed_says_so(self):
        before = timezone.now() - timedelta(minutes=1)
        Edition.objects.filter(pk=self.edition.pk).update(
            live_from=before, live_until=before
        )
        page = self.client.get(self.place)
        self.assertContains(page, "Its hour has passed")
        form = filled(page, "combine_form")
        answer = self.client.post(
            self.place, {**form, "headline": "standing"}, follow=True
        )
        self.assertEqual(words(answer), ["Its hour had passed: readers see it now."])


class AfterwardsTests(FixScreenTests):
    def test_lists_where_the_old_words_still_stand_and_mends_with_one_tap(self):
        answer = self.send(headline=RIGHT)
        tree = html.fromstring(answer.text)
        forms = tree.xpath("//form[@class='trace']")
        places = [form.fields["place"] for form in forms]
        self.assertEqual(places, ["standfirst", "body", "slug"])
        for form in forms:
            answer = self.client.post(
                form.action, dict(form.form_values()), follow=True
            )
            self.assertEqual(words(answer), ["Put right: readers see it now."])
        self.assertContains(answer, "Nowhere that we know of.")
        self.assertEqual(self.shown.text, "Smyth is gone.\n\nSmyth went.")
        self.assertEqual(self.shown.slug, "smyth-resigns")

    def test_a_place_that_was_mended_already_says_so(self):
        tree = html.fromstring(self.send(headline=RIGHT).text)
        form = tree.xpath("//form[@class='trace']")[0]
        for expected in ("Put right", "do not stand there any more"):
            answer = self.client.post(
                form.action, dict(form.form_values()), follow=True
            )
            self.assertIn(expected, words(answer)[0])

    def test_a_picture_is_mended_with_one_tap(self):
        image = factories.image(alt="Smith at sea")
        self.article = factories.published_article(
            by=self.editor, headline=WRONG, lead_image=image.pk
        )
        self.page = reverse("admin:fix", args=[self.article.pk])
        answer = self.send(headline=RIGHT)
        self.assertContains(answer, "A picture’s text in place of the picture")
        tree = html.fromstring(answer.text)
        [form] = tree.xpath("//form[@class='trace'][.//input[@name='image']]")
        for expected in ("Put right", "do not stand there any more"):
            answer = self.client.post(
                form.action, dict(form.form_values()), follow=True
            )
            self.assertIn(expected, words(answer)[0])
        self.assertEqual(self.shown.lead_words["alt"], "Smyth at sea")
        self.assertEqual(self.article.editions.count(), 3)
        self.assertContains(
            self.client.get(reverse("admin:articles_image_versions", args=[image.pk])),
            "Smith → Smyth",
        )

    def test_leads_to_other_articles_with_the_new_words_put_in(self):
        link = f'<p><a href="/articles/{self.article.pk}/x/">See</a>, says Smith.</p>'
        other = factories.published_article(
            by=self.editor, headline="Linking", body=link
        )
        silent = factories.published_article(
            by=self.editor,
            headline="Il part",
            language="fr",
            translation_of=self.article.pk,
        )
        answer = self.send(headline=RIGHT)
        self.assertContains(answer, "Français: ")
        self.assertContains(answer, reverse("admin:fix", args=[silent.pk]))
        tree = html.fromstring(answer.text)
        page = reverse("admin:fix", args=[other.pk])
        [place] = tree.xpath(f"//a[starts-with(@href, '{page}')]/@href")
        self.assertIn("says Smyth.", self.form(place)["body"][0])

    def test_reads_for_who_may_not_fix_but_offers_nothing(self):
        self.send(headline=RIGHT)
        self.client.force_login(factories.user("Writer"))
        page = self.client.get(
            reverse("admin:fixed", args=[self.article.pk, self.shown.pk])
        )
        self.assertContains(page, "Where the old words still stand")
        self.assertNotContains(page, "Put “Smyth” here")

    def test_is_found_again_in_the_log(self):
        self.send(headline=RIGHT)
        page = self.client.get(reverse("admin:versions", args=[self.article.pk]))
        self.assertContains(page, "Fixed for readers")
        place = reverse("admin:fixed", args=[self.article.pk, self.shown.pk])
        self.assertContains(page, place)

    def test_is_about_fixes_only(self):
        place = reverse("admin:fixed", args=[self.article.pk, self.shown.pk])
        self.assertEqual(self.client.get(place).status_code, 404)

    def test_says_when_readers_see_something_else_by_now(self):
        self.send(headline=RIGHT)
        place = reverse("admin:fixed", args=[self.article.pk, self.shown.pk])
        self.send(headline="Smyth resigns at last")
        self.assertContains(self.client.get(place), "Readers see a later text by now.")
        publication.unpublish(self.article, by=self.editor)
        self.assertContains(self.client.get(place), "Readers see nothing of this")

    def test_costs_the_same_for_one_and_twenty(self):
        self.send(headline=RIGHT)
        place = reverse("admin:fixed", args=[self.article.pk, self.shown.pk])
        link = f'<p><a href="/articles/{self.article.pk}/x/">See</a>, says Smith.</p>'
        for size in (1, 20):
            with self.subTest(size):
                for _ in range(size):
                    factories.published_article(by=self.editor, body=link)
                with self.assertNumQueries(14):
                    self.client.get(place)


class LookTests(FixScreenTests):
    def setUp(self):
        super().setUp()
        Publication.objects.create(pk=1, has_four_eyes=True)
        self.send(headline=RIGHT)
        self.place = reverse("admin:fixed", args=[self.article.pk, self.shown.pk])

    def test_the_fixer_is_told_that_somebody_else_looks(self):
        page = self.client.get(self.place)
        self.assertContains(page, "You made this fix yourself.")
        self.assertNotContains(page, ">Looked at<")

    def test_is_shown_to_colleagues_and_done_with_one_click(self):
        self.client.force_login(self.colleague)
        self.assertContains(self.client.get("/admin/"), "Fixes to look at")
        page = self.client.get(change_page(self.article))
        self.assertContains(page, self.place)
        looked = reverse("admin:looked_at", args=[self.article.pk, self.shown.pk])
        self.assertContains(self.client.get(self.place), looked)
        answer = self.client.post(looked, follow=True)
        self.assertIn("Looked at", words(answer)[0])
        self.assertNotContains(self.client.get("/admin/"), "Fixes to look at")
        self.assertTrue(Event.objects.filter(kind=Event.Kind.LOOKED_AT).exists())

    def test_words_of_a_picture_are_looked_at_as_well(self):
        image = factories.image(alt="Smith at sea")
        Publication.objects.update(has_four_eyes=False)
        article = factories.published_article(by=self.editor, lead_image=image.pk)
        Publication.objects.update(has_four_eyes=True)
        pair = Replaced("Smith", "Smyth")
        edition = replacing.mend_picture(article, image, pair, by=self.editor, seen=1)
        self.client.force_login(self.colleague)
        place = reverse("admin:fixed", args=[article.pk, edition.pk])
        self.assertContains(self.client.get(change_page(article)), place)
        page = self.client.get(place)
        self.assertContains(page, "Words of a picture fixed")
        self.assertContains(page, "Smith → Smyth")
        self.assertContains(page, ">Looked at<")

    def test_so_is_a_scheduled_text_that_was_decided_about(self):
        held = self.schedule(headline="Smyth and others resign", slug="")
        self.send(headline="Smyth, they say, resigns")
        held.refresh_from_db()
        text, seen = held.revision.snapshot, held.fix_waiting
        new = deciding.schedule_again(held, text, by=self.editor, seen=seen)
        self.client.force_login(self.colleague)
        place = reverse("admin:fixed", args=[self.article.pk, new.pk])
        self.assertContains(self.client.get(change_page(self.article)), place)
        page = self.client.get(place)
        self.assertContains(page, "The scheduled text begins at its hour")

    def test_the_fixer_cannot_post_it_either(self):
        looked = reverse("admin:looked_at", args=[self.article.pk, self.shown.pk])
        answer = self.client.post(looked)
        self.assertContains(answer, "Somebody else must look", status_code=403)


class ListTests(FixScreenTests):
    def test_a_fixed_article_is_live_in_the_list(self):
        self.send(headline=RIGHT)
        page = self.client.get(list_page())
        self.assertContains(page, RIGHT)
        self.assertNotContains(page, "Live, with unpublished changes</span>")


class NoPictureRightTests(FixScreenTests):
    def test_who_may_not_change_pictures_is_told_so(self):
        image = factories.image(alt="Smith at sea")
        article = factories.published_article(by=self.editor, lead_image=image.pk)
        edition = factories.fixed(article, by=self.editor, headline=RIGHT).edition
        for group in self.editor.groups.all():
            group.permissions.remove(Permission.objects.get(codename="change_image"))
        place = reverse("admin:mend", args=[article.pk, edition.pk])
        data = {"image": image.pk, "old": "Smith", "new": "Smyth"}
        answer = self.client.post(place, data)
        self.assertContains(answer, "may change pictures.", status_code=403)
