"""Who sends us something, as far as we want to know: whether a page of ours made them
do it, and how often they have today. No address is kept, nor anything made of one.
"""

import hashlib
import ipaddress
import secrets
from datetime import UTC, timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

A_DAY = timedelta(days=1).total_seconds()
# A household, not one of its billion addresses.
NETWORK_BITS = 64


def is_from_here(request):
    """Say whether a form was sent from one of our own pages.

    There is no cookie in readers' pages, and so no token: the browser says from where a
    form comes, and neither header can be set by a page. Every browser in use sends one.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    ours = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    return origin in ours


def mark_of(request, now):
    """Return a mark that is the same for one address on one day, and says nothing.

    What it is mixed with is made anew each day, kept in memory and then forgotten, so
    that nobody can find the address out, not even by trying them all.
    """
    address = import_string(settings.CLIENT_ADDRESS)(request)
    day = now.astimezone(UTC).date().isoformat()
    salt = cache.get_or_set(f"salt-{day}", lambda: secrets.token_bytes(32), 2 * A_DAY)
    return hashlib.blake2b(_network(address).encode(), key=salt).hexdigest()


def count(deed, mark, now):
    """Count one more of somebody's deeds of a day; return how many there are."""
    key = f"{deed}-{now.astimezone(UTC).date().isoformat()}-{mark}"
    cache.add(key, 0, A_DAY)
    try:
        return cache.incr(key)
    except ValueError:  # forgotten in between: it begins anew
        return 1


def _network(address):
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network((found, NETWORK_BITS), strict=False))
    return str(found)
