"""Every staff screen: nothing refused by its policy, nothing to scroll sideways for."""

from dataclasses import replace
from datetime import date

import pytest

from articles.editing import desk as desk_copy
from articles.editing import (
    notes,
    previews,
    publication,
    review,
    source_notes,
    things,
)
from articles.editing.passages import Passage
from articles.models import Disclaimer, Prompt
from tests import factories

LISTS = ("article", "author", "disclaimer", "image", "prompt", "region", "report")
LISTS += ("source", "theme")
PAGES = ("change", "versions", "versions/1", "versions/compare", "unpublish")
PAGES += ("assign", "translate", "versions/3/combine")
PAGES += ("preview", "preview-links", "notes", "hold", "delete")
WIDTHS = (320, 390, 1440)
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def places(article, *pages):
    return [f"/admin/articles/article/{article.pk}/{page}/" for page in pages]


@pytest.fixture
def addresses(transactional_db):
    admin = factories.user("superuser")
    article = factories.article(
        by=admin,
        headline="A headline of many words that goes on and on until nobody reads it",
        by_line=[factories.author("Dr Ibrahim Nasser al-Khoury")],
        regions=(factories.region("Middle East & North Africa").pk,),
        themes=(factories.theme().pk,),
        reports=(factories.report().pk,),
    )
    publication.publish(article, by=admin, seen=1)
    factories.source()
    Disclaimer.objects.create(name="Usual", text="<p>Ours.</p>")
    Prompt.objects.create(name="Share", slot="notice", text="Hello")
    factories.reworked(article, by=admin, body="<p>Reworked.</p>")
    refused = replace(article.snapshot(), body=f"<p>{'Kept aside' * 20}</p>")
    desk_copy.save(article, refused, by=admin, seen=1)
    handed_in = factories.article(by=admin)
    review.submit(handed_in, by=admin, seen=1)
    factories.assigned(handed_in, admin, by=factories.editor(), due_on=date(2020, 1, 1))
    previews.make_link(article, by=admin, days=7)
    note_at_length(article, admin)
    found = ["/admin/", "/admin/password_change/", "/admin/auth/user/"]
    found += [f"/admin/auth/user/{admin.pk}/change/", "/admin/auth/user/add/"]
    found += ["/admin/auth/group/", "/admin/articles/publication/1/change/"]
    for name in LISTS:
        found += [f"/admin/articles/{name}/", f"/admin/articles/{name}/add/"]
    found += ["/admin/articles/digest/", *places(handed_in, "send-back")]
    found += places(article, *PAGES)
    found += pages_of_things(admin, article.credits.get().author)
    return admin, found


def note_at_length(article, admin):
    passage = Passage("body", "Reworked" + "edly" * 40)
    noted = notes.add(article, by=admin, text="Surely" * 30, passage=passage).note
    notes.reply(noted, by=admin, text="Well" * 30)
    source = source_notes.add(article, by=admin, source="A" * 90, passage=passage)
    factories.flagged(source, by=admin, why="He may sue." * 9)


def pages_of_things(admin, author):
    """Return where an author of two versions is, a refused one, and the bin."""
    bio = author.content()
    for words in ("Theirs", "Kept aside" * 20):
        content = bio.changed(long_bio=f"<p>{words}</p>")
        things.save(author, content, by=admin, seen=1)
    gone = things.delete(factories.theme("Gone" * 25), by=admin, seen=1)
    pages = ("change", "history", "delete", "versions/1", "versions/compare")
    pages += ("versions/3/combine",)
    return [
        *(f"/admin/articles/author/{author.pk}/{page}/" for page in pages),
        *("/admin/articles/author/bin/", f"/admin/articles/author/bin/{gone.pk}/"),
    ]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_fit_every_width_and_have_nothing_refused(desk, addresses, mode):
    admin, found = addresses
    at = desk(admin, color_scheme=mode)
    for address in found:
        page = at.open(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                f"{address} at {width}"
            )
        assert at.complaints == [], address


def test_the_chosen_mode_wins_over_the_machines(desk, editor):
    at = desk(editor, color_scheme="dark")
    dark = at.page.evaluate(BACKGROUND)
    at.page.evaluate("localStorage.setItem('theme', 'light')")
    at.page.reload()
    assert at.page.evaluate(BACKGROUND) != dark
    assert at.page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
