"""Browsers as accounts have them, without a window."""

from django.test import Client


def signed_in(account=None, **options):
    """Return a browser in which the account is signed in; without one, nobody."""
    browser = Client(**options)
    if account:
        browser.force_login(account)
    return browser
