"""The pages that say why nothing was done, with every word that was sent."""

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.admin.posted.words import is_secret, typed
from articles.models import Publication


def refused(request, thing, words):
    """Say why an article, or another thing, stays as it is."""
    context = {
        **site.each_context(request),
        "title": "Nothing was done",
        "opts": thing._meta,
        "thing": thing,
        "words": words,
        "typed": typed(request),
    }
    return showing(render(request, "admin/refused.html", context, status=403))


def allowed(request, thing, why_not, view, **kwargs):
    """Answer with a view of a thing, in the publication's time; or say why not.

    `why_not` is asked then, since its words may name an hour.
    """
    with timezone.override(Publication.objects.current().zone):
        if words := why_not():
            return refused(request, thing, words)
        try:
            return view(request, thing, **kwargs)
        except PermissionDenied as error:
            return refused(request, thing, str(error))


def not_done(request, thing, words):
    """Say why, on the thing's own page; for what was pressed, with nothing typed."""
    messages.error(request, words)
    opts = thing._meta
    page = f"admin:{opts.app_label}_{opts.model_name}_change"
    return HttpResponseRedirect(reverse(page, args=[thing.pk]))


def shown(request, status, title, words, *, again=(), **more):
    """Show what was typed; `again` is what a form sends once more, if it may."""
    context = {
        "title": title,
        "words": words,
        "typed": typed(request),
        "again": again,
        "here": request.get_full_path(),
        "status": status,
        **more,
    }
    return showing(render(request, "posted.html", context, status=status))


def showing(response):
    """Mark an answer that holds all that was typed: no other takes its place."""
    response.shows_what_was_typed = True
    return response


def whole(request):
    """Return all that was posted as (name, value), or nothing if not all may be.

    A page holds neither a password nor a file.
    """
    names = request.POST.keys()
    if request.FILES or any(is_secret(name) for name in names):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
