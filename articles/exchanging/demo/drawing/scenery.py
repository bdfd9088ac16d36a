"""What many pictures share: skies, seas, hills, boxes and roads."""

import math

from PIL import ImageChops

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    RUST,
    SAND,
    both,
    rough,
    smooth,
    without,
)


def sky(sheet, horizon, sun=None, tint=SAND):
    """Print a sky down to the horizon, with a cut sun if one is asked for."""
    above = sheet.shape([(0, 0), (1000, 0), (1000, horizon), (0, horizon)])
    sheet.lay(tint, above)
    if sun:
        disc = rough(sheet.disc(*sun), sheet, 0.12)
        sheet.lay(RUST, both(disc, above))
        above = without(above, disc)
    tone = sheet.gradient(105, 330)
    sheet.shade(BLUE, above, tone, pitch=10)


def sea(sheet, horizon, colour=MIST, dark=BLUE):
    """Print water from the horizon down, its lines wider apart as they come near."""
    below = sheet.shape([(0, horizon), (1000, horizon), (1000, 1000), (0, 1000)])
    sheet.lay(colour, below)
    ripple = sheet.field(5, octaves=3)
    tone = ImageChops.add(ripple, sheet.gradient(-60, 110).point(lambda v: max(0, v)))
    sheet.shade(dark, below, tone, pitch=11, wander=ripple)
    return below


def hills(sheet, base, height, colour, seed_cells=5, tone=150):
    """Print one range of hills and return its mask."""
    points = [(0, 1000)]
    walk = [sheet.chance.random() for _ in range(seed_cells + 2)]
    ridge = smooth(
        [
            (x * 1000 / (seed_cells + 1), base - height * walk[x])
            for x in range(seed_cells + 2)
        ]
    )
    points += [*ridge, (1000, 1000)]
    mask = rough(sheet.shape(points), sheet, 0.15)
    sheet.lay(colour, mask)
    relief = sheet.field(9)
    sheet.shade(
        INK,
        mask,
        relief.point(lambda v: min(255, tone + v // 2)),
        pitch=9,
        wander=relief,
    )
    return mask


def box(x, y, width, height):
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def palm(sheet, x, y, size):
    crown = (x + size * 0.08, y - size * 1.7)
    trunk = smooth([(x, y), (x + size * 0.1, y - size * 0.8), crown])
    fronds = []
    for angle in range(-200, 21, 22):
        reach = size * 0.62
        dx = math.cos(math.radians(angle)) * reach * 0.75
        dy = math.sin(math.radians(angle)) * reach * 0.6
        tip = (crown[0] + dx, crown[1] + dy + reach * 0.35)
        fronds.append(smooth([crown, (crown[0] + dx * 0.6, crown[1] + dy * 0.9), tip]))
    sheet.lay(INK, sheet.lines(trunk, width=size / 7))
    sheet.lay(INK, sheet.lines(*fronds, width=size / 10))


def winding(course):
    left = smooth([(x - w, y) for x, y, w in course])
    right = smooth([(x + w, y) for x, y, w in course])
    return [*left, *reversed(right)]
