"""Prints where the newsroom is and who may sign in, as long as that is kept."""

from django.conf import settings

from articles.exchanging import accounts


def print_logins(out):
    out.write(f"Site     {settings.SITE_URL}/")
    out.write(f"Admin    {settings.SITE_URL}/admin/")
    for role, username, password in accounts.kept():
        out.write(f"{role:<10} {username:<10} {password}")
