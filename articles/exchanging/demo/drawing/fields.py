"""From the field to the loaf."""

from PIL import ImageFilter

from articles.exchanging.demo.drawing.ink import (
    BLUE,
    INK,
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
from articles.exchanging.demo.drawing.scenery import box, hills, sea, sky


def wheat(sheet):
    """A wheat field under a wide sky."""
    sky(sheet, 430, sun=(330, 250, 80))
    hills(sheet, 428, 34, BLUE, 7, 170)
    field = sheet.shape(trace("0,425 1000,425 1000,1000 0,1000"))
    sheet.lay(OCHRE, field)
    rows = [
        [(560 + (x - 500) * 0.05, 425), (x * 2.4 - 700, 1000)]
        for x in range(0, 1001, 22)
    ]
    sheet.lay("#8b5f24", both(sheet.lines(*rows, width=5), field))
    breath = sheet.field(5)
    sheet.shade(
        "#5a3d18",
        field,
        breath.point(lambda v: min(255, 90 + v)),
        pitch=10,
        wander=breath,
        turns=2,
    )
    stems, grains = [], []
    for _ in range(120):
        x, height = sheet.chance.uniform(-10, 1010), sheet.chance.uniform(170, 370)
        lean = sheet.chance.gauss(18, 14)
        top = (x + lean, 1010 - height)
        stems.append(smooth([(x, 1010), (x + lean * 0.2, 1010 - height / 2), top]))
        for step in range(7):
            gx, gy = top[0] + lean * 0.05 * step, top[1] - step * 13
            grains += [
                [(gx, gy), (gx + dx, gy - 8), (gx + dx * 0.55, gy - 22), (gx, gy - 12)]
                for dx in (-9, 9)
            ]
        stems.append([top, (top[0] + lean * 0.5, top[1] - 125)])
    sheet.lay(INK, sheet.lines(*stems, width=3))
    sheet.lay(INK, sheet.shape(*[[(x, y + 2) for x, y in grain] for grain in grains]))
    sheet.lay(SAND, sheet.shape(*grains).filter(ImageFilter.MinFilter(5)))


def silos(sheet):
    """Silos by the water, full."""
    sky(sheet, 760, sun=(52, 420, 84))
    sea(sheet, 760)
    sheet.lay(INK, sheet.shape(box(0, 740, 1000, 26)))
    for index in range(6):
        x = 110 + index * 122
        body = sheet.shape(box(x, 250, 116, 492))
        sheet.lay("#eadfc8" if index % 2 else "#dccfb2", body)
        cylinder = sheet.across(0, 0).copy()
        left, right = (round(edge * sheet.width / 1000) for edge in (x, x + 116))
        ramp = sheet.across(330, 20).resize((right - left, sheet.height))
        cylinder.paste(ramp, (left, 0))
        sheet.shade(INK, body, cylinder, pitch=9, upright=True)
        sheet.lay(
            INK,
            both(
                sheet.lines(
                    *[[(x, y), (x + 116, y)] for y in range(290, 740, 64)], width=3
                ),
                body,
            ),
        )
        cap = sheet.shape([(x - 4, 250), (x + 58, 196), (x + 120, 250)])
        sheet.lay(RUST, cap)
        sheet.shade(INK, cap, sheet.across(330, 0), pitch=8)
    sheet.lay(INK, sheet.shape(box(80, 168, 800, 26), box(850, 120, 84, 622)))
    sheet.lay(PAPER, sheet.shape(*[box(874, 150 + i * 74, 34, 26) for i in range(7)]))
    sheet.lay(
        INK,
        sheet.lines(
            [(850, 200), (980, 560), (1010, 560)], [(934, 180), (1010, 400)], width=12
        ),
    )
    sheet.lay(
        INK,
        sheet.lines(
            *[[(90 + i * 20, 168), (100 + i * 20, 194)] for i in range(39)], width=2
        ),
    )


def bakery(sheet):
    """Flat loaves on a baker's board."""
    sheet.lay("#6e4a2c", sheet.whole)
    plank = sheet.field(3)
    sheet.shade(
        INK,
        sheet.whole,
        plank.point(lambda v: min(255, 40 + v)),
        pitch=11,
        wander=plank,
        turns=4,
    )
    seams = [[(0, y), (1000, y)] for y in (205, 410, 615, 820)]
    sheet.lay(INK, sheet.lines(*seams, width=7))
    loaves = [
        (
            20 + column * 192 + (row % 2) * 96 + sheet.chance.uniform(-12, 12),
            70 + row * 172 + sheet.chance.uniform(-14, 14),
            sheet.chance.uniform(68, 74),
        )
        for row in range(6)
        for column in range(6)
        if (row, column) not in {(2, 3), (3, 2), (3, 3)}  # somebody has bought those
    ]
    _loaves(sheet, loaves)


def _loaves(sheet, loaves):
    def ovals(size, dx=0, dy=0):
        ovals = [(x + dx, y + dy, r * 1.12 * size, r * size) for x, y, r in loaves]
        return rough(sheet.discs(*ovals), sheet, 0.3)

    scores = [
        smooth([(x + k * 26 - 20, y + 36), (x + k * 26, y), (x + k * 26 + 22, y - 38)])
        for x, y, _ in loaves
        for k in (-1, 0, 1)
    ]
    sheet.lay(INK, ovals(1.02, 8, 16))
    crust, top = ovals(1), ovals(0.84, -4, -8)
    sheet.lay("#c08343", crust)
    sheet.lay("#dcae69", top)
    bloom = sheet.field(14)
    sheet.shade("#7a4a20", crust, bloom.point(lambda v: min(255, 70 + v)), pitch=8)
    sheet.lay("#f0dcb0", rough(sheet.lines(*scores, width=17), sheet, 0.3))
    sheet.lay(
        "#7a4a20", sheet.lines(*[[(x + 5, y) for x, y in s] for s in scores], width=3)
    )


PARCEL = (125, 167)


def field_mosaic(sheet):
    """Fields seen from orbit: strips, squares and the circles of pivots."""
    tints = (OCHRE, SAND, "#8f9a5b", "#6d7f4c", "#b7b37a", "#a9774a", STONE, "#55663f")
    _parcels(sheet, tints)
    tracks = [[(x, 0), (x, 1000)] for x in range(0, 1001, PARCEL[0])]
    tracks += [[(0, y), (1000, y)] for y in range(0, 1003, PARCEL[1])]
    sheet.lay("#5b4a34", sheet.lines(*tracks, width=5))
    course = smooth(trace("-20,300 180,360 330,330 480,470 640,500 800,640 1020,660"))
    sheet.lay("#44573c", sheet.lines(course, width=70))
    sheet.lay(BLUE, sheet.lines(course, width=30))
    cloud = sheet.field(3).point(lambda v: min(255, max(0, (v - 222) * 12)))
    sheet.lay(PAPER, rough(cloud, sheet, 0.4))
    corner = [
        [(40, 120), (40, 60), (80, 60)],
        [(960, 880), (960, 940), (920, 940)],
        [(960, 120), (960, 60), (920, 60)],
        [(40, 880), (40, 940), (80, 940)],
    ]
    sheet.lay(RUST, sheet.lines(*corner, width=8))


def _parcels(sheet, tints):
    wide, tall = PARCEL
    squares = {tint: [] for tint in tints}
    circles = {tint: [] for tint in tints}
    for x in range(0, 1000, wide):
        for y in range(0, 1000, tall):
            count = sheet.chance.choice((1, 1, 3, 4, 6))
            for k in range(count):
                strip = box(x + k * wide / count, y, wide / count, tall)
                squares[sheet.chance.choice(tints)].append(strip)
            if count == 1 and sheet.chance.random() < 0.6:
                pivot = (x + wide / 2, y + tall / 2, wide * 0.43, wide * 0.645)
                circles[sheet.chance.choice(tints)].append(pivot)
    layers = [(tint, sheet.shape(*squares[tint])) for tint in tints]
    layers += [(tint, sheet.discs(*circles[tint])) for tint in tints]
    for step, (tint, mask) in enumerate(layers):
        sheet.lay(tint, mask)
        how = {"pitch": 7 + step % 3, "upright": step % 2 == 0}
        sheet.shade(INK, mask, sheet.gradient(203, 197), **how)
