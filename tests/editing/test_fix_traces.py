"""What was replaced, what readers might be told, where old words still stand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.utils import timezone

from articles.editing import things
from articles.editing.fixes import replacing, traces
from articles.editing.fixes.wording import Replaced, replaced, suggestion
from articles.editing.things.versions import versions_of
from articles.models import Event, Image
from articles.publishing import editions
from tests import factories

SMITH = Replaced("Smith", "Smyth")


def pairs(old, new):
    texts = (factories.snapshot(body=f"<p>{words}</p>") for words in (old, new))
    return [(pair.old, pair.new) for pair in replaced(*texts)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Mr Smith, 43, went", "Mr Smyth, 43, went", [("Smith", "Smyth")]),
        ("Jon Smith went", "John Smyth went", [("Jon Smith", "John Smyth")]),
        ("It cost 1,200 euros", "It cost 1,300 euros", [("1,200", "1,300")]),
        ("“Smith” went", "“Smyth” went", [("Smith", "Smyth")]),
        ("They did go", "They did not go", [("", "not")]),
        ("Stop, he said", "Stop he said", []),
        ("One and the same", "One and the same", []),
    ],
)
def test_whole_words_are_replaced_without_the_signs_around_them(old, new, expected):
    assert pairs(old, new) == expected


@pytest.mark.parametrize(
    ("old", "is_traceable"),
    [
        ("Smith", True),
        ("Ali", True),
        ("1962", True),
        ("the", False),
        ("resigns", True),
        ("43", False),
        ("", False),
        ("علي", True),
    ],
)
def test_looks_for_words_that_are_not_everywhere(old, is_traceable):
    assert Replaced(old, "x").is_traceable == is_traceable


def test_finds_whole_words_and_their_very_case():
    assert len(SMITH.found_in("Smith and smith and Smithson, Smith’s, Smith")) == 3
    assert SMITH.put_right("Smith, Smithson") == "Smyth, Smithson"


def test_leaves_alone_what_has_the_new_words_already():
    longer = Replaced("Smith", "Smith-Jones")
    assert longer.put_right("Smith-Jones met Smith") == "Smith-Jones met Smith-Jones"
    titled = Replaced("Smith", "Lord Smith")
    assert titled.put_right("Lord Smith met Smith") == "Lord Smith met Lord Smith"


@pytest.mark.parametrize(
    ("old", "new", "language", "words"),
    [
        ("Mr Smith", "Mr Smyth", "en", "misspelled “Smyth” as “Smith”."),
        ("in 1962", "in 1963", "en", "said “1962”. It should have said “1963”."),
        ("They did go", "They did not go", "en", "left out “not”."),
        ("He never came", "He came", "en", "wrongly said “never”."),
        ("M. Dupont", "M. Dupond", "fr", "« Dupont » au lieu de « Dupond »."),
        ("علي هنا", "عليّ هنا", "ar", "والصواب «عليّ»."),
        ("Herr Smith", "Herr Smyth", "de", "misspelled “Smyth” as “Smith”."),
        ("{0} said", "{1} said", "en", "said “{0}”"),
        ("a " * 40, "b " * 40, "en", "contained an error."),
    ],
)
def test_suggests_what_readers_might_be_told(old, new, language, words):
    texts = (
        factories.snapshot(language=language, body=f"<p>It is said that {each}</p>")
        for each in (old, new)
    )
    assert words in suggestion(*texts)


class TracesTests(TestCase):
    def setUp(self):
        self.by = factories.editor()
        self.image = factories.image(alt="Smith at his desk", caption="Smith, 2019")
        self.article = factories.published_article(
            by=self.by,
            headline="Smith resigns",
            standfirst="<p>Smith is gone.</p>",
            body="<p>Yesterday <strong>Smith</strong> went.</p>",
            search_title="Smith",
            lead_image=self.image.pk,
        )

    def linking(self, headline, **fields):
        link = f'<p>See <a href="/articles/{self.article.pk}/x/">this</a> of Smith.</p>'
        return factories.published_article(
            by=self.by, headline=headline, **{"body": link, **fields}
        )

    def traced(self):
        self.article.refresh_from_db()
        live = self.article.editions.visible().select_related("revision").get()
        return traces.traces(self.article, live, [SMITH])

    def fix(self):
        edition = factories.fixed(
            self.article, by=self.by, headline="Smyth resigns"
        ).edition
        edition.article = self.article
        return edition

    def test_the_fix_itself_says_what_to_look_for(self):
        assert traces.phrases(self.fix()) == [SMITH]

    def test_finds_what_is_left_in_the_article(self):
        self.fix()
        places = [(trace.name, trace.times) for trace in self.traced().own]
        assert places == [
            ("standfirst", 1),
            ("body", 1),
            ("search_title", 1),
            ("slug", 1),
        ]
        body = self.traced().own[1]
        assert (body.before, body.words, body.after) == (
            "Yesterday ",
            "Smith",
            " went.",
        )

    def test_shows_what_stands_around_cut_at_a_word(self):
        around = "<p>An earlier paragraph.</p><p>{0} Smith {0}</p><p>A later one.</p>"
        body = around.format("several words and several more words again")
        factories.fixed(self.article, by=self.by, headline="X", body=body)
        trace = self.traced().own[1]
        assert trace.before == "…words and several more words again "
        assert trace.after == " several words and several more words…"

    def test_puts_it_right_place_by_place(self):
        self.fix()
        for name in ("standfirst", "body", "search_title", "slug"):
            replacing.mend_field(self.article, name, SMITH, by=self.by)
        assert self.traced().own == []
        live = self.article.editions.visible().get()
        assert live.body == "<p>Yesterday <strong>Smyth</strong> went.</p>"
        assert live.slug == "smyth-resigns"
        with pytest.raises(ValidationError, match="do not stand there"):
            replacing.mend_field(self.article, "body", SMITH, by=self.by)
        with pytest.raises(ValidationError, match="do not stand there"):
            replacing.mend_field(self.article, "notes", SMITH, by=self.by)

    def test_finds_and_mends_the_words_of_its_pictures(self):
        self.fix()
        found = [each.trace.name for each in self.traced().pictures]
        assert found == ["alt", "caption"]
        replacing.mend_picture(self.article, self.image, SMITH, by=self.by, seen=1)
        assert self.traced().pictures == []
        assert Image.objects.get().alt == "Smyth at his desk"
        live = self.article.editions.visible().get()
        assert live.lead_words["caption"] == "Smyth, 2019"
        event = self.article.events.get(kind=Event.Kind.PICTURE_FIXED)
        assert event.why == "Smith → Smyth"

    def test_finds_what_readers_see_of_a_picture_that_is_mended_already(self):
        Image.objects.update(alt="Smyth", caption="")
        assert [each.trace.name for each in self.traced().pictures] == [
            "alt",
            "caption",
        ]

    def test_a_scheduled_text_goes_out_with_the_new_words_of_its_picture(self):
        article = factories.reworked(self.article, by=self.by, body="<p>2</p>").article
        later = timezone.now() + timedelta(hours=1)
        head = article.revisions.get(number=2)
        editions.schedule(article, head, later, by=self.by)
        replacing.mend_picture(self.article, self.image, SMITH, by=self.by, seen=1)
        edition = article.editions.visible(later).get()
        assert edition.lead_words["alt"] == "Smyth at his desk"
        assert edition.text.endswith("2")
        kinds = article.events.order_by("pk").values_list("kind", flat=True)
        assert list(kinds)[-2:] == [Event.Kind.CANCELLED, Event.Kind.SCHEDULED]

    def test_who_may_not_change_pictures_mends_none(self):
        with pytest.raises(PermissionDenied):
            replacing.mend_picture(
                self.article, self.image, SMITH, by=factories.user("Writer"), seen=1
            )

    def mend_picture(self, article=None, image=None, seen=1):
        return replacing.mend_picture(
            article or self.article, image or self.image, SMITH, by=self.by, seen=seen
        )

    def test_mending_a_picture_makes_a_version_of_it(self):
        self.mend_picture()
        before, after = versions_of(self.image).order_by("number")
        assert before.snapshot.alt == "Smith at his desk"
        assert after.snapshot.alt == "Smyth at his desk"
        assert (after.made_by, after.why) == (self.by, "Smith → Smyth")

    def test_mending_it_twice_makes_one_edition(self):
        self.mend_picture()
        for seen in (1, 2):
            with pytest.raises(ValidationError, match="do not stand there"):
                self.mend_picture(seen=seen)
        assert self.article.editions.count() == 2

    def test_no_picture_is_mended_that_readers_do_not_see_here(self):
        other = factories.image(alt="Smith elsewhere")
        with pytest.raises(ValidationError, match="do not see this picture"):
            self.mend_picture(image=other)
        other.refresh_from_db()
        assert other.alt == "Smith elsewhere"
        assert self.article.editions.count() == 1

    def test_no_picture_is_mended_that_somebody_has_changed_since(self):
        stale = self.image.version
        newer = self.image.content().changed(credit="A. Person")
        things.save(self.image, newer, by=factories.editor(), seen=stale)
        with pytest.raises(ValidationError, match="has changed this since"):
            self.mend_picture(seen=stale)
        assert self.article.editions.count() == 1

    def test_what_another_article_has_mended_readers_get_here_with_one_tap_too(self):
        figure = f'<p>X</p><figure data-image="{self.image.pk}"></figure>'
        within = factories.published_article(by=self.by, body=figure)
        self.mend_picture()
        edition = self.mend_picture(article=within, seen=2)
        assert "Smyth at his desk" in edition.body
        assert "Smyth, 2019" in edition.body
        with pytest.raises(ValidationError, match="do not stand there"):
            self.mend_picture(article=within, seen=2)

    def test_a_caption_of_the_texts_own_is_not_the_pictures(self):
        own = "<figcaption>Smith again</figcaption>"
        figure = f'<p>X</p><figure data-image="{self.image.pk}">{own}</figure>'
        within = factories.published_article(by=self.by, body=figure)
        self.mend_picture(article=within)
        with pytest.raises(ValidationError, match="do not stand there"):
            self.mend_picture(article=within, seen=2)

    def test_finds_articles_that_link_here_and_say_it(self):
        self.linking("They quote him")
        self.linking("They do not", body=self.article.body.replace("Smith", "He"))
        factories.published_article(headline="No link to Smith")
        factories.article(headline="Smith, a draft that links", body="<p>Smith</p>")
        found = self.traced().quoting
        assert [each.edition.headline for each in found] == ["They quote him"]

    def test_says_what_its_translations_say(self):
        for headline in ("Smith démissionne", "Il démissionne"):
            factories.published_article(
                by=self.by,
                headline=headline,
                language="fr" if "Smith" in headline else "es",
                translation_of=self.article.pk,
            )
        found = self.traced().translations
        assert [(each.edition.language, len(each.traces)) for each in found] == [
            ("es", 0),
            ("fr", 1),
        ]

    def test_a_translation_knows_its_original_and_its_sisters(self):
        french, spanish = (
            factories.published_article(
                by=self.by,
                headline=f"{language} Smith",
                language=language,
                translation_of=self.article.pk,
            )
            for language in ("fr", "es")
        )
        live = french.editions.visible().select_related("revision").get()
        found = traces.traces(french, live, [SMITH]).translations
        known = {each.edition.article_id for each in found}
        assert known == {self.article.pk, spanish.pk}

    def test_costs_the_same_however_much_there_is(self):
        self.fix()
        for size in (1, 20):
            with self.subTest(size):
                for _ in range(size):
                    self.linking("Another")
                live = self.article.editions.select_related("revision").last()
                with self.assertNumQueries(3):
                    traces.traces(self.article, live, [SMITH])


def test_new_words_are_never_markup():
    text = replace(factories.snapshot(), body="<p>A &lt; Smith &amp; Co</p>")
    pair = Replaced("Smith", "<b>Smyth</b>")
    mended = replacing.with_new_words(text, pair)
    assert mended.body == "<p>A &lt; &lt;b&gt;Smyth&lt;/b&gt; &amp; Co</p>"
