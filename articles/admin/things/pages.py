"""What all pages around one thing share: who may, whose clock, which frame."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from articles.admin.things.words import Words
from articles.models import Publication
from articles.models.actions import screen_refusal


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
            with timezone.override(Publication.objects.current().zone):
                if words := screen_refusal(request.user, verb, screen.model):
                    return refused(request, thing, words)
                return view(request, thing, **kwargs)

        return guarded

    return decorate


def screen_of(model):
    return site._registry[model]


def address(thing, name, *more):
    """Return where a page about a thing is: "change", "versions", "compare"…"""
    opts = thing._meta
    page = f"admin:{opts.app_label}_{opts.model_name}_{name}"
    return reverse(page, args=[thing.pk, *more])


def page(request, name, thing, *, status=200, **context):
    context = {
        **site.each_context(request),
        "opts": thing._meta,
        "thing": thing,
        "may_change": not screen_refusal(request.user, "change", type(thing)),
        **context,
    }
    return render(request, f"admin/things/{name}.html", context, status=status)


def refused(request, thing, words):
    """Say why not; whatever text was posted stands on the page, to be copied."""
    told = Words(type(thing))
    handed_in = [
        (told.name(name), request.POST[name])
        for name, field in told.fields.items()
        if isinstance(field, models.CharField | models.TextField)
        and request.POST.get(name)
    ]
    title = "Nothing was done"
    context = {"title": title, "words": words, "handed_in": handed_in}
    return page(request, "refused", thing, status=403, **context)


def not_done(request, thing, words):
    messages.error(request, words)
    return HttpResponseRedirect(address(thing, "change"))
