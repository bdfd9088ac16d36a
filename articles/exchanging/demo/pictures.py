"""Draws the demo newsroom's pictures: the same ones on every machine."""

from io import BytesIO

from articles.exchanging.demo.drawing import (
    charts,
    dams,
    fields,
    grids,
    ground,
    orbit,
    paperwork,
    plots,
    portraits,
    rivers,
    ships,
)
from articles.exchanging.demo.drawing.ink import Sheet

SIZE = (1800, 1200)
PORTRAIT_SIZE = (1000, 1250)
QUALITY = 88

RECIPES = {
    recipe.__name__: recipe
    for recipe in (
        *(rivers.contours, rivers.confluence, rivers.marsh, rivers.reeds, rivers.gauge),
        *(dams.dam, dams.mountain_reservoir, dams.aquifer),
        *(ships.harbour, ships.container_ship, ships.anchorage, ships.dry_port),
        *(charts.strait_chart, charts.cable_chart, charts.landing),
        *(grids.pylons, grids.night_city, grids.solar_field),
        *(fields.wheat, fields.silos, fields.bakery, fields.field_mosaic),
        *(ground.salt_flat, ground.open_pit, ground.desert_road),
        *(orbit.swath, orbit.orbits, plots.frequency, plots.chart_lines),
        *(paperwork.bank_front, paperwork.ballot, paperwork.ledger, paperwork.treaty),
    )
}


def illustration(recipe, size=SIZE):
    """Return a picture as the bytes of a JPEG file; `recipe` is a name in RECIPES."""
    sheet = Sheet(size, seed=recipe)
    RECIPES[recipe](sheet)
    return _printed(sheet)


def portrait(key, looks, size=PORTRAIT_SIZE):
    """Return the portrait of an author who looks as `looks` says, as a JPEG file."""
    sheet = Sheet(size, seed=key)
    ground = portraits.GROUNDS[looks["ground"]]
    portraits.portrait(sheet, portraits.Sitter(**{**looks, "ground": ground}))
    return _printed(sheet)


def emblem(key, motif, size=PORTRAIT_SIZE):
    """Return the mark of an organisation, as a JPEG file."""
    sheet = Sheet(size, seed=key)
    portraits.emblem(sheet, motif)
    return _printed(sheet)


def _printed(sheet):
    file = BytesIO()
    sheet.finish().save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
