"""Pictures as HTML: pure functions of the Image row, without a query or a file."""

from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models.image import SQUARES

SQUARE = "square"


def picture(image, *, sizes: str, eager: bool = False) -> SafeString:
    """Return a <picture> of the whole image; `sizes` is the attribute of HTML.

    An eager one is fetched at once and first: for the picture a page opens with. Of
    what was withdrawn there is nothing to print, here and below.
    """
    if image.withdrawn_at:
        return SafeString("")
    widths = image.widths()
    return _picture(
        image, widths, "", image.rendition_height(widths[-1]), sizes=sizes, eager=eager
    )


def square(image, *, sizes: str, eager: bool = False) -> SafeString:
    """Return a <picture> of the image cut square around its focal point."""
    if image.withdrawn_at:
        return SafeString("")
    widths = image.square_widths()
    return _picture(image, widths, SQUARE, widths[-1], sizes=sizes, eager=eager)


def figure(
    image, *, sizes: str, caption: str | None = None, eager: bool = False
) -> SafeString:
    """Return the picture with its caption and credit.

    `caption` is HTML that has been cleaned; without one, the image's own is printed.
    """
    if image.withdrawn_at:
        return SafeString("")
    said = image.caption if caption is None else mark_safe(caption)
    kind = "credit" if said else "credit is-alone"
    words = [
        said,
        image.credit and format_html('<span class="{}">{}</span>', kind, image.credit),
    ]
    printed = mark_safe(" ".join(format_html("{}", word) for word in words if word))
    return format_html(
        '<figure class="picture">{}{}</figure>',
        picture(image, sizes=sizes, eager=eager),
        printed and format_html("<figcaption>{}</figcaption>", printed),
    )


def address(image, width: int, format: str = "jpeg", crop: str = "") -> str:
    """Return where readers fetch one copy from; `width` is one the image has."""
    return default_storage.url(image.rendition_path(width, format, crop))


def thumbnail(image) -> str:
    """Return the address of the smallest copy that shows the whole picture."""
    return address(image, image.widths()[0], "webp")


def square_thumbnail(image) -> str:
    """Return the address of a small copy that is cut square, sharp on a fine screen."""
    small = [width for width in image.square_widths() if width <= SQUARES[1]]
    return address(image, small[-1], "webp", SQUARE)


def _picture(image, widths, crop, height, *, sizes, eager):
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" width="{}" height="{}" alt="{}" {}></picture>',
        ", ".join(
            f"{address(image, width, 'webp', crop)} {width}w" for width in widths
        ),
        sizes,
        address(image, widths[-1], "jpeg", crop),
        widths[-1],
        height,
        "" if image.is_decorative else image.alt,
        mark_safe(
            'loading="eager" fetchpriority="high" decoding="async"'
            if eager
            else 'loading="lazy" decoding="async"'
        ),
    )
