"""A passage is found wherever its words have gone, and never where they are not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing.passages import (
    Passage,
    Whereabouts,
    around,
    one_line,
    place_of,
    plain,
    quoted,
)

HERE, CHANGED, GONE = Whereabouts
FIRST = "The dam was finished in March, and nobody had asked the villages below."
SECOND = "The ministry says that the water will be enough for all of them."
THIRD = "Engineers who worked on it are not so sure, and some have left."
TEXT = f"{FIRST} {SECOND} {THIRD}"
ARABIC = "قالت الوزارة إن المياه ستكفي الجميع، لكن المهندسين غير متأكدين من ذلك."


def passage(quote, text=TEXT, at=None):
    start = text.index(quote) if at is None else at
    return around("body", text, start, start + len(quote))


def stands(quote, now, text=TEXT, at=None):
    place = place_of(passage(quote, text, at), now)
    return place.state, place.words


class TestPlainWords:
    def test_markup_breaks_and_spaces_make_no_difference(self):
        body = (
            "<p>The <strong>dam</strong>\n was<br>finished</p><ul><li>in</li>"
            "<li>March&nbsp;<a href='/articles/1/'>2020</a></li></ul>"
        )
        assert plain("body", body) == "The dam was finished in March 2020"

    def test_a_footnote_does_not_tear_a_sentence_apart(self):
        body = '<p>It is <span data-footnote="">See <em>there</em>.</span>enough.</p>'
        assert plain("body", body) == "It is enough. See there."

    def test_a_pictures_number_is_no_word_and_its_caption_is(self):
        body = '<figure data-image="7"><figcaption>A dam</figcaption></figure>'
        assert plain("body", body) == "A dam"

    def test_a_headline_is_no_markup(self):
        assert plain("headline", "5 <b> 6 &amp;  7") == "5 <b> 6 &amp; 7"


class TestQuoting:
    TEXTS = {"headline": "A dam", "standfirst": "Nobody asked.", "body": TEXT}

    def test_finds_what_was_copied_in_whichever_field(self):
        assert quoted("Nobody asked.", self.TEXTS).field == "standfirst"
        assert quoted(" the \n water ", self.TEXTS).quote == "the water"
        assert quoted("A dam", self.TEXTS).field == "headline"

    def test_keeps_what_stands_around(self):
        found = quoted("March", self.TEXTS)
        assert found.before.endswith("finished in")
        assert found.after.startswith(", and nobody")

    def test_a_whole_word_comes_before_a_part_of_one(self):
        texts = {**self.TEXTS, "body": "The damned dam."}
        assert quoted("dam", texts).before == "The damned"

    def test_signs_and_capitals_may_be_typed_as_they_come(self):
        texts = {**self.TEXTS, "body": "He said: “It’s enough” — twice."}
        assert quoted('he said: "it\'s enough" - twice', texts).quote == (
            "He said: “It’s enough” — twice"
        )

    @pytest.mark.parametrize("words", ["", "   ", "no such words"])
    def test_says_where_there_is_nothing(self, words):
        assert quoted(words, self.TEXTS) is None


class TestUnchanged:
    def test_stands_where_it_stood(self):
        assert stands(SECOND, TEXT) == (HERE, SECOND)

    def test_is_found_where_its_paragraph_has_moved_to(self):
        moved = f"{THIRD} {FIRST} A new paragraph. {SECOND}"
        assert stands(SECOND, moved) == (HERE, SECOND)
        assert stands("nobody had asked", moved) == (HERE, "nobody had asked")

    def test_of_repeated_words_those_in_the_same_surroundings_are_meant(self):
        text = "One is sure of it. Two is sure of it. Three is sure of it."
        second = text.index("sure of it", text.index("Two"))
        note = passage("sure of it", text, at=second)
        now = f"Zero is sure of it. {text}"
        assert place_of(note, now).start == second + len("Zero is sure of it. ")

    def test_a_short_word_elsewhere_is_not_the_one(self):
        assert stands("March", "In summer they held a March. Nothing else.")[0] == GONE

    def test_markup_put_around_some_of_its_words_changes_nothing(self):
        old = plain("body", f"<p>{TEXT}</p>")
        new = plain("body", f"<p>{TEXT.replace('water', '<em>water</em>')}</p>")
        assert stands(SECOND, new, old) == (HERE, SECOND)

    def test_arabic_is_text_like_any_other(self):
        quote = "المياه ستكفي الجميع"
        now = f"فقرة جديدة. {ARABIC}"
        assert stands(quote, now, ARABIC) == (HERE, quote)


class TestEdited:
    def test_an_edit_inside_shows_what_stands_there_now(self):
        now = TEXT.replace("will be enough", "would hardly be enough")
        assert stands(SECOND, now) == (
            CHANGED,
            SECOND.replace("will be enough", "would hardly be enough"),
        )

    def test_a_word_replaced_by_another_is_known_by_its_place(self):
        assert stands("March", TEXT.replace("March", "late April")) == (
            CHANGED,
            "late April",
        )

    def test_is_known_although_it_was_edited_and_moved(self):
        edited = SECOND.replace("will be enough", "ought to be enough")
        state, words = stands(SECOND, f"{edited} {THIRD} And then {FIRST}")
        assert (state, words) == (CHANGED, edited)

    def test_arabic_too(self):
        quote = "المياه ستكفي الجميع"
        now = ARABIC.replace("ستكفي", "لن تكفي")
        assert stands(quote, now, ARABIC) == (CHANGED, "المياه لن تكفي الجميع")

    def test_the_whole_of_a_text_may_be_the_passage(self):
        assert stands("A dam", "A high dam", "A dam") == (CHANGED, "A high dam")


class TestGone:
    def test_another_sentence_in_its_place_is_not_it(self):
        other = "Prices for bread and fuel have doubled since the beginning of May."
        assert stands(SECOND, f"{FIRST} {other} {THIRD}") == (GONE, "")

    def test_what_was_cut_is_gone(self):
        assert stands(SECOND, f"{FIRST} {THIRD}") == (GONE, "")

    def test_other_words_of_the_same_kind_are_not_it(self):
        other = "The minister of the interior was not there for most of the day."
        assert stands(SECOND, f"{FIRST} {other * 3} {THIRD} {TEXT[:20]}")[0] != HERE
        assert stands(SECOND, other) == (GONE, "")

    def test_an_empty_text_has_nothing(self):
        assert stands(SECOND, "") == (GONE, "")


LETTERS = st.characters(categories=["L", "N", "P"])


def words(shortest=1, fewest=1):
    word = st.text(LETTERS, min_size=shortest, max_size=8).map(one_line)
    return st.lists(word.filter(bool), min_size=fewest, max_size=60)


@st.composite
def noted(draw, shortest=1, fewest=1):
    """A text, and a passage of at least so many words of at least such a length."""
    written = draw(words(shortest, fewest))
    first = draw(st.integers(0, len(written) - fewest))
    last = draw(st.integers(first + fewest, len(written)))
    text, quote = " ".join(written), " ".join(written[first:last])
    start = len(" ".join(written[:first])) + (first > 0)
    return text, around("body", text, start, start + len(quote))


@given(noted())
def test_stands_in_an_untouched_text(given):
    text, note = given
    place = place_of(note, text)
    assert (place.state, place.words) == (HERE, note.quote)


@given(noted(shortest=4, fewest=7), words())
def test_text_put_in_front_or_behind_loses_nothing(given, more):
    text, note = given
    for now in (f"{' '.join(more)} {text}", f"{text} {' '.join(more)}"):
        place = place_of(note, one_line(now))
        assert (place.state, place.words) == (HERE, note.quote)


@given(noted(), st.text(max_size=300))
def test_what_is_shown_always_stands_in_the_text(given, now):
    _, note = given
    now = one_line(now)
    place = place_of(note, now)
    assert (place.state == GONE) == (place.words == "")
    assert now[place.start : place.start + len(place.words)] == place.words


@given(st.integers(0, 10_000))
def test_a_long_sentence_is_known_with_any_one_word_changed_and_moved(seed):
    chance = random.Random(seed)
    words = THIRD.split()
    words[chance.randrange(len(words))] = "altogether"
    others = [FIRST, SECOND, " ".join(words)]
    chance.shuffle(others)
    place = place_of(passage(THIRD), " ".join(others))
    assert place.state == CHANGED
    assert len(set(place.words.split()) & set(words)) >= len(set(words)) - 2


def test_a_passage_without_surroundings_is_looked_for_all_the_same():
    note = Passage("body", "March")
    assert place_of(note, "In March.").state == HERE
