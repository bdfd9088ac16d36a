"""Two people's changes in one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing.together import put_together

A, B, C = "<p>A.</p>", "<p>B.</p>", "<p>C.</p>"
A2, B2, B3, NEW, OTHER = "<p>A!</p>", "<p>B!</p>", "<p>B?</p>", "<p>N.</p>", "<p>O.</p>"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (A + B + C, A + B + C, A + B + C),
        (A2 + B + C, A + B + C + NEW, A2 + B + C + NEW),
        (NEW + A + B + C, A + B + C + OTHER, NEW + A + B + C + OTHER),
        (A + C, A + B + C + NEW, A + C + NEW),
        (A2 + B + C, A + B2 + C, A2 + B2 + C),
        (A + B2 + C, A + B2 + C, A + B2 + C),
        (A + B2 + C, A + B3 + C, A + B2 + B3 + C),
        (A + NEW + B + C, A + OTHER + B + C, A + NEW + OTHER + B + C),
        ("", A + B + C, ""),
    ],
)
def test_holds_what_both_changed(one, other, together):
    assert put_together(A + B + C, one, other) == together


texts = st.lists(st.sampled_from([A, B, C, A2, B2, NEW]), max_size=6).map("".join)


@given(texts, texts, texts)
def test_no_paragraph_that_somebody_wrote_is_missing(base, one, other):
    together = put_together(base, one, other)
    for paragraph in (A, B, C, A2, B2, NEW):
        written = one.count(paragraph) > base.count(paragraph) or (
            other.count(paragraph) > base.count(paragraph)
        )
        if written and paragraph not in base:
            assert paragraph in together


@given(texts, texts)
def test_what_only_one_changed_stands_as_they_have_it(base, one):
    assert put_together(base, one, base) == one
    assert put_together(base, base, one) == one
