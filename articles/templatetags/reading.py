"""Turns what readers' pages hold into words and markup."""

import json
from datetime import time
from urllib.parse import urlsplit

from django import template
from django.template.defaultfilters import date
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language_info

from articles.models import languages, pictures
from articles.models.body import clean_inline
from articles.reading import addresses
from articles.reading.wording import Name, plain, shortened

register = template.Library()

TEASER_LENGTH = 180

_UNSAFE_IN_SCRIPT = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


@register.simple_tag
def absolute(path):
    return addresses.absolute(path)


@register.filter
def linked(line):
    """Print pieces of text: links where they have an address, names isolated."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in line))


@register.filter
def unlinked(line):
    """Print pieces of text without their links, names isolated."""
    return format_html_join("", "{}", ((_isolated(piece),) for piece in line))


def _piece(piece):
    address = addresses.followable(piece.address)
    if not address:
        return _isolated(piece)
    return format_html('<a href="{}">{}</a>', address, _isolated(piece))


def _isolated(piece):
    """Print a name apart from what stands around it, in a language of its own."""
    if language := getattr(piece, "language", ""):
        return format_html('<bdi lang="{}">{}</bdi>', language, piece.text)
    if isinstance(piece, Name) or addresses.followable(piece.address):
        return format_html("<bdi>{}</bdi>", piece.text)
    return piece.text


@register.filter
def enumerated(terms):
    """Print the names of terms, linked, with commas between them."""
    link = '<a href="{}"><bdi>{}</bdi></a>'
    return format_html_join(", ", link, ((term.address, term.name) for term in terms))


@register.filter
def moment(at):
    """Print day and hour; no hour where an archive only knew the day."""
    at = localtime(at)
    return date(at, "j M Y") if at.time() == time.min else date(at, "j M Y, H:i")


@register.filter
def machine(at):
    """Print a moment for machines, in the publication's zone, to the second."""
    return localtime(at).isoformat(timespec="seconds")


@register.filter
def direction(language):
    return languages.direction(language)


@register.filter
def in_words(language):
    """Say what a language is called in the one that the page is written in."""
    return get_language_info(language)["name_translated"]


@register.filter
def site(address):
    """Say where an address leads as people would: example.org/@name."""
    parts = urlsplit(address)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path}".rstrip("/")


@register.filter
def account(address):
    """Say whose account an address is, and where: @name on example.org."""
    parts = urlsplit(address)
    name = parts.path.strip("/")
    host = (parts.hostname or "").removeprefix("www.")
    if name.startswith("@") and "/" not in name:
        return f"{name} on {host}"
    return site(address)


@register.filter
def in_short(text, length=TEASER_LENGTH):
    """Print rich text as a few plain lines."""
    return shortened(plain(text), length)


@register.filter
def followable(address):
    return addresses.followable(address or "")


@register.filter
def paragraphs(text):
    """Print rich inline text, cleaned; its lines are paragraphs where it has none."""
    cleaned = clean_inline(text)
    return mark_safe(cleaned if "<p>" in cleaned else linebreaks(cleaned))


@register.simple_tag
def figure(image, sizes):
    """Print the picture that a page opens with, its caption and its credit."""
    return pictures.figure(image, sizes=sizes, eager=True)


@register.simple_tag
def picture(image, sizes):
    return pictures.picture(image, sizes=sizes)


@register.simple_tag
def first_picture(image, sizes):
    """Print a picture that is seen without scrolling."""
    return pictures.picture(image, sizes=sizes, eager=True)


@register.simple_tag
def square(image, sizes):
    return pictures.square(image, sizes=sizes)


@register.simple_tag
def json_ld(data):
    """Print data for search engines; nothing in it can end the script element."""
    text = json.dumps(data, ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(text)
    )
