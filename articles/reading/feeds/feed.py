"""What a feed says, whatever it is written in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

# What an empty feed calls its last change: bytes may not hang on the clock.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Writer:
    """Who wrote something, by the bare name, and where to read who that is."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Picture:
    """What an entry opens with: a JPEG, in the words that it was published with."""

    address: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""
    media_type: str = "image/jpeg"


@dataclass(frozen=True)
class Item:
    """One entry. Its address and those in `html` are whole; `id` always stays."""

    id: str
    address: str
    title: str
    html: str
    published_at: datetime
    updated_at: datetime
    authors: Sequence[Writer]
    language: str = ""
    categories: Sequence[str] = ()
    summary: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Feed:
    """A list of ours. `page` is where people read it, `address` where it is itself."""

    title: str
    description: str
    page: str
    address: str
    language: str
    author: str
    items: Sequence[Item] = field(default_factory=list)
    hub: str = ""

    @property
    def updated_at(self):
        return max((item.updated_at for item in self.items), default=NEVER)


def tag_uri(thing, moment):
    """Return an id that stays when addresses change, after RFC 4151."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{moment.astimezone(UTC):%Y-%m-%d}:{thing}"


def printable(text):
    """Return a text without the characters that no XML document may hold."""
    return _NOT_IN_XML.sub("", text)
