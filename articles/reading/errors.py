"""What readers see where there is nothing, or where we failed."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string

from articles.reading.frame import framed
from articles.reading.instant import instant


def not_found(request, exception):
    return framed(request, "404.html", {}, at=instant(request), status=404)


def server_error(request):
    """Say so without asking anybody: the database may be what failed."""
    return HttpResponseServerError(render_to_string("500.html"))
