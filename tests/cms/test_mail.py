"""One address says how mail leaves us."""

from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms import mail

ADDRESS = "smtp://me:p%40ss@mail.example?from=desk@news.example"


@pytest.fixture(params=[(5, 2), (6, 1)], ids=["5.2", "6.1"])
def options(request):
    """What Django's backend is given, whichever way its version is told."""

    def read(address):
        with mock.patch.object(mail.django, "VERSION", request.param):
            settings = mail.mail_settings("EMAIL_URL", address)
        if "MAILERS" in settings:
            return settings["MAILERS"]["default"].get("OPTIONS")
        names = {"EMAIL_HOST_USER": "username", "EMAIL_HOST_PASSWORD": "password"}
        return {
            names.get(name, name.removeprefix("EMAIL_").lower()): value
            for name, value in settings.items()
            if name.startswith("EMAIL_") and name != "EMAIL_BACKEND"
        }

    return read


class TestMail:
    def test_goes_to_the_terminal_by_default(self, options):
        assert options("console:") == {}

    def test_is_encrypted_where_there_is_a_password(self, options):
        assert options(ADDRESS) == {
            "host": "mail.example",
            "port": 587,
            "username": "me",
            "password": "p@ss",
            "use_tls": True,
            "use_ssl": False,
            "timeout": 10,
        }

    def test_is_encrypted_from_the_first_byte_with_smtps(self, options):
        smtps = options("smtps://mail.example")
        assert (smtps["port"], smtps["use_ssl"], smtps["use_tls"]) == (465, True, False)

    def test_comes_from_the_sender_named(self):
        settings = mail.mail_settings("EMAIL_URL", ADDRESS)
        assert settings["DEFAULT_FROM_EMAIL"] == "desk@news.example"

    @pytest.mark.parametrize(
        "address", ["mail.example", "http://mail.example", "smtp://", "smtp://h:port"]
    )
    def test_needs_an_address_that_makes_sense(self, address):
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is no address"):
            mail.mail_settings("EMAIL_URL", address)
