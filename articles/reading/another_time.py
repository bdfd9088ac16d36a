"""What staff see on readers' pages of another moment: a banner, links that stay."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from articles.reading.instant import ASKED_BY, NOW, Moment, moment_of, written

MORNING = time(6)
# Keys of a list at one moment mean nothing at another.
_LEFT_BEHIND = {ASKED_BY, "before", "after"}
_LINK = re.compile(r'(<a\b(?:[^>"]|"[^"]*")*?\shref=")([^"]*)(")')
_FORM = re.compile(r'<form\b(?:[^>"]|"[^"]*")*\smethod="get"[^>]*>')
_OF_ITS_OWN = "data-of-its-own-time"  # a link or form that is not to keep the moment


@dataclass(frozen=True)
class Banner:
    """What the banner says: the moment in the publication's zone, and where to go."""

    moment: Moment
    at: datetime
    written: str
    to_the_second: bool
    path: str
    others: list[tuple[str, str]]
    is_past: bool
    leave: str
    shortcuts: list[tuple[str, str]]


def banner_of(request, zone, now):
    """Return the Banner of a page on which staff look at a moment; for readers None."""
    moment = moment_of(request)
    if not moment.asked:
        return None
    local, today = moment.at.astimezone(zone), now.astimezone(zone)
    tomorrow = datetime.combine(today.date() + timedelta(days=1), MORNING, zone)
    others = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in _LEFT_BEHIND
    ]
    to_the_second = bool(local.second) and not moment.is_now
    goes_to = [
        ("Now", NOW),
        ("In an hour", written(now.replace(microsecond=0) + timedelta(hours=1))),
        (f"Tomorrow, {MORNING:%H:%M}", written(tomorrow)),
    ]
    return Banner(
        moment=moment,
        at=local,
        written=local.strftime(f"%Y-%m-%dT%H:%M{':%S' if to_the_second else ''}"),
        to_the_second=to_the_second,
        path=request.path,
        others=others,
        is_past=moment.at < now,
        leave=_address(request.path, others),
        shortcuts=[
            (words, _address(request.path, [*others, (ASKED_BY, asked)]))
            for words, asked in goes_to
        ],
    )


def at_moment(address, at):
    """Return the address of a readers' page as of a moment."""
    return with_moment(address, written(at))


def with_moment(address, asked):
    parts = urlsplit(address)
    query = [*parse_qsl(parts.query, keep_blank_values=True), (ASKED_BY, asked)]
    return parts._replace(query=urlencode(query, safe=":")).geturl()


def keeping_the_moment(request, response):
    """Let links, forms and redirects stay at the moment asked for; no cache keeps it.

    Whatever a page links to is found in what it prints, so that no view and no template
    can forget one.
    """
    moment = moment_of(request)
    if not moment.asked:
        return response
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    if "Location" in response.headers:
        response.headers["Location"] = _kept(response.headers["Location"], moment)
    elif response.headers.get("Content-Type", "").startswith("text/html"):
        page = response.content.decode(response.charset)
        response.content = _kept_in(page, moment).encode(response.charset)
    return response


def _kept_in(page, moment):
    def link(found):
        before, address, after = found.groups()
        if _OF_ITS_OWN in before:
            return found[0]
        return f"{before}{escape(_kept(unescape(address), moment))}{after}"

    def form(found):
        if _OF_ITS_OWN in found[0]:
            return found[0]
        asked = escape(moment.asked)
        return f'{found[0]}<input type="hidden" name="{ASKED_BY}" value="{asked}">'

    return _FORM.sub(form, _LINK.sub(link, page))


def _kept(address, moment):
    return with_moment(address, moment.asked) if _has_time(address) else address


def _has_time(address):
    """Say whether an address is one of our pages, and does not name its moment yet."""
    try:
        parts = urlsplit(address.removeprefix(settings.SITE_URL))
    except ValueError:
        return False
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return False
    timeless = (reverse("admin:index"), settings.MEDIA_URL, settings.STATIC_URL)
    names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return not parts.path.startswith(timeless) and ASKED_BY not in names


def _address(path, query):
    return f"{path}?{urlencode(query, safe=':')}" if query else path
