"""Signing in: throttled by name and address, idle sessions end."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from cms import sessions
from cms.proxies import client_address

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cms.pages")]

PASSWORD = "correct horse battery"


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("edith", password=PASSWORD)


def sign_in(client, password, *, address="192.0.2.1", username="edith"):
    return client.post(
        "/admin/login/",
        {"username": username, "password": password},
        headers={"X-Forwarded-For": f"10.9.8.7, {address}"},
    )


class TestThrottle:
    @pytest.fixture(autouse=True)
    def throttle(self, settings):
        settings.AXES_ENABLED = True
        settings.PROXIES = 1

    def test_locks_after_five_wrong_passwords(self, client, editor):
        for _ in range(5):
            sign_in(client, "wrong")
        assert sign_in(client, PASSWORD).status_code == 429

    def test_leaves_others_alone_behind_the_same_proxy(self, client, editor):
        for _ in range(5):
            sign_in(client, "wrong")
        assert sign_in(client, PASSWORD, address="192.0.2.2").status_code == 302

    def test_starts_again_after_the_right_password(self, client, editor):
        for password in ["wrong"] * 4 + [PASSWORD] + ["wrong"] * 4:
            sign_in(client, password)
        assert sign_in(client, PASSWORD).status_code == 302


class TestClientAddress:
    @pytest.mark.parametrize(
        ("proxies", "forwarded", "address"),
        [
            (0, "192.0.2.1", "127.0.0.1"),
            (1, "", "127.0.0.1"),
            (1, "192.0.2.1", "192.0.2.1"),
            (1, "10.9.8.7, 192.0.2.1", "192.0.2.1"),
            (2, "10.9.8.7, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
            (2, "192.0.2.1", "127.0.0.1"),
        ],
    )
    def test_is_what_our_outermost_proxy_saw(
        self, settings, proxies, forwarded, address
    ):
        settings.PROXIES = proxies
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        assert client_address(RequestFactory().get("/", headers=headers)) == address


class TestSession:
    def test_is_renewed_by_work_in_the_admin(self, client, editor):
        client.force_login(editor)
        assert "session" in client.get("/admin/page/").cookies
        assert "session" not in client.get("/admin/page/").cookies

    def test_is_renewed_again_after_a_while(self, client, editor, monkeypatch):
        client.force_login(editor)
        client.get("/admin/page/")
        later = time.time() + sessions.RENEW_AFTER_SECONDS + 1
        monkeypatch.setattr(sessions.time, "time", lambda: later)
        assert "session" in client.get("/admin/page/").cookies

    def test_of_staff_leaves_readers_pages_as_they_are(self, client, editor):
        anonymous = client.get("/page/")
        client.force_login(editor)
        assert dict(client.get("/page/").headers) == dict(anonymous.headers)
