"""Where proposed authors are decided about by who may open no article."""

import re
from functools import partial

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.admin.authors.questions import (
    NAME_LENGTH,
    QuestionForm,
    asked_about,
    asked_about_proposed,
)
from articles.admin.posted.pages import refused
from articles.admin.things.pages import about, page
from articles.editing.authors import bylines, proposing
from articles.models import Article, Author
from articles.models.actions import Action, may, may_decide_about_proposed

_ROW = re.compile(r"credits-\d{1,4}")
_OPEN = Prefetch("articles", Article.objects.unbinned().distinct().only("headline"))
_DONE = {
    bylines.Accepted: "“{}” is an author of ours now.",
    bylines.Known: "Whoever was meant by “{}” stands in the byline from now on.",
    bylines.Declined: "“{}” is taken out of the byline, and who proposed it is told.",
}


@require_safe
def likely(request, *, screen):
    """Ask, as part of a byline's row, who is meant by a name that is nobody's."""
    if not may(request.user, Action.PROPOSE):
        raise PermissionDenied
    name = " ".join(request.GET.get("name", "").split())[:NAME_LENGTH]
    row = request.GET.get("row", "")
    if not name or not _ROW.fullmatch(row):
        raise Http404("No row of a byline asks so.")
    question = asked_about(name, row, request.user)
    template = "admin/articles/author/question.html"
    return render(request, template, {"question": question})


@require_safe
def proposed(request, *, screen):
    """List who waits for somebody to decide, the longest first."""
    if not may_decide_about_proposed(request.user):
        raise PermissionDenied
    waiting = Author.objects.waiting().select_related("proposed_by")
    context = {
        **site.each_context(request),
        "title": "Proposed authors",
        "opts": Author._meta,
        "authors": waiting.prefetch_related(_OPEN).order_by("proposed_at", "pk"),
        "may_read": may(request.user, Action.READ),
    }
    return render(request, "admin/articles/author/proposed.html", context)


@about("view")
def decide(request, author):
    if not may_decide_about_proposed(request.user):
        words = "Only who may add authors decides about a proposed one."
        return refused(request, author, words)
    if author.proposed_at is None:
        messages.info(request, f"Somebody has decided about “{author}” already.")
        return _to_author(author)
    form = QuestionForm(request.POST or None, prefix="author")
    if form.is_bound and form.is_valid():
        decision = form.decision(author)
        if decision is None:
            form.add_error("answer", "Choose one of the answers.")
        elif _done(form, author, decision, by=request.user):
            messages.success(request, _DONE[type(decision)].format(author))
            return HttpResponseRedirect(reverse("admin:articles_author_proposed"))
    said = form.as_typed() if form.is_bound else None
    question = asked_about_proposed(
        author,
        "author",
        request.user,
        said,
        answer=form["answer"].value() or "",
        why=form["why"].value() or "",
        may_wait=False,
        errors=form.mistakes() + list(form.non_field_errors()) if form.is_bound else [],
    )
    return page(
        request,
        "decide",
        author,
        folder="admin/articles/author",
        question=question,
        articles=Article.objects.unbinned().filter(credits__author=author).distinct(),
        may_read=may(request.user, Action.READ),
        title=author.name,
    )


def _done(form, author, decision, *, by):
    """Do what was decided; else say in the form why not."""
    verb = {
        bylines.Accepted: partial(bylines.accept, author, decision),
        bylines.Known: partial(bylines.know, author, decision),
        bylines.Declined: partial(
            proposing.decline, author, why=form.cleaned_data["why"]
        ),
    }[type(decision)]
    try:
        verb(by=by)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _to_author(author):
    return HttpResponseRedirect(
        reverse("admin:articles_author_change", args=[author.pk])
    )
