"""Markdown becomes the body of an article, and says what it could not take."""

import pytest

from articles.exchanging.markdown.bodies import Places, body_html, read_body
from articles.exchanging.markdown.imported import Refusal


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Two lines\nof one.", "<p>Two lines of one.</p>"),
        ("A line  \nbroken.", "<p>A line<br>broken.</p>"),
        ("# Big\n\n##### Small", "<h2>Big</h2><h4>Small</h4>"),
        ("    indented", "<p>indented</p>"),
        ("```\na\nb\n```", "<p>a<br>b</p>"),
        ("`code` ~~no~~", "<p>code <s>no</s></p>"),
        ("***", "<hr>"),
        (
            "5. five\n6. six",
            '<ol start="5"><li><p>five</p></li><li><p>six</p></li></ol>',
        ),
        (
            "| a |\n| --- |\n| b |",
            (
                "<table><thead><tr><th>a</th></tr></thead>"
                "<tbody><tr><td>b</td></tr></tbody></table>"
            ),
        ),
        ("H<sub>2</sub>O <b>x</b>", "<p>H<sub>2</sub>O <strong>x</strong></p>"),
        ('<p lang="fr">Oui</p>', '<p lang="fr">Oui</p>'),
        (
            '<blockquote lang="fr">\n\n*Oui*\n\n</blockquote>',
            '<blockquote lang="fr"><p><em>Oui</em></p></blockquote>',
        ),
        ("open <em>for ever\n\nnext", "<p>open <em>for ever</em></p><p>next</p>"),
        ("a </p> b", "<p>a &lt;/p&gt; b</p>"),
        (
            "x[^1]\n\n[^1]: A *note*.",
            '<p>x<span data-footnote="">A <em>note</em>.</span></p>',
        ),
        ("[^1] and [b][c]", "<p>[^1] and [b][c]</p>"),
    ],
)
def test_the_vocabulary(markdown, html):
    assert body_html(markdown) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<!-- <script>alert(1)</script> -->",
        "<iframe src=x>alert(1)</iframe>",
        "# <script>alert(1)</script>",
        "| <script>alert(1)</script> |\n| --- |",
        "x[^1]\n\n[^1]: <script>alert(1)</script>",
        '<table><tr><td title="<script>">alert(1)<script></td></tr></table>',
    ],
)
def test_foreign_html_is_text_and_keeps_its_words(markdown):
    html = body_html(markdown)

    assert "<script" not in html
    assert "<iframe" not in html
    assert "alert(1)" in html


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "<a href='javascript:alert(1)' onclick='alert(1)'>x</a>",
        "[x](data:text/html,<b>)",
        "[x]( JaVaScRiPt:x)",
        "[x](#)",
        "[x]()",
    ],
)
def test_a_link_that_leads_nowhere_is_its_words_and_is_reported(markdown):
    html, remarks = read_body(f"Words\nand {markdown}.", Places(), first_line=40)

    assert html == "<p>Words and x.</p>"
    assert [str(remark) for remark in remarks] == [
        "line 41: the link “x” leads nowhere; its words were kept"
    ]


def test_hooks_say_what_addresses_mean():
    pictures, slugs = {"picture:harbour": 7}, {"article:ports": 12}
    html = body_html(
        'See [ports](article:ports#h-rates).\n\n![Boats](picture:harbour "At *dawn*")',
        picture=pictures.get,
        article=lambda address: slugs.get(address.partition("#")[0]),
    )

    assert html == (
        '<p>See <a href="/articles/12/#h-rates">ports</a>.</p>'
        '<figure data-image="7"><figcaption>At <em>dawn</em></figcaption></figure>'
    )


def test_a_picture_in_a_line_stands_after_it():
    html = body_html("Before ![x](p) after.", picture=lambda address: 1)

    assert html == (
        '<p>Before  after.</p><figure data-image="1"><figcaption></figcaption></figure>'
    )


def test_an_unknown_picture_becomes_a_link_and_is_reported():
    html, remarks = read_body("![A boat](https://x.example/b.png)", Places())

    assert html == '<p><a href="https://x.example/b.png">A boat</a></p>'
    assert "A boat" in remarks[0].words


def test_a_note_that_nothing_refers_to_is_reported():
    html, remarks = read_body("x\n\n[^2]: Lost.", Places(), first_line=5)

    assert html == "<p>x</p>"
    assert str(remarks[0]) == (
        "line 7: nothing in the text refers to the note [^2]; left out: “Lost.”"
    )


def test_a_note_within_itself_ends():
    html, remarks = read_body("x[^1]\n\n[^1]: y[^1]", Places())

    assert html == '<p>x<span data-footnote="">y</span></p>'
    assert len(remarks) == 1


@pytest.mark.parametrize("text", [">" * 200 + " deep", "<blockquote>" * 200 + "deep"])
def test_what_is_nested_too_deeply_is_refused_rather_than_cut(text):
    with pytest.raises(Refusal, match="line 3: lists or quotations nested too deeply"):
        read_body(text, Places(), 3)


def test_two_spaces_break_a_line():
    assert body_html("one  \ntwo") == "<p>one<br>two</p>"


def test_html_that_is_not_ours_is_remarked_on():
    html, remarks = read_body("Text\n\n<iframe src=x></iframe>", Places())

    assert html == "<p>Text</p><p>&lt;iframe src=x&gt;&lt;/iframe&gt;</p>"
    assert [str(remark) for remark in remarks] == [
        "line 3: “<iframe src=x>” is not HTML of ours; it stays as text"
    ]


@pytest.mark.parametrize("text", ["[" * 5000, "*a" * 5000, "<" * 5000, "![" * 3000])
def test_nonsense_costs_no_more_than_its_length(text):
    assert body_html(text)
