"""The earth from above."""

import math

from articles.exchanging.demo.drawing.ink import (
    INK,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    both,
    smooth,
    trace,
    without,
)


def _globe(sheet, x, y, radius):
    earth = sheet.disc(x, y, radius)
    sheet.lay("#51748a", earth)
    relief = sheet.field(4)
    land = both(relief.point(lambda v: min(255, max(0, (v - 138) * 12))), earth)
    sheet.lay(OCHRE, land)
    sheet.shade(INK, land, relief, pitch=8, wander=relief, turns=3)
    limb = both(earth, sheet.whole)
    sheet.shade(NIGHT, limb, sheet.across(330, 40), pitch=9)
    halo = without(sheet.disc(x, y, radius * 1.025), earth)
    sheet.lay("#d8e4e4", halo)


def _stars(sheet, count=170):
    stars = [
        (
            sheet.chance.uniform(0, 1000),
            sheet.chance.uniform(0, 1000),
            s := sheet.chance.uniform(0.6, 1.8),
            s * 1.5,
        )
        for _ in range(count)
    ]
    sheet.lay(PAPER, sheet.discs(*stars))


def swath(sheet):
    """A satellite, and the strip of the earth that it sees."""
    sheet.lay(NIGHT, sheet.whole)
    _stars(sheet)
    _globe(sheet, 470, 1330, 900)
    strip = sheet.shape(
        [
            *smooth([(560, 400), (480, 640), (330, 1010)]),
            *smooth([(640, 1010), (650, 640), (640, 410)]),
        ]
    )
    sheet.lay("#e6c98a", both(strip, sheet.disc(470, 1330, 900)))
    relief = sheet.field(7)
    sheet.shade(
        INK,
        both(strip, sheet.disc(470, 1330, 900)),
        relief,
        pitch=9,
        wander=relief,
        turns=4,
    )
    beam = sheet.shape([(770, 190), (560, 450), (640, 455)])
    sheet.shade(PAPER, beam, sheet.gradient(120, 190), pitch=8)
    body = trace("740,150 800,130 822,190 762,212")
    sheet.lay(OCHRE, sheet.shape(body))
    wings = [
        trace("742,172 600,222 588,186 732,138"),
        trace("818,168 958,118 946,84 806,134"),
    ]
    sheet.lay("#3a6280", sheet.shape(*wings))
    cells = [
        [(742 - 28 * k, 172 + 10 * k), (732 - 28.8 * k, 138 + 9.6 * k)]
        for k in range(1, 5)
    ]
    cells += [
        [(818 + 28 * k, 168 - 10 * k), (806 + 28 * k, 134 - 10 * k)]
        for k in range(1, 5)
    ]
    sheet.lay(
        PAPER,
        sheet.lines(*cells, *[[*w, w[0]] for w in wings], [*body, body[0]], width=3),
    )


def orbits(sheet):
    """A globe, and the rings of what goes round it."""
    sheet.lay(NIGHT, sheet.whole)
    _stars(sheet, 120)
    rings, dots = [], []
    for ring in range(7):
        radius, tilt = 330 + ring * 42, math.radians(-28 + ring * 13)
        path = []
        for step in range(181):
            angle = math.tau * step / 180
            px, py = math.cos(angle) * radius * 1.3, math.sin(angle) * radius * 0.42
            x = 500 + (px * math.cos(tilt) - py * math.sin(tilt)) * 2 / 3
            y = 500 + px * math.sin(tilt) + py * math.cos(tilt)
            path.append((x, y))
            if step % (5 - ring % 3) == 0 and step < 180:
                dots.append((x, y))
        rings.append(path)
    behind = sheet.lines(*rings, width=2)
    sheet.lay("#5c7f92", behind)
    sheet.lay(PAPER, sheet.discs(*((x, y, 3.4, 5.1) for x, y in dots[::2])))
    _globe(sheet, 500, 500, 250)
    front = [ring[: len(ring) // 2 + 1] for ring in rings]
    sheet.lay("#9dbac4", sheet.lines(*front, width=3))
    near = [point for k, ring in enumerate(front) for point in ring[:: 5 + k % 3]]
    sheet.lay(PAPER, sheet.discs(*((x, y, 4.4, 6.6) for x, y in near)))
    sheet.lay(RUST, sheet.discs(*((x, y, 6, 9) for x, y in near[3::17])))
