"""“Is everything well?”: a page for staff who are not programmers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.editing.well.report import State, lines
from articles.editing.well.trying import try_mail
from articles.models import Publication


def well(request):
    if request.method == "POST":
        return _tried(request)
    zone = Publication.objects.current().zone
    found = lines(settings.WELL_CHECKS, request.user, zone)
    context = {
        **site.each_context(request),
        "title": "Is everything well?",
        "lines": found,
        "not_well": [line for line in found if line.state == State.NOT_WELL],
        "to_look_at": [line for line in found if line.state == State.LOOK],
        "now": timezone.now(),
        "zone": zone,
    }
    return render(request, "admin/well.html", context)


def _tried(request):
    try:
        address = try_mail(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Sent to {address}. Look whether it arrives.")
    return HttpResponseRedirect(reverse("admin:well"))
