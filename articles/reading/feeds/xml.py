"""The two feeds in XML: RSS 2.0 and Atom.

https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287
"""

from datetime import UTC
from email.utils import format_datetime

from lxml import etree
from lxml.builder import ElementMaker

from articles.reading.feeds.feed import printable

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"  # https://www.rssboard.org/media-rss
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_names = {"atom": ATOM, "content": CONTENT, "dc": DUBLIN_CORE, "media": MEDIA}
_rss = ElementMaker(nsmap=_names)
_in_atom = ElementMaker(namespace=ATOM, nsmap={None: ATOM})
_linked = ElementMaker(namespace=ATOM)
_core = ElementMaker(namespace=DUBLIN_CORE)
_content = ElementMaker(namespace=CONTENT)
_media = ElementMaker(namespace=MEDIA)


def rss(feed):
    """Return the feed as bytes, in RSS 2.0."""
    channel = _rss.channel(
        _rss.title(printable(feed.title)),
        _rss.link(feed.page),
        _rss.description(printable(feed.description)),
        _rss.language(feed.language),
        _rss.lastBuildDate(_in_mail(feed.updated_at)),
        *_links(_linked, feed, "application/rss+xml"),
        *(_rss_item(item) for item in feed.items),
    )
    return _written(_rss.rss(channel, version="2.0"))


def atom(feed):
    """Return the feed as bytes, in Atom."""
    root = _in_atom.feed(
        _in_atom.title(printable(feed.title)),
        _in_atom.subtitle(printable(feed.description)),
        _in_atom.id(feed.address),
        _in_atom.updated(_in_full(feed.updated_at)),
        _in_atom.link(rel="alternate", type="text/html", href=feed.page),
        *_links(_in_atom, feed, "application/atom+xml"),
        _in_atom.author(_in_atom.name(printable(feed.author))),
        *(_entry(item) for item in feed.items),
    )
    root.set(LANGUAGE, feed.language)
    return _written(root)


def _rss_item(item):
    return _rss.item(
        _rss.title(printable(item.title)),
        _rss.link(item.address),
        _rss.guid(item.id, isPermaLink="false"),
        _rss.pubDate(_in_mail(item.published_at)),
        *(_core.creator(printable(writer.name)) for writer in item.authors),
        *(_rss.category(printable(name)) for name in item.categories),
        *([_rss.description(printable(item.summary))] if item.summary else []),
        _content.encoded(printable(item.html)),
        *([_media_content(item.picture)] if item.picture else []),
    )


def _media_content(picture):
    content = _media.content(
        url=picture.address,
        type=picture.media_type,
        medium="image",
        width=str(picture.width),
        height=str(picture.height),
    )
    if picture.alt:
        content.append(_media.description(printable(picture.alt), type="plain"))
    if picture.credit:
        content.append(_media.credit(printable(picture.credit)))
    return content


def _entry(item):
    entry = _in_atom.entry(
        _in_atom.title(printable(item.title)),
        _in_atom.id(item.id),
        _in_atom.link(rel="alternate", type="text/html", href=item.address),
        _in_atom.published(_in_full(item.published_at)),
        _in_atom.updated(_in_full(item.updated_at)),
        *(_in_atom.author(*_person(writer)) for writer in item.authors),
        *(_in_atom.category(term=printable(name)) for name in item.categories),
        *([_in_atom.summary(printable(item.summary))] if item.summary else []),
        _in_atom.content(printable(item.html), type="html"),
    )
    if item.language:
        entry.set(LANGUAGE, item.language)
    return entry


def _person(writer):
    yield _in_atom.name(printable(writer.name))
    if writer.address:
        yield _in_atom.uri(writer.address)


def _links(maker, feed, media_type):
    yield maker.link(rel="self", type=media_type, href=feed.address)
    if feed.hub:
        yield maker.link(rel="hub", href=feed.hub)


def _in_mail(moment):
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _in_full(moment):
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _written(root):
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
