"""Walks long lists by key: page 400 costs what the first page costs.

Rows are editions or placements; both have `published_at` and `article_id`, the order
of every list. A key names a row, and `before` and `after` mean older and newer.
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


def list_page(rows, query):
    """Return the page of rows that the request's `before` or `after` asks for.

    Rows come newest first. Raise Http404 for a key that we cannot have written.
    """
    if key := query.get("before"):
        found, is_more = _some(rows.filter(_older_than(key)))
        page, newer, older, here = found, bool(found), is_more, f"?before={key}"
    elif key := query.get("after"):
        found, is_more = _some(
            rows.filter(_newer_than(key)).order_by("published_at", "article_id")
        )
        page, newer, older, here = found[::-1], is_more, bool(found), f"?after={key}"
    else:
        page, older = _some(rows)
        newer, here = False, ""
    return ListPage(
        teasers_of([_edition(row) for row in page]),
        newer=key_of(page[0]) if newer else "",
        older=key_of(page[-1]) if older else "",
        here=here,
    )


def key_of(row):
    moment = (row.published_at - _EPOCH) // _MICROSECOND
    key = f"{moment}.{row.article_id}".encode()
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _place(key):
    """Read what key_of() wrote."""
    try:
        padding = "=" * (-len(key) % 4)
        text = base64.b64decode(f"{key}{padding}", altchars="-_", validate=True)
        moment, article = (int(part) for part in text.decode().split("."))
        if not 0 < article <= _GREATEST_ID:
            raise ValueError(article)
        return _EPOCH + moment * _MICROSECOND, article
    except (ValueError, OverflowError, binascii.Error) as error:
        raise Http404("No such place in the list.") from error


def _older_than(key):
    moment, article = _place(key)
    same_moment = Q(published_at=moment, article_id__lt=article)
    return Q(published_at__lte=moment) & (Q(published_at__lt=moment) | same_moment)


def _newer_than(key):
    moment, article = _place(key)
    same_moment = Q(published_at=moment, article_id__gt=article)
    return Q(published_at__gte=moment) & (Q(published_at__gt=moment) | same_moment)


def _some(rows):
    found = list(rows[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def _edition(row):
    return row if isinstance(row, Edition) else row.edition
