"""The bin: what was deleted, by whom and when, with one click to put it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import SeenForm, about, not_done, page, to_article
from articles.admin.things.bin import in_the_bin
from articles.editing import bin, taking_back
from articles.editing.standing import standing
from articles.models import Article, Publication
from articles.models.actions import Action, may, refusal
from articles.templatetags.desk import person

AT_ONCE = 50


@dataclass(frozen=True)
class Entry:
    """One deleted thing. `back` is where one click posts `seen` to put it back."""

    words: str
    at: datetime
    who: str
    back: str
    seen: int = 0
    address: str = ""
    language: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Section:
    """What was deleted of one kind, the newest first; `older` leads to the rest."""

    title: str
    entries: list[Entry]
    older: str = ""


@require_safe
def the_bin(request):
    if not may(request.user, Action.READ):
        raise PermissionDenied
    with timezone.override(Publication.objects.current().zone):
        context = {
            **site.each_context(request),
            "opts": Article._meta,
            "title": "Bin",
            "query": request.GET.get("q", ""),
            "sections": [section(request) for section in SECTIONS],
        }
        return render(request, "admin/bin.html", context)


def deleted_articles(request):
    """Return the articles in the bin that the request asks for: one query."""
    words = request.GET.get("q", "").replace("\0", "").split()
    articles = Article.objects.binned().select_related("binned_by", "created_by")
    for word in words:
        articles = articles.filter(headline__icontains=word)
    if after := _place(request.GET.get("before", "")):
        at, pk = after
        articles = articles.filter(Q(binned_at__lt=at) | Q(binned_at=at, pk__lt=pk))
    articles = articles.defer("body", "notes").order_by("-binned_at", "-pk")
    articles = list(articles[: AT_ONCE + 1])
    older = ""
    if len(articles) > AT_ONCE:
        last = articles[AT_ONCE - 1]
        place = f"{last.binned_at.isoformat()}~{last.pk}"
        older = urlencode({"q": " ".join(words), "before": place})
    entries = [_entry(request.user, article) for article in articles[:AT_ONCE]]
    return Section("Articles", entries, older)


def deleted_things(request):
    """Return authors, terms and the like that the words are in: one query."""
    words = request.GET.get("q", "").casefold().split()
    entries = [
        Entry(
            words=version.called,
            at=version.made_at,
            who=version.made_by_name or "somebody",
            back=reverse("admin:bring_back_thing", args=[version.pk]),
            address=reverse("admin:deleted_thing", args=[version.pk]),
            why_not=why_not,
        )
        for version, why_not in in_the_bin(request.user)
        if all(word in version.called.casefold() for word in words)
    ]
    return Section("Authors, terms and the rest", entries)


# What the page lists, one section after the other.
SECTIONS: list[Callable[..., Section]] = [deleted_articles, deleted_things]


def _entry(user, article):
    return Entry(
        words=article.headline,
        at=article.binned_at,
        who=person(article.binned_by),
        back=reverse("admin:bring_back", args=[article.pk]),
        seen=article.version,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        language=article.language,
        why_not=refusal(user, Action.BRING_BACK, article),
    )


def _place(text):
    """Read where the page before this one ended; nonsense is the beginning."""
    at, _, pk = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(pk)) if moment.tzinfo and len(pk) < 18 else None
    except ValueError:
        return None


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
    context = {"article": article}
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
