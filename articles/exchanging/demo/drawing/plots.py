"""Curves and columns."""

import math

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    OCHRE,
    PAPER,
    RUST,
    STONE,
    smooth,
)
from articles.exchanging.demo.drawing.scenery import box


def frequency(sheet):
    """Fifty cycles: a trace that wavers, and then is steady."""
    grid = [[(x, 90), (x, 910)] for x in range(60, 960, 40)]
    grid += [[(60, y), (940, y)] for y in range(90, 930, 41)]
    sheet.lay(MIST, sheet.lines(*grid, width=1.5))
    sheet.lay(INK, sheet.lines([(60, 500), (940, 500)], [(60, 90), (60, 910)], width=4))
    island = sheet.shape(box(60, 90, 360, 820))
    sheet.shade(OCHRE, island, sheet.gradient(150, 150), pitch=12, upright=True)
    wave, trace = [], []
    for step in range(1761):
        x = 60 + step / 2
        unrest = 1 if x < 420 else max(0.1, 1 - (x - 420) / 120)
        drift = (
            math.sin(step / 61) * 90
            + math.sin(step / 23) * 52
            + math.sin(step / 9) * 20
        )
        trace.append((x, 500 - drift * unrest))
        wave.append(
            (x, 500 + math.sin(step / 12) * (250 + 60 * unrest * math.sin(step / 80)))
        )
    sheet.lay(BLUE, sheet.lines(wave, width=4))
    sheet.lay(PAPER, sheet.lines(trace, width=20))
    sheet.lay(RUST, sheet.lines(trace, width=10))
    sheet.lay(INK, sheet.lines([(420, 90), (420, 910)], width=5))


def chart_lines(sheet):
    """Six small charts on a wall."""
    sheet.lay("#ece2cc", sheet.whole)
    wall = sheet.field(3)
    sheet.shade(
        STONE,
        sheet.whole,
        wall.point(lambda v: min(255, 150 + v // 2)),
        pitch=12,
    )
    colours = (RUST, BLUE, OCHRE, BLUE, RUST, "#6d7f4c")
    for index, colour in enumerate(colours):
        x, y = 60 + index % 3 * 305, 70 + index // 3 * 450
        sheet.lay(INK, sheet.shape(box(x + 7, y + 12, 270, 410)))
        card = sheet.shape(box(x, y, 270, 410))
        sheet.lay(PAPER, card)
        rules = [
            [(x + 24, y + 90 + k * 56), (x + 246, y + 90 + k * 56)] for k in range(6)
        ]
        sheet.lay(MIST, sheet.lines(*rules, width=2))
        sheet.lay(
            INK, sheet.shape(box(x + 24, y + 30, sheet.chance.uniform(90, 180), 13))
        )
        _series(sheet, index, colour, x + 24, y + 370)


def _series(sheet, index, colour, left, floor):
    chance, level, points = sheet.chance, 110, []
    for step in range(19):
        level = min(250, max(20, level + chance.gauss((3, -4, 2, 0, 5, -2)[index], 26)))
        points.append((left + step * 12.3, floor - level))
    if index in {2, 5}:
        sheet.lay(
            colour, sheet.shape(*[box(x, y, 9, floor - y) for x, y in points[:18]])
        )
    elif index == 3:
        area = sheet.shape([*points, (points[-1][0], floor), (left, floor)])
        sheet.lay(MIST, area)
        sheet.shade(colour, area, sheet.gradient(130, 130), pitch=8)
        sheet.lay(colour, sheet.lines(points, width=7))
    else:
        faint = [(x, floor - (floor - y) * 0.55 - 30) for x, y in points]
        sheet.lay(STONE, sheet.lines(faint, width=5))
        sheet.lay(colour, sheet.lines(smooth(points), width=8))
        sheet.lay(colour, sheet.discs((*points[-1], 7, 10)))
    sheet.lay(INK, sheet.lines([(left, floor), (left + 222, floor)], width=4))
