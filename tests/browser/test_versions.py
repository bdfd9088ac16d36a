"""Versions in a browser: compared by keyboard, restored, combined on the surface."""

from dataclasses import replace

import pytest

from articles.editing import desk as editing
from articles.models import Article
from tests import factories


@pytest.fixture
def article(editor):
    article = factories.article(by=editor, headline="First", body="<p>One text.</p>")
    return factories.reworked(article, by=editor, headline="Second").article


def test_compare_and_restore_by_keyboard(desk, editor, article):
    at = desk(editor)
    page = at.open(f"/admin/articles/article/{article.pk}/versions/")
    page.get_by_role("button", name="Compare the two chosen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="From version 1 to version 2").wait_for()
    assert "First" in page.locator("del").last.inner_text()
    page.get_by_role("button", name="Restore version 1").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Your text is that of version 1 again.").wait_for()
    assert Article.objects.get().headline == "First"


def test_a_refused_text_is_combined_on_the_writing_surface(desk, editor, article):
    factories.reworked(article, by=factories.editor(), body="<p>Their text.</p>")
    mine = replace(article.snapshot(), body="<p>My text.</p>")
    editing.save(article, mine, by=editor, seen=2)
    page = desk(editor).open(
        f"/admin/articles/article/{article.pk}/versions/4/combine/"
    )
    surface = page.locator(".ProseMirror[role=textbox]")
    surface.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("My text. And theirs.")
    page.get_by_role("button", name="Save").click()
    # What was written and not chosen is not dropped.
    page.get_by_text("Choose what shall stand.").first.wait_for()
    page.get_by_label("Both, put together below").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved, with what you took of version 4.").wait_for()
    assert Article.objects.get().body == "<p>My text. And theirs.</p>"


def test_a_writer_submits_on_a_phone(desk, transactional_db):
    writer = factories.user("Writer")
    article = factories.article(by=writer)
    at = desk(writer, viewport={"width": 390, "height": 844}, has_touch=True)
    page = at.write(article)
    page.get_by_label("Note to the editor, with Submit").fill("On tape.")
    page.get_by_role("button", name="Submit", exact=True).tap()
    page.get_by_text("Submitted: it waits for an editor now.").wait_for()
    assert Article.objects.get().stage == "review"
