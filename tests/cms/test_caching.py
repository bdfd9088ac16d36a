"""What caches may keep."""

import gzip

import pytest

from tests.cms import pages

pytestmark = pytest.mark.urls("tests.cms.pages")


class TestReadersPages:
    def test_may_be_kept_and_are_asked_about_each_time(self, client):
        headers = client.get("/page/").headers
        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert headers["ETag"].startswith('"')
        assert "Cookie" not in headers.get("Vary", "")
        assert "Set-Cookie" not in headers

    @pytest.mark.parametrize("encoding", ["", "gzip"])
    def test_answer_head_as_they_answer_get(self, client, encoding):
        get = client.get("/page/", headers={"Accept-Encoding": encoding})
        head = client.head("/page/", headers={"Accept-Encoding": encoding})
        assert head.content == b""
        assert dict(head.headers) == dict(get.headers)
        assert head.headers["Content-Length"] == str(len(get.content))

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_are_not_sent_again_unchanged(self, client, method):
        etag = client.get("/page/").headers["ETag"]
        again = getattr(client, method)("/page/", headers={"If-None-Match": etag})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == etag

    def test_are_compressed_to_the_same_bytes_each_time(self, client):
        responses = [
            client.get("/page/", headers={"Accept-Encoding": "gzip, br"})
            for _ in range(2)
        ]
        assert responses[0].content == responses[1].content
        assert gzip.decompress(responses[0].content).decode() == f"<p>{pages.TEXT}</p>"
        assert responses[0].headers["Vary"] == "Accept-Encoding"
        assert responses[0].headers["ETag"] != client.get("/page/").headers["ETag"]

    def test_are_not_compressed_for_who_will_not_have_it(self, client):
        refusing = client.get("/page/", headers={"Accept-Encoding": "gzip;q=0, br"})
        assert "Content-Encoding" not in refusing.headers

    def test_are_the_same_whatever_else_a_request_says(self, client):
        plain = client.get("/page/").content
        for name in ("X-Forwarded-Host", "X-Original-URL", "Accept-Language"):
            assert client.get("/page/", headers={name: "evil"}).content == plain


class TestOthers:
    @pytest.mark.parametrize(
        "path", ["/admin/page/", "/cookie/", "/personal/", "/nowhere/"]
    )
    def test_are_kept_by_nobody(self, client, path):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in headers

    def test_answers_to_forms_are_kept_by_nobody(self, client):
        assert client.post("/page/").headers["Cache-Control"] == "private, no-store"

    def test_staff_pages_are_not_compressed_beside_their_secrets(self, client):
        response = client.get("/admin/page/", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in response.headers
