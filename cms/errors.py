"""The last resort: an answer when even the page that says so fails."""

import logging

from django.http import HttpResponseServerError

from articles.reading import errors

PLAIN = """<!doctype html>
<html lang="en">
<title>Something went wrong</title>
<h1>Something went wrong</h1>
<p>The fault is ours. Please try again in a few minutes.</p>
</html>
"""

logger = logging.getLogger(__name__)


def server_error(request):
    try:
        return errors.server_error(request)
    except Exception:
        logger.exception("The page for errors failed as well")
        return HttpResponseServerError(PLAIN)
