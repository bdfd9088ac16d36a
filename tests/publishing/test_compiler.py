"""From desk copy to what a reader's page holds."""

from html import unescape

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Image
from articles.models.body import clean_body
from articles.models.snapshot import Snapshot
from articles.publishing.compiler import compiled, image_ids

HARBOUR = Image(
    pk=7,
    checksum="ab" * 32,
    format="jpeg",
    width=1800,
    height=1200,
    alt="Two cranes",
    caption="The port",
    credit="A. Photographer",
)
WHOLE = """
<h2>Why now</h2>
<p>Words with <strong>weight</strong><span data-footnote="">See <a
href="https://example.org/a">the paper</a>.</span> and a
<a href="/articles/12/old-words/#h-why">link home</a>, a <a href="#">dead one</a>.</p>
<figure data-image="7"><figcaption>At <em>dawn</em></figcaption></figure>
<table><tbody><tr><th>Port</th><th>Ships</th></tr><tr><td>A</td><td>2</td></tr></tbody>
</table><h2>Why now</h2><blockquote lang="ar"><p>كلمات</p></blockquote><ul><li><p>one
</p><ul><li><p>two</p></li></ul></li></ul><hr>
"""


def body(markup, images=None, **fields):
    return compiled(Snapshot(body=markup, **fields), images or {}).body


def test_gives_the_same_bytes_every_time():
    snapshot = Snapshot(body=WHOLE)
    assert compiled(snapshot, {7: HARBOUR}) == compiled(snapshot, {7: HARBOUR})


def test_numbers_footnotes_and_leads_back():
    page = body(WHOLE)
    assert '<a href="#note-1" id="note-mark-1" role="doc-noteref">1</a>' in page
    assert '<li id="note-1">See <a href="https://example.org/a">the paper</a>.' in page
    assert 'href="#note-mark-1" role="doc-backlink"' in page


def test_speaks_the_articles_language_to_those_who_listen():
    assert 'aria-label="Table 1"' in body(WHOLE)


def test_draws_the_picture_with_the_articles_own_caption():
    page = body(WHOLE, {7: HARBOUR})
    assert "<figure" in page
    assert "At <em>dawn</em>" in page
    assert 'alt="Two cranes"' in page


@pytest.mark.parametrize(
    "caption", ["", "<figcaption></figcaption>", "<figcaption> <br></figcaption>"]
)
def test_prints_the_pictures_own_caption_where_the_article_has_none(caption):
    page = body(f'<figure data-image="7">{caption}</figure>', {7: HARBOUR})
    assert '<figcaption>The port <span class="credit">A. Photographer' in page


def test_prints_a_credit_alone_without_a_dash():
    wordless = Image(pk=7, checksum="ab" * 32, width=1800, height=1200, credit="A. P.")
    page = body('<figure data-image="7"></figure>', {7: wordless})
    assert '<figcaption><span class="credit is-alone">A. P.</span>' in page


def test_keeps_the_caption_of_a_picture_that_is_gone():
    assert "<p>At <em>dawn</em></p>" in body(WHOLE)


def test_asks_for_each_image_once():
    twice = '<figure data-image="7"></figure>' * 2 + '<figure data-image="3"></figure>'
    assert image_ids(Snapshot(body=twice)) == [7, 3]


def test_knows_our_own_articles_by_number():
    result = compiled(
        Snapshot(body=WHOLE, standfirst='<a href="/articles/3/x/">x</a>'), {}
    )
    assert result.links == [3, 12]
    assert '<a href="/articles/12/#h-why">link home</a>' in result.body


def test_keeps_the_words_of_a_dead_link():
    assert "a dead one." in body(WHOLE)


def test_gives_every_heading_an_anchor_of_its_own():
    page = body(WHOLE)
    assert '<h2 id="h-why-now">' in page
    assert '<h2 id="h-why-now-2">' in page


def test_frames_tables_and_scopes_their_heads():
    page = body(WHOLE)
    assert '<div role="region" tabindex="0" class="table" aria-label="Table 1">' in page
    assert '<th scope="col">Port</th>' in page


def test_turns_a_quotation_to_its_own_direction():
    assert '<blockquote lang="ar" dir="rtl">' in body(WHOLE)


def test_reads_as_text_once_and_in_order():
    result = compiled(Snapshot(body=WHOLE, standfirst="<p>First.</p>"), {})
    assert result.text.split("\n\n") == [
        *("First.", "Why now", "Words with weight and a link home, a dead one."),
        *("At dawn", "Port", "Ships", "A", "2", "Why now", "كلمات", "one", "two"),
    ]
    assert "see the paper" in result.search_text


def test_searches_without_case_and_accents():
    result = compiled(Snapshot(headline="Erdoğan à Paris", body="<p>ÉTÉ</p>"), {})
    assert result.search_text == "erdogan a paris ete"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<svg><script>alert(1)</script></svg>",
        '<p style="position:fixed" onclick="x()" class="nav">x</p>',
        "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
        '<figure data-image="1&quot; onload=alert(1)"></figure>',
        "<iframe srcdoc=x></iframe><object data=x></object><embed src=x>",
    ],
)
def test_lets_nothing_through_that_acts(attack):
    page = body(attack)
    for sign in ("script", "onerror", "onclick", "onload", "style", "data:", "iframe"):
        assert sign not in page


@given(st.text(alphabet="<>/=\"'& abphrefonscriptstyl#:;-!\x00\u202e\n", max_size=80))
def test_cleaning_cleaned_text_changes_nothing(text):
    cleaned = clean_body(text)
    assert clean_body(cleaned) == cleaned


@given(st.text(max_size=200))
def test_keeps_every_word_of_a_plain_paragraph(text):
    paragraph = f"<p>{escape(text)}</p>"
    cleaned = clean_body(paragraph)
    words = unescape(cleaned.removeprefix("<p>").removesuffix("</p>")).split()
    assert compiled(Snapshot(body=paragraph), {}).text.split() == words
