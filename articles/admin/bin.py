"""The bin: what was deleted, by whom and when, with one click to put it back."""

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import SeenForm, about, not_done, page, to_article
from articles.admin.bin_sections import sections
from articles.editing import bin, taking_back
from articles.editing.standing import standing
from articles.models import Publication
from articles.models.actions import Action


@require_safe
def the_bin(request):
    with timezone.override(Publication.objects.current().zone):
        shown = sections(request)
        if not shown:
            raise PermissionDenied
        context = {
            **site.each_context(request),
            "title": "Bin",
            "query": request.GET.get("q", ""),
            "sections": shown,
        }
        return render(request, "admin/bin.html", context)


@about(Action.DELETE)
def delete(request, article):
    form = SeenForm(request.POST or None, initial={"seen": article.version})
    if form.is_valid():
        try:
            bin.delete(article, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            article.refresh_from_db()
            form.data = {"seen": article.version}
        else:
            messages.success(request, _deleted(request, article))
            place = reverse("admin:articles_article_changelist")
            return HttpResponseRedirect(place)
    linking, reports = bin.leading_to(article)
    return page(
        request,
        "delete",
        article,
        form=form,
        in_the_way=bin.in_the_way(standing(article)),
        linking=linking,
        reports=reports,
        translations=article.translations.unbinned().order_by("language"),
        title="Put this article into the bin?",
    )


def _deleted(request, article):
    """Say that it is gone, with a button that brings it back."""
    context = {
        "words": article.headline,
        "back": reverse("admin:bring_back", args=[article.pk]),
        "seen": article.version,
    }
    return render_to_string("admin/includes/deleted_said.html", context, request)


@require_POST
@about(Action.BRING_BACK)
def bring_back(request, article):
    if words := _refused(request, article, bin.bring_back):
        return not_done(request, article, words)
    messages.success(request, "Put back: it is as it was.")
    return to_article(article)


@require_POST
@about(Action.TAKE_BACK)
def take_back(request, article):
    if words := _refused(request, article, taking_back.take_back):
        return not_done(request, article, words)
    messages.success(request, "Taken back: it is at the stage from before.")
    return to_article(article)


def _refused(request, article, verb):
    """Call a verb that needs nothing but what was seen; return why it refused."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return "The page was incomplete. Load it again."
    try:
        verb(article, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
