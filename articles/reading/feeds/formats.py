"""The formats that a feed is written in, and where each is found.

They are written with lxml and json: Django’s feed generator knows one author an entry,
takes the clock for the date of an empty feed, and fails at a control character.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import path

from articles.reading.addresses import absolute
from articles.reading.feeds.jsonfeed import json_feed
from articles.reading.feeds.xml import atom, rss


@dataclass(frozen=True)
class Format:
    """`ending` follows the address of the list that it is the feed of."""

    name: str
    media_type: str
    ending: str
    write: Any


FORMATS = (
    Format("RSS", "application/rss+xml", "feed/", rss),
    Format("Atom", "application/atom+xml", "feed/atom/", atom),
    Format("JSON Feed", "application/feed+json", "feed/json/", json_feed),
)


def feed_paths(page, view, name):
    """Return the addresses of the feeds of a list, in each format, for urls.py."""
    return [
        path(f"{page}{each.ending}", view, {"format": each}, name=name)
        for each in FORMATS
    ]


def answer(format, feed):
    content_type = f"{format.media_type}; charset=utf-8"
    return HttpResponse(format.write(feed), content_type=content_type)


def links(page):
    """Return (format, address) of the feeds of a list, for the head of its page."""
    return [(each, absolute(f"{page}{each.ending}")) for each in FORMATS]
