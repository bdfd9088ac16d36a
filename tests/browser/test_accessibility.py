"""What axe finds wrong with each kind of page, light and dark: nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from articles.models import Author, Edition, Region, Report, Tag, Theme
from tests.browser.staff_screens import look_over

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("mode", ["light", "dark"])]

WIDTHS = (320, 390, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


def violations(page):
    """Return what is wrong with a page, in words."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{page.url} at {page.viewport_size['width']}: {fault['help']}: {node['html']}"
        for fault in found
        for node in fault["nodes"]
    ]


def faults(page, addresses, open_at):
    found = []
    for address in addresses:
        open_at(address)
        found += at_every_width(page)
    return found


def at_every_width(page):
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += violations(page)
    return found


def readers_pages():
    """Return an address of each kind, articles in every language."""
    by_language = {it.language: it for it in Edition.objects.visible().listed()}
    longest = Edition.objects.visible().order_by("-word_count").first()
    things = [*by_language.values(), longest]
    things += [model.objects.first() for model in (Region, Theme, Report, Author)]
    lists = ["/", "/regions/", "/themes/", "/reports/", "/authors/", "/tags/"]
    lists += [f"/tags/{Tag.objects.first().slug}/", "/search/?q=water", "/search/"]
    lists += [f"{longest.get_absolute_url()}report/", "/nothing/here/"]
    lists += [f"{Author.objects.first().get_absolute_url()}?language=ar"]
    return [*(thing.get_absolute_url() for thing in things), *lists]


def test_readers_pages_have_no_violations(
    transactional_db, new_context, live_server, mode
):
    call_command("load_demo", verbosity=0)
    page = new_context(color_scheme=mode).new_page()
    found = faults(
        page,
        [*readers_pages(), "/admin/login/"],
        lambda address: page.goto(f"{live_server.url}{address}"),
    )
    assert found == []


def test_staff_screens_have_no_violations(desk, addresses, mode):
    admin, found = addresses
    at = desk(admin, color_scheme=mode)
    seen = faults(at.page, found, at.open)
    look_over(at.open("/admin/articles/article/"))
    seen += at_every_width(at.page)
    at.complaints.clear()  # axe writes styles of its own, which the policy refuses
    assert seen == []
