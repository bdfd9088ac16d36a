"""Lets staff look at a picture before it enters the library."""

from pathlib import Path

from articles.editing.images.developing import developed, received
from articles.models.image import WIDTHS

LARGEST = 640


def small_copy(file, folder):
    """Return the bytes of a copy in WebP, made in the darkroom within a folder.

    Nothing of what the camera wrote into the file is in it. Raise ValidationError if it
    is no picture.
    """
    picture = developed(received(file, Path(folder)))
    widths = [width for width in WIDTHS if width <= LARGEST and width <= picture.width]
    width = max(widths, default=picture.width)
    return picture.copy("", width, "webp").read_bytes()
