"""The last resort: an answer when even the page that says so fails."""

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseServerError
from django.views import defaults

from articles.reading import errors

PLAIN = """<!doctype html>
<html lang="en">
<title>Something went wrong</title>
<h1>Something went wrong</h1>
<p>The fault is ours. Please try again in a few minutes.</p>
</html>
"""

TOO_MUCH = """<!doctype html>
<html lang="en">
<title>This is too much at once</title>
<h1>This is too much at once</h1>
<p>Nothing was saved: the form held more than 10 MB of text. Go back, where your text
still is, cut it or divide it, and save again.</p>
</html>
"""

logger = logging.getLogger(__name__)


def server_error(request):
    try:
        return errors.server_error(request)
    except Exception:
        logger.exception("The page for errors failed as well")
        return HttpResponseServerError(PLAIN)


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(TOO_MUCH, status=413)
    return defaults.bad_request(request, exception)
