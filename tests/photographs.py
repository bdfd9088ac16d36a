"""Pictures drawn for tests, as files that somebody might bring."""

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)


def drawn(size=(60, 40), colour=RED, mode="RGB"):
    return Image.new(mode, size, colour)


def halves(size=(60, 40), left=RED, right=BLUE):
    picture = drawn(size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


def saved(picture, format="jpeg", name="picture.jpg", **options):
    buffer = BytesIO()
    picture.save(buffer, format, **options)
    return ContentFile(buffer.getvalue(), name)


def photograph(size=(60, 40), colour=RED, format="jpeg", **options):
    return saved(drawn(size, colour), format, **options)


def png_that_says_it_is(width, height):
    """Make a PNG of a few bytes whose head promises a picture of that size."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return ContentFile(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 5000))
        + chunk(b"IEND", b""),
        "promise.png",
    )
