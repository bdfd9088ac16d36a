"""Lines, panels and cities: where electricity is."""

from itertools import pairwise

from PIL import ImageFilter

from articles.exchanging.demo.drawing.ink import (
    INK,
    MIST,
    NIGHT,
    PAPER,
    STONE,
    smooth,
    trace,
)
from articles.exchanging.demo.drawing.scenery import box, hills, sky


def pylons(sheet):
    """A transmission line that comes over the hills towards the viewer."""
    sky(sheet, 600, sun=(745, 300, 92))
    hills(sheet, 500, 150, MIST, 5, 190)
    hills(sheet, 590, 120, STONE, 6, 150)
    hills(sheet, 720, 130, "#8b8259", 5, 110)
    near = hills(sheet, 900, 110, "#4b4a35", 4, 60)
    sheet.shade(INK, near, sheet.gradient(200, 60), pitch=10)
    places = [
        (880, 560, 0.26),
        (790, 610, 0.4),
        (650, 700, 0.66),
        (420, 830, 1.1),
        (40, 1010, 1.9),
    ]
    arms = [_pylon(sheet, *place) for place in places]
    wires = []
    for near_end, far_end in zip(arms[1:], arms, strict=False):
        for (ax, ay), (bx, by) in zip(near_end, far_end, strict=True):
            sag = abs(ax - bx) * 0.12
            wires.append(
                smooth([(ax, ay), ((ax + bx) / 2, (ay + by) / 2 + sag), (bx, by)])
            )
    sheet.lay(INK, sheet.lines(*wires, width=2.6))


def _pylon(sheet, x, y, size):
    def at(*points):
        return [(x + dx * size * 0.72, y - dy * size) for dx, dy in points]

    bars = [
        at((-60, 0), (-14, 230), (-10, 430), (0, 470), (10, 430), (14, 230), (60, 0))
    ]
    levels = trace("0,60 70,46 130,34 185,23 230,14 290,13 350,12 410,11")
    for (low, wide), (high, narrow) in pairwise(levels):
        bars += [at((-wide, low), (narrow, high)), at((wide, low), (-narrow, high))]
        bars.append(at((-narrow, high), (narrow, high)))
    tips = []
    for height, reach in ((270, 105), (340, 130), (410, 95)):
        bars += [
            at((-reach, height), (0, height + 34), (reach, height), (-reach, height))
        ]
        for side in (-1, 1):
            bars.append(at((side * reach, height), (side * reach, height - 26)))
            tips += at((side * reach, height - 26))
    sheet.lay(INK, sheet.lines(*bars, width=5.5 * size + 0.8))
    return tips


def night_city(sheet):
    """A city on a gulf on a summer night."""
    sheet.lay(NIGHT, sheet.whole)
    sheet.shade("#4a6577", sheet.whole, sheet.gradient(300, 70), pitch=10)
    sheet.lay("#e8c98c", sheet.disc(815, 200, 62))
    towers, lit = [], []
    for layer, (colour, floor, tall, wide) in enumerate(
        (
            ("#33495a", 690, 300, 30),
            ("#22323f", 690, 420, 44),
            ("#10171d", 690, 300, 58),
        )
    ):
        x, towers, lit = -20, [], []
        while x < 1000:
            width = sheet.chance.uniform(0.6, 1.25) * wide
            middle = 1 - abs(x - 470) / 700
            height = sheet.chance.uniform(0.25, 1) * tall * middle + 60
            towers.append(box(x, floor - height, width, height))
            if sheet.chance.random() < 0.25:
                towers.append(
                    [
                        (x + width * 0.2, floor - height),
                        (x + width / 2, floor - height * 1.22),
                        (x + width * 0.8, floor - height),
                    ]
                )
            lit += _windows(sheet, x, floor - height, width, height) if layer else []
            x += width + sheet.chance.uniform(-4, 10)
        sheet.lay(colour, sheet.shape(*towers))
        if lit:
            sheet.lay("#e6b75f", sheet.shape(*lit))
    _reflect(sheet, 690)


def _windows(sheet, x, y, width, height):
    columns, rows = int(width // 8), int(height // 13)
    return [
        box(x + 3 + i * 8, y + 6 + j * 13, 4, 6)
        for i in range(columns)
        for j in range(rows)
        if sheet.chance.random() < 0.38
    ]


def _reflect(sheet, horizon):
    cut = round(horizon / 1000 * sheet.height)
    below = sheet.height - cut
    mirrored = sheet.image.crop((0, cut - below, sheet.width, cut)).transpose(1)
    sheet.image.paste(
        mirrored.filter(ImageFilter.GaussianBlur(5 * sheet.unit)), (0, cut)
    )
    water = sheet.shape([(0, horizon), (1000, horizon), (1000, 1000), (0, 1000)])
    ripple = sheet.field(6)
    sheet.shade(
        NIGHT, water, ripple.point(lambda v: max(0, v - 40)), pitch=11, wander=ripple
    )


def solar_field(sheet):
    """Rows of panels on dry ground, and one well."""
    sky(sheet, 400, sun=(500, 205, 105))
    hills(sheet, 405, 60, STONE, 7, 150)
    ground = sheet.shape(trace("0,398 1000,398 1000,1000 0,1000"))
    sheet.lay("#d3a964", ground)
    soil = sheet.field(5)
    sheet.shade(
        INK, ground, soil.point(lambda v: min(255, 140 + v // 2)), pitch=11, wander=soil
    )
    for row in range(9):
        near = (row + 1) / 9
        y, deep = 415 + 560 * near**2.1, 10 + 82 * near**2
        panels, frames = [], []
        wide = 34 + 120 * near**1.6
        count = int(1100 / wide) + 2
        for column in range(count):
            x = 500 + (column - count / 2) * wide * 1.05
            if abs(x + wide / 2 - 500) < wide * 0.9 and row > 4:
                continue
            lean = deep * 0.35
            panels.append(
                [
                    (x + lean, y - deep),
                    (x + wide * 0.94 + lean, y - deep),
                    (x + wide * 0.94, y),
                    (x, y),
                ]
            )
            frames.append([*panels[-1], panels[-1][0]])
            frames += [
                [(x + lean + wide * k / 4, y - deep), (x + wide * k / 4, y)]
                for k in (1, 2, 3)
            ]
        sheet.lay("#2b4a60", sheet.shape(*panels))
        sheet.shade(MIST, sheet.shape(*panels), sheet.gradient(170, 170), pitch=9)
        sheet.lay(PAPER, sheet.lines(*frames, width=1 + 2.4 * near))
