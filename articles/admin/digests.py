"""The setting that everybody has for themselves: mail, and how often."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from articles.admin.article_pages import LookedAtForm
from articles.editing.digests.setting import choose, digest_of
from articles.models import Digest, Publication

HOURS = [(hour, f"{hour}:00") for hour in range(24)]


class DigestForm(LookedAtForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    rhythm = forms.ChoiceField(
        label="How often?",
        choices=Digest.Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often."},
    )
    hour = forms.TypedChoiceField(
        label="If once a day, at what hour?", choices=HOURS, coerce=int
    )


def setting(request):
    """Ask whoever is signed in for their own setting, and nobody else's."""
    digest = digest_of(request.user)
    initial = {"rhythm": digest.rhythm, "hour": digest.hour, "seen": digest.choice}
    form = DigestForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and _chosen(request.user, form):
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("admin:digest"))
    zone = Publication.objects.current().zone
    context = {"title": "Mail", "form": form, "zone": zone, "digest": digest}
    context = {**site.each_context(request), **context}
    return render(request, "admin/digest.html", context)


def _chosen(person, form):
    """Store the choice and say whether it was; else the form says why not."""
    if form.is_valid():
        try:
            choose(person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
    if form.non_field_errors():
        form.data = {**form.data.dict(), "seen": digest_of(person).choice}
    return form.is_valid()


@admin.register(Digest)
class DigestAdmin(admin.ModelAdmin):
    """An address, and no list: nobody looks at a colleague's setting."""

    def get_urls(self):
        own = self.admin_site.admin_view(setting)
        return [path("", own, name="digest")]

    def has_module_permission(self, request):
        return False
