"""A bio that bios change is on every page with the next request, from every server."""

import json
import re
import urllib.request

import pytest
from lxml import html

from articles.models.actions import Role
from tests import factories
from tests.browser.conftest import PASSWORD, Desk
from tests.browser.test_times import servers

__all__ = ["servers"]
OLD, NEW = "He counts grain in harbours", "He counts ships in ports"


def read(server, address):
    with urllib.request.urlopen(f"{server.url}{address}") as answer:
        return answer.read().decode()


def people(page):
    """Return what the structured data of a page says of persons."""
    [text] = html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return [part["author"] for part in parts(json.loads(text)) if "author" in part]


def parts(data):
    found = data if isinstance(data, list) else data.get("@graph", [data])
    return [part for part in found if isinstance(part, dict)]


def everywhere(server, article, author):
    """Return what each page that tells of the author says."""
    page = read(server, f"/articles/{article.pk}/")
    address = re.search(r'<link rel="canonical" href="[^"/]*//[^/]*([^"]*)"', page)[1]
    return {
        "article": page,
        "markdown": read(server, f"{address}article.md"),
        "author": read(server, author.get_absolute_url()),
        "structured data": json.dumps(people(page), ensure_ascii=False),
    }


@pytest.fixture
def bea(transactional_db):
    account = factories.user(Role.AUTHORS_DESK, first_name="Bea", last_name="Os")
    account.set_password(PASSWORD)
    account.save()
    return account


def test_a_changed_bio_is_everywhere_with_the_next_request(servers, new_context, bea):
    author = factories.author("Bo Lund", short_bio=f"<p>{OLD}.</p>")
    article = factories.published_article(by_line=[author])
    for server in servers:
        for place in ("article", "markdown", "author"):
            assert OLD in everywhere(server, article, author)[place]
    desk = Desk(new_context(), servers[0], []).sign_in(bea)
    page = desk.open(f"/admin/articles/author/{author.pk}/change/")
    words = page.get_by_role("textbox", name="Short bio", exact=True)
    words.fill(f"{NEW}.")
    page.locator("[name=name]").fill("Bo A. Lund")
    desk.save()
    page.get_by_text("Saved: “Bo A. Lund”.").wait_for()
    for server in servers:
        for place, text in everywhere(server, article, author).items():
            assert OLD not in text, (server.url, place)
            assert "Bo A. Lund" in text, (server.url, place)
            if place != "structured data":
                assert NEW in text, (server.url, place)
