"""Anything is found by a few words of it, by who may see it."""

import pytest
from django.db.models import F

from articles.editing import bin as deleting
from articles.editing import things
from articles.editing.finding.addresses import number_in
from articles.editing.finding.everything import find_everywhere, find_while_typing
from articles.editing.finding.folds import Folded
from articles.models import Tag, Theme
from articles.models.actions import Role
from articles.models.folding import folded
from tests import factories

NAMES = [
    "Inês Carvalhal",
    "ŁÓDŹ",
    "Straße",
    "Ειρήνη ΣΟΦΟΣ",
    "ΜΆΪΟΣ",
    "Їжак",
    "ЁЖ",
    "İstanbul ISPARTA",
    "مُحَمَّد ـ دَمّـــاج",
    "नेपाल की",
    "שָׁלוֹם",
    "ﬁnance",
    "soft\u00adhyphen",
    "O’Brien",
    "Ødegård Đorđe",
    "日本語",
    "100% “sure”_",
]


@pytest.fixture
def editor(db):
    return factories.editor()


def found(query, person, ask=find_while_typing):
    """Return the words of the hits by the name of their group."""
    groups = ask(query, by=person)
    return {group.name: [hit.words for hit in group.hits] for group in groups}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_database_folds_as_we_do(name):
    theme = factories.theme(name)
    rows = Theme.objects.annotate(line=Folded(F("name")))
    assert " ".join(rows.get(pk=theme.pk).line.split()) == folded(name)


@pytest.mark.parametrize("name", NAMES)
def test_case_and_accents_make_no_difference(editor, name):
    factories.article(by=editor, headline=f"On {name} and others")
    for query in (name, name.upper(), folded(name)):
        assert found(query, editor)["Articles"] == [f"On {name} and others"]


def test_every_word_has_to_be_there_in_headline_or_byline(editor):
    ines = factories.author("Inês Carvalhal")
    factories.article(by=editor, headline="Grain, counted", by_line=[ines])
    factories.article(by=editor, headline="Grain, eaten")
    assert found("grain carva", editor)["Articles"] == ["Grain, counted"]
    assert "Articles" not in found("grain nobody", editor)


def test_what_was_changed_last_comes_first_and_what_lies_in_the_bin_not_at_all(editor):
    for name in ("One dam", "Two dams", "Three dams"):
        article = factories.article(by=editor, headline=name)
    assert found("dam", editor)["Articles"] == ["Three dams", "Two dams", "One dam"]
    deleting.delete(article, by=editor, seen=1)
    assert found("dam", editor)["Articles"] == ["Two dams", "One dam"]


def test_an_article_is_found_by_its_number_or_any_address_of_it(editor):
    article = factories.published_article(by=editor, headline="Nobody says this")
    pk = article.pk
    slug = article.editions.get().slug
    for query in (
        f"{pk}",
        f"#{pk}",
        f"/articles/{pk}/",
        f"https://news.example/articles/{pk}/{slug}/?utm=1#top",
        f"https://news.example/articles/{pk}/{slug}/article.md",
        f"https://news.example/admin/articles/article/{pk}/change/",
        f"/admin/articles/article/{pk}/versions/",
        f"https://news.example/articles/{pk}/{slug}",
    ):
        assert found(query, editor)["By number"] == ["Nobody says this"], query


@pytest.mark.parametrize(
    "query", ["", "#", "1/2", "//", "http://[x", "/admin/", "9" * 40, "²", "/themes/x/"]
)
def test_what_is_no_number_is_none(query):
    assert number_in(query) is None


def test_a_terms_address_leads_to_it(editor):
    theme = factories.theme("Water and war")
    address = f"https://news.example{theme.get_absolute_url()}"
    assert found(address, editor)["At this address"] == ["Water and war"]


def test_each_kind_of_thing_is_found_by_its_name(editor):
    factories.author("Dr Zaituna")
    for make in (factories.region, factories.theme, factories.report, factories.source):
        make("Zaituna Hills")
    Tag.objects.create(name="zaituna", slug="zaituna")
    factories.image(caption="In Zaituna, 2020")
    groups = found("zaitun", editor)
    assert [*groups] == [
        *("Authors", "Reports", "Regions", "Themes", "Tags", "Sources", "Pictures")
    ]


def test_whose_name_begins_so_comes_first(editor):
    for name in ("Ana Dam", "Dam Builder", "Zoe Dam"):
        factories.author(name)
    assert found("dam", editor)["Authors"] == ["Dam Builder", "Ana Dam", "Zoe Dam"]


def test_a_former_name_finds_and_is_said(editor):
    author = factories.author("Maria Sousa")
    content = author.content().changed(name="Maria Reis")
    things.save(author, content, by=editor, seen=author.version)
    [group] = find_while_typing("sousa", by=editor)
    [hit] = group.hits
    assert (hit.words, hit.note) == ("Maria Reis", "was called Maria Sousa")
    [group] = find_while_typing("maria reis", by=editor)
    assert "was called" not in group.hits[0].note


def test_what_readers_see_is_looked_through_on_the_page(editor):
    factories.published_article(
        by=editor, headline="A dam", body="<p>The lever broke.</p>"
    )
    factories.article(by=editor, headline="Unread", body="<p>The lever broke.</p>")
    assert found("lever", editor) == {}
    on_page = found("lever", editor, find_everywhere)
    assert on_page == {"In the text that readers see": ["A dam"]}
    both = found("dam", editor, find_everywhere)
    assert both == {"Articles": ["A dam"]}


def test_more_than_is_shown_leads_on(editor):
    for number in range(7):
        factories.theme(f"Dam {number}")
    [group] = find_while_typing("dam", by=editor)
    assert len(group.hits) == 5
    assert group.more == "/admin/articles/theme/?q=dam"


@pytest.mark.parametrize("role", Role)
def test_nobody_finds_what_they_may_not_see(db, role):
    editor = factories.editor()
    factories.published_article(by=editor, headline="Dam", body="<p>Lever</p>")
    factories.author("Dam Builder")
    factories.theme("Dams")
    factories.image(caption="A dam")
    groups = found("dam", factories.user(role), find_everywhere)
    groups |= found("lever", factories.user(role), find_everywhere)
    if role == Role.AUTHORS_DESK:
        assert [*groups] == ["Authors", "Pictures"]
    else:
        assert {"Articles", "Authors", "Themes"} <= {*groups}


def test_an_account_without_a_role_finds_nothing(db):
    author = factories.author("Dam")
    factories.published_article(headline="Dam", by_line=[author])
    assert found("dam", factories.user(), find_everywhere) == {}


@pytest.mark.parametrize("query", ["", "   ", "\0", "ً", "%", "_", "x" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(editor, query):
    factories.article(by=editor)
    assert found(query, editor, find_everywhere) == {}
