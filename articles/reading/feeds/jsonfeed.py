"""The feed in JSON. https://www.jsonfeed.org/version/1.1/"""

import json

from articles.reading.feeds.feed import printable

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed):
    """Return the feed as bytes; JSON itself writes control characters in words."""
    described = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    described = {name: value for name, value in described.items() if value}
    described["items"] = [_item(item) for item in feed.items]
    return printable(json.dumps(described, ensure_ascii=False)).encode()


def _item(item):
    described = {
        "id": item.id,
        "url": item.address,
        "title": item.title,
        "content_html": item.html,
        "date_published": item.published_at.isoformat(timespec="seconds"),
        "date_modified": item.updated_at.isoformat(timespec="seconds"),
        "summary": item.summary,
        "image": item.picture.address if item.picture else "",
        "authors": [_author(writer) for writer in item.authors],
        "language": item.language,
        "tags": list(item.categories),
    }
    return {name: value for name, value in described.items() if value}


def _author(writer):
    named = {"name": writer.name}
    return named | ({"url": writer.address} if writer.address else {})
