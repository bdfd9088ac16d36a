"""What clocks show, and which moments that can mean, on both changes of three zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models.local_time import around, local, moments, offset, said

LONDON, NEW_YORK, KATHMANDU = map(
    ZoneInfo, ("Europe/London", "America/New_York", "Asia/Kathmandu")
)


def utc(text):
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("zone", "shown", "meant"),
    [
        # Put forward on 29 March 2026 from 01:00, put back on 25 October from 02:00.
        (LONDON, "2026-03-29T00:59", ["2026-03-29T00:59"]),
        (LONDON, "2026-03-29T01:00", []),
        (LONDON, "2026-03-29T01:59:59", []),
        (LONDON, "2026-03-29T02:00", ["2026-03-29T01:00"]),
        (LONDON, "2026-10-25T00:59", ["2026-10-24T23:59"]),
        (LONDON, "2026-10-25T01:30", ["2026-10-25T00:30", "2026-10-25T01:30"]),
        (LONDON, "2026-10-25T02:00", ["2026-10-25T02:00"]),
        # On 8 March from 02:00, on 1 November from 02:00.
        (NEW_YORK, "2026-03-08T01:59", ["2026-03-08T06:59"]),
        (NEW_YORK, "2026-03-08T02:30", []),
        (NEW_YORK, "2026-03-08T03:00", ["2026-03-08T07:00"]),
        (NEW_YORK, "2026-11-01T01:30", ["2026-11-01T05:30", "2026-11-01T06:30"]),
        (NEW_YORK, "2026-11-01T02:00", ["2026-11-01T07:00"]),
        # Never changed.
        (KATHMANDU, "2026-03-29T01:30", ["2026-03-28T19:45"]),
        (KATHMANDU, "2026-10-25T01:30", ["2026-10-24T19:45"]),
    ],
)
def test_clocks_mean_no_moment_one_or_two(zone, shown, meant):
    assert moments(datetime.fromisoformat(shown), zone) == [*map(utc, meant)]


@pytest.mark.parametrize(
    ("zone", "shown", "before", "after"),
    [
        (LONDON, "2026-03-29T01:30", "2026-03-29T00:30", "2026-03-29T02:30"),
        (NEW_YORK, "2026-03-08T02:15", "2026-03-08T01:15", "2026-03-08T03:15"),
    ],
)
def test_a_time_that_never_is_lies_between_an_hour_before_and_one_after(
    zone, shown, before, after
):
    found = around(datetime.fromisoformat(shown), zone)
    assert [local(moment, zone).isoformat(timespec="minutes") for moment in found] == [
        before,
        after,
    ]


@given(
    st.datetimes(*map(datetime.fromisoformat, ("1980-01-01", "2040-01-01"))),
    st.sampled_from([LONDON, NEW_YORK, KATHMANDU]),
)
def test_each_moment_is_among_those_that_its_own_clock_means(naive, zone):
    moment = naive.replace(tzinfo=UTC)
    assert moment in moments(local(moment, zone), zone)


def test_a_moment_is_said_with_whose_clocks():
    moment = utc("2026-10-25T00:30")
    assert offset(moment, LONDON) == "UTC+01:00"
    assert offset(moment + timedelta(hours=1), LONDON) == "UTC+00:00"
    assert offset(moment, NEW_YORK) == "UTC-04:00"
    assert offset(moment, KATHMANDU) == "UTC+05:45"
    expected = "Sunday 25 October 2026, 06:15 (Asia/Kathmandu, UTC+05:45)"
    assert said(moment, KATHMANDU) == expected
