"""Walks long lists by key: page 400 costs what the first page costs.

Most rows are editions or placements; both have `published_at` and `article_id`, the
order of every list of articles. A key names a row, and `before` and `after` mean older
and newer.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.http import Http404

from articles.models import Edition
from articles.reading.teasers import Teaser, teasers_of

PAGE_SIZE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_GREATEST_ID = 2**63 - 1


@dataclass(frozen=True)
class ListPage:
    teasers: list[Teaser]
    newer: str = ""
    older: str = ""
    here: str = ""

    @property
    def is_first(self):
        return not self.here


@dataclass(frozen=True)
class Stretch:
    """Some rows of a long list, and the keys that lead on from them."""

    rows: list
    newer: str = ""
    older: str = ""
    here: str = ""


@dataclass(frozen=True)
class Order:
    """The fields that a list is in order of, newest first: a moment, and a number."""

    moment: str = "published_at"
    number: str = "article_id"

    def key_of(self, row):
        return _key(getattr(row, self.moment), getattr(row, self.number))

    def beyond(self, key, way):
        """Select what is older ("lt") or newer ("gt") than a key's row."""
        moment, number = _place(key)
        same_moment = Q(**{self.moment: moment, f"{self.number}__{way}": number})
        further = Q(**{f"{self.moment}__{way}": moment}) | same_moment
        return Q(**{f"{self.moment}__{way}e": moment}) & further


PUBLISHED = Order()


def list_page(rows, query):
    """Return the page of rows that the request's `before` or `after` asks for.

    Rows come newest first. Raise Http404 for a key that we cannot have written.
    """
    page = stretch(rows, query, PUBLISHED)
    teasers = teasers_of([_edition(row) for row in page.rows])
    return ListPage(teasers, page.newer, page.older, page.here)


def stretch(rows, query, order):
    """Return those rows that the request asks for, as list_page() does."""
    if key := query.get("before"):
        found, is_more = _some(rows.filter(order.beyond(key, "lt")))
        page, newer, older, here = found, bool(found), is_more, f"?before={key}"
    elif key := query.get("after"):
        newest_last = rows.filter(order.beyond(key, "gt"))
        newest_last = newest_last.order_by(order.moment, order.number)
        found, is_more = _some(newest_last)
        page, newer, older, here = found[::-1], is_more, bool(found), f"?after={key}"
    else:
        page, older = _some(rows)
        newer, here = False, ""
    return Stretch(
        page,
        newer=order.key_of(page[0]) if newer else "",
        older=order.key_of(page[-1]) if older else "",
        here=here,
    )


def key_of(row):
    return PUBLISHED.key_of(row)


def key_of_moment(moment):
    """Return a key before which lies what is older than a moment, whatever is there."""
    return _key(moment, 1)


def _key(moment, number):
    key = f"{(moment - _EPOCH) // _MICROSECOND}.{number}".encode()
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _place(key):
    """Read what Order.key_of() wrote."""
    try:
        padding = "=" * (-len(key) % 4)
        text = base64.b64decode(f"{key}{padding}", altchars="-_", validate=True)
        moment, number = (int(part) for part in text.decode().split("."))
        if not 0 < number <= _GREATEST_ID:
            raise ValueError(number)
        return _EPOCH + moment * _MICROSECOND, number
    except (ValueError, OverflowError, binascii.Error) as error:
        raise Http404("No such place in the list.") from error


def _some(rows):
    found = list(rows[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def _edition(row):
    return row if isinstance(row, Edition) else row.edition
