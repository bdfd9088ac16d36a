"""Every part of a file in the house's layout lands in its own place."""

from datetime import date

import pytest

from articles.exchanging.markdown.article import read
from articles.exchanging.markdown.foot import House
from articles.exchanging.markdown.imported import Refusal
from tests.exchanging.papers import FOOT, PAPER, line_of, paper

TEXT = """\
# Short

By A B

May 1, 2020

"""


def words(remarks):
    return [str(remark) for remark in remarks]


def test_the_head():
    head = read(PAPER).head

    assert head.headline == "The Bridge That Nobody “Asked” For & Got"
    assert [name.words for name in head.credits] == ["Jane Doe", "Rashid Ali, Jr."]
    assert head.publication.words == "The Tideway Courier"
    assert head.published_on == date(2021, 3, 5)
    assert [name.words for name in head.regions] == ["Estuary, Upper & Lower", "Coast"]
    assert [name.words for name in head.themes] == ["Harbours and Trade"]
    assert [name.words for name in head.reports] == ["BRIDGES"]


def test_the_text():
    article = read(PAPER)

    assert article.standfirst == (
        "<p>Three councils signed. <strong>Nobody</strong> had been asked.</p>"
        "<p>The second paragraph of the standfirst.</p>"
    )
    assert article.body.startswith("<p>The bridge was <em>finished</em> in March.<span")
    assert article.body.endswith("with a dead link.</p>")


def test_the_foot():
    foot = read(PAPER).foot

    assert foot.share_note.words == (
        "<p>Note to readers: please pass this article on.</p>"
    )
    assert foot.origin.words == "The Other Paper"
    assert foot.origin.address == "https://other.example/bridge"
    assert foot.origin.wording == "This article was originally published on {source}."
    assert [bio.name for bio in foot.bios] == ["Jane Doe", "Rashid Ali, Jr."]
    assert foot.bios[1].words == "<p><strong>Rashid Ali, Jr.</strong> counts ships.</p>"
    assert [(name.name, name.words) for name in foot.short_names] == [
        ("Jane Doe", "Jane"),
        ("Rashid Ali, Jr.", "Rashid"),
    ]
    assert foot.comments.words == "Comment on our articles"
    assert foot.comments.address == "https://talk.example/"
    assert foot.membership.words == "Become a Member of The Tideway Courier"
    assert foot.disclaimer.words.startswith("<p><strong>Disclaimer:</strong> The")
    assert foot.fair_use.words.endswith('provisions of "fair use".</p>')
    assert foot.domain.words == "www.courier.example"
    assert foot.media_inquiries.words == "press@courier.example"


def test_only_what_somebody_should_know_is_remarked_on():
    line = line_of("and goes on here")

    assert words(read(PAPER).remarks) == [
        f"line {line}: the link “dead link” leads nowhere; its words were kept",
        (
            f"line {line}: the paragraph “and goes on here, with a dead link.” "
            "seems to go on from the one before; both were kept as they are"
        ),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n\n", "  \n \n\n\t\n"),
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.replace("](#)", "]()").replace(
            "[dead link]()", "[dead link](#)"
        ),
        lambda text: text.replace("Region:", "Regions:").replace("Theme:", "THEME :"),
        lambda text: text.replace("March 5, 2021", "5 March 2021"),
        lambda text: text.replace("March 5, 2021", "2021-03-05"),
        lambda text: text.replace("By [Jane", "by: [Jane"),
    ],
)
def test_another_hand_writes_the_same(change):
    expected, found = read(PAPER), read(change(PAPER))

    assert found.head.headline == expected.head.headline
    assert found.head.published_on == expected.head.published_on
    assert [n.words for n in found.head.regions] == [
        n.words for n in expected.head.regions
    ]
    assert found.standfirst == expected.standfirst
    assert found.body.replace("<br>", "") == expected.body
    assert found.foot.media_inquiries.words == expected.foot.media_inquiries.words
    assert len(found.foot.bios) == 2


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By A", ["A"]),
        ("By A B, C D and E F", ["A B", "C D", "E F"]),
        ("By A, B, and C", ["A", "B", "C"]),
        ("By A, Jr., B, PhD and C, III", ["A, Jr.", "B, PhD", "C, III"]),
        ("By [A](#), Jr. and [](#) and", ["A, Jr."]),
        ("By [A](#), [B and C](#) & D", ["A", "B and C", "D"]),
        ("By [Prof. A](#) and [Dr. B](#)", ["Prof. A", "Dr. B"]),
        ("By A and A", ["A"]),
        (r"By A\_B", ["A_B"]),
    ],
)
def test_bylines(line, names):
    article = read(TEXT.replace("By A B", line) + "Text.")

    assert [name.words for name in article.head.credits] == names


