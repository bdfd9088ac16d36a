"""The screens by which readers are told what was wrong, and where staff find it."""

from django.test import TestCase
from django.urls import reverse
from lxml import html

from articles.admin.correcting.forms import SUGGESTED
from articles.models import Article, Correction, Event, Publication
from tests import factories

Kind = Correction.Kind
WORDS = "An earlier version named the wrong river."


class CorrectingTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.client.force_login(self.editor)
        self.article = factories.published_article(by=self.editor, headline="River")

    @property
    def shown(self):
        return self.article.editions.visible().first()

    def page(self, name="correct", *more):
        return reverse(f"admin:{name}", args=[self.article.pk, *more])

    def form(self, place):
        page = html.fromstring(self.client.get(place).text)
        return dict(page.forms[-1].form_values())

    def send(self, place=None, *, follow=True, **values):
        place = place or self.page()
        return self.client.post(place, {**self.form(place), **values}, follow=follow)

    def told(self):
        return [notice.text for notice in self.shown.notices]

    def corrected(self, text=WORDS, kind=Kind.CORRECTION):
        return factories.corrected(self.article, text, by=self.editor, kind=kind)


class CorrectTests(CorrectingTests):
    def test_the_article_leads_there(self):
        change = reverse("admin:articles_article_change", args=[self.article.pk])
        self.assertContains(self.client.get(change), "Add a correction…")

    def test_readers_are_told_and_the_article_says_so(self):
        answer = self.send(text=WORDS, kind="note")
        self.assertContains(answer, "Readers are told from now on.")
        self.assertContains(answer, "Undo")
        self.assertContains(answer, "What readers are told")
        self.assertContains(answer, "Editor’s note")
        [notice] = self.shown.notices
        assert (notice.kind, notice.text) == (Kind.EDITORS_NOTE, WORDS)

    def test_undo_takes_it_back_at_once(self):
        self.send(text=WORDS)
        place = reverse("admin:undo", args=[self.article.pk])
        self.client.post(place, {"edition": self.shown.pk})
        assert self.told() == []

    def test_looking_first_shows_it_and_tells_nobody(self):
        answer = self.send(text=f" {WORDS} <b>", kind="clarification", _look="")
        look = html.fromstring(answer.text).find_class("told-notice")[0]
        words = " ".join(look.text_content().split())
        assert words.startswith("Clarification, ")
        assert words.endswith(f": {WORDS} <b>")
        assert self.told() == []

    def test_looking_first_without_words_says_how_such_a_notice_begins(self):
        answer = self.send(kind="update", _look="")
        form = html.fromstring(answer.text).forms[-1]
        assert form.fields["text"].strip() == SUGGESTED[Kind.UPDATE]
        answer = self.send(text=SUGGESTED[Kind.UPDATE], kind="update")
        self.assertContains(answer, "Put your own words in the place of […].")
        assert self.told() == []

    def test_what_is_refused_is_shown_again_with_all_its_words(self):
        form = self.form(self.page())
        self.corrected("First.")
        answer = self.client.post(self.page(), {**form, "text": WORDS})
        self.assertContains(answer, "Ana Reis has changed what readers see")
        again = dict(html.fromstring(answer.text).forms[-1].form_values())
        assert again["text"].strip() == WORDS
        self.client.post(self.page(), again)
        assert self.told() == ["First.", WORDS]

    def test_what_was_unpublished_meanwhile_costs_no_word(self):
        form = self.form(self.page())
        factories.taken_down(self.article, by=self.editor)
        answer = self.client.post(self.page(), {**form, "text": WORDS})
        self.assertContains(answer, WORDS)
        self.assertContains(answer, "nobody to tell")
        assert not Correction.objects.exists()

    def test_where_nothing_is_live_the_step_says_why_not(self):
        factories.taken_down(self.article, by=self.editor)
        answer = self.client.get(self.page(), follow=True)
        self.assertContains(answer, "there is nobody to tell")

    def test_no_retraction_by_this_door(self):
        for kind in ("retraction", "withdrawal", ""):
            answer = self.send(text=WORDS, kind=kind)
            assert answer.status_code == 200
        assert not Correction.objects.exists()

    def test_with_four_eyes_somebody_else_is_led_to_it(self):
        Publication.objects.update_or_create(pk=1, defaults={"has_four_eyes": True})
        self.send(text=WORDS)
        self.client.force_login(factories.editor())
        page = self.client.get(self.page("fixed", self.shown.pk))
        self.assertContains(page, "Correction added")
        self.assertContains(page, WORDS)
        self.client.post(self.page("looked_at", self.shown.pk))
        assert self.shown.look_wanted_at is None

    def test_who_looks_at_an_amendment_reads_what_it_said_before(self):
        told = self.corrected()
        factories.amended(told.correction, "It was the Sava.", by=self.editor)
        page = html.fromstring(self.client.get(self.page("fixed", self.shown.pk)).text)
        assert [each.text for each in page.xpath("//main//q")] == [WORDS]


