"""Security headers of every response."""

import secrets

from django.conf import settings

READERS_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# Word processors' clipboards say with inline styles what is bold: without
# style-src-attr the editor cannot read them (scripts stay as strict as readers').
STAFF_POLICY = READERS_POLICY | {
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
}
UNUSED_FEATURES = [
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
]
ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


class Nonce:
    """A value for one response, made when a template first prints it."""

    value = ""

    def __str__(self):
        self.value = self.value or secrets.token_urlsafe(16)
        return self.value


class HeadersMiddleware:
    """Sets the headers that a view has not set itself.

    A script that must stand inline in an admin page carries
    nonce="{{ request.csp_nonce }}"; readers' pages have none, so that one copy
    serves everybody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.csp_nonce = Nonce()
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if is_for_staff(request):
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            response.headers.setdefault("X-Robots-Tag", "noindex")
        if not (settings.DEBUG and response.status_code >= 400):
            # Django's debugging pages are one inline script.
            allowed = policy(request, response)
            response.headers.setdefault("Content-Security-Policy", allowed)
        return response


def is_for_staff(request):
    return request.path.startswith("/admin/")


def policy(request, response):
    if not is_for_staff(request):
        return written(READERS_POLICY)
    framed = {}
    if response.headers.get("X-Frame-Options") == "SAMEORIGIN":
        framed = {"frame-ancestors": ["'self'"]}  # what a page of ours shows in a frame
    script_sources = ["'self'"]
    if request.csp_nonce.value:
        script_sources.append(f"'nonce-{request.csp_nonce.value}'")
    hashes = [f"'{value}'" for value in settings.ADMIN_STYLE_HASHES]
    return written(
        STAFF_POLICY
        | {"script-src": script_sources, "style-src": ["'self'", *hashes]}
        | framed
    )


def written(directives):
    return "; ".join(f"{name} {' '.join(words)}" for name, words in directives.items())