def test_roles():
    lines = "By [A](#)\nTranslated by [B](#) and [C](#)\n\nPhotographs by [A](#)"
    head = read(TEXT.replace("By A B", lines) + "Text.").head

    assert [(name.words, name.role) for name in head.credits] == [
        ("A", "author"),
        ("B", "translator"),
        ("C", "translator"),
        ("A", "photographer"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Just words.", "line 1: an article begins with its headline"),
        ("\n\n# \n", "line 3: the headline is empty"),
        ("# \u200b\u200d", "line 1: the headline is empty"),
        ("# H\n\nBy \u200b", "line 3: the byline names nobody"),
        (TEXT + "&nbsp;\n\n\u200b", "line 7: there is no text between"),
        (TEXT + "[" * 4000, "line 7: a paragraph with 4,000 square brackets"),
        (
            "# " + "x" * 2000,
            "line 1: the headline has 2,000 characters; 300 are the most",
        ),
        ("# H\n\nOnce upon a time.", "line 3: no byline"),
        ("# H", "line 1: no byline"),
        ("# H\n\nBy A\n\nText at once.", "line 5: no date"),
        ("# H\n\nBy ,", "line 3: the byline names nobody"),
        (
            "# H\n\nBy A\n\n\n31 February 2020\n\nx",
            "line 6: “31 February 2020” is not a date",
        ),
        (
            "# H\n\nBy A\n\nThe C, February 31, 2020\n\nx",
            "line 5: “February 31, 2020” is not",
        ),
        (
            "# H\n\nBy A\n\nThe C, Febbuary 3, 2020\n\nx",
            "line 5: “Febbuary 3, 2020” is not",
        ),
        ("# H\n\nBy A\n\nMarch 3, 0000\n\nx", "line 5: “March 3, 0000” is not"),
        ("# H\n\nBy A\n\n2020-13-03\n\nx", "line 5: “2020-13-03” is not"),
        (TEXT, "there is no text between"),
        (TEXT + FOOT, "line 7: there is no text between"),
        (TEXT + "*Only a standfirst.*", "line 7: there is no text"),
        (TEXT + "Language: Klingon\n\nx", "line 7: “Klingon” is not a language"),
    ],
)
def test_refuses_with_the_line(text, message):
    with pytest.raises(Refusal) as refusal:
        read(text)

    assert message in str(refusal.value)


PARTS = [
    "Region: [Estuary, Upper & Lower](#), [Coast](#)\n\n",
    "Theme: [Harbours and Trade](#)\n\n",
    "In-depth Report: [BRIDGES](#)\n\n",
    "*Three councils signed. **Nobody** had been asked.*\n\n",
    "\\*\n\n",
    *(f"{part}\n\n" for part in FOOT.split("\n\n")[1:-1]),
]


@pytest.mark.parametrize("part", PARTS)
def test_any_other_part_may_be_missing(part):
    article = read(paper(replace={part: ""}))

    assert article.body == read(PAPER).body
    left_aside = [said for said in words(article.remarks) if "left aside" in said]
    origin = "originally published" in part
    assert len(left_aside) == origin  # the source line names another paper then


def test_the_foot_may_come_in_another_order():
    parts = FOOT.split("\n\n")[1:]
    again = "\n\n".join(["\\*", *reversed(parts)])
    expected, found = read(PAPER), read(PAPER.replace(FOOT, again))

    assert found.body == expected.body
    assert {bio.words for bio in found.foot.bios} == {
        bio.words for bio in expected.foot.bios
    }
    for name in ("share_note", "comments", "membership", "disclaimer", "fair_use"):
        assert getattr(found.foot, name).words == getattr(expected.foot, name).words


def test_an_end_mark_may_be_missing():
    assert read(PAPER.replace("\\*\n\n", "")).foot.share_note
    assert "Note to readers" not in read(PAPER.replace("\\*\n\n", "")).body


