"""A reason is one line that fits where it is kept, and is never cut in silence."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing.reasons import MOST, reason


def test_is_one_line():
    assert reason("  She\n asks. ") == "She asks."


def test_none_is_refused_in_the_words_of_who_needs_it():
    with pytest.raises(ValidationError) as refused:
        reason(" \n", needed="Say why: she will ask.")
    assert refused.value.message_dict == {"why": ["Say why: she will ask."]}
    assert reason(" ", needed="") == ""


@pytest.mark.parametrize(("limit", "most"), [({}, MOST), ({"most": 5}, 5)])
def test_what_is_too_long_is_refused_and_said_how_much_may_be(limit, most):
    assert reason("a" * most, **limit) == "a" * most
    with pytest.raises(ValidationError, match=f"at most {most} characters"):
        reason("a" * (most + 1), **limit)
