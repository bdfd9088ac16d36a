"""What surrounds every page: the publication, its notice, its sign."""

from functools import wraps

from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.engaging.prompts import prompts_in
from articles.models import Publication
from articles.reading.gone import Gone
from articles.reading.instant import instant


def framed(request, template, context, *, at, status=200):
    """Render a page in the frame that all share.

    A view that has loaded the publication and the prompts hands them in.
    """
    if "publication" not in context:
        publication = Publication.objects.current()
        prompts = prompts_in(publication.language, at)
        context = {"publication": publication, "prompts": prompts, **context}
    with timezone.override(context["publication"].zone):
        return render(request, template, context, status=status)


def readers_page(view):
    """Answer GET and HEAD only, and any other method by saying so.

    There is no form to protect: without the exemption, the check of tokens comes first
    and answers 403. Of a withdrawn article, whatever is asked for, the answer is that.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            return withdrawn(request, gone.withdrawal)

    return csrf_exempt(require_safe(answered))


def withdrawn(request, withdrawal):
    """Say that an article was withdrawn, and nothing else of it: no cache keeps it."""
    context = {"withdrawal": withdrawal}
    template = "reading/withdrawn.html"
    return framed(request, template, context, at=instant(request), status=410)


@readers_page
def favicon(request):
    """Lead browsers that ask for the sign at its oldest address to where it lies."""
    return redirect(static("img/favicon.ico"))
