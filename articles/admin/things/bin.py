"""The bin: what was deleted, what it said, and the way back."""

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.things.pages import address
from articles.admin.things.words import Words
from articles.editing import things
from articles.models import Publication, Version
from articles.models.actions import screen_refusal


def in_the_bin(user):
    """Return (version, why it cannot come back) of what the user may see there."""
    return [
        (version, screen_refusal(user, "add", version.model))
        for version in things.deleted_things(user)
    ]


@require_safe
def bin_things(request):
    context = {"title": "In the bin", "deleted": in_the_bin(request.user)}
    return _page(request, "bin", context)


@require_safe
def deleted(request, version_id):
    version = _deleted(request, version_id)
    with timezone.override(Publication.objects.current().zone):
        return _page(
            request,
            "deleted",
            {
                "title": version.called,
                "version": version,
                "opts": version.model._meta,
                "fields": Words(version.model).in_words(version.snapshot),
                "why_not": screen_refusal(request.user, "add", version.model),
            },
        )


@require_POST
def bring_back(request, version_id):
    version = _deleted(request, version_id)
    try:
        thing = things.bring_back(version, by=request.user).thing
    except (PermissionDenied, ValidationError) as error:
        words = getattr(error, "messages", [str(error)])
        messages.error(request, " ".join(words))
        return HttpResponseRedirect(reverse("admin:bin_things"))
    messages.success(request, f"“{thing}” is back, under its old number.")
    return HttpResponseRedirect(address(thing, "change"))


def addresses(admin_site):
    one = "bin/<int:version_id>/"
    pages = [
        ("bin/", bin_things, "bin_things"),
        (one, deleted, "deleted_thing"),
        (f"{one}bring-back/", bring_back, "bring_back_thing"),
    ]
    return [
        path(route, admin_site.admin_view(view), name=name)
        for route, view, name in pages
    ]


def _deleted(request, version_id):
    version = get_object_or_404(Version, pk=version_id, intent=Version.Intent.DELETE)
    if screen_refusal(request.user, "view", version.model):
        raise PermissionDenied
    return version


def _page(request, name, context):
    context = {**site.each_context(request), **context}
    with timezone.override(Publication.objects.current().zone):
        return render(request, f"admin/things/{name}.html", context)
