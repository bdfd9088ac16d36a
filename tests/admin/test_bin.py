"""The bin's page, what leads into it and out of it, and the button that undoes."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.admin.bin_sections import AT_ONCE
from articles.editing import bin, copies, publication, review, things
from articles.models import (
    Article,
    Edition,
    Event,
    Revision,
    Stage,
    StartHere,
    Theme,
    Version,
)
from tests import factories
from tests.admin.pages import change_page, filled, fresh, list_page, save, words


def page(name, article):
    return reverse(f"admin:{name}", args=[article.pk])


def press(client, response, words):
    """Post the form that a button of these words stands in."""
    tree = html.fromstring(response.content)
    [button] = tree.xpath(f"//button[normalize-space()='{words}']")
    form = button.getparent()
    if button.get("form"):
        form = tree.get_element_by_id(button.get("form"))
    return client.post(form.get("action"), dict(form.form_values()), follow=True)


class BinTests(TestCase):
    def setUp(self):
        self.editor = factories.user("Editor", first_name="Ana", last_name="Reis")
        self.client.force_login(self.editor)
        self.article = factories.article(by=self.editor, headline="Grain")

    def delete(self, article=None):
        return bin.delete(article or self.article, by=self.editor, seen=1)

    def the_bin(self, query=""):
        return self.client.get(f"{reverse('admin:bin')}?{query}")

    def listed(self, query=""):
        [section, _] = self.the_bin(query).context["sections"]
        return [entry.words for entry in section.entries]


class DeletingTests(BinTests):
    def test_asks_first_then_offers_to_put_it_back(self):
        response = self.client.get(page("delete", self.article))
        self.assertContains(response, "until somebody puts it back")
        data = {"seen": 1}
        response = self.client.post(page("delete", self.article), data, follow=True)
        self.assertRedirects(response, list_page())
        self.assertContains(response, "lies in the")
        assert fresh(self.article).binned_by == self.editor
        response = press(self.client, response, "Put it back")
        assert words(response) == ["Put back: it is as it was."]
        assert fresh(self.article).binned_at is None

    def test_says_what_leads_to_it(self):
        link = f'<p><a href="/articles/{self.article.pk}/">More</a></p>'
        factories.article(by=self.editor, headline="It links", body=link)
        copies.translate(self.article, "fr", by=self.editor, seen=1)
        report = factories.report("Wheat")
        StartHere.objects.create(report=report, article=self.article, position=1)
        response = self.client.get(page("delete", self.article))
        for said in ("It links", "Français", "Wheat"):
            self.assertContains(response, said)

    def test_what_readers_see_has_no_button(self):
        publication.publish(self.article, by=self.editor, seen=1)
        response = self.client.get(page("delete", self.article))
        self.assertContains(response, "Readers see this. Unpublish it first.")
        self.assertNotContains(response, "Put it into the bin")

    def test_a_text_that_has_changed_is_looked_at_again(self):
        factories.reworked(self.article, by=factories.editor(), headline="Newer")
        response = self.client.post(page("delete", self.article), {"seen": 1})
        self.assertContains(response, "has changed this article since")
        form = html.fromstring(response.content).find_class("ask")[0]
        self.client.post(page("delete", self.article), dict(form.form_values()))
        assert fresh(self.article).binned_at


class WhatIsLeftOutTests(BinTests):
    def setUp(self):
        super().setUp()
        self.other = factories.article(by=self.editor, headline="Other")
        self.french = copies.translate(self.other, "fr", by=self.editor, seen=1).article
        Article.objects.filter(pk=self.article.pk).update(headline="Grain of sand")
        self.delete()
        self.delete(self.french)

    def test_lists_and_lookups_leave_it_out(self):
        lookup = "/admin/autocomplete/?app_label=articles&model_name=article"
        lookup += "&field_name=translation_of&term=Gr"
        for address in (
            *(list_page(), f"{list_page()}?q=Grain", reverse("admin:index")),
            *(reverse("admin:headlines"), f"{reverse('admin:headlines')}?q=Grain"),
            lookup,
        ):
            with self.subTest(address=address):
                response = self.client.get(address)
                assert response.status_code == 200
                self.assertNotContains(response, "Grain of sand")

    def test_its_name_typed_into_a_lookup_is_nobodys(self):
        response = save(
            self.client, self.other, **{"translation_of-typed": "Grain Of Sand"}
        )
        self.assertContains(response, "No article of that name.")

    def test_its_original_lists_no_translation_that_lies_there(self):
        response = self.client.get(change_page(self.other))
        self.assertNotContains(response, change_page(self.french))
        response = self.client.get(page("translate", self.other))
        self.assertContains(response, "Français")  # to be begun anew

    def test_a_translation_says_that_its_original_lies_there(self):
        bin.bring_back(self.french, by=self.editor, seen=1)
        self.delete(self.other)
        response = self.client.get(change_page(self.french))
        self.assertContains(response, "which lies in the bin")
        response = save(self.client, self.french, headline="Encore")
        assert words(response) == ["Saved."]


class InTheBinTests(BinTests):
    def test_whoever_opens_it_reads_who_deleted_it_and_can_put_it_back(self):
        self.delete()
        response = self.client.get(change_page(self.article))
        self.assertContains(response, "by Ana Reis. You can read this article")
        self.assertContains(response, "It lies in the bin. Put it back first.")
        press(self.client, response, "Put it back")
        assert fresh(self.article).binned_at is None

    def test_who_saves_an_open_form_loses_no_word(self):
        opened = filled(self.client.get(change_page(self.article)))
        self.delete()
        theme = factories.theme()
        response = save(
            self.client,
            self.article,
            base=opened,
            body="<p>Hours of work.</p>",
            themes=[theme.pk],
        )
        assert "Ana Reis has deleted this article" in words(response)[0]
        assert "kept whole as version 2" in words(response)[0]
        kept = Revision.objects.get(number=2).snapshot
        assert (kept.body, kept.themes) == ("<p>Hours of work.</p>", (theme.pk,))
        response = press(self.client, response, "Put it back")
        self.assertContains(
            self.client.get(page("versions", self.article)), "Take from it"
        )

    def test_who_pressed_publish_publishes_nothing(self):
        opened = filled(self.client.get(change_page(self.article)))
        self.delete()
        response = save(self.client, self.article, "_publish", base=opened)
        assert "lies in the bin" in words(response)[0]
        assert not Edition.objects.exists()

    def test_who_may_not_put_it_back_is_shown_what_they_typed(self):
        opened = filled(self.client.get(change_page(self.article)))
        self.delete()
        self.client.force_login(factories.user("Writer"))
        data = {**opened, "body": "<p>Mine</p>"}
        response = self.client.post(change_page(self.article), data)
        self.assertContains(response, ">Mine</textarea>", status_code=403)

    def test_what_was_written_on_another_page_is_shown_again(self):
        self.delete()
        for name, data in (
            ("send_back", {"why": "A long reason"}),
            ("assign", {"text-body": "A long reason"}),
        ):
            response = self.client.post(page(name, self.article), data)
            self.assertContains(response, "lies in the bin", status_code=403)
            self.assertContains(response, "A long reason", status_code=403)

    def test_typing_on_is_answered_in_words(self):
        self.delete()
        message = {
            "thing": "articles.article",
            "id": self.article.pk,
            "account": self.editor.pk,
            "seen": 1,
            "window": "w",
            "form": "body=x",
            "typed": "w.1",
        }
        response = self.client.post(
            reverse("admin:unsaved"), message, content_type="application/json"
        )
        assert response.status_code == 403
        assert response.json()["words"] == "It lies in the bin. Put it back first."


class BinPageTests(BinTests):
    def test_says_who_deleted_what_and_puts_it_back(self):
        self.assertContains(self.the_bin(), "Nothing lies here.")
        self.delete()
        response = self.the_bin()
        self.assertContains(response, "Grain")
        self.assertContains(response, "by Ana Reis")
        press(self.client, response, "Put it back")
        assert self.listed() == []

    def test_a_writer_sees_all_and_puts_back_their_own(self):
        self.delete()
        self.client.force_login(factories.user("Writer"))
        response = self.the_bin()
        self.assertContains(response, "Ana Reis filed this article. Ask an editor.")
        self.assertNotContains(response, '<button type="submit" aria-label')

    def test_finds_words_of_headlines(self):
        other = factories.article(by=self.editor, headline="A telephone")
        for article in (self.article, other):
            self.delete(article)
        assert self.listed("q=grain") == ["Grain"]
        self.assertContains(self.the_bin("q=nothing"), "Nothing is like that.")

    def test_is_walked_from_where_one_was_though_more_is_deleted_meanwhile(self):
        now = timezone.now()
        for number in range(AT_ONCE + 2):
            article = factories.article(by=self.editor, headline=f"No. {number}")
            # Two of a moment stand in one order too.
            at = now - timedelta(minutes=number // 2)
            Article.objects.filter(pk=article.pk).update(binned_at=at)
        [first, _] = self.the_bin().context["sections"]
        self.delete()
        [second, _] = self.the_bin(first.older).context["sections"]
        seen = [entry.words for entry in (*first.entries, *second.entries)]
        assert sorted(seen) == sorted(f"No. {n}" for n in range(AT_ONCE + 2))
        assert second.older == ""
        assert self.listed("articles=nonsense")[0] == "Grain"

    def test_costs_the_same_number_of_queries_however_full(self):
        self.the_bin()
        for size in (1, 20):
            while Article.objects.binned().count() < size:
                self.delete(factories.article(by=self.editor))
            with self.subTest(size=size), self.assertNumQueries(8):
                self.the_bin()


class OtherThingsInTheBinTests(BinTests):
    def delete_thing(self, thing):
        return things.delete(thing, by=self.editor, seen=thing.version)

    def things(self, query=""):
        [*_, section] = self.the_bin(query).context["sections"]
        assert section.name == "things"
        return section

    def test_are_found_by_name_and_put_back(self):
        self.delete_thing(factories.theme("Deep water"))
        self.delete_thing(factories.region("Shallows"))
        [entry] = self.things("q=DEEP").entries
        assert (entry.words, entry.kind) == ("Deep water", "theme")
        self.assertContains(self.the_bin("q=deep"), "Theme, deleted")
        answer = press(self.client, self.the_bin("q=deep"), "Put it back")
        assert words(answer) == ["“Deep water” is put back, under its old number."]
        assert Theme.objects.get().name == "Deep water"
        assert self.things("q=deep").entries == []

    def test_only_names_are_looked_through(self):
        self.delete_thing(factories.author("Bo Lund", long_bio="<p>Water.</p>"))
        assert self.things("q=water").entries == []
        assert len(self.things("q=lund+bo").entries) == 1

    def test_the_authors_desk_sees_what_it_may_and_no_article(self):
        self.delete()
        self.delete_thing(factories.theme("Deep water"))
        self.delete_thing(factories.author("Bo Lund"))
        self.client.force_login(factories.user("Authors' desk"))
        response = self.the_bin()
        [section] = response.context["sections"]
        assert [entry.words for entry in section.entries] == ["Bo Lund"]
        for unseen in ("Grain", "Deep water", ">Articles<"):
            self.assertNotContains(response, unseen)
        press(self.client, response, "Put it back")
        assert self.things().entries == []

    def test_nobody_else_opens_the_bin(self):
        self.client.force_login(factories.user())
        assert self.the_bin().status_code == 403

    def test_none_is_out_of_reach_behind_what_one_may_not_see(self):
        self.delete_thing(factories.author("Bo Lund"))
        for _ in range(AT_ONCE + 1):
            self.delete_thing(factories.theme())
        self.client.force_login(factories.user("Authors' desk"))
        assert [entry.words for entry in self.things().entries] == ["Bo Lund"]

    def test_are_walked_while_the_articles_stay_where_they_are(self):
        for number in range(AT_ONCE + 2):
            self.delete_thing(factories.theme(f"No. {number}"))
        Version.objects.update(made_at=timezone.now())  # all of one moment
        place = "articles=2020-01-01T00:00:00%2B00:00~1"
        first = self.things(place)
        assert "articles=2020-01-01" in first.older
        self.delete_thing(factories.theme("Later"))
        second = self.things(first.older)
        seen = [entry.words for entry in (*first.entries, *second.entries)]
        assert sorted(seen) == sorted(f"No. {n}" for n in range(AT_ONCE + 2))
        assert second.older == ""
        self.assertContains(self.the_bin(place), "Deleted earlier")

    def test_the_address_from_before_leads_here(self):
        response = self.client.get(reverse("admin:bin_things"))
        self.assertRedirects(response, reverse("admin:bin"), status_code=301)

    def test_cost_the_same_number_of_queries_however_many(self):
        self.the_bin()
        for size in (1, 20):
            while Version.objects.filter(intent="delete").count() < size:
                self.delete_thing(factories.theme())
            with self.subTest(size=size), self.assertNumQueries(8):
                assert len(self.things().entries) == size


class UndoButtonTests(BinTests):
    def publish(self):
        return save(self.client, self.article, "_publish", headline="Too soon")

    def test_stands_in_the_message_and_beside_the_text(self):
        for button in ("Undo", "Undo the publication"):
            with self.subTest(button=button):
                response = press(self.client, self.publish(), button)
                assert words(response) == [
                    "Undone: readers no longer see this article."
                ]
                self.assertContains(response, "Nothing: its publication was undone.")
                assert not Edition.objects.visible().exists()
                assert fresh(self.article).stage == Stage.DRAFT

    def test_says_that_the_text_from_before_is_back(self):
        publication.publish(self.article, by=self.editor, seen=1)
        response = press(self.client, self.publish(), "Undo")
        assert words(response) == ["Undone: readers see the text from before again."]
        assert Edition.objects.visible().get().headline == "Grain"
        self.assertNotContains(response, "Undo the publication")

    def test_is_gone_after_the_minute_and_refused_in_words(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            response = self.publish()
            clock.shift(60)
            opened = self.client.get(change_page(self.article))
            self.assertNotContains(opened, "Undo the publication")
            response = press(self.client, response, "Undo")
        assert "can be undone is over" in words(response)[0]
        assert Edition.objects.visible().exists()

    def test_a_page_that_names_no_publication_undoes_nothing(self):
        self.publish()
        response = self.client.post(page("undo", self.article), {}, follow=True)
        assert words(response)[-1] == "The page was incomplete. Load it again."

    def test_an_overridden_check_can_be_undone_too(self):
        self.client.force_login(factories.user("Publisher"))
        data = {"seen": 1, "why": "The minister resigned"}
        response = self.client.post(page("override", self.article), data, follow=True)
        press(self.client, response, "Undo")
        assert not Edition.objects.visible().exists()


class TakeBackButtonTests(BinTests):
    def test_takes_back_what_was_handed_in(self):
        writer = factories.user("Writer")
        article = factories.article(by=writer)
        self.client.force_login(writer)
        save(self.client, article, "_submit")
        response = self.client.get(change_page(article))
        response = press(self.client, response, "Take back")
        assert words(response) == ["Taken back: it is at the stage from before."]
        assert fresh(article).stage == Stage.DRAFT
        self.assertContains(self.client.get(page("versions", article)), "Taken back")

    def test_is_refused_where_it_was_published_since(self):
        review.approve(self.article, by=self.editor, seen=1)
        publication.publish(self.article, by=self.editor, seen=1)
        response = self.client.get(change_page(self.article))
        self.assertContains(response, "It was published or scheduled since.")
        data = {"seen": 1}
        response = self.client.post(page("take_back", self.article), data, follow=True)
        assert "has gone on with this article" in words(response)[0]
        assert not Event.objects.filter(kind=Event.Kind.TAKEN_BACK).exists()
