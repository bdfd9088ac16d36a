"""Two texts, and what became of the one in the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models.blocks import blocks
from articles.models.body import clean_body
from articles.models.differences import Change, differences, words_changed

SAME, ADDED, REMOVED, REWORKED = Change

paragraphs = st.lists(
    st.lists(
        st.sampled_from(["a", "<strong>b</strong>", "c", '<a href="/x">d</a>', "e."]),
        max_size=6,
    ).map(" ".join),
    max_size=6,
)
bodies = paragraphs.map(
    lambda lines: clean_body("".join(f"<p>{line}</p>" for line in lines))
)


def summary(old, new):
    return [
        (found.change, [(run.change, run.text) for run in found.runs])
        for found in differences(old, new)
    ]


def one_side(found, gone):
    return [
        [word for run in block.runs if run.change != gone for word in run.words]
        for block in found
        if block.change != gone
    ]


def test_marks_words_within_a_paragraph():
    assert summary("<p>The old port sleeps.</p>", "<p>The new port sleeps.</p>") == [
        (
            REWORKED,
            [(SAME, "The "), (REMOVED, "old"), (ADDED, "new"), (SAME, " port sleeps.")],
        )
    ]


def test_shows_neighbouring_words_as_one_change():
    found = words_changed("in the old town hall", "in the new city hall")
    assert [(run.change, run.text) for run in found] == [
        *[(SAME, "in the "), (REMOVED, "old town"), (ADDED, "new city")],
        (SAME, " hall"),
    ]


def test_a_new_paragraph_is_added_whole():
    assert summary("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Else!</p><p>Two.</p>") == [
        (SAME, [(SAME, "One.")]),
        (ADDED, [(ADDED, "Else!")]),
        (SAME, [(SAME, "Two.")]),
    ]


def test_a_reworked_paragraph_is_found_beside_a_new_one():
    old = "<p>The pilots of the harbour know every wreck.</p>"
    new = "<p>Nothing like it.</p><p>The pilots of this harbour know each wreck.</p>"
    assert [found.change for found in differences(old, new)] == [ADDED, REWORKED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>a b</p>", "<p>a <strong>b</strong></p>"),
        ('<p><a href="/x">a b</a></p>', '<p><a href="/y">a b</a></p>'),
        ('<figure data-image="1"></figure>', '<figure data-image="2"></figure>'),
        ("<p>a</p>", "<p>a</p><hr>"),
        ("<h2>a</h2>", "<h3>a</h3>"),
    ],
)
def test_sees_what_is_no_word(old, new):
    assert {found.change for found in differences(old, new)} != {SAME}


def test_an_item_is_the_same_with_a_paragraph_around_its_words():
    old = "<ul><li>one</li></ul><table><tr><td>two</td></tr></table>"
    new = "<ul><li><p>one</p></li></ul><table><tr><td><p>two</p></td></tr></table>"
    assert {found.change for found in differences(old, new)} == {SAME}


def test_reads_lists_tables_notes_and_captions_as_blocks():
    found = blocks(
        "<ul><li><p>one</p></li></ul><table><tr><td>two</td></tr></table>"
        '<figure data-image="3"><figcaption>four</figcaption></figure>'
        '<blockquote><p>five<span data-footnote="">six</span></p></blockquote><hr>'
    )
    assert [block.tag for block in found] == [
        *("li", "td", "figure", "figcaption", "p", "hr")
    ]


@given(bodies)
def test_a_text_is_the_same_as_itself(body):
    assert {found.change for found in differences(body, body)} <= {SAME}


@given(bodies, bodies)
def test_each_side_can_be_read_out_of_the_differences(old, new):
    found = differences(old, new)
    assert one_side(found, ADDED) == [list(block.words) for block in blocks(old)]
    assert one_side(found, REMOVED) == [list(block.words) for block in blocks(new)]


def test_very_long_paragraphs_are_not_compared_word_by_word():
    """A page of history must not take a minute, whatever somebody has pasted."""
    old, new = (" ".join([word] * 1500) for word in ("tide", "ebb"))
    same = " ".join(["and"] * 1500)
    [found] = differences(f"<p>{old} {same}</p>", f"<p>{same} {new}</p>")
    assert [run.change for run in found.runs] == [REMOVED, ADDED]
    assert found.runs[0].text == f"{old} {same}"
    assert found.runs[1].text == f"{same} {new}"
