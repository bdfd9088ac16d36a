"""What readers find of what was merged: one name, one address, each article once.

Where stored numbers are read is listed in tests/architecture/test_stored_ids.py.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import (
    Author,
    Disclaimer,
    Edition,
    Publication,
    Region,
    Report,
    StartHere,
    Tag,
    Theme,
)
from articles.publishing.frozen import frozen
from articles.reading.article_page import article_page, edition_at
from articles.reading.front_page import front_page
from articles.reading.region_tree import RegionTree
from articles.reading.teasers import teasers_of
from tests import factories
from tests.editing.merging.test_merging import made, merged, named, save, undone

pytestmark = pytest.mark.django_db
KINDS = [Author, Region, Theme, Report, Tag]


@pytest.fixture
def editor():
    Publication.objects.create(pk=1, name="The Lantern")
    return factories.editor()


@pytest.fixture
def reader():
    return Client()


def page_of(article):
    now = timezone.now()
    return article_page(edition_at(article.pk, now), now)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
class TestEachKind:
    @pytest.fixture(autouse=True)
    def scene(self, model, editor):
        self.editor = editor
        self.gone, self.stays = made(model, "Absorbed"), made(model, "Staying")
        publish = factories.published_article
        self.both = publish(by=editor, **named(model, self.gone, self.stays))
        self.one = publish(by=editor, **named(model, self.gone))

    def test_every_address_leads_there_at_once(self, reader):
        save(self.gone, self.editor, slug="renamed")
        first = merged(self.gone, self.stays, self.editor)
        last = made(type(self.gone), "Last")
        addresses = [self.gone.get_absolute_url(), self.stays.get_absolute_url()]
        addresses.append(type(self.gone)(slug="renamed").get_absolute_url())
        merged(self.stays, last, self.editor)
        save(last, self.editor, slug="at-last")
        addresses.append(last.get_absolute_url())
        last.refresh_from_db()
        for address in addresses:
            answer = reader.get(f"{address}?before=x")
            there = f"{last.get_absolute_url()}?before=x"
            assert (answer.status_code, answer["Location"]) == (301, there)
        page = reader.get(last.get_absolute_url()).text
        assert page.count(f'href="{self.one.editions.get().get_absolute_url()}"') == 1
        undone(first, self.editor)
        answer = reader.get(type(last)(slug="renamed").get_absolute_url())
        assert answer.status_code == 200

    def test_an_article_names_it_once_by_the_others_name(self, reader, model):
        merged(
            self.gone, self.stays, self.editor, name="Renamed"
        ) if model is not Tag else merged(self.gone, self.stays, self.editor)
        name = "Staying" if model is Tag else "Renamed"
        for article in (self.both, self.one):
            page = page_of(article)
            if model is Author:
                found = [(each.name, each.address) for each in page.credited]
            else:
                field = model._meta.model_name + "s"
                found = [(each.name, each.address) for each in getattr(page, field)]
            assert found == [(name, self.stays.get_absolute_url())]
            assert "Absorbed" not in reader.get(page.address).text

    def test_the_index_names_one(self, reader, model):
        merged(self.gone, self.stays, self.editor)
        page = reader.get(self.gone.get_absolute_url().rsplit("/", 2)[0] + "/").text
        assert page.count("Staying") >= 1
        assert "Absorbed" not in page


def test_two_credits_in_one_role_are_one_in_the_words_of_the_first(editor):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    other = factories.author("Third")
    article = factories.article(by=editor, by_line=[gone, other, stays])
    lines = article.snapshot().credits
    worded = (
        lines[0].__class__(gone.pk, wording="Jane the First"),
        *lines[1:],
        lines[0].__class__(stays.pk, "translator"),
        lines[0].__class__(gone.pk, "translator"),
    )
    article = factories.reworked(article, by=editor, credits=worded).article
    factories.published_again(article, by=editor)
    merged(gone, stays, editor)
    [wrote, translated] = page_of(article).byline
    assert [each.name for each in wrote.credited] == ["Jane the First", "Third"]
    assert [each.name for each in translated.credited] == ["Jane Doe"]
    page = page_of(article)
    assert [each.author for each in page.writers] == [stays, other]
    [teaser] = teasers_of([page.edition])
    names = [[each.name for each in line.credited] for line in teaser.byline]
    assert names == [["Jane the First", "Third"], ["Jane Doe"]]


def test_more_by_the_author_is_by_both(editor):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    by_gone = factories.published_article(by=editor, by_line=[gone])
    by_stays = factories.published_article(by=editor, by_line=[stays])
    merged(gone, stays, editor)
    for article, other in ((by_gone, by_stays), (by_stays, by_gone)):
        [more] = page_of(article).more
        assert more.by.author == stays
        assert [each.article_id for each in more.editions] == [other.pk]


def test_a_report_is_read_on_in_the_one_it_was_merged_into(editor):
    gone, stays = factories.report("Dams"), factories.report("Rivers")
    first = factories.published_article(by=editor, reports=(gone.pk,))
    second = factories.published_article(by=editor, reports=(stays.pk,))
    StartHere.objects.create(report=stays, article=second)
    merged(gone, stays, editor)
    series = page_of(first).series
    assert (series.report.name, series.before.article_id) == ("Rivers", second.pk)
    assert page_of(second).series.after.article_id == first.pk
    assert [each.name for each in front_page(timezone.now()).reports] == ["Rivers"]


def test_the_front_page_has_one_section_of_a_merged_theme(editor):
    gone, stays = factories.theme("Grain"), factories.theme("Food")
    for theme in (gone, stays) * 10:
        factories.published_article(by=editor, themes=(theme.pk,))
    merged(gone, stays, editor)
    assert [it.term.name for it in front_page(timezone.now()).sections] == ["Food"]


def test_regions_lie_in_what_the_one_around_them_was_merged_into(editor):
    old, new = factories.region("Old"), factories.region("New")
    child = factories.region("Child", parent=old)
    merged(old, new, editor)
    tree = RegionTree.load()
    assert tree.called("old") is None
    assert tree.above(child) == [new]
    assert tree.branches() == [(new, [(child, [])])]


def test_a_disclaimer_names_and_follows_the_one_that_stays(editor):
    said = Disclaimer.objects.create(name="D", text="<p>By {authors}.</p>")
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    old, new = factories.theme("Old"), factories.theme("New", disclaimer=said)
    article = factories.article(by=editor, by_line=[gone, stays], themes=(old.pk,))
    merged(gone, stays, editor)
    merged(old, new, editor)
    fields = frozen(article.snapshot(), timezone.now())
    assert fields["disclaimer"] == "<p>By Jane Doe.</p>"


def test_a_page_costs_the_same_whatever_was_merged(editor, reader):
    gone, stays = factories.author("J. Doe"), factories.author("Jane Doe")
    theme = factories.theme()
    article = factories.published_article(by=editor, by_line=[gone], themes=(theme.pk,))
    address = Edition.objects.get(article=article).get_absolute_url()
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        costs.append(len(queries))
        for other in (gone, factories.author(), factories.author()):
            if len(costs) == 1:
                merged(other, stays, editor)
    assert costs[0] == costs[1], [q["sql"][:90] for q in queries]
