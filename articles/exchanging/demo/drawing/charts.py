"""Charts of narrow seas, and the place where a cable comes ashore."""

from PIL import ImageFilter

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    PAPER,
    RUST,
    SAND,
    STONE,
    rough,
    smooth,
    trace,
    without,
)
from articles.exchanging.demo.drawing.scenery import box, sea, sky


def _chart(sheet, coasts):
    """Print the sea and land of a chart; return the mask of the land."""
    sheet.lay("#dfe5e0", sheet.whole)
    land = rough(sheet.shape(*coasts), sheet, 0.42)
    for step, colour in enumerate(("#d0dad7", "#c0cdcc", MIST)):
        wide = land.filter(ImageFilter.GaussianBlur((90 - step * 28) * sheet.unit))
        shelf = wide.point(lambda v, cut=14 + step * 26: 255 if v > cut else 0)
        sheet.lay(colour, shelf)
        edge = shelf.filter(ImageFilter.FIND_EDGES).filter(ImageFilter.MaxFilter(3))
        sheet.lay(BLUE, edge)
    sheet.lay("#e0c78f", land)
    relief = sheet.field(7)
    sheet.shade(
        INK,
        land,
        relief.point(lambda v: min(255, 130 + v // 2)),
        pitch=9,
        wander=relief,
        turns=3,
    )
    shore = land.filter(ImageFilter.MaxFilter(7))
    sheet.lay(INK, without(shore, land))
    grid = [[(x, 0), (x, 1000)] for x in range(100, 1000, 160)]
    grid += [[(0, y), (1000, y)] for y in range(110, 1000, 240)]
    sheet.lay(INK, sheet.lines(*grid, width=1.4))
    return land


def strait_chart(sheet):
    """A chart of a strait, with the lanes that ships keep to."""
    _chart(
        sheet,
        [
            [
                *smooth(
                    trace("-20,480 150,430 260,330 400,300 470,210 560,180 640,-20")
                ),
                (-20, -20),
            ],
            [
                *smooth(
                    trace(
                        """
                        1020,350 900,380 760,470 640,500 600,620
                        460,720 380,860 200,1020
                        """
                    )
                ),
                (1020, 1020),
            ],
            [*smooth(trace("300,610 330,580 365,600 350,640 315,645 300,610"))],
        ],
    )
    inward = smooth(trace("-20,730 200,650 420,520 560,370 760,250 1020,160"))
    outward = [(x + 22, y + 52) for x, y in inward]
    for lane in (inward, outward):
        dashes = [lane[i : i + 3] for i in range(0, len(lane) - 2, 4)]
        sheet.lay(RUST, sheet.lines(*dashes, width=9))
    _ships_on(sheet, inward, outward)
    _rose(sheet, 845, 800)


def _ships_on(sheet, *lanes):
    marks = []
    for lane in lanes:
        for spot in (18, 37, 60):
            x, y = lane[spot]
            marks.append(
                [(x - 15, y + 12), (x - 4, y - 12), (x + 17, y - 16), (x + 6, y + 10)]
            )
    sheet.lay(INK, sheet.shape(*marks))


def _rose(sheet, x, y, radius=125):
    across = radius * sheet.height / sheet.width
    sheet.lay(PAPER, sheet.disc(x, y, radius))
    ring = without(sheet.disc(x, y, radius * 0.96), sheet.disc(x, y, radius * 0.92))
    sheet.lay(INK, ring)
    dark, light = [], []
    for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        tip = (x + dx * across * 0.86, y + dy * radius * 0.86)
        for side in (-1, 1):
            waist = (
                x + (dx - side * dy) * across * 0.13,
                y + (dy + side * dx) * radius * 0.13,
            )
            (dark if side > 0 else light).append([(x, y), tip, waist])
    sheet.lay(STONE, sheet.shape(*light))
    sheet.lay(RUST, sheet.shape(*dark))


def cable_chart(sheet):
    """A narrow sea, and the cables that cross it."""
    _chart(
        sheet,
        [
            [
                *smooth(trace("-20,640 80,560 130,420 240,330 260,180 380,90 400,-20")),
                (-20, -20),
            ],
            [
                *smooth(
                    trace("720,-20 700,110 800,230 780,380 880,520 860,690 1020,800")
                ),
                (1020, -20),
            ],
            [*smooth(trace("150,1020 240,930 420,910 560,960 700,930 790,1020"))],
            [*smooth(trace("500,560 530,520 560,560 550,620 515,630 500,560"))],
        ],
    )
    routes = [
        trace("255,215 420,260 600,200 752,190"),
        trace("245,325 400,390 620,330 782,300"),
        trace("135,440 330,520 610,450 785,400"),
        trace("250,330 380,560 420,760 430,908"),
        trace("560,590 680,560 780,540 872,530"),
        trace("862,660 760,780 650,850 600,945"),
    ]
    curves = [smooth(route) for route in routes]
    sheet.lay(PAPER, sheet.lines(*curves, width=12))
    sheet.lay(RUST, sheet.lines(*curves, width=6))
    ends = [end for route in routes for end in (route[0], route[-1])]
    sheet.lay(PAPER, sheet.discs(*((x, y, 11, 16) for x, y in ends)))
    sheet.lay(INK, sheet.discs(*((x, y, 7, 10) for x, y in ends)))
    _rose(sheet, 120, 840, 92)


def landing(sheet):
    """A beach at low tide and the small building where a cable comes ashore."""
    sky(sheet, 430, sun=(800, 230, 66))
    sea(sheet, 430)
    beach = [
        *smooth(trace("-20,760 200,700 460,650 760,560 1020,470")),
        (1020, 1020),
        (-20, 1020),
    ]
    sand = rough(sheet.shape(beach), sheet, 0.25)
    sheet.lay(PAPER, sand.filter(ImageFilter.MaxFilter(17)))
    sheet.lay(SAND, sand)
    ripple = sheet.field(5)
    sheet.shade(
        "#8a6a3d",
        sand,
        ripple.point(lambda v: min(255, 110 + v // 2)),
        pitch=12,
        wander=ripple,
        turns=2,
    )
    dune = rough(
        sheet.shape(
            [
                *smooth(trace("-20,905 240,850 520,800 760,690 1020,640")),
                (1020, 1020),
                (-20, 1020),
            ]
        ),
        sheet,
        0.3,
    )
    sheet.lay("#8d8a5c", dune)
    sheet.shade(INK, dune, ripple, pitch=9, upright=True, wander=ripple, turns=2)
    sheet.lay(PAPER, sheet.shape(trace("690,560 860,560 860,700 690,716")))
    side = sheet.shape(trace("860,560 905,575 905,692 860,700"))
    sheet.lay(STONE, side)
    sheet.shade(INK, side, sheet.gradient(90, 90), pitch=7)
    sheet.lay(
        INK,
        sheet.shape(trace("680,550 866,550 915,568 915,580 860,566 680,566")),
    )
    sheet.lay(INK, sheet.shape(box(740, 640, 34, 70)))
    sheet.lay(
        RUST,
        sheet.lines(
            smooth(trace("720,716 600,690 430,610 250,520 140,470")),
            width=6,
        ),
    )
    fence = [
        [(x, 742 - (x - 560) * 0.16), (x, 690 - (x - 560) * 0.16)]
        for x in range(560, 1000, 22)
    ]
    wires = [[(555, 742 - k * 16), (1000, 672 - k * 16)] for k in range(4)]
    sheet.lay(INK, sheet.lines(*fence, *wires, width=3))
