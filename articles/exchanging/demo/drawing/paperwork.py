"""Banks, ballots, ledgers and treaties."""

import math

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    STONE,
    rough,
    smooth,
    trace,
    without,
)
from articles.exchanging.demo.drawing.scenery import box


def bank_front(sheet):
    """The portico of a central bank."""
    sheet.lay("#c9d2d0", sheet.whole)
    sheet.shade(BLUE, sheet.whole, sheet.gradient(130, 360), pitch=10)
    front = sheet.shape(box(110, 330, 780, 600))
    sheet.lay("#8a7d68", front)
    sheet.shade(INK, front, sheet.gradient(20, 120), pitch=8)
    for x in range(150, 900, 128):
        _column(sheet, x)
    sheet.lay("#e6dabf", sheet.shape(box(90, 286, 820, 62)))
    sheet.lay("#efe5cf", sheet.shape([(70, 288), (500, 96), (930, 288)]))
    inner = sheet.shape([(170, 268), (500, 126), (830, 268)])
    sheet.lay("#cbbb98", inner)
    sheet.shade(INK, inner, sheet.across(60, 330), pitch=8)
    sheet.lay(
        INK,
        sheet.lines(
            trace("70,288 500,96 930,288 70,288"),
            [(90, 348), (910, 348)],
            [(90, 318), (910, 318)],
            width=5,
        ),
    )
    sheet.lay(RUST, sheet.disc(500, 212, 42))
    sheet.lay(PAPER, without(sheet.disc(500, 212, 34), sheet.disc(500, 212, 28)))
    steps = [box(80 - k * 22, 888 + k * 24, 840 + k * 44, 26) for k in range(5)]
    for k, step in enumerate(steps):
        sheet.lay("#e9dec6" if k % 2 else "#cfc1a3", sheet.shape(step))
    sheet.lay(INK, sheet.lines(*[[s[0], s[1]] for s in steps], width=4))
    sheet.lay(INK, sheet.shape(box(470, 560, 60, 328)))
    sheet.lay(INK, sheet.shape(trace("196,1000 202,930 214,912 226,930 232,1000")))
    sheet.lay(INK, sheet.disc(214, 900, 15))


def _column(sheet, x):
    column = sheet.shape([(x + 6, 372), (x + 60, 372), (x + 66, 870), (x, 870)])
    sheet.lay("#efe5cf", column)
    left, right = (round(edge * sheet.width / 1000) for edge in (x, x + 66))
    tone = sheet.across(0, 0).copy()
    tone.paste(sheet.across(330, 10).resize((right - left, sheet.height)), (left, 0))
    sheet.shade(INK, column, tone, pitch=10, upright=True)
    sheet.lay(
        "#efe5cf", sheet.shape(box(x - 10, 346, 86, 28), box(x - 12, 866, 90, 24))
    )
    sheet.lay(
        INK,
        sheet.lines(
            [(x - 10, 374), (x + 76, 374)], [(x - 12, 866), (x + 78, 866)], width=4
        ),
    )


def ballot(sheet):
    """A ballot box, and a paper that is not quite in it."""
    sheet.lay("#7b2f1b", sheet.whole)
    backdrop = sheet.field(3)
    sheet.shade(
        INK,
        sheet.whole,
        backdrop.point(lambda v: min(255, 60 + v)),
        pitch=11,
    )
    sheet.lay(NIGHT, sheet.shape(trace("0,830 1000,800 1000,1000 0,1000")))
    _marked_paper(sheet)
    top = sheet.shape(trace("220,430 330,370 790,370 760,430"))
    sheet.lay("#e3d7bd", top)
    sheet.shade(INK, top, sheet.across(330, 110), pitch=8)
    sheet.lay(INK, sheet.shape(trace("372,396 622,396 616,412 364,412")))
    sheet.lay(PAPER, sheet.shape(trace("396,330 611,372 604,404 392,404")))
    front = sheet.shape(box(220, 430, 540, 440))
    sheet.lay("#efe6d1", front)
    sheet.shade(INK, front, sheet.across(330, 110), pitch=10)
    side = sheet.shape(trace("760,430 790,370 850,760 760,870"))
    sheet.lay("#9b8e74", side)
    sheet.shade(INK, side, sheet.gradient(60, 20), pitch=8, upright=True)
    sheet.lay(
        INK,
        sheet.lines(
            trace("220,430 760,430 760,870 220,870 220,430"),
            [(760, 430), (790, 370)],
            width=6,
        ),
    )
    sheet.lay(INK, sheet.shape(box(455, 416, 70, 96)))
    sheet.lay(OCHRE, sheet.shape(box(468, 470, 44, 60)))
    sheet.lay(INK, sheet.discs((490, 494, 6, 9)))


def _marked_paper(sheet):
    paper = trace("430,70 640,110 600,470 388,430")
    sheet.lay(PAPER, sheet.shape(paper))
    ruled = [
        [(444 - k * 6, 140 + k * 52), (610 - k * 6, 170 + k * 52)] for k in range(5)
    ]
    sheet.lay(STONE, sheet.lines(*ruled, width=9))
    squares = [box(576 - k * 6, 156 + k * 52, 22, 33) for k in range(5)]
    sheet.lay(INK, sheet.lines(*[[*s, s[0]] for s in squares], width=4))
    sheet.lay(
        RUST, sheet.lines([(568, 262), (596, 300)], [(596, 262), (566, 302)], width=8)
    )


