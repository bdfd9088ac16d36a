"""Rivers, marshes, and what they are measured by."""

from PIL import ImageFilter

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
    MIST,
    OCHRE,
    PAPER,
    RUST,
    SAND,
    STONE,
    both,
    rough,
    smooth,
    trace,
)
from articles.exchanging.demo.drawing.scenery import hills, sea, sky, winding


def contours(sheet):
    """A survey sheet: two rivers meet on a plain of contours."""
    height = sheet.field(3, octaves=4).filter(ImageFilter.GaussianBlur(8 * sheet.unit))
    for level, colour in enumerate([MIST, PAPER, SAND, "#d9bf86", OCHRE, STONE]):
        floor = 52 + level * 30
        sheet.lay(colour, height.point(lambda v, floor=floor: 255 if v >= floor else 0))
    large = height.resize([side * 2 for side in sheet.size])
    bands = large.point([(v // 9) * 9 for v in range(256)])
    edges = bands.filter(ImageFilter.FIND_EDGES).point(lambda v: 255 if v > 2 else 0)
    sheet.lay(INK, edges.filter(ImageFilter.MaxFilter(3)).reduce(2))
    west = smooth(trace("-20,120 180,210 300,420 420,520 560,640"))
    east = smooth(trace("980,-20 860,180 820,330 700,480 560,640"))
    joined = smooth(trace("560,640 620,760 590,880 680,1020"))
    sheet.lay(PAPER, sheet.lines(west, east, joined, width=34))
    sheet.lay(BLUE, sheet.lines(west, east, width=22))
    sheet.lay(BLUE, sheet.lines(joined, width=27))
    _survey_marks(sheet)


def _survey_marks(sheet):
    grid = [[(x, 0), (x, 1000)] for x in range(125, 1000, 125)]
    grid += [[(0, y), (1000, y)] for y in range(125, 1000, 125)]
    sheet.lay(RUST, sheet.lines(*grid, width=1))
    stations = [
        (sheet.chance.randint(60, 940), sheet.chance.randint(60, 940)) for _ in range(9)
    ]
    sheet.lay(PAPER, sheet.discs(*((x, y, 9, 13) for x, y in stations)))
    sheet.lay(RUST, sheet.discs(*((x, y, 6, 9) for x, y in stations)))


FIELDS = (
    "120,430 268,428 258,462 84,466",
    "70,476 252,472 268,512 20,520",
    "10,532 275,522 340,576 -30,590",
    "-40,604 350,590 425,652 -60,676",
    "780,424 930,420 975,458 790,464",
    "778,474 990,468 1020,512 742,522",
    "728,532 1030,522 1050,580 672,590",
    "400,434 640,430 660,470 380,474",
    "372,484 668,480 640,530 410,534",
)


def confluence(sheet):
    """Two rivers come down from the hills and meet before the viewer."""
    sky(sheet, 380, sun=(690, 215, 78))
    hills(sheet, 345, 120, MIST, 6, 190)
    hills(sheet, 400, 70, STONE, 7, 150)
    plain = sheet.shape(trace("0,392 1000,380 1000,1000 0,1000"))
    sheet.lay("#d8b673", plain)
    furrows = sheet.field(4)
    sheet.shade(
        INK,
        plain,
        furrows.point(lambda v: min(255, 150 + v // 2)),
        pitch=13,
        wander=furrows,
        turns=2,
    )
    for step, field in enumerate(FIELDS):
        mask = rough(sheet.shape(trace(field)), sheet, 0.12)
        sheet.lay("#7d8a50" if step % 2 else "#9aa162", mask)
        tone = sheet.gradient(150, 190)
        sheet.shade(INK, mask, tone, pitch=9 + step % 3, upright=step % 2 == 0)
    left = winding(
        [(352, 390, 2), (322, 418, 5), (300, 462, 10), (385, 560, 24), (505, 660, 48)]
    )
    right = winding(
        [(700, 384, 2), (726, 414, 5), (742, 460, 10), (655, 556, 23), (520, 660, 46)]
    )
    below = winding([(512, 640, 62), (540, 730, 95), (430, 850, 150), (470, 1040, 250)])
    water = rough(sheet.shape(left, right, below), sheet, 0.1)
    bank = water.filter(ImageFilter.MaxFilter(9))
    sheet.lay(INK, bank)
    sheet.lay("#c9d4d2", water)
    sheet.shade(BLUE, water, sheet.gradient(200, 110), pitch=10, wander=sheet.field(6))


def marsh(sheet):
    """A boat among reeds at evening."""
    sky(sheet, 520, sun=(300, 330, 105))
    hills(sheet, 520, 18, STONE, 9, 120)
    sea(sheet, 520)
    streak = sheet.shape(
        *(
            [(300 - w, y), (300 + w, y), (300 + w, y + 9), (300 - w, y + 9)]
            for y, w in (
                (540, 62),
                (566, 50),
                (594, 70),
                (630, 44),
                (668, 58),
                (712, 30),
            )
        )
    )
    sheet.lay(RUST, rough(streak, sheet, 0.2))
    hull = [
        *smooth(trace("500,655 560,690 680,705 800,690 880,640")),
        *smooth(trace("880,640 790,715 680,732 560,718 500,655")),
    ]
    sheet.lay(INK, sheet.shape(hull))
    sheet.lay(
        INK,
        sheet.shape(trace("716,700 705,610 718,580 742,580 752,620 756,700")),
    )
    sheet.lay(INK, sheet.disc(729, 560, 22))
    sheet.lay(
        INK, sheet.lines([(742, 600), (640, 540)], [(560, 470), (700, 790)], width=7)
    )
    _reeds(sheet, 0, 420, 120)
    _reeds(sheet, 820, 1000, 70)


def reeds(sheet):
    """A wall of reeds, and birds leaving it."""
    sky(sheet, 640, sun=(640, 300, 150), tint="#ead9b4")
    sea(sheet, 640)
    _reeds(sheet, -20, 1020, 330, tallest=640)
    birds = []
    for _ in range(16):
        x, y = sheet.chance.gauss(560, 150), sheet.chance.gauss(190, 70)
        s = sheet.chance.uniform(8, 18)
        birds += [
            smooth([(x - s, y - s * 0.5), (x - s / 2, y - s * 0.7), (x, y)]),
            smooth([(x, y), (x + s / 2, y - s * 0.9), (x + s, y - s * 0.7)]),
        ]
    sheet.lay(INK, sheet.lines(*birds, width=4))


def _reeds(sheet, left, right, count, tallest=420):
    stems, heads = [], []
    for _ in range(count):
        x = sheet.chance.uniform(left, right)
        height = sheet.chance.uniform(0.45, 1) * tallest
        lean = sheet.chance.gauss(14, 22)
        top = (x + lean, 1010 - height)
        stems.append(smooth([(x, 1010), (x + lean * 0.3, 1010 - height * 0.5), top]))
        heads.append(
            smooth(
                [
                    top,
                    (top[0] + lean * 0.3 + 6, top[1] - 22),
                    (top[0] + lean * 0.6 + 14, top[1] - 34),
                ]
            )
        )
        if sheet.chance.random() < 0.5:
            bend = sheet.chance.choice((-1, 1)) * sheet.chance.uniform(25, 60)
            y = 1010 - height * sheet.chance.uniform(0.3, 0.6)
            stems.append(smooth([(x, y + 90), (x + bend * 0.5, y), (x + bend, y + 25)]))
    sheet.lay(INK, sheet.lines(*stems, width=4))
    sheet.lay(INK, sheet.lines(*heads, width=11))


def gauge(sheet):
    """A staff gauge on the pier of a bridge."""
    sheet.lay("#d9cbb0", sheet.shape(trace("0,0 1000,0 1000,720 0,720")))
    courses = sheet.field(6)
    pier = sheet.shape(trace("300,0 700,0 720,1000 280,1000"))
    sheet.shade(BLUE, sheet.whole, sheet.gradient(120, 420), pitch=11)
    sea(sheet, 720)
    sheet.lay(STONE, pier)
    sheet.shade(
        INK, pier, sheet.across(40, 330), pitch=12, upright=True, wander=courses
    )
    joints = [[(270, y), (730, y)] for y in range(40, 1000, 92)]
    for row, y in enumerate(range(40, 1000, 92)):
        joints += [
            [(x + row % 2 * 52, y), (x + row % 2 * 52, y + 92)]
            for x in range(300, 740, 104)
        ]
    sheet.lay(INK, both(sheet.lines(*joints, width=5), pier))
    sheet.lay(PAPER, sheet.shape(trace("452,60 552,60 552,880 452,880")))
    marks = []
    for step in range(41):
        y = 60 + step * 20
        marks.append(
            [
                (452, y),
                (452 + (68 if step % 5 == 0 else 38), y),
                (452 + (68 if step % 5 == 0 else 38), y + 10),
                (452, y + 10),
            ]
        )
    sheet.lay(INK, sheet.shape(*marks))
    sheet.lay(
        PAPER,
        rough(sheet.shape(trace("286,560 714,560 714,592 286,592")), sheet, 0.3),
    )
    sheet.lay(
        RUST,
        rough(sheet.shape(trace("286,622 714,622 714,648 286,648")), sheet, 0.3),
    )
    water = sheet.shape(trace("0,800 1000,800 1000,1000 0,1000"))
    ripple = sheet.field(5)
    sheet.lay(MIST, water)
    sheet.shade(
        BLUE, water, ripple.point(lambda v: min(255, 40 + v)), pitch=12, wander=ripple
    )
