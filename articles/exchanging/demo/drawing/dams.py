"""Water that is held back, and water that lies below."""

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    OCHRE,
    PAPER,
    SAND,
    STONE,
    both,
    rough,
    smooth,
    trace,
)
from articles.exchanging.demo.drawing.scenery import hills, palm, sky


def dam(sheet):
    """An arch dam between two walls of rock."""
    sky(sheet, 420)
    hills(sheet, 330, 190, MIST, 6, 170)
    lake = sheet.shape(trace("0,372 1000,372 1000,470 0,470"))
    sheet.lay(BLUE, lake)
    sheet.shade(PAPER, lake, sheet.gradient(60, 320), pitch=9)
    crest = smooth(trace("120,398 320,440 500,452 680,440 880,398"))
    foot = smooth([(640, 960), (500, 985), (360, 960)])
    wall = sheet.shape([*crest, *foot])
    sheet.lay("#e9dfc9", wall)
    bow = sheet.across(300, 60)
    sheet.shade(INK, wall, bow, pitch=12, upright=True)
    courses = [
        smooth(
            [
                (140 + i * 24, 430 + i * 52),
                (500, 488 + i * 52),
                (860 - i * 24, 430 + i * 52),
            ]
        )
        for i in range(9)
    ]
    sheet.lay(INK, both(sheet.lines(*courses, width=3), wall))
    sheet.lay(PAPER, sheet.lines(crest, width=17))
    sheet.lay(INK, sheet.lines([(x, y + 7) for x, y in crest], width=3))
    spill = sheet.shape(trace("455,452 545,452 575,1000 425,1000"))
    sheet.lay(PAPER, spill)
    fall = sheet.field(40, octaves=2)
    sheet.shade(
        BLUE,
        spill,
        fall.point(lambda v: min(255, v + 70)),
        pitch=8,
        upright=True,
        wander=fall,
    )
    _cliffs(sheet)
    mist = sheet.discs((500, 1000, 170, 40), (440, 985, 60, 24), (570, 985, 60, 24))
    sheet.lay(PAPER, rough(mist, sheet, 0.35))


def _cliffs(sheet):
    for cliff in (
        trace("0,330 110,380 175,430 240,620 330,800 410,1000 0,1000"),
        trace("1000,300 900,372 830,430 770,620 680,800 590,1000 1000,1000"),
    ):
        mask = rough(sheet.shape(cliff), sheet, 0.3)
        sheet.lay("#8f6f4b", mask)
        rock = sheet.field(10)
        sheet.shade(
            INK,
            mask,
            rock.point(lambda v: max(0, v - 20)),
            pitch=10,
            upright=True,
            wander=rock,
            turns=3,
        )


def mountain_reservoir(sheet):
    """A lake in the mountains, lower than it was."""
    sky(sheet, 460, sun=(205, 170, 62))
    for base, height, colour, tone in (
        (400, 330, MIST, 205),
        (450, 240, STONE, 165),
        (505, 150, "#8d8674", 120),
    ):
        mask = hills(sheet, base, height, colour, 7, tone)
        snow = sheet.shape(
            [(0, 0), (1000, 0), (1000, base - height * 0.62), (0, base - height * 0.62)]
        )
        sheet.lay(PAPER, both(rough(snow, sheet, 0.4), mask))
    bowl = [
        *smooth(trace("-20,560 200,520 500,505 800,520 1020,570")),
        (1020, 1010),
        (-20, 1010),
    ]
    sheet.lay(SAND, sheet.shape(bowl))
    for step in range(7):
        ring = [
            *smooth(
                [
                    (-20 + step * 30, 610 + step * 14),
                    (220, 556 + step * 9),
                    (500, 540 + step * 8),
                    (800, 558 + step * 9),
                    (1020 - step * 30, 625 + step * 14),
                ]
            )
        ]
        sheet.lay(
            OCHRE if step % 2 else STONE,
            sheet.shape([*ring, (1020, 1010), (-20, 1010)]),
        )
    lake = sheet.shape(
        [
            *smooth(trace("-20,780 230,640 500,605 790,645 1020,800")),
            (1020, 1010),
            (-20, 1010),
        ]
    )
    sheet.lay("#86a0a8", lake)
    ripple = sheet.field(5)
    sheet.shade(
        BLUE, lake, ripple.point(lambda v: min(255, 60 + v)), pitch=11, wander=ripple
    )


def aquifer(sheet):
    """A section through the ground: layers, water, and one well."""
    sheet.lay(SAND, sheet.shape(trace("0,0 1000,0 1000,300 0,300")))
    sheet.shade(BLUE, sheet.whole, sheet.gradient(150, 700), pitch=10)
    tops = []
    for layer in range(7):
        base = 270 + layer * 112
        tops.append(
            smooth(
                [
                    (x, base + sheet.chance.uniform(-34, 34))
                    for x in range(-20, 1041, 106)
                ]
            )
        )
    colours = (OCHRE, STONE, "#a9805a", MIST, "#8ea4a8", "#7b6650", "#4c4035")
    for layer, (top, colour) in enumerate(zip(tops, colours, strict=True)):
        mask = sheet.shape([*top, (1020, 1020), (-20, 1020)])
        sheet.lay(colour, mask)
        texture = sheet.field(6 + layer * 2)
        bright = 200 - layer * 14
        sheet.shade(
            BLUE if layer in (3, 4) else INK,
            mask,
            texture.point(lambda v, bright=bright: min(255, bright + v // 3)),
            pitch=8 + layer % 3 * 2,
            upright=layer == 2,
            wander=texture,
            turns=1 + layer % 3,
        )
        sheet.lay(INK, sheet.lines(top, width=4))
    sheet.lay(PAPER, sheet.lines([(640, 250), (640, 780)], width=17))
    sheet.lay(
        INK, sheet.lines([(634, 250), (634, 780)], [(646, 250), (646, 780)], width=4)
    )
    sheet.lay(BLUE, sheet.lines([(640, 560), (640, 780)], width=11))
    derrick = [[(600, 275), (640, 90), (680, 275)]]
    derrick += [
        [(600 + i * 8.5, 275 - i * 38), (680 - i * 9.5, 235 - i * 38)] for i in range(4)
    ]
    derrick += [
        [(680 - i * 8.5, 275 - i * 38), (600 + i * 9.5, 235 - i * 38)] for i in range(4)
    ]
    sheet.lay(INK, sheet.lines(*derrick, width=6))
    palm(sheet, 300, 285, 62)
    palm(sheet, 352, 288, 46)
