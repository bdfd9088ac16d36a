"""Addresses as other sites need them, and slugs and numbers inside ours."""

import re
import unicodedata

from django.conf import settings

_FOLLOWABLE = re.compile(r"https?://|mailto:|tel:|[/?#]", re.IGNORECASE)


def absolute(path):
    """Return the whole address of a path of ours, the same for every visitor.

    The Host header has no say in it, nor has anything else that a visitor sends.
    """
    return settings.SITE_URL + path


def followable(address):
    """Return an address that a reader may be sent to, or nothing: never a script."""
    return address if _FOLLOWABLE.match(address) else ""


class SlugConverter:
    """Any one part of an address: in any script, and wrong ones may be redirected."""

    regex = "[^/\x00]+"

    def to_python(self, value):
        return unicodedata.normalize("NFC", value)

    def to_url(self, value):
        return value


class NumberConverter:
    """The number of an article, small enough for every database."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)
