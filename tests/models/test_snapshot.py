"""A whole article as a value, and three of them made one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models.snapshot import SETS, CreditLine, Snapshot, merge

BASE = Snapshot(
    headline="Old",
    body="<p>Old</p>",
    credits=(CreditLine(1), CreditLine(2, "translator", "with B")),
    regions=(1, 2),
    tags=("ports",),
    source=4,
    original_url="https://example.org/",
    original_on=date(2020, 2, 26),
    embargoed_until=datetime(2020, 2, 26, tzinfo=UTC),
)

some_words = st.sampled_from(["Old", "New", "Other"])
snapshots = st.builds(
    Snapshot,
    headline=some_words,
    body=some_words,
    regions=st.lists(st.integers(1, 4), unique=True).map(tuple),
    tags=st.lists(some_words, unique=True).map(tuple),
    source=st.sampled_from([None, 1, 2]),
    original_url=some_words,
    credits=st.lists(st.builds(CreditLine, st.integers(1, 3)), max_size=2).map(tuple),
)


@given(snapshots)
def test_comes_back_from_json_as_it_was(snapshot):
    assert Snapshot.from_json(snapshot.to_json()) == snapshot


def test_comes_back_with_dates_and_roles():
    assert Snapshot.from_json(BASE.to_json()) == BASE


def test_reads_a_version_from_before_a_field_existed():
    values = BASE.to_json()
    del values["search_title"]
    assert Snapshot.from_json(values) == BASE


def test_takes_what_a_colleague_changed_elsewhere():
    ours = replace(BASE, headline="Ours")
    theirs = replace(BASE, body="<p>Theirs</p>")
    merged = merge(BASE, ours, theirs)
    assert merged.snapshot == replace(BASE, headline="Ours", body="<p>Theirs</p>")
    assert merged.taken == ["body"]
    assert merged.clashing == []


def test_says_where_both_changed_the_same():
    ours = replace(BASE, headline="Ours")
    merged = merge(BASE, ours, replace(BASE, headline="Theirs"))
    assert merged.clashing == ["headline"]
    assert merged.snapshot.headline == "Ours"


def test_adds_and_removes_in_sets():
    ours = replace(BASE, regions=(1, 2, 3))
    theirs = replace(BASE, regions=(2, 4))
    assert merge(BASE, ours, theirs).snapshot.regions == (2, 3, 4)


def test_keeps_coupled_fields_together():
    ours = replace(BASE, source=5)
    theirs = replace(BASE, original_url="https://example.org/other")
    assert merge(BASE, ours, theirs).clashing == [
        *("source", "original_url", "original_on", "permission")
    ]


@pytest.mark.parametrize("ordered", ["credits"])
def test_never_mixes_two_bylines(ordered):
    ours = replace(BASE, **{ordered: (CreditLine(3),)})
    theirs = replace(BASE, **{ordered: (CreditLine(2), CreditLine(1))})
    assert merge(BASE, ours, theirs).clashing == [ordered]


@given(snapshots, snapshots)
def test_one_side_unchanged_yields_the_other(base, changed):
    theirs = merge(base, base, changed)
    ours = merge(base, changed, base)
    assert theirs.clashing == ours.clashing == []
    assert ours.snapshot == changed
    assert theirs.snapshot == changed


@given(snapshots, snapshots, snapshots)
def test_no_change_is_lost_unless_it_is_named(base, ours, theirs):
    merged = merge(base, ours, theirs)
    for name in set(base.differing(theirs)) - set(merged.clashing) - set(SETS):
        assert getattr(merged.snapshot, name) == getattr(theirs, name)
    for name in set(base.differing(ours)) - set(SETS):
        assert getattr(merged.snapshot, name) == getattr(ours, name)
