"""Who wrote it, said in the article's own language."""

import re
from datetime import UTC, date, datetime

import pytest
from lxml import html

from articles.editing import desk
from articles.editing.publication import publish
from articles.models import Credit, Publication
from articles.models.languages import NAMES
from articles.models.snapshot import CreditLine
from articles.reading.byline_words import BY_LANGUAGE, honoured, words_in
from articles.reading.wording import Name
from tests import factories

pytestmark = pytest.mark.django_db
ROLES = list(Credit.Role)


def byline(language, *names, role="author"):
    words = words_in(language)
    listed = words.listed([Name(name) for name in names])
    return words.lead_in(role) + "".join(piece.text for piece in listed)


def published(*credits, **fields):
    Publication.objects.get_or_create(pk=1)
    editor = factories.editor()
    copy = factories.snapshot(**fields)
    copy = type(copy)(**{**vars(copy), "credits": credits})
    article = desk.create(copy, by=editor).article
    return publish(article, by=editor, seen=article.version)


def page_of(client, edition):
    return html.fromstring(client.get(edition.get_absolute_url()).text)


def said(page, place="//p[@class='byline']"):
    return " ".join(page.xpath(f"string({place})").split())


@pytest.mark.parametrize("language", NAMES)
def test_every_language_says_each_role_in_its_own_words(language):
    lines = [byline(language, "A", role=role) for role in ROLES]
    assert len(set(lines)) == len(ROLES)
    english = [byline("en", "A", role=role) for role in ROLES]
    assert language == "en" or lines != english
    assert all(re.search(r"[\s：]A$", line) for line in lines)


def test_no_language_is_there_that_nothing_is_written_in():
    assert set(BY_LANGUAGE) == set(NAMES)


@pytest.mark.parametrize(
    ("language", "names", "line"),
    [
        ("en", "A B C", "By A, B and C"),
        ("fr", "A B C", "Par A, B et C"),
        ("de", "A B", "Von A und B"),
        ("es", "Ana Inés", "Por Ana e Inés"),
        ("es", "Ana Hilda", "Por Ana e Hilda"),
        ("es", "Ana Yvonne", "Por Ana e Yvonne"),
        ("es", "Ana Yago", "Por Ana y Yago"),
        ("es", "Ana Iago", "Por Ana y Iago"),
        ("es", "Inés Ana", "Por Inés y Ana"),
        ("it", "Ugo Elena", "Di Ugo ed Elena"),
        ("pt", "A B C", "Por A, B e C"),
        ("ru", "А Б В", "Текст: А, Б и В"),
        ("ar", "أحمد عمر سلمى", "بقلم أحمد، عمر وسلمى"),
        ("fa", "علی سارا", "نوشتهٔ علی و سارا"),
        ("he", "דנה יעל", "מאת דנה ויעל"),
        ("he", "דנה Ada", "מאת דנה ו־Ada"),
        ("zh-hans", "李明 王芳 张三", "作者：李明、王芳和张三"),
        ("ja", "田中 鈴木", "文：田中、鈴木"),
        ("ko", "김 이", "글: 김 및 이"),
    ],
)
def test_names_are_joined_as_the_language_does(language, names, line):
    assert byline(language, *names.split()) == line


@pytest.mark.parametrize(
    ("honorific", "name", "line"),
    [
        ("Prof.", "Ada Brook", "Prof. Ada Brook"),
        ("教授", "田中太郎", "田中太郎教授"),
        ("さん", "田中", "田中さん"),
        ("교수", "홍길동", "홍길동 교수"),
        ("Prof.", "田中", "Prof. 田中"),
        ("أ.د.", "أحمد", "أ.د. أحمد"),
        ("", "Ada", "Ada"),
    ],
)
def test_an_honorific_stands_where_its_script_puts_it(honorific, name, line):
    assert honoured(honorific, name) == line


def test_each_role_is_said_as_what_it_is(client):
    people = [factories.author(name) for name in ("Ann", "Ben", "Cy", "Di", "Eve")]
    credits = [
        CreditLine(author.pk, role) for author, role in zip(people, ROLES, strict=True)
    ]
    page = page_of(client, published(*credits))
    assert said(page) == (
        "By Ann · Translated by Ben · Interview by Cy · Photographs by Di "
        "· Edited by Eve"
    )


