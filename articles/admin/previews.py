"""Desk copy as readers would see it: for staff, and for whoever was given a link."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import about, not_done, page
from articles.editing import previews
from articles.models.actions import Action
from articles.reading.addresses import absolute
from articles.reading.frame import framed, readers_page

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label="How long shall it open?",
        choices=list(previews.DAYS.items()),
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how long it shall open.",
            "invalid_choice": "Choose how long it shall open.",
        },
    )


@readers_page
def preview_by_link(request, token):
    """Show an article's newest text to whoever holds an open link to it.

    Of any other token the answer is that of an address that never was.
    """
    at = timezone.now()
    found = previews.previewed(token, at)
    if not found:
        raise Http404("There is no such preview.")
    link, shown = found
    return _shown(request, shown, at, link=link)


@require_safe
@about(Action.READ)
def preview(request, article):
    at = timezone.now()
    return _shown(request, previews.preview(article, at), at, link=None)


def _shown(request, shown, at, *, link):
    page = shown.page
    context = {
        "preview": shown,
        "page": page,
        "publication": page.publication,
        "prompts": {},
        "link": link,
        "whole": "reading/page.html" if page.is_plain else "reading/article.html",
    }
    response = framed(request, "reading/preview.html", context, at=at)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


@about(Action.PREVIEW)
def links(request, article):
    """List the open links, and make one."""
    form = LinkForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        try:
            link = previews.make_link(article, by=request.user, days=days)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "The link is made: copy it, and pass it on.")
            return HttpResponseRedirect(f"{_links_page(article)}#link-{link.pk}")
    found = article.preview_links.open().select_related("made_by")
    return page(
        request,
        "preview_links",
        article,
        form=form,
        links=[
            (link, absolute(reverse("articles:preview", args=[link.token])))
            for link in found.order_by("-made_at", "-pk")
        ],
        title="Preview links",
    )


@require_POST
@about(Action.PREVIEW)
def revoke(request, article, link_id):
    link = get_object_or_404(article.preview_links, pk=link_id)
    try:
        previews.revoke(link, by=request.user)
    except ValidationError as error:
        return not_done(request, article, " ".join(error.messages))
    messages.success(request, "Revoked: that link opens nothing any more.")
    return HttpResponseRedirect(_links_page(article))


def _links_page(article):
    return reverse("admin:preview_links", args=[article.pk])
