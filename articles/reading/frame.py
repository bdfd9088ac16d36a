"""What surrounds every page: the publication, its notice, its sign."""

from functools import wraps

from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.engaging.prompts import prompts_in
from articles.models import Publication
from articles.reading.another_time import banner_of, keeping_the_moment
from articles.reading.gone import Gone
from articles.reading.instant import instant


def framed(request, template, context, *, at, status=200):
    """Render a page in the frame that all share.

    A view that has loaded the publication, or both it and the prompts, hands them in.
    """
    if "prompts" not in context:
        publication = context.get("publication") or Publication.objects.current()
        prompts = prompts_in(publication.language, at)
        context = {"publication": publication, "prompts": prompts, **context}
    zone = context["publication"].zone
    context = {**context, "banner": banner_of(request, zone, timezone.now())}
    with timezone.override(zone):
        page = render(request, template, context, status=status)
    return keeping_the_moment(request, page)


def readers_page(view):
    """Answer GET and HEAD only, and any other method by saying so.

    There is no form to protect: without the exemption, the check of tokens comes first
    and answers 403. Of a withdrawn article, whatever is asked for, the answer is that.
    """

    return csrf_exempt(require_safe(_at_its_moment(view)))


def readers_form(view):
    """Answer POST as well. Nothing tells readers apart, so no token could protect it:
    the view asks engaging.visitors from where it comes.
    """
    takes = require_http_methods(["GET", "HEAD", "POST"])
    return csrf_exempt(takes(_at_its_moment(view)))


def _at_its_moment(view):
    @wraps(view)
    def shown(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Gone as gone:
            response = withdrawn(request, gone.withdrawal)
        return keeping_the_moment(request, response)

    return shown


def withdrawn(request, withdrawal):
    """Say that an article was withdrawn, and nothing else of it: no cache keeps it."""
    context = {"withdrawal": withdrawal}
    template = "reading/withdrawn.html"
    return framed(request, template, context, at=instant(request), status=410)


@readers_page
def favicon(request):
    """Lead browsers that ask for the sign at its oldest address to where it lies."""
    return redirect(static("img/favicon.ico"))
