"""Paper, ink and burin: what the demo newsroom's pictures are drawn with."""

import random
from functools import cached_property, lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

INK = "#1d1a16"
PAPER = "#f6f1e7"
RUST = "#9c3d22"
BLUE = "#3e5f74"
MIST = "#a9bbbf"
OCHRE = "#c8994a"
SAND = "#e4d2aa"
STONE = "#b9ad98"
NIGHT = "#1b2631"

OVERSAMPLED = 2  # shapes are drawn this many times too large, for smooth edges
GRAIN = 9  # levels out of 255 by which paper may be lighter or darker


class Sheet:
    """One picture in the making: a size, a chance of its own, and layers of ink."""

    def __init__(self, size, seed, ground=PAPER):
        self.size = self.width, self.height = size
        self.unit = self.height / 1200  # recipes are written for 1200 pixels
        self.chance = random.Random(seed)  # noqa: S311 - draws, hides nothing
        self.image = Image.new("RGB", size, ground)

    def lay(self, colour, mask):
        """Print one flat colour through a mask, as a block prints."""
        if box := mask.getbbox():
            self.image.paste(colour, box, mask.crop(box))

    def shape(self, *outlines):
        """Return a mask of polygons, given in a sheet of 1000 units by 1000."""
        return self._drawn(outlines, 0, lambda draw, points: draw.polygon(points, 255))

    def lines(self, *paths, width=3):
        """Return a mask of strokes; `width` is in pixels of a 1200-pixel sheet."""
        stroke = max(1, round(width * self.unit * OVERSAMPLED))
        return self._drawn(
            paths, stroke, lambda draw, points: draw.line(points, 255, stroke, "curve")
        )

    def discs(self, *discs):
        """Return a mask of ellipses: (x, y, radius across, radius down)."""
        corners = [[(x - rx, y - ry), (x + rx, y + ry)] for x, y, rx, ry in discs]
        return self._drawn(corners, 0, lambda draw, points: draw.ellipse(points, 255))

    def disc(self, x, y, radius):
        """Return the mask of one true circle, its radius in thousandths of height."""
        return self.discs((x, y, radius * self.height / self.width, radius))

    @cached_property
    def whole(self):
        """The mask that lets everything through."""
        return Image.new("L", self.size, 255)

    @cached_property
    def tooth(self):
        """The roughness of the block, which bites into every edge alike."""
        return self.field(160, octaves=1)

    def field(self, cells, octaves=4):
        """Return soft noise from black to white, `cells` across the sheet."""
        field = None
        for octave in range(octaves):
            across = max(2, cells << octave)
            down = max(2, round(across * self.height / self.width))
            noise = Image.frombytes(
                "L", (across, down), self.chance.randbytes(across * down)
            ).resize(self.size, Image.Resampling.BICUBIC)
            # Each finer octave weighs half as much as the one before it.
            field = noise if field is None else Image.blend(field, noise, 0.5**octave)
        low, high = field.getextrema()
        return field.point(lambda v: (v - low) * 255 // max(1, high - low))

    def gradient(self, top, bottom):
        """Return a tone that runs from `top` to `bottom`, 0 black, 255 white."""
        ramp = Image.linear_gradient("L").resize(self.size)
        return ramp.point(lambda v: round(top + (bottom - top) * v / 255))

    def across(self, left, right):
        """Return a tone that runs from `left` to `right`."""
        ramp = Image.linear_gradient("L").rotate(90).resize(self.size)
        return ramp.point(lambda v: round(left + (right - left) * v / 255))

    def shade(self, colour, mask, tone, pitch=9, upright=False, wander=None, turns=1):
        """Cut burin lines that swell where the tone is dark, where the mask lets them.

        `wander` bends the lines by as many `turns` of the pitch as it is bright.
        """
        box = mask.getbbox()
        if not box:
            return
        phase = sawtooth(self.size, pitch * self.unit, upright).crop(box)
        for _ in range(turns if wander else 0):
            phase = ImageChops.add_modulo(phase, wander.crop(box))
        ridge = phase.point([round(abs(v - 127.5) * 2) for v in range(256)])
        cut = ImageChops.subtract(ridge, tone.crop(box), offset=128)
        cut = cut.point(
            [min(255, max(0, round((v - 128) * 5 + 90))) for v in range(256)]
        )
        self.image.paste(colour, box, ImageChops.multiply(mask.crop(box), cut))

    def finish(self):
        """Return the picture with the tooth of the paper showing through."""
        grain = Image.frombytes(
            "L", self.size, self.chance.randbytes(self.width * self.height)
        ).filter(ImageFilter.BoxBlur(1))
        grain = grain.point(lambda v: 128 + round((v - 128) * GRAIN / 64))
        grain = Image.merge("RGB", [grain] * 3)
        return ImageChops.overlay(self.image, grain)

    def _drawn(self, figures, stroke, draw_one):
        """Return the mask of some figures: only the part they lie in is drawn large."""
        mask = Image.new("L", self.size)
        across, down = self.width / 1000, self.height / 1000
        figures = [[(x * across, y * down) for x, y in figure] for figure in figures]
        box = self._around(figures, stroke)
        if box is None:
            return mask
        left, top, right, bottom = box
        size = ((right - left) * OVERSAMPLED, (bottom - top) * OVERSAMPLED)
        part = Image.new("L", size)
        draw = ImageDraw.Draw(part)
        for figure in figures:
            points = [
                ((x - left) * OVERSAMPLED, (y - top) * OVERSAMPLED) for x, y in figure
            ]
            draw_one(draw, points)
        mask.paste(part.reduce(OVERSAMPLED), box)
        return mask

    def _around(self, figures, stroke):
        """Return the part of the sheet that holds all figures, or None."""
        points = [point for figure in figures for point in figure]
        if not points:
            return None
        xs, ys = zip(*points, strict=True)
        margin = stroke + 2
        left, top = max(0, int(min(xs)) - margin), max(0, int(min(ys)) - margin)
        right = min(self.width, int(max(xs)) + margin)
        bottom = min(self.height, int(max(ys)) + margin)
        return (left, top, right, bottom) if left < right and top < bottom else None


@lru_cache(maxsize=32)
def sawtooth(size, pitch, upright):
    """Return a ramp that starts again every `pitch` pixels."""
    width, height = size
    length = width if upright else height
    ramp = bytes(int(step * 256 / pitch) % 256 for step in range(length))
    strip = Image.frombytes("L", (length, 1) if upright else (1, length), ramp)
    return strip.resize(size, Image.Resampling.NEAREST)


def rough(mask, sheet, depth=0.22):
    """Return the mask with the uneven edge of a block cut by hand."""
    torn = Image.new("L", mask.size)
    box = mask.getbbox()
    if not box:
        return torn
    reach = round(12 * sheet.unit) + 1
    box = (
        max(0, box[0] - reach),
        max(0, box[1] - reach),
        min(mask.width, box[2] + reach),
        min(mask.height, box[3] + reach),
    )
    soft = mask.crop(box).filter(ImageFilter.GaussianBlur(3 * sheet.unit))
    bitten = Image.blend(soft, sheet.tooth.crop(box), depth)
    steep = [min(255, max(0, (v - 112) * 8)) for v in range(256)]
    torn.paste(bitten.point(steep), box)
    return torn


def both(first, second):
    """Return where two masks overlap."""
    return ImageChops.multiply(first, second)


def without(mask, other):
    """Return a mask less another."""
    return ImageChops.subtract(mask, other)


@lru_cache(maxsize=1024)
def trace(outline):
    """Return the points that are written as “x,y x,y …”, as SVG writes them."""
    return tuple(
        tuple(float(number) for number in point.split(",")) for point in outline.split()
    )


def smooth(points, steps=16):
    """Return a Catmull-Rom curve through the points."""
    curve = []
    padded = [points[0], *points, points[-1]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(_spline(t, *axis) for axis in zip(a, b, c, d, strict=True))
            )
    return [*curve, points[-1]]


def _spline(t, a, b, c, d):
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t**2
        + (3 * b - a - 3 * c + d) * t**3
    )
