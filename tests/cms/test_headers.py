"""Security headers: strict for readers, as strict for staff."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from cms.headers import READERS_POLICY

pytestmark = pytest.mark.urls("tests.cms.pages")


def policy_of(response):
    header = response.headers["Content-Security-Policy"]
    directives = (directive.split() for directive in header.split("; "))
    return {name: words for name, *words in directives}


@pytest.mark.parametrize(
    "path", ["/page/", "/redirect/", "/nowhere/", "/admin/page/", "/health/live/"]
)
def test_every_response_has_them(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Server" not in headers
    assert "X-Powered-By" not in headers
    assert "X-XSS-Protection" not in headers


class TestReadersPolicy:
    def test_allows_our_own_files_and_nothing_else(self, client):
        policy = policy_of(client.get("/page/"))
        assert policy == READERS_POLICY
        assert {word for words in policy.values() for word in words} == {
            "'none'",
            "'self'",
        }

    def test_never_has_a_nonce(self, client):
        assert policy_of(client.get("/script/"))["script-src"] == ["'self'"]

    def test_tells_other_sites_no_more_than_ours(self, client):
        referrer = client.get("/page/").headers["Referrer-Policy"]
        assert referrer == "strict-origin-when-cross-origin"


class TestStaffPolicy:
    def test_lets_no_inline_script_run(self, client):
        policy = policy_of(client.get("/admin/page/"))
        assert policy["script-src"] == ["'self'"]
        assert "'unsafe-inline'" not in policy["style-src"]

    def test_allows_the_script_that_carries_the_nonce_of_this_response(self, client):
        response = client.get("/admin/script/")
        nonce = re.search(r'nonce="([^"]{20,})"', response.content.decode())[1]
        assert policy_of(response)["script-src"] == ["'self'", f"'nonce-{nonce}'"]
        assert client.get("/admin/script/").content != response.content

    def test_reads_inline_styles_for_pasted_text_only_here(self, client):
        policy = policy_of(client.get("/admin/page/"))
        assert policy["style-src-attr"] == ["'unsafe-inline'"]

    def test_knows_the_style_that_the_editor_brings_along(self):
        script = Path(finders.find("django_prose_editor/editor.js")).read_text()
        style = re.search(r"`(\.ProseMirror \{[^`]*)`", script)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"sha256-{digest}" in settings.ADMIN_STYLE_HASHES

    def test_keeps_addresses_of_the_admin_to_itself(self, client):
        headers = client.get("/admin/page/").headers
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Robots-Tag"] == "noindex"
