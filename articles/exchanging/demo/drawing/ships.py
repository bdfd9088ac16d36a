"""Harbours and ships."""

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    SAND,
    STONE,
    both,
    rough,
    trace,
)
from articles.exchanging.demo.drawing.scenery import box, hills, sea, sky

BOXES = (RUST, OCHRE, BLUE, STONE, "#7c8f8a", "#5d4636", PAPER)


def boxes(sheet, left, floor, columns, heights, width=44, height=40):
    """Stack containers on a floor, `heights` of them in each column by chance."""
    by_colour = {colour: [] for colour in BOXES}
    outlines, ribs = [], []
    for column in range(columns):
        x = left + column * width
        for level in range(sheet.chance.randint(*heights)):
            side = box(x, floor - (level + 1) * height, width, height)
            by_colour[sheet.chance.choice(BOXES)].append(side)
            outlines.append([*side, side[0]])
            ribs += [
                [
                    (x + width * k / 7, side[0][1] + 4),
                    (x + width * k / 7, side[2][1] - 4),
                ]
                for k in range(1, 7)
            ]
    for colour, found in by_colour.items():
        if found:
            sheet.lay(colour, sheet.shape(*found))
    sheet.lay(INK, sheet.lines(*ribs, width=1.6))
    sheet.lay(INK, sheet.lines(*outlines, width=4))


def harbour(sheet):
    """Gantry cranes at dawn, and a ship under them."""
    sky(sheet, 640, sun=(240, 380, 120))
    hills(sheet, 640, 46, STONE, 8, 150)
    sea(sheet, 700)
    sheet.lay(INK, rough(sheet.shape(box(0, 690, 1000, 36)), sheet, 0.2))
    boxes(sheet, 30, 692, 9, (1, 3), 36, 24)
    for x in (330, 560, 790):
        _crane(sheet, x, 692)
    hull = trace("420,700 990,700 1010,640 1010,800 462,800 430,740")
    sheet.lay("#2f3f4a", sheet.shape(hull))
    sheet.lay(RUST, sheet.shape(trace("444,772 1010,772 1010,800 462,800")))
    boxes(sheet, 500, 701, 11, (2, 4), 42, 30)


def _crane(sheet, x, floor):
    top = floor - 420
    bars = [
        [(x, floor), (x + 14, top)],
        [(x + 110, floor), (x + 96, top)],
        [(x + 6, floor - 190), (x + 104, floor - 190)],
        [(x + 6, floor - 190), (x + 96, top)],
        [(x + 104, floor - 190), (x + 14, top)],
        [(x - 150, top), (x + 240, top)],
        [(x - 150, top + 16), (x + 240, top + 16)],
        [(x + 55, top), (x + 70, top - 120), (x + 240, top)],
        [(x + 70, top - 120), (x - 150, top)],
        [(x + 180, top + 16), (x + 180, top + 150)],
        [(x + 160, top + 150), (x + 200, top + 150)],
    ]
    lattice = [
        [(x - 150 + i * 26, top), (x - 137 + i * 26, top + 16), (x - 124 + i * 26, top)]
        for i in range(15)
    ]
    sheet.lay(INK, sheet.lines(*bars, width=8))
    sheet.lay(INK, sheet.lines(*lattice, width=3))


