"""Portraits of authors who do not exist: one light, two inks, no likeness."""

from dataclasses import dataclass

from PIL import ImageChops, ImageFilter

from articles.exchanging.demo.drawing.hair import BEARDS, HAIR
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


@dataclass(frozen=True)
class Sitter:
    """How somebody is drawn. Colours are inks; a sitter looks left or right."""

    skin: str
    ground: str
    coat: str
    hair: str
    hair_ink: str = INK
    looks: int = 1
    glasses: bool = False
    beard: str = ""
    collar: str = "open"


GROUNDS = {
    "sand": SAND,
    "mist": MIST,
    "ochre": OCHRE,
    "stone": STONE,
    "blue": BLUE,
    "rust": RUST,
}


def portrait(sheet, sitter):
    """Draw head and shoulders, lit from one side."""
    sheet.lay(sitter.ground, sheet.whole)
    light = sheet.across(150, 420) if sitter.looks > 0 else sheet.across(420, 150)
    sheet.shade(INK, sheet.whole, light, pitch=11)
    back = HAIR[sitter.hair][0]
    if back:
        _cut(sheet, back, sitter.hair_ink, sitter)
    _coat(sheet, sitter)
    neck = sheet.shape(
        _turned(
            sitter,
            trace("410,560 405,700 470,800 560,790 600,690 590,540"),
        )
    )
    sheet.lay(sitter.skin, neck)
    sheet.shade(INK, neck, sheet.gradient(255, -60).point(lambda v: max(0, v)), pitch=8)
    _face(sheet, sitter)
    _features(sheet, sitter)
    if sitter.beard:
        _cut(sheet, BEARDS[sitter.beard], sitter.hair_ink, sitter)
        _lips(sheet, sitter)
    front = HAIR[sitter.hair][1]
    if front:
        _cut(sheet, front, sitter.hair_ink, sitter)
    if sitter.glasses:
        _glasses(sheet, sitter)


def emblem(sheet, motif):
    """Draw an organisation's mark."""
    sheet.lay(INK, sheet.whole)
    sheet.lay(PAPER, sheet.disc(500, 500, 330))
    sheet.lay(INK, sheet.disc(500, 500, 312))
    if motif == "bars":
        heights = (120, 210, 160, 300, 250, 380)
        bars = [
            [
                (290 + k * 72, 690),
                (338 + k * 72, 690),
                (338 + k * 72, 690 - h),
                (290 + k * 72, 690 - h),
            ]
            for k, h in enumerate(heights)
        ]
        sheet.lay(PAPER, sheet.shape(*bars[:-1]))
        sheet.lay(RUST, sheet.shape(bars[-1]))
        return
    waves = [
        smooth(
            [
                (210, 400 + k * 70),
                (330, 350 + k * 70),
                (450, 420 + k * 70),
                (570, 350 + k * 70),
                (690, 420 + k * 70),
                (800, 370 + k * 70),
            ]
        )
        for k in range(4)
    ]
    bowl = sheet.disc(500, 500, 290)
    sheet.lay(PAPER, both(sheet.lines(*waves[1:], width=26), bowl))
    sheet.lay(RUST, both(sheet.lines(waves[0], width=26), bowl))


def _turned(sitter, outline):
    """Mirror an outline for a sitter who looks to the left."""
    return [(x if sitter.looks > 0 else 1000 - x, y) for x, y in outline]


def _cut(sheet, outline, colour, sitter):
    mask = rough(sheet.shape(_turned(sitter, smooth(outline, 10))), sheet, 0.12)
    sheet.lay(colour, mask)
    strands = sheet.field(5)
    gleam = INK if colour != INK else "#5a5148"
    tone = strands.point(lambda v: min(255, 70 + v))
    sheet.shade(gleam, mask, tone, pitch=9, upright=True, wander=strands, turns=3)


