"""One address that says how mail leaves us, as Django's settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_SECONDS = 10


def mail_settings(name: str, address: str) -> dict[str, Any]:
    """Return the settings for console:, smtp:// or smtps://, read from `name`."""
    refusal = ImproperlyConfigured(
        f"{name} is no address of a mail server: write console: or "
        "smtp://user:password@host:587/?from=desk@example.org "
        "(smtps:// for port 465)."
    )
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise refusal from error
    if parts.scheme == "console":
        return mailer("django.core.mail.backends.console.EmailBackend")
    if not port or not parts.hostname:
        raise refusal

    sender = parse_qs(parts.query).get("from", [f"newsroom@{parts.hostname}"])[0]
    senders = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
    return senders | mailer(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        # A password never travels in clear; a relay on this machine may.
        use_tls=parts.scheme == "smtp" and bool(parts.username),
        timeout=TIMEOUT_SECONDS,
    )


def mailer(backend: str, **options: Any) -> dict[str, Any]:
    """Return a backend and its options as this version of Django wants them."""
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options}}}
    before = {"username": "HOST_USER", "password": "HOST_PASSWORD"}
    settings = {
        f"EMAIL_{before.get(option, option.upper())}": value
        for option, value in options.items()
    }
    return settings | {"EMAIL_BACKEND": backend}
