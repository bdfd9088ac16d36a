"""What caches may keep, and how a reader's browser asks whether a page changed."""

import gzip
import hashlib
import re

from django.utils.cache import (
    get_conditional_response,
    has_vary_header,
    patch_vary_headers,
)

from cms.headers import is_for_staff

PRIVATE = "private, no-store"
FRESH_EACH_TIME = "public, max-age=0, must-revalidate"
TEXT_TYPES = re.compile(
    r"text/|application/(json|javascript|xml|\w+\+(json|xml))|image/svg\+xml"
)
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
LEAST_BYTES_WORTH_COMPRESSING = 500


class CachingMiddleware:
    """Gives readers' pages a strong ETag, on GET and HEAD alike.

    Django's ConditionalGetMiddleware sets it on GET only, and its GZipMiddleware
    makes it weak; so we compress, always to the same bytes, and then sign.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_private(request, response):
            response.headers["Cache-Control"] = PRIVATE
            return response
        response.headers.setdefault("Cache-Control", FRESH_EACH_TIME)
        if response.status_code != 200 or response.streaming:
            return response
        compress(request, response)
        response.headers.setdefault("ETag", etag(response.content))
        response.headers["Content-Length"] = str(len(response.content))
        response = get_conditional_response(
            request, response.headers["ETag"], response=response
        )
        if request.method == "HEAD":
            response.content = b""  # the length above stays, as GET's
        return response


def is_private(request, response):
    """Say whether no cache may keep the response, being this visitor's or an error."""
    return (
        is_for_staff(request)
        or request.method not in {"GET", "HEAD"}
        or response.status_code >= 400
        or bool(response.cookies)
        or has_vary_header(response, "Cookie")
        or "no-store" in response.headers.get("Cache-Control", "")
    )


def compress(request, response):
    """Compress text for who accepts it.

    Staff pages are left as they are: compressing a secret beside what a visitor
    typed betrays the secret (BREACH).
    """
    content_type = response.headers.get("Content-Type", "")
    if (
        response.has_header("Content-Encoding")
        or not TEXT_TYPES.match(content_type)
        or len(response.content) < LEAST_BYTES_WORTH_COMPRESSING
    ):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"


def etag(content):
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
