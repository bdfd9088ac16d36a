"""Takes a file in, looks at what it is, and has its copies made in the darkroom."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File

from articles.editing.images import darkroom
from articles.models.image import FORMATS, SQUARES, WIDTHS
from articles.models.picture_formats import format_of

MOST_BYTES = 25 * 2**20
SECONDS_TO_DEVELOP = 60
DARKROOM = Path(darkroom.__file__)
KEPT_OF_THE_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")  # and no secret

logger = logging.getLogger(__name__)

TOO_LARGE = (
    f"This file is larger than {MOST_BYTES // 2**20} MB. Save the picture smaller, as "
    "JPEG for example, and add that."
)


@dataclass(frozen=True)
class Arrival:
    """A file brought in, as it lies in a folder of ours. Nothing has decoded it yet."""

    path: Path
    checksum: str
    format: str


@dataclass(frozen=True)
class Developed:
    """Size as readers see it; the credit is what the file itself says, if anything."""

    width: int
    height: int
    credit: str
    folder: Path

    def copy(self, crop, width, format):
        return self.folder / f"{crop or 'whole'}-{width}.{format}"


def received(file, folder: Path) -> Arrival:
    """Copy a file into the folder, at most MOST_BYTES of it, and say what it is."""
    path = folder / "original"
    digest = hashlib.sha256()
    size = 0
    with path.open("xb") as copy:
        for chunk in (file if isinstance(file, File) else File(file)).chunks():
            size += len(chunk)
            if size > MOST_BYTES:
                raise ValidationError(TOO_LARGE)
            digest.update(chunk)
            copy.write(chunk)
    with path.open("rb") as copy:
        return Arrival(path, digest.hexdigest(), format_of(copy.read(1024)))


def developed(arrival: Arrival, focal_point=(50, 50)) -> Developed:
    """Have the copies made beside the original. Raise ValidationError if it is no good.

    About 0.3 s for a picture of 2 megapixels; never longer than SECONDS_TO_DEVELOP.
    """
    folder = arrival.path.parent
    order = {
        "original": str(arrival.path),
        "format": arrival.format,
        "folder": str(folder),
        "widths": WIDTHS,
        "squares": SQUARES,
        "formats": FORMATS,
        "focal_point": focal_point,
    }
    answer = answer_of_the_darkroom(order)
    if "refused" in answer:
        if "because" in answer:
            logger.info("A picture was not taken: %r", answer["because"])
        raise ValidationError(answer["refused"])
    return Developed(folder=folder, **answer)


def answer_of_the_darkroom(order):
    environment = {
        name: os.environ[name] for name in KEPT_OF_THE_ENVIRONMENT if name in os.environ
    }
    try:
        done = subprocess.run(  # noqa: S603 (both names are our own)
            [sys.executable, "-I", DARKROOM],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=True,
            cwd=order["folder"],
            env=environment,
            timeout=SECONDS_TO_DEVELOP,
        )
    except subprocess.TimeoutExpired:
        logger.warning("A picture took longer than %d s.", SECONDS_TO_DEVELOP)
        return {"refused": darkroom.DAMAGED}
    except subprocess.CalledProcessError as error:
        # A limit of the darkroom's was reached, or a decoder crashed.
        logger.warning(
            "The darkroom ended with %d: %r", error.returncode, error.stderr[-400:]
        )
        return {"refused": darkroom.DAMAGED}
    return json.loads(done.stdout)
