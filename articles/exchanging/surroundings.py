"""What a reader of files may know of this newsroom: its addresses and its words."""

import re
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings

from articles.exchanging.markdown.foot import House
from articles.exchanging.markdown.lines import Places
from articles.models import Author, Image, Prompt, Publication, Source
from articles.models.disclaimer import fill_in
from articles.models.folding import folded
from articles.reading.wording import plain

_ARTICLE = re.compile(r"/articles/([1-9]\d{0,17})(?:/|$)")
_RENDITION = re.compile(r"(?:^|/)([0-9a-f]{2}/[0-9a-f]{32})/[0-9a-z-]+\.\w+$")
_FIRST_PARAGRAPH = re.compile(r"\n\s*\n|</p>")


def own_path(address):
    """Return the path of an address on our own site, else None."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if (
        parts.netloc in ("", urlsplit(settings.SITE_URL).netloc)
        and parts.path[:1] == "/"
    ):
        return parts.path if parts.scheme in ("", "http", "https") else None
    return None


def own_article(address):
    """Return the id of the article of ours that an address is about, or None."""
    found = _ARTICLE.match(own_path(address) or "")
    return int(found[1]) if found else None


class MediaLibrary:
    """Knows pictures by where their copies lie. Asked nothing, it loads nothing."""

    def picture(self, address):
        """Return the id of the image that a rendition's address shows, or None.

        A rendition's name cannot be guessed: whose it is follows from the name alone.
        """
        try:
            found = _RENDITION.search(urlsplit(address).path)
        except ValueError:  # no address at all, as in http://[::1
            return None
        return self._images.get(found[1]) if found else None

    @cached_property
    def _images(self):
        images = Image.objects.only("checksum")
        return {image.rendition_folder: image.pk for image in images}


def places():
    return Places(picture=MediaLibrary().picture, article=own_article)


def house():
    """Return how this newsroom words the foot of its articles."""
    publication = Publication.objects.current()
    sentences = {}
    for kind, text in _known_sentences(publication):
        if first := _FIRST_PARAGRAPH.split(text.strip(), maxsplit=1)[0]:
            sentences[folded(plain(first))] = kind
    return House(
        source_wording=publication.source_wording,
        copyright_wording=publication.copyright_wording,
        origin_wordings=tuple(Source.objects.values_list("credit_wording", flat=True)),
        sentences=sentences,
    )


def _known_sentences(publication):
    for bio in Author.objects.exclude(short_bio="").values_list("short_bio", flat=True):
        yield "bio", bio
    slots = {Prompt.Slot.SHARE_NOTE: "share_note", Prompt.Slot.MEMBERSHIP: "membership"}
    for prompt in Prompt.objects.filter(slot__in=slots):
        words = (
            prompt.text if prompt.slot == Prompt.Slot.SHARE_NOTE else said_in(prompt)
        )
        yield slots[prompt.slot], words
    yield "comments", publication.comments_wording
    yield "fair_use", filled_fair_use(publication)


def said_in(prompt):
    """Return all words of a prompt, as a file has them in one line."""
    return f"{plain(prompt.text)} {prompt.button}".strip()


def filled_fair_use(publication):
    return fill_in(publication.fair_use_notice, **publication.words)