def test_a_name_is_said_in_the_article_s_language(client):
    author = factories.author(
        "Prof Omar Haddad",
        honorific="Dr",
        short_name="Omar",
        short_bio="<p>Reads tides.</p>",
        in_languages={"ar.name": "عمر حداد", "ar.short_bio": "<p>يقرأ المد.</p>"},
    )
    page = page_of(client, published(CreditLine(author.pk), language="ar"))
    assert said(page) == "بقلم عمر حداد"
    [line] = page.xpath("//p[@class='byline']/bdi")
    assert (line.get("lang"), line.get("dir")) == ("ar", "rtl")
    assert not line.xpath(".//bdi[@lang]")
    [bio] = page.xpath("//*[@class='bio']")
    assert "يقرأ المد." in bio.text_content()
    assert not bio.xpath(".//*[@class='said-in']")
    assert page.xpath("string(//section[@class='more']/h2)") == "Articles by: عمر حداد"


def test_the_markdown_says_names_in_that_language_and_its_labels_in_english(client):
    author = factories.author(
        "Omar Haddad",
        in_languages={"ar.name": "عمر حداد", "ar.short_bio": "<p>يقرأ المد.</p>"},
    )
    edition = published(CreditLine(author.pk, "translator"), language="ar")
    text = client.get(f"{edition.get_absolute_url()}article.md").text
    assert "Translated by [عمر حداد]" in text
    assert "يقرأ المد." in text


def test_where_it_is_not_said_in_that_language_the_other_is_marked(client):
    author = factories.author("Ada Brook", honorific="Dr", short_bio="<p>Tides.</p>")
    page = page_of(client, published(CreditLine(author.pk), language="ar"))
    [name] = page.xpath("//p[@class='byline']//a/bdi")
    assert (name.text, name.get("lang")) == ("Dr Ada Brook", "en")
    assert page.xpath("//*[@class='bio']//div[@lang]/@lang") == ["en"]
    assert page.xpath("//*[@class='said']/@dir") == ["ltr"]
    assert "In English" in page.xpath("string(//*[@class='bio'])")


def test_an_honorific_goes_with_a_name_of_its_language_alone(client):
    author = factories.author(
        "Taro Tanaka",
        honorific="Prof.",
        in_languages={
            "ja.name": "田中太郎",
            "ja.honorific": "教授",
            "ko.name": "다나카",
        },
    )
    for language, line in (
        ("ja", "文：田中太郎教授"),
        ("ko", "글: 다나카"),
        ("fr", "Par Prof. Taro Tanaka"),
    ):
        page = page_of(client, published(CreditLine(author.pk), language=language))
        assert said(page) == line


def test_what_was_worded_by_hand_wins_in_every_language(client):
    author = factories.author("Ada", in_languages={"fr.name": "Adèle"})
    credit = CreditLine(author.pk, wording="our tide reader")
    page = page_of(client, published(credit, language="fr"))
    assert said(page) == "Par our tide reader"
    assert not page.xpath("//p[@class='byline']//bdi[@lang]/bdi[@lang]")


def test_the_copyright_line_speaks_the_publication_s_language(client):
    authors = [
        factories.author("Ada", in_languages={"fr.name": "Adèle"}),
        factories.author("Ben"),
    ]
    Publication.objects.create(pk=1, name="The Lantern")
    credits = [CreditLine(author.pk) for author in authors]
    edition = published(
        *credits, language="fr", display_at=datetime(2020, 5, 1, tzinfo=UTC)
    )
    page = page_of(client, edition)
    rights = page.xpath("string(//*[@class='rights']/bdi[last()])")
    assert rights == "Copyright © Ada and Ben, The Lantern, 2020"
    assert said(page) == "Par Adèle et Ben"


def test_teasers_and_the_front_page_speak_it_too(client):
    authors = [factories.author(name) for name in ("Ann", "Ben", "Cy")]
    published(*[CreditLine(each.pk) for each in authors], language="de")
    page = html.fromstring(client.get("/").text)
    [line] = page.xpath("//*[@class='teaser-byline']/bdi")
    assert line.text_content() == "Von Ann, Ben und Cy"
    assert (line.get("lang"), line.get("dir")) == ("de", "ltr")


def test_the_position_is_today_s_or_the_one_that_is_pinned(client):
    author = factories.author(
        "Ada",
        short_bio="<p>Tides.</p>",
        positions=[
            {"role": "Fellow", "affiliation": "Institute", "until": "2018-12-31"},
            {"role": "Director", "since": "2019-01-01"},
        ],
    )
    today = page_of(client, published(CreditLine(author.pk)))
    assert said(today, "//*[@class='bio-position']") == "Director"
    then = CreditLine(author.pk, held_on=date(2015, 5, 1))
    pinned = published(then)
    assert said(page_of(client, pinned), "//*[@class='bio-position']") == (
        "Fellow, Institute"
    )
    data = client.get(pinned.get_absolute_url()).text
    assert '"jobTitle": "Fellow"' in data