def ledger(sheet):
    """Two pages of a ledger; only one of them is full."""
    sheet.lay("#4a3526", sheet.whole)
    wood = sheet.field(3)
    sheet.shade(
        INK,
        sheet.whole,
        wood.point(lambda v: min(255, 30 + v)),
        pitch=10,
        wander=wood,
        turns=4,
    )
    shadow = sheet.shape(trace("80,130 500,160 930,130 950,930 500,950 60,930"))
    sheet.lay(INK, shadow)
    left = [
        *smooth([(70, 110), (290, 84), (500, 130)]),
        (500, 920),
        *smooth([(500, 920), (280, 876), (60, 900)]),
    ]
    right = [(1000 - x, y) for x, y in left]
    for page, tone in ((left, sheet.across(400, 130)), (right, sheet.across(130, 700))):
        mask = sheet.shape(page)
        sheet.lay("#f4ecd8", mask)
        sheet.shade(STONE, mask, tone, pitch=9, upright=True)
    rows = [
        smooth([(90, 200 + k * 34), (290, 180 + k * 33.4), (490, 216 + k * 34)])
        for k in range(20)
    ]
    rows += [[(1000 - x, y) for x, y in row] for row in rows]
    sheet.lay(BLUE, sheet.lines(*rows, width=2))
    rules = [[(x, 118), (x - 4, 886)] for x in (150, 370, 430)]
    sheet.lay(
        RUST,
        sheet.lines(*rules, *[[(1000 - x, y) for x, y in r] for r in rules], width=3),
    )
    _entries(sheet, 158, 360, 20, 0)
    _entries(sheet, 578, 640, 6, 0)
    sheet.lay(INK, sheet.lines([(500, 130), (500, 920)], width=6))
    pen = trace("700,700 716,690 960,420 980,440 730,712")
    sheet.lay(INK, sheet.shape(pen))
    sheet.lay(OCHRE, sheet.shape([(690, 722), (700, 700), (730, 712)]))


def _entries(sheet, left, right, rows, start):
    words, sums = [], []
    for k in range(start, rows):
        y, x = 192 + k * 34, left
        while x < right - 24:
            width = sheet.chance.uniform(14, 46)
            words.append(
                smooth(
                    [
                        (x + i * 4, y - 3 * (-1) ** i - sheet.chance.uniform(0, 7))
                        for i in range(int(width / 4) + 2)
                    ]
                )
            )
            x += width + 12
        sums.append(
            [
                (right + 22, y + 2),
                (right + 26, y - 9),
                (right + 34, y + 2),
                (right + 44, y - 9),
            ]
        )
    sheet.lay(INK, sheet.lines(*words, *sums, width=3.4))


def treaty(sheet):
    """One treaty in two columns, and a seal."""
    sheet.lay("#54636b", sheet.whole)
    cloth = sheet.field(4)
    sheet.shade(NIGHT, sheet.whole, cloth, pitch=9, upright=True)
    sheet.lay(INK, sheet.shape(trace("150,80 868,66 880,1010 160,1010")))
    page = sheet.shape(trace("138,58 850,50 862,1010 142,1010"))
    sheet.lay("#f3ead5", page)
    bars = [_text(sheet.chance, 190), _text(sheet.chance, 524, from_left=False)]
    for column in bars:
        sheet.lay(INK, sheet.shape(*column))
    sheet.lay(INK, sheet.lines([(494, 180), (498, 900)], width=2))
    sheet.lay(INK, sheet.shape(box(330, 104, 330, 20), box(400, 138, 190, 12)))
    picked = sheet.chance.sample(bars[1], 2) + sheet.chance.sample(bars[0], 1)
    gaps = [[(b[0][0] - 8, b[0][1] + 18), (b[1][0] + 8, b[0][1] + 15)] for b in picked]
    sheet.lay(RUST, sheet.lines(*gaps, width=7))
    _seal(sheet)


def _text(chance, x, from_left=True):
    """Return a column of printed words as boxes; one begins at its right edge."""
    bars, y = [], 190
    while y < 900:
        for line in range(chance.randint(3, 6)):
            fullness = (0.45, 0.8) if line == 5 else (0.93, 1)
            end, cursor = 270 * chance.uniform(*fullness), 0
            while cursor < end - 12:
                width = min(chance.uniform(10, 44), end - cursor)
                start = cursor if from_left else 270 - cursor - width
                bars.append(box(x + start, y, width, 9))
                cursor += width + 8
            y += 27
        y += 22
    return bars


def _seal(sheet):
    ribbon = sheet.shape(
        trace("700,830 740,830 790,1010 744,1010"),
        trace("720,830 690,1010 646,1010 690,830"),
    )
    sheet.lay(BLUE, ribbon)
    seal = rough(sheet.disc(714, 800, 104), sheet, 0.34)
    sheet.lay(RUST, seal)
    ring = without(sheet.disc(714, 800, 78), sheet.disc(714, 800, 71))
    sheet.lay("#6e2616", ring)
    star = [
        (
            714 + math.sin(k * math.pi / 8) * (58 if k % 2 else 22) * 2 / 3,
            800 - math.cos(k * math.pi / 8) * (58 if k % 2 else 22),
        )
        for k in range(16)
    ]
    sheet.lay("#6e2616", sheet.shape(star))
