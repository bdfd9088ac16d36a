"""The focal point of a picture is set by a click, by arrow keys, or by number."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.editing import images
from articles.models import Image
from tests import factories, photographs


@pytest.fixture
def desk(page, live_server):
    """A page on which an editor is signed in."""
    client = Client()
    client.force_login(factories.editor())
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def point(page):
    return [page.input_value(f"[name={name}]") for name in ("focal_x", "focal_y")]


def click_at(page, across, down):
    box = page.locator(".focal-frame").bounding_box()
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


@pytest.mark.django_db(transaction=True)
def test_moves_with_the_mouse_and_the_arrow_keys_and_is_kept(desk, live_server):
    picture = photographs.photograph((600, 400))
    image = images.add(picture, by=factories.user("superuser"), alt="A harbour")
    desk.goto(live_server.url + reverse("admin:articles_image_change", args=[image.pk]))
    desk.wait_for_selector(".focal-frame")
    assert point(desk) == ["50", "50"]

    click_at(desk, 0.25, 0.75)
    assert point(desk) == ["25", "75"]
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Shift+ArrowDown")
    assert point(desk) == ["24", "85"]
    desk.keyboard.press("Enter")
    assert point(desk) == ["24", "85"]

    desk.fill("[name=focal_y]", "10")
    assert desk.locator(".focal-mark").evaluate("mark => mark.style.top") == "10%"
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (24, 10)


@pytest.mark.django_db(transaction=True)
def test_is_set_on_a_picture_that_has_only_been_chosen(desk, live_server, tmp_path):
    file = tmp_path / "harbour.png"
    file.write_bytes(photographs.photograph((600, 400), format="png").read())
    desk.goto(live_server.url + reverse("admin:articles_image_add"))
    desk.set_input_files("[name=file]", file)
    desk.wait_for_selector(".focal-frame img")
    click_at(desk, 0.1, 0.2)
    desk.fill("[name=alt]", "A harbour")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (10, 20)
