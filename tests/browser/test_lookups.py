"""A name that is typed and not known is kept, and said to be unknown."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import factories

NOBODY = "Nobody of that name. Choose somebody from the list."
NO_REGION = "No region of that name. Choose from the list."


@pytest.fixture
def at(desk, editor):
    at = desk(editor)
    at.open("/admin/articles/article/add/")
    at.text.wait_for()
    at.page.get_by_label("Headline").fill("A headline")
    return at


def test_an_unknown_name_stays_until_it_is_mended(at):
    author = factories.author("Inês Carvalhal")
    who, regions = (
        at.page.get_by_label("Who", exact=True),
        at.page.get_by_label("Regions"),
    )
    who.fill("Ines Carvalho")
    regions.fill("Atlantis")
    at.page.get_by_label("Tags").focus()
    at.page.get_by_text(NO_REGION).wait_for()
    at.page.get_by_text(NOBODY).wait_for()
    at.press("Save")
    at.page.get_by_text("Nothing is saved yet").wait_for()
    expect(who).to_have_value("Ines Carvalho")
    expect(who).to_have_attribute("aria-invalid", "true")
    expect(regions).to_have_value("Atlantis")
    expect(at.page.locator(".field").get_by_text(NO_REGION)).to_be_visible()
    asked = at.page.get_by_role("group", name="Who is Ines Carvalho?")
    expect(asked.get_by_text("as a new author")).to_be_visible()
    assert not Article.objects.exists()

    regions.fill("")
    who.fill("carv")
    at.page.get_by_role("option", name="Inês Carvalhal").click()
    expect(at.page.get_by_text(NOBODY)).to_have_count(0)
    at.press("Save")
    at.page.get_by_text("Saved.", exact=True).wait_for()
    assert Article.objects.get().credits.get().author == author


def test_a_whole_name_need_not_be_chosen(at):
    factories.author("Inês Carvalhal")
    region = factories.region("Sahel")
    at.page.get_by_label("Who", exact=True).fill("Inês Carvalhal")
    at.page.get_by_label("Regions").fill("sahel")
    at.page.get_by_label("Tags").focus()
    at.page.get_by_role("button", name="Take out Sahel").wait_for()
    at.press("Save")
    at.page.get_by_text("Saved.", exact=True).wait_for()
    snapshot = Article.objects.get().snapshot()
    assert snapshot.regions == (region.pk,)
    assert len(snapshot.credits) == 1


def test_the_order_of_a_byline_is_said_by_its_arrows_alone(at, editor):
    one, two = factories.author("One"), factories.author("Two")
    page = at.write(factories.article(by=editor, by_line=[one, two]))
    expect(page.get_by_label("Order").first).to_be_hidden()
    page.get_by_role("button", name="Move up").nth(1).click()
    page.get_by_role("button", name="Add a name").click()
    page.get_by_role("combobox", name="Who").last.fill("Nobody known")
    at.press("Save")
    page.get_by_text("Nothing is saved yet").wait_for()
    names = [
        field.input_value() for field in page.get_by_label("Who", exact=True).all()
    ]
    assert names == ["Two", "One", "Nobody known"]
