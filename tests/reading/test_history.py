"""What changed since publication, for readers, where the publication shows it."""

import re
from datetime import UTC, datetime, timedelta

from django.test import TestCase
from django.utils import timezone
from lxml import html

from articles.editing import publication
from articles.editing.undo import undo_publication
from articles.models import Article, Edition, Publication
from articles.publishing import editions
from articles.reading.history import MOST, comparable, history
from tests import factories

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
BODY = "<p>The river is the Drava.</p><p>It floods in May.</p>"


class HistoryTests(TestCase):
    def setUp(self):
        Publication.objects.create(pk=1, name="The Lantern", shows_history=True)
        self.by = factories.editor()
        self.pk = factories.published_article(
            by=self.by, headline="A river", body=BODY, now=timezone.now() - DAY
        ).pk

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    @property
    def shown(self):
        return self.article.editions.visible().first()

    @property
    def address(self):
        return f"{self.shown.get_absolute_url()}history/"

    def fix(self, **words):
        return factories.fixed(self.article, by=self.by, **words)

    def publish(self, **changes):
        saved = factories.reworked(self.article, by=self.by, **changes)
        seen = saved.article.version
        return publication.publish(saved.article, by=self.by, seen=seen)

    def correct(self, text="It is the Sava."):
        return factories.corrected(self.article, text, by=self.by)

    def turns(self, at=None):
        at = at or timezone.now()
        edition = self.article.editions.visible(at).get()
        return history(edition, at).turns

    def whys(self):
        return [str(turn.why) for turn in self.turns()]

    def read(self):
        return html.fromstring(self.client.get(self.address).text)


class TurnTests(HistoryTests):
    def test_each_edition_says_why_it_came_the_newest_first(self):
        self.fix(headline="A  great river")
        self.fix(
            body=BODY.replace("Drava", "Sava"), correction=("correction", "It is so.")
        )
        self.publish(body=BODY + "<p>Later it rained.</p>")
        self.correct()
        assert self.whys() == [
            *("Correction", "Update", "Correction", "Small fix", "First published")
        ]

    def test_words_are_compared_one_by_one_with_words_for_the_ear(self):
        self.fix(body=BODY.replace("Drava", "Sava"), standfirst="<p>New.</p>")
        page = self.read()
        removed = [each.text_content() for each in page.xpath("//main//del")]
        added = [each.text_content() for each in page.xpath("//main//ins")]
        assert "[removed: Drava]" in removed
        assert {"[added: Sava]", "[added: New.]"} <= set(added)
        labels = [each.text for each in page.xpath("//main//h3")]
        assert labels == ["Standfirst", "Text"]

    def test_a_notice_stands_with_the_edition_that_brought_it(self):
        told = self.correct()
        factories.amended(told.correction, "The Drau.", by=self.by)
        newest, first, _ = self.turns()
        assert [each.text for each in first.told] == ["It is the Sava."]
        assert (newest.why, newest.told[0].text) == (
            "A notice was amended",
            "The Drau.",
        )
        assert "It is the Sava." in self.read().xpath("//main//section[1]//q")[0].text

    def test_what_was_undone_is_left_out_and_what_came_back_too(self):
        fixed = self.fix(headline="A wrong river")
        undo_publication(fixed.edition, by=self.by)
        assert self.whys() == ["First published"]
        assert "wrong" not in self.read().text_content()

    def test_what_is_scheduled_cancelled_or_held_is_left_out(self):
        saved = factories.reworked(self.article, by=self.by, headline="A secret river")
        later = timezone.now() + HOUR
        coming = editions.schedule(saved.article, saved.revision, later, by=self.by)
        assert self.whys() == ["First published"]
        editions.cancel(coming)
        assert "secret" not in self.read().text_content()

    def test_the_desk_copy_is_never_in_it(self):
        self.fix(body=BODY.replace("Drava", "Sava"))
        factories.reworked(
            self.article, by=self.by, headline="Secret", body="<p>Secret</p>"
        )
        assert "Secret" not in self.read().text_content()

    def test_an_update_that_changed_no_word_says_so(self):
        self.publish(tags=("river",))
        assert "stayed as they were" in self.read().text_content()

    def test_links_to_our_own_articles_are_words(self):
        link = '<p>See <a href="/articles/77/secret-slug/">that</a>, here.</p>'
        self.fix(body=BODY + link)
        page = self.client.get(self.address).text
        assert "/articles/77/" not in page
        assert "that" in page

    def test_at_an_earlier_instant_it_ends_there(self):
        before = timezone.now()
        self.fix(headline="A great river")
        assert [str(turn.why) for turn in self.turns(before)] == ["First published"]

    def test_an_edition_without_text_gives_its_notice_and_no_words(self):
        self.fix(body=BODY.replace("Drava", "Sava"))
        self.correct("We take it back.")
        Edition.objects.filter(pk=self.shown.pk).update(body="", standfirst="")
        page = self.read()
        words = page.text_content()
        assert "We take it back." in words
        assert not page.xpath("//main//ins | //main//del")
        assert "Sava" not in words
        assert "floods" not in words

    def test_what_comes_after_one_without_text_is_compared_with_the_last_text(self):
        self.correct("We take it back.")
        Edition.objects.filter(pk=self.shown.pk).update(body="", standfirst="")
        self.publish(body=BODY.replace("Drava", "Sava"))
        newest, told, _ = self.turns()
        assert [each.name for each in newest.fields] == ["body"]
        assert newest.told == told.fields == []

    def test_long_histories_are_cut(self):
        for number in range(MOST):
            self.correct(f"Number {number}.")
        found = history(self.shown, timezone.now())
        assert found.is_cut
        assert len(found.turns) == MOST
        assert "before that is not shown" in self.read().text_content()