def container_ship(sheet):
    """A ship too long for the canal she lies in."""
    sky(sheet, 520, tint="#e9d6ae")
    hills(sheet, 520, 40, OCHRE, 6, 160)
    water = sea(sheet, 640)
    far = rough(sheet.shape(trace("0,560 1000,520 1000,648 0,648")), sheet)
    sheet.lay(SAND, far)
    dune = sheet.field(5)
    tone = dune.point(lambda v: min(255, 120 + v // 2))
    sheet.shade(INK, far, tone, pitch=10, wander=dune)
    boxes(sheet, 96, 566, 17, (5, 8), 45, 34)
    _long_hull(sheet)
    shade = both(water, sheet.shape(trace("80,735 930,735 830,815 150,815")))
    sheet.shade(NIGHT, shade, sheet.gradient(60, 140), pitch=9)
    bank = rough(sheet.shape(trace("0,900 400,872 1000,915 1000,1000 0,1000")), sheet)
    sheet.lay("#b88a4e", bank)
    sheet.shade(INK, bank, dune, pitch=10, wander=dune)
    _tug(sheet, 880, 792)
    _tug(sheet, 200, 820)


def _long_hull(sheet):
    hull = trace("30,560 905,560 985,545 930,735 80,735 46,690")
    sheet.lay("#26414f", sheet.shape(hull))
    body = sheet.shape(hull)
    sheet.shade(INK, body, sheet.gradient(330, 20), pitch=9)
    sheet.lay(RUST, both(body, sheet.shape(box(0, 700, 1000, 40))))
    sheet.lay(PAPER, sheet.shape(trace("690,560 690,262 752,262 752,560")))
    windows = [
        box(696 + i * 13, 276 + j * 30, 8, 12) for i in range(4) for j in range(9)
    ]
    sheet.lay(INK, sheet.shape(*windows))
    sheet.lay(
        INK, sheet.lines([(721, 262), (721, 190)], [(700, 214), (742, 214)], width=6)
    )


def _tug(sheet, x, y):
    hull = [(x - 46, y), (x + 50, y), (x + 38, y + 26), (x - 36, y + 26)]
    house = box(x - 16, y - 34, 34, 34)
    sheet.lay(INK, sheet.shape(hull, house, box(x - 4, y - 60, 12, 26)))
    sheet.lay(PAPER, sheet.shape(box(x - 10, y - 26, 22, 9)))


def anchorage(sheet):
    """Ships that wait, in a line, beneath a low sun."""
    sky(sheet, 560, sun=(520, 430, 150), tint="#e6cf9f")
    sea(sheet, 560, colour="#b8a67f", dark=INK)
    glitter = [
        box(520 - w, 570 + i * 22, 2 * w, 8)
        for i, w in enumerate((120, 96, 124, 80, 104, 66, 84, 50, 60, 30, 36))
    ]
    sheet.lay(RUST, rough(sheet.shape(*glitter), sheet, 0.25))
    for x, size in (
        (90, 0.5),
        (215, 0.62),
        (345, 0.5),
        (640, 0.72),
        (800, 0.55),
        (920, 0.66),
    ):
        _tanker(sheet, x, 562, size)
    _tanker(sheet, 330, 720, 2.1)


def _tanker(sheet, x, y, size):
    def at(*points):
        return [(x + dx * size, y + dy * size) for dx, dy in points]

    hull = at((-110, -22), (96, -22), (118, -34), (100, 12), (-98, 12))
    house = at((-100, -22), (-100, -72), (-66, -72), (-66, -22))
    funnel = at((-98, -72), (-98, -92), (-82, -92), (-82, -72))
    sheet.lay(INK, sheet.shape(hull, house, funnel))
    gear = [
        at((-20, -22), (-20, -58)),
        at((40, -22), (40, -58)),
        at((-20, -50), (40, -30)),
    ]
    sheet.lay(INK, sheet.lines(*gear, width=4 * size + 1))


def dry_port(sheet):
    """Containers on a dry plain, a long way from the sea."""
    sky(sheet, 520, sun=(170, 260, 74))
    hills(sheet, 505, 130, MIST, 5, 190)
    hills(sheet, 530, 60, "#a98f63", 7, 130)
    plain = sheet.shape(trace("0,525 1000,525 1000,1000 0,1000"))
    sheet.lay("#d9b878", plain)
    dust = sheet.field(5)
    sheet.shade(
        INK, plain, dust.point(lambda v: min(255, 160 + v // 2)), pitch=12, wander=dust
    )
    boxes(sheet, 380, 690, 14, (2, 5), 44, 42)
    boxes(sheet, -10, 700, 7, (1, 3), 48, 46)
    legs = [
        [(560, 700), (575, 380)],
        [(930, 700), (915, 380)],
        [(540, 380), (960, 380)],
        [(540, 400), (960, 400)],
        [(740, 400), (740, 470)],
    ]
    sheet.lay(INK, sheet.lines(*legs, width=11))
    for offset in (0, 70):
        sheet.lay(
            INK, sheet.lines([(-20, 800 + offset), (1020, 770 + offset)], width=8)
        )
    sleepers = [
        [(x, 790 - x * 0.03), (x - 18, 884 - x * 0.03)] for x in range(0, 1040, 34)
    ]
    sheet.lay("#4a3a2a", sheet.lines(*sleepers, width=11))
    for offset in (0, 70):
        sheet.lay(
            STONE, sheet.lines([(-20, 797 + offset), (1020, 767 + offset)], width=4)
        )
