"""Prints where the newsroom is and who may sign in, as long as that is kept."""

from urllib.parse import urlsplit

from django.conf import settings

from articles.exchanging import accounts


def print_logins(out):
    out.write(f"Site     {settings.SITE_URL}/")
    out.write(f"Admin    {settings.SITE_URL}/admin/")
    if urlsplit(settings.SITE_URL).hostname not in {"127.0.0.1", "localhost", "::1"}:
        out.write(f"Logins   {accounts.logins_file()}")  # a server's log is no place
        return
    for role, username, password in accounts.kept():
        out.write(f"{role:<10} {username:<10} {password}")
