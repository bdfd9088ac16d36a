"""The verbs of the media library."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, transaction

from articles.editing.images.developing import developed, received
from articles.editing.things.permission import require
from articles.editing.things.versions import keep
from articles.models import Version
from articles.models.image import FORMATS, Image, original_path
from articles.models.pictures import SQUARE

HANDS = min(4, os.cpu_count() or 1)  # each may hold a large picture in memory
SEEN_IN_THE_FILE = ("original", "checksum", "format", "width", "height")

WITHDRAWN = (
    "This picture was withdrawn for legal reasons, with the article that it stood in. "
    "Ask a publisher."
)
MISSING = (
    "The original of this picture cannot be read, so that no new cut can be made. Ask "
    "whoever runs this machine to look for it in the backup."
)


def add(file, *, by, **words):
    """Take a picture into the library and return its Image.

    `words` are fields of the Image: alt, caption, credit, licence, is_decorative,
    may_be_republished, focal_x, focal_y. A file that is here already is not added
    again: its Image is returned as it stands. Without a credit, the file's own is
    taken. Raises PermissionDenied, and ValidationError in words for who brings it.
    """
    return add_many([(file, words)], by=by)[0]


def add_many(pictures, *, by):
    """Take in (file, words) pairs, several at a time; return their Images in order.

    The first that is refused ends it, before anything is kept.
    """
    if not by.has_perm("articles.add_image"):
        raise PermissionDenied("You may not add pictures.")
    with (
        TemporaryDirectory(prefix="darkroom-") as folder,
        ThreadPoolExecutor(HANDS) as hands,
    ):
        trays = [
            _tray(file, words, Path(folder, str(number)))
            for number, (file, words) in enumerate(pictures)
        ]
        here = {
            image.checksum: image
            for image in Image.objects.filter(
                checksum__in=[arrival.checksum for arrival, _ in trays]
            )
        }
        if any(image.withdrawn_at for image in here.values()):
            raise ValidationError(WITHDRAWN)
        # Starting processes needs no database; rows are written by this thread.
        new = [tray for tray in trays if tray[0].checksum not in here]
        seen = list(hands.map(_developed, *zip(*new, strict=True))) if new else []
        for (arrival, image), picture in zip(new, seen, strict=True):
            image.uploaded_by = by
            here[arrival.checksum] = _kept(image, arrival, picture)
        return [here[arrival.checksum] for arrival, _ in trays]


def refocus(image, focal_x, focal_y, *, by):
    """Have an image's copies made around another focal point, under new names.

    The old ones stay: pages that are out there show them, and older versions of the
    image. The row is for things.save() to write, with all else that was changed.
    """
    require(by, "change", image)
    moved = Image.objects.get(pk=image.pk)
    if moved.withdrawn_at:
        raise ValidationError(WITHDRAWN)
    moved.focal_x, moved.focal_y = focal_x, focal_y
    moved.clean_fields()
    with TemporaryDirectory(prefix="darkroom-") as folder:
        try:
            with moved.original.open() as original:
                arrival = received(original, Path(folder))
        except OSError as error:
            raise ValidationError(MISSING) from error
        _put_copies(moved, developed(arrival, (focal_x, focal_y)))
    image.focal_x, image.focal_y = focal_x, focal_y
    return image


def _tray(file, words, folder):
    """Lay a file beside its words, both looked at as far as costs nothing."""
    image = Image(**words)
    image.full_clean(exclude=SEEN_IN_THE_FILE, validate_unique=False)
    folder.mkdir()
    return received(file, folder), image


def _developed(arrival, image):
    return developed(arrival, (image.focal_x, image.focal_y))


def _kept(image, arrival, picture):
    """Write the files and then the row, which thus never points to nothing."""
    image.checksum, image.format = arrival.checksum, arrival.format
    image.width, image.height = picture.width, picture.height
    image.credit = image.credit or picture.credit
    image.original.name = original_path(image, "")
    _put(storages["originals"], image.original.name, arrival.path)
    _put_copies(image, picture)
    try:
        with transaction.atomic():
            image.save(force_insert=True)
    except IntegrityError:  # somebody else added the same file in this very moment
        return Image.objects.get(checksum=image.checksum)
    keep(image, image.content(), by=image.uploaded_by, intent=Version.Intent.SAVE)
    return image


def _put_copies(image, picture):
    for crop, width, format in _copies(image):
        name = image.rendition_path(width, format, crop)
        _put(default_storage, name, picture.copy(crop, width, format))


def _copies(image):
    """Yield (crop, width, format) of every copy that there is of an image."""
    for format in FORMATS:
        for width in image.widths():
            yield "", width, format
        for width in image.square_widths():
            yield SQUARE, width, format


def _put(storage, name, path):
    """Store a file under exactly this name, over what an earlier try may have left."""
    storage.delete(name)
    with path.open("rb") as file:
        storage.save(name, File(file))
