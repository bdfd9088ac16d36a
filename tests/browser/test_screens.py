"""Every staff screen: nothing refused by its policy, nothing to scroll sideways for."""

import pytest

from tests import factories
from tests.browser.measures import fits
from tests.browser.staff_screens import look_over

WIDTHS = (320, 390, 1440)
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_fit_every_width_and_have_nothing_refused(desk, addresses, mode):
    admin, found = addresses
    at = desk(admin, color_scheme=mode)
    for address in found:
        fits_every_width(at.open(address))
        assert at.complaints == [], address
    look_over(at.open("/admin/articles/article/"))
    fits_every_width(at.page)


def fits_every_width(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page), f"{page.url} at {width}"


@pytest.mark.parametrize("width", [320, 390])
def test_an_open_menu_stays_within_a_phone(desk, transactional_db, width):
    at = desk(factories.user("superuser"))
    at.page.set_viewport_size({"width": width, "height": 844})
    menus = at.page.locator(".desk-menu").all()
    assert len(menus) > 1
    for menu in menus:
        menu.locator("summary").click()
        assert fits(at.page)
        at.page.keyboard.press("Escape")


def test_what_a_thumb_presses_is_large_enough(desk, addresses):
    admin, found = addresses
    at = desk(admin, viewport={"width": 390, "height": 844}, has_touch=True)
    small = []
    for address in found:
        at.open(address)
        small += [(address, *target) for target in at.page.evaluate(TOO_SMALL)]
    assert small == []


# Buttons, and links that look like one; 44 px, and half a pixel for rounding.
TOO_SMALL = """
() => [...document.querySelectorAll("button, a.button, select, [type=submit]")]
  .filter((it) => it.checkVisibility({ visibilityProperty: true }))
  .filter((it) => !it.matches(".focal-frame, .theme-toggle, .note-mark"))
  .map((it) => [it.outerHTML.slice(0, 90), it.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)
"""


def test_the_chosen_mode_wins_over_the_machines(desk, editor):
    at = desk(editor, color_scheme="dark")
    dark = at.page.evaluate(BACKGROUND)
    at.page.evaluate("localStorage.setItem('theme', 'light')")
    at.page.reload()
    assert at.page.evaluate(BACKGROUND) != dark
    assert at.page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
