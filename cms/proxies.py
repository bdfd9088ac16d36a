"""Who is asking, when proxies stand in front of us."""

from django.conf import settings


def client_address(request):
    """Return the client's address as the outermost proxy of ours saw it.

    Each of settings.PROXIES appends the address that it talks to; whatever
    stands further left in the header was written by the client itself.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        address = forwarded[-settings.PROXIES].strip()
        if address:
            return address
    return request.META.get("REMOTE_ADDR", "")
