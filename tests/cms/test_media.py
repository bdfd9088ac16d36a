"""Renditions are served for ever and as files only; originals never."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages

pytestmark = pytest.mark.urls("tests.cms.pages")


@pytest.fixture
def media_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "public"
    for name in ("public", "private"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.avif").write_bytes(b"picture")
    return tmp_path


class TestRenditions:
    def test_are_kept_for_ever(self, client, media_folder):
        response = client.get("/media/a.avif")
        assert response.getvalue() == b"picture"
        assert response.headers["Content-Type"] == "image/avif"
        assert response.headers["Cache-Control"] == (
            "public, max-age=31536000, immutable"
        )

    def test_are_never_a_page_of_ours(self, client, media_folder):
        (media_folder / "public" / "a.html").write_text("<script>alert(1)</script>")
        response = client.get("/media/a.html")
        headers = response.headers
        assert response.getvalue() == b"<script>alert(1)</script>"
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"

    def test_are_not_sent_again_unchanged(self, client, media_folder):
        first = client.get("/media/a.avif")
        assert first.getvalue() == b"picture"
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert client.get("/media/a.avif", headers=since).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "../private/a.avif",
        "%2e%2e/private/a.avif",
        "..%2fprivate%2fa.avif",
        "x/../../private/a.avif",
        "..\\private\\a.avif",
        "//etc/passwd",
        "%00",
        "a" * 300,
        "",
    ],
)
def test_nothing_outside_the_folder_is_reached(client, media_folder, path):
    assert client.get(f"/media/{path}").status_code in {400, 404}


def test_an_original_has_no_address():
    originals = storages["originals"]
    assert not Path(originals.location).is_relative_to(settings.MEDIA_ROOT)
    with pytest.raises(ValueError, match="no address"):
        originals.url("a.jpg")
