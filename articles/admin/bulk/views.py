"""Looks over what was chosen in the list, does it, reports, and takes it back."""

from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from js_asset import Media

from articles.admin.bulk.forms import SeveralForm, UndoForm, form_of
from articles.admin.bulk.words import asked, begun, counted
from articles.admin.posted.pages import shown
from articles.admin.posted.words import typed
from articles.editing import batches
from articles.editing.deeds import DEEDS, why_not
from articles.editing.standing import Standing, standings
from articles.models import Article, Batch, Publication, Stage
from articles.models.actions import Action, may

MOST_BATCHES = 50


@dataclass(frozen=True)
class Row:
    """One chosen article: what readers see of it, and why not, if it cannot be done.

    `saw` says what else of it is shown, for whoever goes on with it.
    """

    article: Article
    standing: Standing
    chosen: str
    saw: str
    why_not: str

    @property
    def is_approved(self):
        return self.article.stage == Stage.APPROVED


def in_the_newsroom(view):
    """Show a page to who reads articles, by the publication's clock."""

    @wraps(view)
    def guarded(request, **kwargs):
        if not may(request.user, Action.READ):
            raise PermissionDenied
        publication = Publication.objects.current()
        with timezone.override(publication.zone):
            return view(request, publication, **kwargs)

    return guarded


@require_POST
@in_the_newsroom
def look_over(request, publication):
    """Show what would be done to which articles, and why not to the others."""
    form = SeveralForm(request.POST)
    if not form.is_valid():
        return _back_to_list(request, form)
    chosen, what = form.cleaned_data["chosen"], form.cleaned_data["what"]
    return _looked_over(request, publication, chosen, what)


@require_POST
@in_the_newsroom
def carry_out(request, publication):
    form = SeveralForm(request.POST)
    if not form.is_valid():
        return _back_to_list(request, form)
    what, chosen = form.cleaned_data["what"], form.cleaned_data["chosen"]
    asked = form_of(what, request.POST)
    if not asked.is_valid():
        return _looked_over(request, publication, chosen, what, asked)
    batch = batches.carry_out(
        what,
        chosen,
        by=request.user,
        options={**asked.options(), "saw": form.saw_of_chosen()},
        key=asked.cleaned_data["key"],
    )
    return _to_report(request, batch)


@require_safe
@in_the_newsroom
def own_batches(request, publication):
    done = Batch.objects.filter(by=request.user).newest_first()[:MOST_BATCHES]
    rows = [(batch, counted(batch)) for batch in done]
    title = "What you did to several at once"
    return _page(request, "batches", title=title, batches=rows)


@require_safe
@in_the_newsroom
def report(request, publication, batch_id):
    batch = get_object_or_404(Batch.objects.select_related("undoes"), pk=batch_id)
    lines = batches.can_be_undone(batch)
    return _page(
        request,
        "report",
        title=counted(batch),
        batch=batch,
        asked=asked(batch),
        can_be_undone={line.article for line in lines},
        undo=UndoForm(lines=lines) if lines else None,
        undone_by=batch.undone_by.newest_first(),
    )


@require_POST
@in_the_newsroom
def undo(request, publication, batch_id):
    batch = get_object_or_404(Batch, pk=batch_id)
    form = UndoForm(request.POST, lines=batch.report)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("articles", ["Try again."])))
        return _to_report(request, batch)
    ids, key = form.cleaned_data["articles"], form.cleaned_data["key"]
    again = batches.undo(batch, set(ids), by=request.user, key=key)
    return _to_report(request, again)


def _looked_over(request, publication, chosen, what, form=None):
    form = form or form_of(what)
    rows = _rows(request.user, what, chosen, publication.rules)
    can = [row for row in rows if not row.why_not]
    changes_text = DEEDS[what].action == Action.EDIT
    return _page(
        request,
        "look_over",
        title=f"{begun(what, len(can) or len(chosen))}?",
        what=Batch.What(what),
        form=form,
        chosen_count=len(chosen),
        can=can,
        button=begun(what, len(can)),
        unapproves=changes_text and any(row.is_approved for row in can),
        cannot=[row for row in rows if row.why_not],
        is_dangerous=DEEDS[what].action in {Action.UNPUBLISH, Action.DELETE},
        media=Media.from_media(form.media, nonce=request.csp_nonce),
    )


def _rows(user, what, chosen, rules):
    """Return the chosen articles as they stand: two queries, and four eyes' own.

    Five more before they are published, however many.
    """
    articles = Article.objects.filter(pk__in=chosen).newest_first()
    articles = articles.select_related("created_by", "updated_by", "assignee")
    articles = list(articles.defer("body", "notes"))
    known = standings(articles)
    refused = why_not(
        what, user, [(article, known[article.pk]) for article in articles], rules
    )
    saw = DEEDS[what].saw
    return [
        Row(
            article,
            known[article.pk],
            f"{article.pk}:{chosen[article.pk]}",
            f"{article.pk} {saw(article, known[article.pk])}",
            batches.stale(article, chosen[article.pk]) or refused[article.pk],
        )
        for article in articles
    ]


def _page(request, name, **context):
    frame = {**site.each_context(request), "opts": Article._meta}
    context = {**frame, "back": _back(request), **context}
    return render(request, f"admin/articles/bulk/{name}.html", context)


def _back(request):
    """Return how the list was narrowed that one came from."""
    return QueryDict((request.POST or request.GET).get("back", "")).urlencode()


def _to_report(request, batch):
    place = reverse("admin:batch", args=[batch.pk])
    query = urlencode({"back": _back(request)})
    return HttpResponseRedirect(f"{place}?{query}")


def _back_to_list(request, form):
    words = " ".join(word for found in form.errors.values() for word in found)
    if typed(request):
        return shown(request, 400, "Nothing was done", words)
    messages.error(request, words)
    place = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{place}?{_back(request)}")
