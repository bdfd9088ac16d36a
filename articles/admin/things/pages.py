"""What all pages around one thing share: who may, whose clock, which frame."""

from functools import partial, wraps

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articles.admin.posted.pages import allowed, not_done, refused
from articles.editing.things.permission import refusal_of
from articles.models.actions import screen_refusal

__all__ = ["about", "address", "not_done", "page", "refused", "screen_of"]


def about(verb):
    """Give a view the thing, if its person may do this; else say why not.

    Who may not even look at such things learns nothing of it.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, thing_id, *, screen, **kwargs):
            if screen_refusal(request.user, "view", screen.model):
                raise PermissionDenied
            thing = get_object_or_404(screen.model, pk=thing_id)
            why_not = partial(refusal_of, request.user, verb, thing)
            return allowed(request, thing, why_not, view, **kwargs)

        return guarded

    return decorate


def screen_of(model):
    return site._registry[model]


def address(thing, name, *more):
    """Return where a page about a thing is: "change", "versions", "compare"…"""
    opts = thing._meta
    page = f"admin:{opts.app_label}_{opts.model_name}_{name}"
    return reverse(page, args=[thing.pk, *more])


def page(request, name, thing, *, status=200, folder="admin/things", **context):
    context = {
        **site.each_context(request),
        "opts": thing._meta,
        "thing": thing,
        "may_change": not refusal_of(request.user, "change", thing),
        **context,
    }
    return render(request, f"{folder}/{name}.html", context, status=status)
