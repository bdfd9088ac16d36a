"""Mines, salt and roads."""

import math

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    PAPER,
    RUST,
    STONE,
    both,
    smooth,
    trace,
)
from articles.exchanging.demo.drawing.scenery import box, hills, sky, winding


def salt_flat(sheet):
    """Evaporation ponds on a salt flat, from above."""
    sheet.lay("#efe8d8", sheet.whole)
    crust = sheet.field(9)
    sheet.shade(
        STONE,
        sheet.whole,
        crust.point(lambda v: min(255, 120 + v // 2)),
        pitch=9,
        wander=crust,
        turns=4,
    )
    ponds = (
        "#2f6f78",
        "#5f9a94",
        "#8fb8a2",
        "#c3cf9a",
        "#dcc866",
        "#e2b348",
        "#d6d9c4",
        BLUE,
    )
    columns, rows = 9, 6
    corner = {
        (i, j): (
            70 + i * 98 + j * 9 + sheet.chance.uniform(-9, 9),
            60 + j * 150 - i * 7 + sheet.chance.uniform(-12, 12),
        )
        for i in range(columns + 1)
        for j in range(rows + 1)
    }
    by_tint = {tint: [] for tint in ponds}
    for i in range(columns):
        for j in range(rows):
            if sheet.chance.random() < 0.08:
                continue
            quad = [
                corner[i, j],
                corner[i + 1, j],
                corner[i + 1, j + 1],
                corner[i, j + 1],
            ]
            cx, cy = (sum(axis) / 4 for axis in zip(*quad, strict=True))
            pond = [(x + (cx - x) * 0.06, y + (cy - y) * 0.08) for x, y in quad]
            tint = min(7, max(0, int(sheet.chance.gauss(j * 1.15, 1.3))))
            by_tint[ponds[tint]].append(pond)
    for step, (tint, found) in enumerate(by_tint.items()):
        mask = sheet.shape(*found)
        sheet.lay(tint, mask)
        tone = sheet.gradient(215, 170)
        sheet.shade(INK, mask, tone, pitch=8 + step % 3, upright=bool(step % 2))
    edges = [[*pond, pond[0]] for found in by_tint.values() for pond in found]
    sheet.lay(INK, sheet.lines(*edges, width=3))
    sheet.lay(RUST, sheet.lines(trace("-10,990 300,955 640,962 1010,905"), width=12))


def open_pit(sheet):
    """An open pit: terraces cut into a mountain."""
    sky(sheet, 260)
    hills(sheet, 230, 150, MIST, 6, 190)
    sheet.lay("#b98a58", sheet.shape(trace("0,225 1000,215 1000,1000 0,1000")))
    soil = sheet.field(7)
    everything = sheet.shape(trace("0,225 1000,215 1000,1000 0,1000"))
    sheet.shade(
        INK,
        everything,
        soil.point(lambda v: min(255, 130 + v // 2)),
        pitch=10,
        wander=soil,
        turns=2,
    )
    wobble = [sheet.chance.uniform(0.88, 1.1) for _ in range(24)]
    colours = (
        "#c9a06b",
        "#a8733f",
        "#8f5a33",
        "#b5895c",
        "#7a4a2c",
        "#9a6a45",
        "#5d3a26",
        "#80563a",
        "#3f4f52",
    )
    for level, colour in enumerate(colours):
        size = 1 - level * 0.105
        ring = smooth(
            [
                (
                    520 + math.cos(a * math.tau / 24) * 470 * size * wobble[a % 24],
                    610
                    + level * 17
                    + math.sin(a * math.tau / 24) * 330 * size * wobble[a % 24],
                )
                for a in range(25)
            ]
        )
        mask = sheet.shape(ring)
        sheet.lay(INK, mask)
        shelf = sheet.shape([(x + (520 - x) * 0.012, y + 9) for x, y in ring])
        sheet.lay(colour, both(shelf, mask))
        sheet.shade(
            INK,
            both(shelf, mask),
            sheet.across(60, 320),
            pitch=7 + level % 3,
            upright=True,
            wander=soil,
        )
    lorries = trace("300,470 350,845 700,420 640,800 860,640")
    sheet.lay(PAPER, sheet.shape(*[box(x, y, 17, 11) for x, y in lorries]))
    sheet.lay(RUST, sheet.shape(*[box(x + 12, y + 2, 7, 9) for x, y in lorries]))


def desert_road(sheet):
    """A road into the desert, and a post beside it."""
    sky(sheet, 470, sun=(640, 300, 88), tint="#ecd7a8")
    for base, height, colour, tone in (
        (470, 70, "#d9b071", 190),
        (540, 80, "#cf9d58", 150),
    ):
        hills(sheet, base, height, colour, 4, tone)
    ground = sheet.shape(trace("0,540 1000,520 1000,1000 0,1000"))
    sheet.lay("#dcb775", ground)
    dune = sheet.field(3)
    sheet.shade(
        "#7a4e24",
        ground,
        dune.point(lambda v: min(255, 110 + v * 3 // 4)),
        pitch=12,
        wander=dune,
        turns=5,
    )
    road = winding(
        [
            (560, 505, 1),
            (548, 540, 6),
            (590, 600, 16),
            (540, 700, 40),
            (500, 830, 80),
            (560, 1020, 160),
        ]
    )
    sheet.lay("#4c443a", sheet.shape(road))
    sheet.shade(INK, sheet.shape(road), sheet.gradient(170, 110), pitch=9)
    line = smooth(trace("560,505 548,540 590,600 540,700 500,830 560,1020"))
    sheet.lay(
        PAPER, sheet.lines(*[line[i : i + 4] for i in range(40, len(line), 8)], width=8)
    )
    sheet.lay(PAPER, sheet.shape(box(716, 520, 110, 92)))
    sheet.lay(
        INK,
        sheet.shape(
            trace("704,520 838,520 824,498 718,498"),
            box(744, 548, 28, 64),
            box(790, 548, 22, 22),
        ),
    )
    sheet.lay(
        INK, sheet.lines([(690, 622), (690, 540)], [(852, 612), (852, 420)], width=9)
    )
    sheet.lay(RUST, sheet.lines([(690, 556), (470, 596)], width=9))
    sheet.lay(RUST, sheet.shape([(852, 424), (905, 436), (852, 456)]))