class AmendTests(CorrectingTests):
    def setUp(self):
        super().setUp()
        self.place = self.page("amend", self.corrected().correction.pk)

    def test_each_notice_on_the_article_leads_to_it(self):
        change = reverse("admin:articles_article_change", args=[self.article.pk])
        self.assertContains(self.client.get(change), f'href="{self.place}"')

    def test_the_words_are_there_to_be_put_right(self):
        assert self.form(self.place)["text"].strip() == WORDS

    def test_readers_see_both_and_the_log_says_why(self):
        self.send(self.place, text="It was the Sava.", why="Wrong again")
        [notice] = self.shown.notices
        assert notice.text == "It was the Sava."
        assert [each.text for each in notice.before] == [WORDS]
        event = Article.objects.get(pk=self.article.pk).events.latest("pk")
        assert (event.kind, event.why) == (Event.Kind.AMENDED, "Wrong again")

    def test_looking_first_shows_both(self):
        answer = self.send(self.place, text="It was the Sava.", why="", _look="")
        look = html.fromstring(answer.text).find_class("told-notice")[0].text_content()
        assert look.index("It was the Sava.") < look.index(WORDS)
        assert self.told() == [WORDS]

    def test_a_reason_is_asked_for_and_no_word_is_lost(self):
        answer = self.send(self.place, text="It was the Sava.", why="")
        self.assertContains(answer, "Say why")
        self.assertContains(answer, "It was the Sava.")
        assert self.told() == [WORDS]

    def test_of_another_article_there_is_none(self):
        other = factories.published_article(by=self.editor)
        number = Correction.objects.get().pk
        place = reverse("admin:amend", args=[other.pk, number])
        assert self.client.get(place).status_code == 404

    def test_the_article_shows_what_a_notice_said_before(self):
        self.send(self.place, text="It was the Sava.", why="Wrong again")
        change = reverse("admin:articles_article_change", args=[self.article.pk])
        page = html.fromstring(self.client.get(change).text)
        [panel] = page.find_class("panel-told")
        assert WORDS in panel.find(".//q").text_content()


class ListTests(CorrectingTests):
    LIST = "/admin/articles/correction/"

    def test_it_holds_every_row_the_newest_first(self):
        first = self.corrected().correction
        factories.amended(first, "It was the Sava.", by=self.editor)
        page = self.client.get(self.LIST).text
        assert page.index("Correction, amended") < page.index(WORDS)
        assert "Ana Reis" in page
        assert reverse("admin:articles_article_change", args=[self.article.pk]) in page

    def test_it_is_narrowed_by_kind_and_words(self):
        self.corrected()
        self.corrected("A later event.", Kind.UPDATE)
        for query, there, gone in (
            ("kind=update", "A later event.", WORDS),
            ("q=wrong+river", WORDS, "A later event."),
        ):
            page = self.client.get(f"{self.LIST}?{query}")
            self.assertContains(page, there)
            self.assertNotContains(page, gone)

    def test_nothing_is_added_changed_or_deleted_there(self):
        row = self.corrected().correction
        assert self.client.get(f"{self.LIST}add/").status_code == 403
        assert self.client.post(f"{self.LIST}{row.pk}/delete/").status_code == 403
        answer = self.client.get(f"{self.LIST}{row.pk}/change/")
        assert answer.url.endswith(f"/article/{self.article.pk}/change/")

    def test_who_may_not_read_articles_does_not_see_it(self):
        self.client.force_login(factories.user("Authors' desk"))
        assert self.client.get(self.LIST).status_code == 403

    def test_costs_the_same_for_one_and_twenty(self):
        self.client.get(self.LIST)  # the session is marked as used
        for size in (1, 20):
            while Correction.objects.count() < size:
                self.article = factories.published_article(by=self.editor)
                self.corrected(f"Number {size}.")
            with self.subTest(size=size), self.assertNumQueries(8):
                self.client.get(self.LIST)
