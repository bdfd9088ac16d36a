"""Readers' pages as a browser draws them."""

import pytest

from articles.models import Author, Publication
from tests import factories

A_LONG_WORD = "Uferschutzverordnungsnovelle" * 12
WIDER_THAN_THE_WINDOW = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const scrolls = (element) => element.closest(".table");
  return [...document.querySelectorAll("body *")]
    .filter((element) => !scrolls(element) && !element.closest(".skip"))
    .filter((element) => element.getBoundingClientRect().right > edge)
    .map((element) => `${element.tagName}.${element.className}`);
}"""


@pytest.fixture
def edition(transactional_db):
    Publication.objects.create(name="The Lantern", membership_url="/about/")
    author = factories.author(
        A_LONG_WORD[:100],
        short_bio=f"<p>{A_LONG_WORD}</p>",
        positions=[{"role": A_LONG_WORD[:120], "affiliation": A_LONG_WORD[:120]}],
        expertise=A_LONG_WORD[:300],
    )
    article = factories.published_article(
        headline=A_LONG_WORD[:280],
        standfirst=f"<p>{A_LONG_WORD}</p>",
        body=f"<p>{A_LONG_WORD}</p><table><tr><th>{A_LONG_WORD}</th></tr></table>",
        by_line=[author],
        regions=(factories.region(A_LONG_WORD[:100]).pk,),
        themes=(factories.theme(A_LONG_WORD[:100]).pk,),
    )
    return article.editions.get()


def addresses(edition):
    lists = ("/", "/regions/", "/themes/", "/authors/", "/search/?q=ufer")
    author = Author.objects.get()
    return [edition.get_absolute_url(), author.get_absolute_url(), *lists]


@pytest.mark.parametrize("text_size", ["100%", "200%"])
def test_nothing_is_wider_than_a_narrow_window(reader, edition, text_size):
    page = reader("/")
    page.set_viewport_size({"width": 320, "height": 700})
    origin = page.url.rstrip("/")
    for address in addresses(edition):
        page.goto(f"{origin}{address}")
        page.evaluate(
            "size => document.documentElement.style.fontSize = size", text_size
        )
        assert page.evaluate(WIDER_THAN_THE_WINDOW) == [], address


def test_the_first_stop_of_the_keyboard_leads_past_the_menus(reader, edition):
    page = reader(edition.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["width"] > 40
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_address_of_an_article_is_copied(reader, edition):
    page = reader(edition.get_absolute_url())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").first.click()
    page.get_by_role("button", name="Address copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(edition.get_absolute_url())


def test_the_margin_of_an_arabic_article_lies_to_its_right(reader, transactional_db):
    article = factories.published_article(
        headline="ماء",
        body="<p>نص</p>",
        language="ar",
        regions=(factories.region("Iraq").pk,),
    )
    page = reader(article.editions.get().get_absolute_url())
    margin = page.locator(".article-margin").bounding_box()
    assert margin["x"] > page.locator(".prose").bounding_box()["x"]


def test_a_reader_s_browser_asks_no_other_host_and_keeps_nothing(reader, edition):
    page = reader("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    origin = page.url
    for address in addresses(edition):
        page.goto(f"{origin.rstrip('/')}{address}")
    assert [url for url in asked if not url.startswith(origin)] == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
