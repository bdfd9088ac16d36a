"""Which position of an author's an article tells: chosen in the byline's row."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.admin.held_on import choices
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import change_page, filled, fresh, save

pytestmark = pytest.mark.django_db
POSITIONS = [
    {"role": "Fellow", "affiliation": "Institute X", "until": "2018-12-31"},
    {"role": "Director", "since": "2019-01-01"},
]


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def credited(editor, *credits, **fields):
    article = factories.article(by=editor, **fields)
    return factories.reworked(article, by=editor, credits=credits).article


def offered(page, row=0):
    rows = html.fromstring(page.text).xpath(f"//select[@name='credits-{row}-held_on']")
    return {each.get("value"): each.text for each in rows[0]} if rows else None


def test_each_position_held_is_offered_in_words(desk, editor):
    author = factories.author("Ada", positions=POSITIONS)
    article = credited(editor, CreditLine(author.pk))
    assert offered(desk.get(change_page(article))) == {
        "": "Today’s: Director",
        "2018-12-31": "Fellow, Institute X, until 2018",
        "2019-01-01": "Director, since 2019 (when this was written)",
    }


def test_who_has_none_is_asked_nothing(desk, editor):
    article = credited(editor, CreditLine(factories.author().pk))
    assert offered(desk.get(change_page(article))) is None


def test_it_is_saved_stays_and_is_let_go(desk, editor):
    author = factories.author("Ada", positions=POSITIONS)
    article = credited(editor, CreditLine(author.pk))
    save(desk, article, **{"credits-0-held_on": "2018-12-31"})
    kept = CreditLine(author.pk, held_on=date(2018, 12, 31))
    assert fresh(article).snapshot().credits == (kept,)
    save(desk, fresh(article), headline="Another")
    assert fresh(article).snapshot().credits == (kept,)
    assert fresh(article).revisions.latest("number").snapshot.credits == (kept,)
    save(desk, fresh(article), **{"credits-0-held_on": ""})
    assert fresh(article).snapshot().credits == (CreditLine(author.pk),)


def test_a_day_that_was_pinned_otherwise_is_kept_as_it_is(desk, editor):
    author = factories.author("Ada", positions=POSITIONS)
    line = CreditLine(author.pk, held_on=date(2015, 5, 1))
    article = credited(editor, line)
    page = desk.get(change_page(article))
    assert filled(page)["credits-0-held_on"] == ["2015-05-01"]
    assert offered(page)["2015-05-01"] == "Fellow, Institute X, until 2018"
    save(desk, article, headline="Another")
    assert fresh(article).snapshot().credits == (line,)


def test_a_refused_form_keeps_what_was_chosen(desk, editor):
    author = factories.author("Ada", positions=POSITIONS)
    article = credited(editor, CreditLine(author.pk))
    page = save(desk, article, headline="", **{"credits-0-held_on": "2018-12-31"})
    assert filled(page)["credits-0-held_on"] == ["2018-12-31"]


def test_nonsense_is_refused_and_kept(desk, editor):
    author = factories.author("Ada", positions=POSITIONS)
    article = credited(editor, CreditLine(author.pk))
    page = save(desk, article, **{"credits-0-held_on": "soon"})
    assert "soon" in offered(page)
    assert fresh(article).snapshot().credits == (CreditLine(author.pk),)


def test_positions_cost_no_query(desk, editor):
    plain = credited(editor, CreditLine(factories.author().pk))
    authors = [factories.author(positions=POSITIONS) for _ in range(6)]
    rich = credited(editor, *(CreditLine(author.pk) for author in authors))
    costs = []
    desk.get(change_page(plain))
    for article in (plain, rich):
        with CaptureQueriesContext(connection) as asked:
            desk.get(change_page(article))
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("lines", "chosen", "written_on", "words"),
    [
        ([], None, None, ["Today’s"]),
        ([], date(2015, 5, 1), None, ["Today’s", "None, as of 1 May 2015"]),
        (
            [{"role": "Fellow"}],
            None,
            None,
            ["Today’s: Fellow", "Fellow, whatever comes"],
        ),
        (
            [{"role": "Fellow", "since": "2015-02-01", "until": "2015-06-01"}],
            None,
            date(2015, 3, 1),
            ["Today’s", "Fellow, 2015 (when this was written)"],
        ),
        (
            [{"role": "Fellow", "since": "2010-02-01", "until": "2015-06-01"}],
            "2012-01-01",
            None,
            ["Today’s", "Fellow, 2010–2015"],
        ),
    ],
)
def test_the_words_of_the_choices(lines, chosen, written_on, words):
    assert [each for _, each in choices(lines, chosen, written_on)] == words