@pytest.mark.parametrize(
    "sentence",
    [
        "Note to readers: the names were changed.",
        "This article was originally published by a monk in 1510.",
        "Disclaimer: I have shares in it.",
        "**Jane Doe** is how she signs.",
        "Copyright © nobody.",
        "For media inquiries the palace has a door of its own.",
        "\\*",
        "[Become a member](https://x.example/)",
    ],
)
@pytest.mark.parametrize("end", ["\\*\n\n", ""])
def test_a_text_may_sound_like_a_foot(sentence, end):
    more = "More of the text.\n\nAnd more.\n\nAnd yet more."
    middle = f"{sentence}\n\n{more}\n\n## What it cost"
    text = PAPER.replace("## What it cost", middle).replace("\\*\n\nNote", f"{end}Note")

    article = read(text)

    assert "And yet more." in article.body
    assert sentence.strip("\\*[").split("]")[0].split("**")[0] in article.body
    assert article.body.endswith("with a dead link.</p>")
    assert article.foot.bios[0].words.startswith(
        "<p><strong>Jane Doe</strong> is a sur"
    )


def test_what_is_not_known_in_a_foot_is_reported():
    rights = "The original source of this article"
    text = PAPER.replace("---\n\n[Comment", "Follow us!\n\n---\n\n[Comment")

    [remark] = [r for r in read(text).remarks if "left aside" in r.words]

    assert str(remark) == (
        f"line {line_of(rights) + 3}: left aside: “Follow us!” "
        "(it is nothing that stands in a foot)"
    )


def test_rights_that_we_would_print_otherwise_are_reported():
    text = PAPER.replace("Courier, 2021\n", "Courier, 1999\n")
    remarks = words(read(text).remarks)

    assert any("left aside: “Copyright © Jane Doe" in remark for remark in remarks)


def test_a_house_has_wordings_of_its_own():
    house = House(source_wording="It first stood in {source}")
    text = PAPER.replace("The original source of this article is", "It first stood in")

    assert not [r for r in read(text, house=house).remarks if "left" in r.words]


def test_notes_may_stand_at_the_very_end():
    note = "[^1]: The *official* date.\n\n"
    text = PAPER.replace(note, "") + "\n\n" + note

    assert read(text).body == read(PAPER).body


def test_markup_in_a_head_is_words():
    text = PAPER.replace("The Bridge", "<script>The *Bridge*</script>")

    assert read(text).head.headline.startswith("<script>The Bridge</script> That")


def test_the_line_on_the_original_may_be_worded_otherwise():
    usual = "This article was originally published on [The Other Paper]"
    text = PAPER.replace(usual, "It stood first in [The Other Paper]")
    origin = read(text).foot.origin

    assert origin.words == "The Other Paper"
    assert origin.wording == "It stood first in {source}."


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "bridge.html", "http://[", "#"]
)
def test_an_original_that_nobody_can_follow_is_only_named(address):
    article = read(PAPER.replace("https://other.example/bridge", address))

    assert article.foot.origin.words == "The Other Paper"
    assert article.foot.origin.address == ""
    assert any("the link to the original" in remark.words for remark in article.remarks)


def test_a_bio_may_name_its_author_within():
    text = PAPER.replace("**Jane Doe** is a", "Our **Jane Doe** is a")

    assert read(text).foot.bios[0].words.startswith("<p>Our <strong>Jane Doe</strong>")


def test_an_endless_paragraph_is_refused():
    with pytest.raises(Refusal, match="line 33: a paragraph of 200,000 characters"):
        read(PAPER.replace("A paragraph that stops short", "[" * 200_000))


def test_what_is_said_of_pictures_is_text_and_nobodys_bio():
    line = "*Featured image is from The Other Paper.*\n\n"
    before = "The original source of"
    article = read(paper(replace={before: f"{line}{before}"}))

    assert article.body.endswith(
        "<p><em>Featured image is from The Other Paper.</em></p>"
    )
    assert [bio.words for bio in article.foot.bios] == [
        bio.words for bio in read(PAPER).foot.bios
    ]


def test_a_line_may_be_broken_in_the_text():
    assert read(TEXT + "One  \ntwo.").body == "<p>One<br>two.</p>"


def test_rights_without_a_publication_are_as_we_print_them():
    foot = "\n\n\\*\n\nCopyright © A B, 2020"
    text = "# H\n\nBy A B\n\nMarch 3, 2020\n\nText."

    assert not read(text + foot).remarks


def test_what_we_escape_does_not_make_a_paragraph_too_long():
    assert read(TEXT + "\\*" * 30_000)
