"""Choosing the articles of a report that are to go out together, and when."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import HttpResponseRedirect
from django.utils import timezone

from articles.admin.dossiers.forms import ReleaseForm
from articles.admin.dossiers.pages import page, preview_address, released
from articles.admin.dossiers.words import said_of
from articles.admin.things.pages import about, address
from articles.editing.dossiers.against import Looked
from articles.editing.dossiers.releasing import release as let_out
from articles.editing.obstacles import Obstacle
from articles.editing.standing import Standing, State, in_state, standings
from articles.models import Article, Publication, Report, Revision
from articles.models.actions import Action, may, refusal

MOST = 100


@dataclass(frozen=True)
class Row:
    """An article that could go out, and what stands against it."""

    article: Article
    standing: Standing
    obstacles: list[Obstacle]
    is_chosen: bool

    @property
    def value(self):
        return f"{self.article.pk}:{self.article.version}"


@about("view")
def release(request, report):
    if not may(request.user, Action.READ):
        raise PermissionDenied
    form = ReleaseForm(request.POST or None, label_suffix="")
    if form.is_bound and (chosen := _chosen(form)) and "_preview" in request.POST:
        return HttpResponseRedirect(preview_address(report, of=chosen))
    if form.is_valid() and (done := _released(request, report, form)):
        messages.success(request, said_of(done))
        return HttpResponseRedirect(released(done))
    publication = Publication.objects.with_disclaimer().current()
    rows, others = _rows(request.user, report, publication, form)
    return page(
        request,
        "release",
        report,
        form=form,
        rows=rows,
        others=others,
        chosen_count=sum(row.is_chosen for row in rows),
        why_not=refusal(request.user, Action.PUBLISH, rules=publication.rules),
        releases=report.releases.filter(cancelled_at=None).newest_first()[:5],
        title=f"Release “{report}”",
        back=address(report, "change"),
    )


def _released(request, report, form):
    """Call the verb; return the Release, or None, and put its words into the form."""
    chosen, live_from = (form.cleaned_data[name] for name in ("chosen", "live_from"))
    try:
        return let_out(report, by=request.user, seen=chosen, live_from=live_from)
    except ValidationError as error:
        by_field = getattr(error, "error_dict", {None: error})
        for name, words in by_field.items():
            form.add_error(name if name in form.fields else None, words)
    return None


def _chosen(form):
    form.is_valid()
    return form.cleaned_data.get("chosen")


def _rows(user, report, publication, form):
    """Return the articles that readers do not see as they are, and how many others.

    Ten queries, however many, and two more with four eyes.
    """
    now = timezone.now()
    reports = Report.objects.akin([report.pk])
    filed = Article.reports.through.objects.filter(term__in=reports.values("pk"))
    articles = Article.objects.unbinned().filter(pk__in=filed.values("article_id"))
    as_read = in_state(articles, State.LIVE)
    open_ones = articles.exclude(pk__in=as_read.values("pk")).order_by("pk")
    open_ones = list(open_ones.select_related("created_by", "updated_by")[:MOST])
    known = standings(open_ones)
    at = form.is_bound and getattr(form, "cleaned_data", {}).get("live_from")
    texts = _texts(open_ones)
    looked = Looked(report, texts, publication, at=at or now, now=now)
    against = looked.against(user)
    chosen = _chosen(form) if form.is_bound else None
    return [
        Row(
            article,
            known[article.pk],
            against[article.pk],
            article.pk in (chosen or ()) if form.is_bound else not against[article.pk],
        )
        for article in open_ones
    ], as_read.count()


def _texts(articles):
    by_number = {article.pk: article for article in articles}
    newest = Revision.objects.filter(
        article__in=by_number, number=F("article__version")
    )
    texts = list(newest.order_by("article"))
    for revision in texts:
        revision.article = by_number[revision.article_id]
    return texts
