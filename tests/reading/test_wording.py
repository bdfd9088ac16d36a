"""Sentences with names in them."""

import pytest

from articles.reading.addresses import followable
from articles.reading.wording import Piece, enumerated, pieces, plain, shortened

COPYRIGHT = "Copyright © {authors}, {publication}, {year}"


def text_of(line):
    return "".join(piece.text for piece in line)


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
    ],
)
def test_names_are_joined_as_people_do(names, printed):
    assert (
        text_of(enumerated([Piece(name) for name in names], ", ", " and ")) == printed
    )


@pytest.mark.parametrize(
    ("authors", "publication", "printed"),
    [
        ("Ada", "The Lantern", "Copyright © Ada, The Lantern, 2020"),
        ("", "The Lantern", "Copyright © The Lantern, 2020"),
        ("Ada", "", "Copyright © Ada, 2020"),
    ],
)
def test_what_is_empty_takes_its_comma_along(authors, publication, printed):
    line = pieces(
        COPYRIGHT,
        authors=[Piece(authors)] if authors else [],
        publication=[Piece(publication)] if publication else [],
        year=[Piece("2020")],
    )
    assert text_of(line) == printed


def test_an_unknown_slot_stays_for_somebody_to_notice():
    assert text_of(pieces("By {nobody}.")) == "By {nobody}."


def test_rich_text_has_plain_words():
    assert plain("<p>Salt &amp; <em>sea</em>.</p><p>Wind.</p>") == "Salt & sea. Wind."


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Salt and sea", "Salt and sea"),
        ("Salt and sea, wind", "Salt and sea…"),
        ("Saltandseaandwind", "Saltandseaand…"),
        ("盐与海与风与天空与大地上的人们", "盐与海与风与天空与大地上的…"),
    ],
)
def test_a_text_is_cut_after_a_word(text, cut):
    assert shortened(text, 14) == cut


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://a.example/", True),
        ("HTTP://a.example/", True),
        ("mailto:a@a.example", True),
        ("/membership/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("", False),
    ],
)
def test_only_addresses_are_followed(address, may):
    assert bool(followable(address)) is may
