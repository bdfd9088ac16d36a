"""Pictures come into a text from the media library, or into the library from a text."""

import pytest
from playwright.sync_api import expect

from articles.editing import images
from articles.models import Image
from tests import factories, photographs


@pytest.fixture
def at(desk, editor):
    at = desk(editor)
    at.write(factories.article(by=editor, body="<p>Words.</p>"))
    at.text.click()
    return at


def choose(at):
    at.page.get_by_role("button", name="Picture", exact=True).click()
    return at.page.get_by_role("dialog", name="Choose a picture")


def test_a_picture_of_the_library_stands_in_the_text(at, editor):
    picture = photographs.photograph((600, 400))
    image = images.add(picture, by=editor, alt="A harbour", caption="The old harbour")
    dialog = choose(at)
    dialog.get_by_label("Search captions").fill("harbour")
    dialog.get_by_role("button", name="The old harbour").click()
    at.expect_part(
        f'<figure data-image="{image.pk}"><figcaption></figcaption></figure>'
    )
    thumbnail = at.text.locator("figure img")
    thumbnail.evaluate("image => image.decode()")
    assert thumbnail.evaluate("image => image.naturalWidth") > 0
    at.text.locator("figcaption").click()
    at.page.keyboard.type("In the rain.")
    at.save()
    at.page.get_by_text("Saved.", exact=True).wait_for()
    at.expect_part("<figcaption>In the rain.</figcaption>")


def test_a_picture_is_added_while_writing(at, tmp_path):
    file = tmp_path / "harbour.jpg"
    file.write_bytes(photographs.photograph((600, 400)).read())
    dialog = choose(at)
    dialog.get_by_role("button", name="Upload a picture").click()
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_label("What somebody who cannot see it").fill("A harbour")
    dialog.get_by_role("button", name="Add and use").click()
    dialog.wait_for(state="detached")
    image = Image.objects.get()
    assert image.alt == "A harbour"
    at.expect_part(f'<figure data-image="{image.pk}">')


def test_a_picture_is_chosen_to_lead_and_taken_out_again(at, editor):
    picture = photographs.photograph((600, 400))
    image = images.add(picture, by=editor, alt="A harbour")
    at.page.get_by_role("button", name="Choose a picture").click()
    at.page.get_by_role("dialog").get_by_role("button", name="A harbour").click()
    lead = at.page.locator("[name=lead_image]")
    expect(lead).to_have_value(str(image.pk))
    at.page.get_by_role("button", name="Remove", exact=True).click()
    expect(lead).to_have_value("")


def test_a_decorative_picture_needs_no_words(at, tmp_path):
    file = tmp_path / "line.jpg"
    file.write_bytes(photographs.photograph((600, 400)).read())
    dialog = choose(at)
    dialog.get_by_role("button", name="Upload a picture").click()
    add = dialog.get_by_role("button", name="Add and use")
    add.click()
    dialog.get_by_text("Choose a file first.").wait_for()
    dialog.get_by_label("File").set_input_files(file)
    add.click()
    dialog.get_by_text("tick “decorative”").wait_for()
    at.complaints.clear()  # the browser reports the refusal, which was meant
    dialog.get_by_label("Decorative").check()
    add.click()
    dialog.wait_for(state="detached")
    assert Image.objects.get().is_decorative
