"""Which pictures are taken, told by a file's first bytes: nothing is decoded here."""

from django.core.exceptions import ValidationError

TAKEN = "JPEG, PNG, WebP, GIF or AVIF"
EMPTY = "This file is empty. Choose the picture again."
DRAWING = (
    "SVG drawings may hold programs and are not taken. Export the drawing as PNG, "
    "about 2,000 pixels wide, and add that."
)
TELEPHONE = (
    "HEIC pictures are not taken, as many browsers cannot show them. Save the picture "
    "as JPEG and add that."
)
UNKNOWN = f"This is not a picture we know. Save it as {TAKEN} and add that."


def format_of(head: bytes) -> str:
    """Tell a picture's format by its first bytes; its name says nothing about it."""
    if not head:
        raise ValidationError(EMPTY)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return format_of_container(head)
    raise ValidationError(DRAWING if b"<svg" in head.lower() else UNKNOWN)


def format_of_container(head):
    """Tell by its brands what a file of the ISO base media kind holds."""
    brands = head[8 : min(int.from_bytes(head[:4]), len(head))]
    if b"avif" in brands or b"avis" in brands:
        return "avif"
    is_heic = any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"mif1"))
    raise ValidationError(TELEPHONE if is_heic else UNKNOWN)
