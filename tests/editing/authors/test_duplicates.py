"""Who may be somebody we know, and which two of ours may be one."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import things
from articles.editing.authors.apart import GONE, ONE, ask_again, tell_apart, told_apart
from articles.editing.authors.duplicates import likely_matches, pairs
from articles.editing.authors.likeness import Reason
from articles.models import Author, NotTheSame
from articles.models.actions import Role
from tests import factories

pytestmark = pytest.mark.django_db

_numbers = itertools.count(1)
ALIKE = [
    ("Jane Doe", "jane DOE", Reason.NAME),
    ("Jane Doe", "Doe, Jane", Reason.NAME),
    ("Jane Doe", "Prof. Jane Doe", Reason.NAME),
    ("Inês Carvalhal", "Ines Carvalhal", Reason.NAME),
    ("Ibrahim al-Khoury", "Ibrahim Khoury", Reason.NAME),
    ("Seán O’Brien", "Sean O'Brien", Reason.NAME),
    ("مُحَمَّد دَمّاج", "محمد دماج", Reason.NAME),
    ("Владимир Орлов", "Vladimir Orlov", Reason.SPELLING),
    ("Jürgen Müller", "Juergen Mueller", Reason.SPELLING),
    ("Mohammed Khatib", "Mohamed Hatib", Reason.SPELLING),
    ("J. Doe", "Jane Doe", Reason.INITIALS),
    ("Jane A. Doe", "Jane Doe", Reason.INITIALS),
    ("Doe, J.", "Jane Alice Doe", Reason.INITIALS),
    ("Katarina Novotna", "Katarina Novorna", Reason.LETTER),
    ("Katarina Novotna", "Kataina Novotna", Reason.LETTER),
    ("Katarina Novotna", "Katarina Novotan", Reason.LETTER),
]
APART = [
    ("Jane Doe", "John Doe"),
    ("J. Doe", "Mary Doe"),
    ("J. Doe", "J. Roe"),
    ("Ana Lima", "Ana Lira"),
    ("Jane Doe", "Doe"),
    ("Author number 10", "Author number 11"),
    ("Author 1", "Author 12"),
    ("M. Li", "Mary Lin"),
]


def author(name, **fields):
    """Make an author of a name that another may have, too."""
    return factories.author(name, slug=f"author-{next(_numbers)}", **fields)


def reasons():
    return {pair.names: pair.reason for pair in pairs()}


@pytest.mark.parametrize(("one", "other", "reason"), ALIKE)
def test_alike_names_are_a_pair_and_match_each_other(one, other, reason):
    first, second = author(one), author(other)
    assert reasons() == ({(one, other): reason} if reason else {})
    for name, but, expected in ((one, first, second), (other, second, first)):
        found = likely_matches([name], but=[but.pk])
        wanted = [(expected, reason)] if reason else []
        assert [(match.author, match.reason) for match in found] == wanted


@pytest.mark.parametrize(("one", "other"), APART)
def test_others_are_left_alone(one, other):
    author(one)
    author(other)
    assert pairs() == []
    [only] = likely_matches([one])
    assert only.author.name == one


def test_a_name_in_another_language_or_of_old_is_a_name_too():
    amina = author("Amina Haddad", in_languages={"ar.name": "أمينة حداد"})
    author("أمينة حداد")
    author("Rui Sá", other_names="Rodrigo Salgado\nR. S.")
    author("Rodrigo Salgado")
    assert set(reasons().values()) == {Reason.OTHER_NAME}
    [match] = likely_matches(["أمينة حداد"], but=[amina.pk])
    assert match.why == "The same name"


def test_a_former_name_is_a_name_too():
    editor = factories.editor()
    jane = author("Jane Doe")
    renamed = jane.content().changed(name="Jane Roe")
    things.save(jane, renamed, by=editor, seen=1)
    author("Jane Doe")
    assert set(reasons().values()) == {Reason.OTHER_NAME}


def test_the_same_profile_is_a_reason_and_a_house_that_many_share_is_none():
    house = "https://house.example"
    for number in range(6):
        author(f"{'abcdef'[number] * 4} {'uvwxyz'[number] * 4}", links=house)
    assert pairs() == []
    one = author("Ana Re", links=f"{house}\nhttps://www.net.example/@ana/")
    other = author("Nana", links="http://net.example/@ana#about")
    assert {pair.ids: pair.reason for pair in pairs()} == {
        (one.pk, other.pk): Reason.LINK
    }
    [match] = likely_matches(["Nobody Yet"], links=["https://net.example/@ana"], most=1)
    assert match.why == "The same link"


def test_the_best_reason_comes_first_and_no_more_than_are_asked_for():
    for name in ("J. Doe", "Jane Doe", "Doe Jane", "Jane Dough"):
        author(name)
    found = likely_matches(["Jane Doe"])
    assert [match.author.name for match in found] == ["Doe Jane", "Jane Doe", "J. Doe"]
    assert len(likely_matches(["Jane Doe"], most=2)) == 2
    assert likely_matches(["", "…"]) == []


def test_who_was_merged_is_who_they_are_now():
    stays = author("Jane Doe")
    goes = author("Jane Smithson", merged_into=stays)
    assert pairs() == []
    new = author("Jane Smithson")
    [pair] = pairs()
    assert (pair.ids, pair.reason) == ((stays.pk, new.pk), Reason.OTHER_NAME)
    found = likely_matches(["Jane Smithson"], but=[new.pk])
    assert [match.author for match in found] == [stays]
    assert goes.pk not in pair.ids


class TestTellingApart:
    @pytest.fixture(autouse=True)
    def two(self):
        self.keeper = factories.user(Role.AUTHORS_DESK)
        self.one, self.other = (
            author("Jane Doe"),
            author("Jane Doe"),
        )

    def tell(self, *ids):
        return tell_apart(*(ids or (self.other.pk, self.one.pk)), by=self.keeper)

    def test_is_remembered_with_who_said_so_until_somebody_asks_again(self):
        told = self.tell()
        assert (told.lower, told.higher) == (self.one.pk, self.other.pk)
        assert told.said_by == self.keeper
        assert pairs() == []
        ask_again(told, by=factories.editor())
        assert [pair.ids for pair in pairs()] == [(self.one.pk, self.other.pk)]

    def test_the_first_who_says_so_is_remembered(self):
        first = self.tell()
        assert tell_apart(self.one.pk, self.other.pk, by=factories.editor()) == first
        assert NotTheSame.objects.get().said_by == self.keeper

    def test_holds_for_whoever_one_of_them_is_today(self):
        self.tell()
        stays = author("Jane D. Doe")
        Author.objects.filter(pk=self.other.pk).update(merged_into=stays)
        assert told_apart() == {(self.one.pk, stays.pk)}
        assert pairs() == []

    def test_what_is_one_or_gone_is_not_told_apart(self):
        for ids, words in (
            ((self.one.pk, self.one.pk), ONE),
            ((self.one.pk, 987654), GONE),
        ):
            with pytest.raises(ValidationError, match=words):
                self.tell(*ids)
        Author.objects.filter(pk=self.other.pk).update(merged_into=self.one)
        with pytest.raises(ValidationError, match=ONE):
            self.tell()

    def test_holds_for_who_comes_back_from_the_bin(self):
        self.tell()
        gone = things.delete(self.other, by=self.keeper, seen=1)
        things.bring_back(gone, by=self.keeper)
        assert pairs() == []

    @pytest.mark.parametrize("role", [Role.WRITER, None])
    def test_others_may_not(self, role):
        told, somebody = self.tell(), factories.user(role)
        for act in (
            lambda: tell_apart(self.one.pk, self.other.pk, by=somebody),
            lambda: ask_again(told, by=somebody),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert NotTheSame.objects.exists()


def test_costs_two_queries_however_many_there_are():
    author("Jane Doe")
    for size in (1, 20):
        while Author.objects.count() < size:
            factories.author()
        for ask in (pairs, lambda: likely_matches(["Jane Doe"])):
            with CaptureQueriesContext(connection) as queries:
                ask()
            assert len(queries) == 2
