"""Decodes a picture and makes its copies, in a process of its own with narrow limits.

Run as a script, never as a module: nothing of the newsroom is loaded beside the
decoders, which read what strangers' files say. An order comes in as JSON, the answer
goes out as JSON, the copies are files in the order's folder.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path

from PIL import AvifImagePlugin, Image, ImageCms, IptcImagePlugin

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_383  # of a WebP picture
CPU_SECONDS = 30
ADDRESS_SPACE = 1_200 * 2**20  # bytes; WebP of 40 megapixels takes 900 million
FILE_SIZE = 64 * 2**20  # bytes

PAPER = (255, 255, 255)
QUALITY = {
    # Method 2 of 6: at 4, it takes three times as long for a file 2 % smaller.
    "webp": {"quality": 78, "method": 2},
    "jpeg": {"quality": 80, "optimize": True},
}
ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298  # EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {TURNS[number] for number in (5, 6, 7, 8)}
BYLINE, CREDIT, NOTICE = (2, 80), (2, 110), (2, 116)  # IPTC-IIM 4.2
IN_UTF_8 = b"\x1c\x01\x5a\x00\x03\x1b%G"

DAMAGED = (
    "This picture cannot be opened: the file is damaged or incomplete. Open it in a "
    "picture program, save it again as JPEG or PNG, and add that."
)
TOO_MANY_PIXELS = (
    f"This picture has more than {MOST_PIXELS // 1_000_000} megapixels. Make it "
    "smaller in a picture program (2,000 pixels wide is plenty), and add that."
)


class Refused(Exception):
    """A picture that is not taken; the message is for who brought it."""


def main():
    limit_this_process()
    order = json.load(sys.stdin)
    try:
        answer = develop(**order)
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except Exception as error:  # however a decoder fails, it means the same
        answer = {"refused": DAMAGED, "because": repr(error)[:400]}
    json.dump(answer, sys.stdout)


def limit_this_process():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Each thread of a decoder would reserve address space of its own.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def develop(original, format, folder, widths, squares, formats, focal_point):
    """Write every copy into the folder as CROP-WIDTH.FORMAT; return what was seen.

    Widths beyond the picture's own are made as wide as it is.
    """
    image = opened(original, format)
    turn = turn_needed(image)
    width, height = image.size if turn not in SIDEWAYS else image.size[::-1]
    names = people_named_in(image)

    image = reduced(image, max(max(widths) / width, max(squares) / min(width, height)))
    image = on_paper(in_screen_colours(image))
    if turn is not None:
        image = image.transpose(turn)
    image.info.clear()  # else Pillow writes some of it into the copies

    folder = Path(folder)
    wholes = {min(each, width) for each in widths}
    sizes = [(each, max(1, round(height * each / width))) for each in wholes]
    write(image, sizes, folder / "whole", formats, names)
    sides = {min(each, width, height) for each in squares}
    cut = square_around(image, *focal_point)
    write(cut, [(side, side) for side in sides], folder / "square", formats, names)
    return {"width": width, "height": height, "credit": credit_among(names)}


def opened(original, format):
    """Read the head of a picture; refuse what is too large before it is decoded."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(original, formats=[format.upper()])
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Refused(TOO_MANY_PIXELS) from error
    if image.width * image.height > MOST_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    if max(image.size) > LONGEST_SIDE:
        raise Refused(
            f"This picture is {image.width:,} by {image.height:,} pixels, and no side "
            f"may be longer than {LONGEST_SIDE:,}: add a smaller copy, or a part of it."
        )
    return image


def turn_needed(image):
    """Return how to turn the picture upright, as the camera noted it."""
    try:
        return TURNS.get(image.getexif().get(ORIENTATION))
    except Exception:  # damaged notes are no reason to refuse a picture
        return None


def reduced(image, scale):
    """Decode the picture and make it smaller, if `scale` is less than one.

    Everything after this works on what readers can see, not on forty megapixels. A
    JPEG is decoded at a half or a quarter of its size where that is large enough.
    """
    size = tuple(max(1, round(side * min(scale, 1))) for side in image.size)
    image.draft(None, tuple(2 * side for side in size))
    image.load()
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode not in {"L", "RGB", "CMYK"}:
        profile = image.info.get("icc_profile")
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.info["icc_profile"] = profile
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    return resized(image, size)


def in_screen_colours(image):
    """Return the picture in sRGB, with or without transparency.

    A profile that makes no sense is passed over, as browsers do.
    """
    if image.mode == "RGBA":
        opaque = image.convert("RGB")
        opaque = in_screen_colours(opaque)
        opaque.putalpha(image.getchannel("A"))
        return opaque
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")


def on_paper(image):
    """Lay what is transparent on white: a black drawing must show on a dark page."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def resized(image, size):
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def square_around(image, focal_x, focal_y):
    """Cut the largest square whose middle is as near the focal point as it can be."""
    side = min(image.size)
    left, top = (
        min(max(round(length * focus / 100 - side / 2), 0), length - side)
        for length, focus in zip(image.size, (focal_x, focal_y), strict=True)
    )
    return image.crop((left, top, left + side, top + side))


def write(image, sizes, stem, formats, names):
    """Save each size, made from the next larger one, which halves the work.

    Nothing that the camera wrote goes along; a JPEG keeps whose picture it is.
    """
    names_in_jpeg = {"extra": as_iptc(names)} if names else {}
    for size in sorted(sizes, reverse=True):
        image = resized(image, size)
        for format in formats:
            extra = names_in_jpeg if format == "jpeg" else {}
            copy = f"{stem}-{size[0]}.{format}"
            image.save(copy, format=format, **QUALITY[format], **extra)


def people_named_in(image):
    """Return byline, credit and copyright notice that there are, by IPTC number."""
    try:
        iptc = IptcImagePlugin.getiptcinfo(image) or {}
        exif = image.getexif()
    except Exception:  # as above
        return {}
    names = {number: text_of(iptc.get(number)) for number in (BYLINE, CREDIT, NOTICE)}
    names[BYLINE] = names[BYLINE] or text_of(exif.get(ARTIST))
    names[NOTICE] = names[NOTICE] or text_of(exif.get(COPYRIGHT))
    return {number: text for number, text in names.items() if text}


def credit_among(names):
    return next((names[each] for each in (CREDIT, BYLINE, NOTICE) if each in names), "")


def text_of(value):
    if isinstance(value, list):
        return ", ".join(filter(None, map(text_of, value)))[:200]
    if isinstance(value, bytes):
        try:
            value = value.decode()
        except UnicodeDecodeError:
            value = value.decode("latin-1")
    printable = (sign if sign.isprintable() else " " for sign in str(value or ""))
    return " ".join("".join(printable).split())[:200]


def as_iptc(names):
    """Return the JPEG segment (APP13) that holds these texts and nothing else."""
    records = IN_UTF_8
    for (record, number), text in sorted(names.items()):
        data = text.encode()
        records += bytes([0x1C, record, number]) + len(data).to_bytes(2) + data
    padding = b"\0" * (len(records) % 2)
    resources = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4) + records + padding
    segment = b"Photoshop 3.0\0" + resources
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2) + segment


if __name__ == "__main__":
    main()
