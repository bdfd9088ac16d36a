"""The A–Z of authors, in every script and at every size."""

import gzip

import pytest
from lxml import html

from articles.models import Author, AuthorPlacement, Publication
from articles.reading import author_index
from articles.reading.alphabet import by_initial
from tests import factories

pytestmark = pytest.mark.django_db


def letters(names):
    return [(each.letter, each.things) for each in by_initial(names, str)]


def named(page):
    return page.xpath("//*[@class='initial']//a/bdi/text()")


def publish(*names, **fields):
    authors = [factories.author(name, **fields) for name in names]
    factories.published_article(by_line=authors)
    return authors


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Łem", "Lee"], [("L", ("Lee", "Łem"))]),
        (["Östen", "Orr", "ɪ"], [("O", ("Orr", "Östen")), ("ɪ".upper(), ("ɪ",))]),
        (["Æsir", "Þór"], [("A", ("Æsir",)), ("T", ("Þór",))]),
        (["Ёлкин", "Елена"], [("Е", ("Елена", "Ёлкин"))]),
        (["Іван", "Ґєрман"], [("Г", ("Ґєрман",)), ("И", ("Іван",))]),
        (["إلياس", "أحمد", "آمال"], [("ا", ("أحمد", "إلياس", "آمال"))]),
        (["ガクト", "かな"], [("か", ("ガクト", "かな"))]),
        (["홍길동", "한"], [("ㅎ", ("한", "홍길동"))]),
        (["田中", "李明"], [("漢", ("李明", "田中"))]),
        (["“Quote”"], [("Q", ("“Quote”",))]),
        (["3D", "!", "Z"], [("Z", ("Z",)), ("#", ("!", "3D"))]),
    ],
)
def test_names_stand_under_the_letter_that_readers_look_under(names, found):
    assert letters(names) == found


def test_latin_comes_first_and_then_script_by_script():
    names = ["田", "김", "と", "देव", "عمر", "עמוס", "Юрий", "Ωνάσης", "Zoë", "Ann"]
    order = [letter for letter, _ in letters(names)]
    assert order == ["A", "Z", "Ω", "Ю", "ע", "ع", "द", "と", "ㄱ", "漢"]


def test_authors_are_listed_by_family_name_and_organisations_by_theirs(client):
    publish("Zoë Ängström", "Ben Adams", "Łukasz Lem", "Ида Рей")
    publish("Ferry House", kind="organisation")
    page = html.fromstring(client.get("/authors/").text)
    assert page.xpath("//section/h2/bdi/text()") == ["A", "F", "L", "Р"]
    in_order = ["Ben Adams", "Zoë Ängström", "Ferry House", "Łukasz Lem", "Ида Рей"]
    assert named(page) == in_order
    targets = page.xpath("//nav[@class='initials']//a/@href")
    assert targets == [f"#{anchor}" for anchor in page.xpath("//section/h2/@id")]


def test_only_those_under_whom_readers_find_something(client):
    publish("Ada")
    factories.author("Nobody Yet")
    factories.article(by_line=[factories.author("Only Planned")])
    assert named(html.fromstring(client.get("/authors/").text)) == ["Ada"]


def test_many_are_divided_by_letter(client, monkeypatch):
    monkeypatch.setattr(author_index, "ON_ONE_PAGE", 2)
    publish("Ann", "Bea", "3D", "Юрий")
    first = html.fromstring(client.get("/authors/").text)
    assert named(first) == ["Ann"]
    ways = first.xpath("//nav[@class='initials']//a/@href")
    assert ways == ["?", "?letter=B", "?letter=%D0%AE", "?letter=%23"]
    for way, name in zip(ways[1:], ["Bea", "Юрий", "3D"], strict=True):
        page = html.fromstring(client.get(f"/authors/{way}").text)
        assert named(page) == [name]
        [canonical] = page.xpath("//link[@rel='canonical']/@href")
        assert canonical == f"http://127.0.0.1:8000/authors/{way}"
    again = html.fromstring(client.get("/authors/?letter=A").text)
    [canonical] = again.xpath("//link[@rel='canonical']/@href")
    assert canonical == "http://127.0.0.1:8000/authors/"
    assert client.get("/authors/?letter=X").status_code == 404


def test_five_thousand_are_light_and_cost_no_query_more(
    client, django_assert_num_queries
):
    Publication.objects.create(pk=1, name="The Lantern")
    factories.published_article(by_line=[factories.author("Ann One")])
    with django_assert_num_queries(3):
        client.get("/authors/")
    authors = Author.objects.bulk_create(
        Author(
            name=f"Given Name{number} {chr(65 + number % 26)}family",
            slug=f"given-name-{number}",
            positions=[{"role": "Fellow", "affiliation": f"Institute {number}"}],
        )
        for number in range(5000)
    )
    placement = AuthorPlacement.objects.get()
    for author in authors:
        author.placement = AuthorPlacement(
            edition_id=placement.edition_id,
            article_id=placement.article_id,
            term=author,
            published_at=placement.published_at,
            live_from=placement.live_from,
        )
    AuthorPlacement.objects.bulk_create(each.placement for each in authors)
    with django_assert_num_queries(3):
        page = client.get("/authors/").content
    assert len(page) < 60_000
    assert len(gzip.compress(page)) < 12_000