def _coat(sheet, sitter):
    shoulders = smooth(
        trace(
            """
            60,1010 90,880 200,790 390,720 500,800 610,715 800,785 920,880
            950,1010
            """
        )
    )
    mask = rough(
        sheet.shape(_turned(sitter, [*shoulders, (950, 1020), (60, 1020)])), sheet, 0.15
    )
    sheet.lay(sitter.coat, mask)
    fold = sheet.field(4)
    side = sheet.across(-40, 300) if sitter.looks > 0 else sheet.across(300, -40)
    side = side.point(lambda v: max(0, v))
    sheet.shade(INK, mask, ImageChops.add(side, fold, scale=1.6), pitch=10, wander=fold)
    if sitter.collar == "shirt":
        points = (
            trace("400,715 350,800 470,900 505,815"),
            trace("606,708 650,790 545,905 505,815"),
        )
        sheet.lay(PAPER, sheet.shape(*[_turned(sitter, p) for p in points]))
        tie = trace("488,820 524,820 540,870 552,1010 480,1010 474,870")
        sheet.lay(RUST, sheet.shape(_turned(sitter, tie)))
    elif sitter.collar == "scarf":
        scarf = trace("380,690 500,760 622,690 680,760 600,850 480,870 360,800")
        _cut(sheet, [*scarf, scarf[0]], RUST, sitter)
    elif sitter.collar == "round":
        ring = sheet.lines(
            _turned(
                sitter,
                smooth(trace("385,722 440,812 520,835 590,800 622,716")),
            ),
            width=20,
        )
        sheet.lay(PAPER, ring)


LIP = "#6f3a2a"


FACE = trace(
    """
    366,330 352,440 368,545 420,640 500,690 572,668 622,590 648,520
    660,440 650,340 590,240 480,215 400,255 366,330
    """
)


def _face(sheet, sitter):
    mask = rough(sheet.shape(_turned(sitter, smooth(FACE, 10))), sheet, 0.06)
    sheet.lay(sitter.skin, mask)
    # The light falls on the side that the sitter looks to; the cheek behind is cut.
    shadow = smooth(
        trace(
            """
            330,220 420,250 398,400 412,520 452,610 520,700 360,720 320,500
            330,220
            """
        ),
        10,
    )
    dark = both(
        sheet.shape(_turned(sitter, shadow)).filter(
            ImageFilter.GaussianBlur(34 * sheet.unit)
        ),
        mask,
    )
    tone = ImageChops.invert(dark).point(lambda v: min(255, 40 + v))
    sheet.shade(INK, mask, tone, pitch=8)
    ear = smooth(trace("352,430 330,420 322,470 340,530 364,530"), 8)
    sheet.lay(sitter.skin, sheet.shape(_turned(sitter, ear)))
    sheet.lay(INK, sheet.lines(_turned(sitter, ear), width=5))


def _features(sheet, sitter):
    strokes = [
        smooth([(436, 404), (474, 384), (516, 398)], 8),
        smooth([(576, 396), (612, 382), (642, 400)], 8),
    ]
    sheet.lay(INK, sheet.lines(*[_turned(sitter, s) for s in strokes], width=15))
    lids = [
        smooth([(444, 446), (476, 430), (512, 450)], 8),
        smooth([(582, 448), (612, 430), (638, 446)], 8),
    ]
    sheet.lay(INK, sheet.lines(*[_turned(sitter, s) for s in lids], width=8))
    eyes = _turned(sitter, [(480, 449), (612, 448)])
    sheet.lay(INK, sheet.discs(*((x, y, 13, 10) for x, y in eyes)))
    nose = smooth(trace("556,420 566,480 584,528 566,548 534,545"), 8)
    sheet.lay(INK, sheet.lines(_turned(sitter, nose), width=8))
    shade = sheet.shape(
        _turned(
            sitter,
            smooth(trace("548,430 556,500 536,545 520,520 548,430"), 8),
        )
    )
    sheet.shade(INK, shade, sheet.gradient(110, 110), pitch=7)
    _lips(sheet, sitter)


def _lips(sheet, sitter):
    upper = [
        *smooth(trace("482,598 524,588 548,593 572,587 604,596"), 8),
        (548, 606),
    ]
    lower = [*smooth([(490, 604), (546, 628), (598, 602)], 8), (548, 608)]
    sheet.lay(LIP, sheet.shape(_turned(sitter, upper)))
    sheet.lay("#8d5039", sheet.shape(_turned(sitter, lower)))
    sheet.lay(
        INK,
        sheet.lines(
            _turned(sitter, smooth([(478, 599), (548, 605), (608, 597)], 8)), width=4
        ),
    )


def _glasses(sheet, sitter):
    left = trace("428,448 434,420 478,412 522,420 524,452 508,482 448,484 428,448")
    rims = [smooth([(x + step, y) for x, y in left], 8) for step in (0, 133)]
    bars = [[(523, 440), (564, 440)], [(428, 440), (344, 448)]]
    sheet.lay(
        INK, sheet.lines(*[_turned(sitter, line) for line in rims + bars], width=9)
    )
