"""What was deleted and is no article: what it said, and the way back."""

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import RedirectView

from articles.admin.things.pages import address
from articles.admin.things.words import Words
from articles.editing import things
from articles.models import Image, Publication, Version
from articles.models.actions import screen_refusal
from articles.models.pictures import thumbnail


@require_safe
def deleted(request, version_id):
    version = _deleted(request, version_id)
    with timezone.override(Publication.objects.current().zone):
        context = {
            **site.each_context(request),
            "title": version.called,
            "version": version,
            "opts": version.model._meta,
            "fields": Words(version.model).in_words(version.snapshot),
            "picture": thumbnail(version.row) if version.model is Image else "",
            "why_not": screen_refusal(request.user, "add", version.model),
        }
        return render(request, "admin/things/deleted.html", context)


@require_POST
def bring_back(request, version_id):
    version = _deleted(request, version_id)
    try:
        thing = things.bring_back(version, by=request.user).thing
    except (PermissionDenied, ValidationError) as error:
        words = getattr(error, "messages", [str(error)])
        messages.error(request, " ".join(words))
        return HttpResponseRedirect(reverse("admin:bin"))
    messages.success(request, f"“{thing}” is put back, under its old number.")
    return HttpResponseRedirect(address(thing, "change"))


def addresses(admin_site):
    one = "bin/<int:version_id>/"
    the_bin = RedirectView.as_view(pattern_name="admin:bin", permanent=True)
    pages = [
        ("bin/", the_bin, "bin_things"),
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
