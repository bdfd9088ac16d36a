"""The media library: a picture, its words, and where its copies for readers lie."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.versioned import Versioned

# Of the copies that exist of a picture, in pixels: whole, and cut square for portraits.
WIDTHS = (320, 640, 960, 1440, 1920)
SQUARES = (160, 320, 640)
FORMATS = ("webp", "jpeg")


def original_path(image, filename):
    """Name an original by its content: the uploader's own file name is not used."""
    return f"{image.checksum[:2]}/{image.checksum}.{image.format}"


def originals():
    """Return the storage of the originals, which no address leads to."""
    from django.core.files.storage import storages

    return storages["originals"]


class Image(Versioned):
    original = models.FileField(storage=originals, upload_to=original_path)
    checksum = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(max_length=8, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "text in place of the picture",
        max_length=400,
        blank=True,
        help_text="What somebody who cannot see the picture should be told.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="The picture says nothing the text does not.",
    )
    caption = models.CharField(max_length=400, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    may_be_republished = models.BooleanField(default=False)
    focal_x = models.PositiveSmallIntegerField(
        "focal point, from the left",
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent. What must stay in sight when the picture is cropped.",
    )
    focal_y = models.PositiveSmallIntegerField(
        "focal point, from the top",
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent.",
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        "auth.User",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    withdrawn_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when its files are out of readers' reach, for legal reasons.",
    )

    coupled = (("focal_x", "focal_y"), ("alt", "is_decorative"))
    facts = (
        *("original", "checksum", "format", "width", "height"),
        *("uploaded_at", "uploaded_by", "withdrawn_at"),
    )

    class Meta:
        verbose_name = "picture"
        verbose_name_plural = "pictures"
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 100), focal_y__range=(0, 100)),
                name="a_focal_point_lies_within_its_image",
            ),
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt=""),
                name="a_decorative_image_has_no_alt_text",
            ),
        ]

    def __str__(self):
        return self.caption or self.alt or f"Picture {self.pk}"

    def clean(self):
        if self.is_decorative and self.alt:
            raise ValidationError(
                {
                    "alt": "A decorative picture needs no text in its place: "
                    "empty this field, or untick “decorative”."
                }
            )

    def widths(self):
        """Return the widths in pixels that copies exist in, smallest first.

        Never wider than the original: what is not there cannot be sharpened.
        """
        return sorted({min(width, self.width) for width in WIDTHS})

    def square_widths(self):
        """Return the widths of the square copies, cut around the focal point."""
        return sorted({min(width, self.width, self.height) for width in SQUARES})

    def nearest_width(self, wanted, crop=""):
        """Return the width of the copy nearest to one; `crop` as in rendition_path."""
        widths = self.square_widths() if crop else self.widths()
        return min(widths, key=lambda known: abs(known - wanted))

    @property
    def rendition_folder(self):
        """Where all copies of this image lie, under the root of public media.

        Who has not got the original cannot guess it.
        """
        name = hashlib.sha256(self.checksum.encode()).hexdigest()[:32]
        return f"{name[:2]}/{name}"

    def rendition_path(self, width, format, crop=""):
        """Return where the copy of that width lies.

        A pure function of checksum, focal point, crop, width and format, so that a page
        is written without a look at the disk. `crop` is "" for the whole picture, or
        "square".
        """
        size = f"{crop}-{width}" if crop else f"{width}"
        name = f"{self.focal_x}-{self.focal_y}-{size}"
        return f"{self.rendition_folder}/{name}.{'jpg' if format == 'jpeg' else format}"

    def rendition_height(self, width):
        return max(1, round(self.height * width / self.width))