class PageTests(HistoryTests):
    def test_it_is_there_only_where_the_publication_shows_it(self):
        assert self.client.get(self.address).status_code == 200
        Publication.objects.update(shows_history=False)
        assert self.client.get(self.address).status_code == 404

    def test_it_is_off_until_somebody_turns_it_on(self):
        assert not Publication().shows_history

    def test_it_goes_with_its_article(self):
        address = self.address
        factories.taken_down(self.article, by=self.by)
        assert self.client.get(address).status_code == 404

    def test_another_slug_leads_to_the_right_one(self):
        answer = self.client.get(f"/articles/{self.pk}/old-words/history/")
        assert (answer.status_code, answer.url) == (301, self.address)

    def test_the_article_leads_to_it_once_something_has_changed(self):
        def links():
            page = html.fromstring(self.client.get(self.shown.get_absolute_url()).text)
            return [each.get("href") for each in page.find_class("dateline-history")]

        assert links() == []
        self.fix(headline="A great river")
        assert links() == [self.address]
        Publication.objects.update(shows_history=False)
        assert links() == []

    def test_the_link_costs_no_query(self):
        counted = []
        for shows in (False, True):
            Publication.objects.update(shows_history=shows)
            self.fix(headline=f"A river {shows}")
            address = self.shown.get_absolute_url()
            with self.assertNumQueries(3):
                counted.append(self.client.get(address))
        assert b"history" in counted[1].content

    def test_costs_the_same_for_one_and_twenty(self):
        for size in (1, 20):
            while self.article.editions.count() < size:
                self.fix(headline=f"River {self.article.editions.count()}")
            address = self.address
            with self.subTest(size=size), self.assertNumQueries(4):
                self.client.get(address)

    def test_headings_go_down_by_one_and_search_engines_pass_by(self):
        self.fix(body=BODY.replace("Drava", "Sava"))
        page = self.read()
        levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3")]
        assert levels == [1, 2, 3, 2]
        assert "noindex" in page.xpath("//meta[@name='robots']/@content")[0]

    def test_names_of_staff_are_not_in_it(self):
        self.by.first_name, self.by.last_name = "Quentin", "Quill"
        self.by.save()
        self.fix(headline="A great river")
        assert not re.search("Quentin|Quill", self.client.get(self.address).text)


def test_numbers_of_notes_and_ways_back_are_not_compared():
    old = (
        '<p>So.<sup class="note-mark"><a href="#note-1">1</a></sup></p>'
        '<ol><li>Why <a role="doc-backlink" href="#x">↩</a></li></ol>'
    )
    assert comparable(old) == "<p>So.</p><ol><li>Why </li></ol>"


def test_a_picture_is_named_by_its_words():
    old = '<figure class="picture"><picture><img alt="A port"></picture></figure>'
    assert 'data-image="Picture: A port"' in comparable(old)
