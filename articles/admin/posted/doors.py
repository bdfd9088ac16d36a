"""Every door by which a posted form is turned away, watched in one place.

A view that refuses in its own words shows the form, or `pages.refused`. Elsewhere it is
a session that has ended, a token that is stale, a role that was taken away, a thing
that is gone, a fault of ours: none of them asks a view.
"""

from urllib.parse import urlsplit

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import Resolver404, resolve
from django.views import csrf

from articles.admin.posted.pages import shown, whole
from articles.admin.posted.words import typed

_OPEN = {"login", "logout"}
SIGNED_OUT = (
    "You are signed out",
    "Nothing is lost: sign in in another window, then send this again.",
)
NOT_STAFF = (
    "Your account no longer opens the newsroom",
    "Nothing was done. What you wrote is here: copy it before you leave.",
)
STALE = (
    "Not saved: this page was out of date",
    (
        "You have signed in again since it was opened, or your browser keeps no "
        "cookies. Nothing was changed, and nothing is lost."
    ),
)
REFUSED = (
    "Nothing was done",
    (
        "Your account may not do this, or not any more. What you wrote is here: copy "
        "it before you leave."
    ),
)
GONE = (
    "Not saved: it is not there any more",
    (
        "Somebody has deleted it meanwhile, or the address is mistyped. What you wrote "
        "is here: copy it before you leave."
    ),
)
FAULT = (
    "Something went wrong here",
    (
        "The fault is ours, and it has been noted. What you wrote is here: send it "
        "again in a minute, or copy it."
    ),
)
NOT_TAKEN = (
    "Nothing was done",
    "This page does not take what was sent. It is here: copy it before you leave.",
)
_BY_STATUS = {403: REFUSED, 404: GONE}


class Gone(Http404):
    """What a form was about is not there; the words say what to do about it."""


class PostedWordsMiddleware:
    """Answers with what was typed where the answer would not hold it.

    Stands within the check of the token: what it offers to send again came from a page
    of ours.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code < 400 or not _would_lose(request, response):
            return response
        title, words = _BY_STATUS.get(response.status_code, NOT_TAKEN)
        again = ()
        if response.status_code >= 500:
            (title, words), again = FAULT, whole(request)
        words = getattr(request, "why_refused", "") or words
        return shown(request, response.status_code, title, words, again=again)

    def process_view(self, request, view, args, kwargs):
        """Turn away who is signed out, as the admin would, but with their words."""
        if not _is_form(request) or site.has_permission(request) or not typed(request):
            return None
        if request.user.is_authenticated:
            return shown(request, 403, *NOT_STAFF)
        again = whole(request)
        return shown(request, 403, *SIGNED_OUT, again=again, is_signed_out=True)

    def process_exception(self, request, exception):
        if isinstance(exception, Gone | PermissionDenied):
            request.why_refused = str(exception)


class GoneIsSaid:
    """A screen that leads nobody away from words about what is gone."""

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        if request.method == "POST" and typed(request):
            raise Gone
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)


def token_is_stale(request, reason=""):
    """Answer a form whose token is not valid: after signing in again none is.

    What another site may have written is shown and never offered to be sent.
    """
    try:
        request.resolver_match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return csrf.csrf_failure(request, reason)
    if not _is_form(request) or not typed(request):
        return csrf.csrf_failure(request, reason)
    again = whole(request) if _is_from_here(request) else ()
    return shown(request, 403, *STALE, again=again)


def _is_form(request):
    """Say whether a form of the newsroom was sent: a script holds its own words."""
    match = request.resolver_match
    return bool(
        request.method == "POST"
        and match
        and match.app_names[:1] == ["admin"]
        and match.url_name not in _OPEN
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and "X-Beside" not in request.headers
    )


def _would_lose(request, response):
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    is_shown = getattr(response, "shows_what_was_typed", False)
    return is_page and not is_shown and _is_form(request) and bool(typed(request))


def _is_from_here(request):
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        came_from, here = map(urlsplit, (came_from, request.build_absolute_uri("/")))
    except ValueError:
        return False
    return came_from[:2] == here[:2]
