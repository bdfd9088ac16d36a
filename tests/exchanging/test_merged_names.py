"""Files that speak of what was merged: no duplicate comes of them, nor a version."""

import pytest

from articles.exchanging.markdown.imported import Refusal
from articles.exchanging.naming import Register
from articles.models import Author, Region, Revision, Theme
from tests import factories
from tests.editing.merging.test_merging import merged, save, undone
from tests.exchanging.papers import PAPER
from tests.exchanging.test_import_article import admin, take_in  # noqa: F401

pytestmark = pytest.mark.django_db


class Name:
    def __init__(self, words, address="", line=1):
        self.words, self.address, self.line = words, address, line


def known(model, words, address=""):
    return Register(model, None, []).known(Name(words, address))


def test_a_name_or_address_of_what_was_merged_finds_where_it_went(admin):  # noqa: F811
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    save(gone, admin, slug="jane-d")
    merged(gone, stays, admin)
    assert known(Author, "j. doe") == stays
    for slug in ("jane-d", "j-doe", "jane-doe"):
        assert known(Author, "Any words", f"/authors/{slug}/") == stays
    old, new = factories.region("Mideast"), factories.region("Middle East")
    merged(old, new, admin)
    assert known(Region, "Mideast", "/regions/mideast/") == new


def test_an_other_name_finds_its_author_unless_somebody_is_called_so(admin):  # noqa: F811
    author = factories.author("Jane Doe", other_names="J. Doe\nJane Smith")
    assert known(Author, "J. DOE") == author
    smith = factories.author("Jane Smith")
    assert known(Author, "Jane Smith") == smith
    factories.author("Another", other_names="J. Doe")
    with pytest.raises(Refusal, match="may be either of"):
        known(Author, "J. Doe")


def test_a_file_taken_in_again_after_a_merge_changes_nothing(take_in, admin):  # noqa: F811
    take_in(PAPER)
    pairs = [
        (Author.objects.get(name="Jane Doe"), factories.author("Jane M. Doe")),
        (Region.objects.get(name="Coast"), factories.region("Shore")),
        (Theme.objects.get(), factories.theme("Ports")),
    ]
    made = [merged(gone, stays, admin) for gone, stays in pairs]
    counts = [model.objects.count() for model in (Author, Region, Theme, Revision)]
    _, out, _ = take_in(PAPER)
    assert "0 new, 0 updated, 1 unchanged" in out
    after = [model.objects.count() for model in (Author, Region, Theme, Revision)]
    assert after == counts
    for each in made:
        undone(each, admin)


def test_a_new_file_by_an_old_name_is_by_the_one_that_stays(take_in, admin):  # noqa: F811
    gone, stays = factories.author("Jane Doe"), factories.author("Jane M. Doe")
    merged(gone, stays, admin)
    take_in(PAPER)
    line = Revision.objects.latest("pk").snapshot.credits[0]
    assert (line.author, line.wording) == (stays.pk, "")
    assert Author.objects.filter(name="Jane Doe").count() == 1


def test_a_name_in_another_language_finds_its_term():
    region = factories.region("Germany", in_languages={"fr.name": "Allemagne"})
    assert known(Region, "allemagne") == region
    assert known(Region, "Allemagne", "/regions/germany/") == region
