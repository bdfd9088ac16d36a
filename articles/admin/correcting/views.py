"""The two pages: adding a notice to what readers see, and amending one."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.utils import timezone

from articles.admin.article_pages import about, not_done, page, to_article
from articles.admin.asking import done, form_of
from articles.admin.correcting.forms import SUGGESTED, AmendForm, CorrectForm
from articles.admin.undo import with_undo
from articles.editing import corrections
from articles.models.actions import Action
from articles.models.correction import Before, Notice

TOLD = "Readers are told from now on."


@about(Action.CORRECT)
def correct(request, article):
    if request.method != "POST" and _seen(article) is None:
        return not_done(request, article, corrections.NOTHING_LIVE)
    form = form_of(CorrectForm, request, article, seen=_seen(article))
    if "_look" in request.POST:
        form.suggest()
    elif outcome := _done(request, article, form, corrections.correct):
        return _said(request, article, outcome)
    return _screen(
        request,
        article,
        form,
        notice=Notice(form.chosen, form.words, timezone.now()),
        suggested=SUGGESTED,
        title="Add a correction",
    )


@about(Action.CORRECT)
def amend(request, article, correction_id):
    told = corrections.standing_notices(article)
    told = next((each for each in told if each.first.pk == correction_id), None)
    if told is None:
        raise Http404("Readers see no such notice.")
    said = told.notice.text
    form = form_of(AmendForm, request, article, seen=_seen(article), text=said)
    if "_look" not in request.POST:
        verb = partial(_amend, told.first)
        if outcome := _done(request, article, form, verb):
            return _said(request, article, outcome)
    name = told.first.get_kind_display().lower()
    return _screen(
        request,
        article,
        form,
        notice=replace(told.notice, text=form.words),
        said=Before(said, timezone.now()),
        title=f"Amend the {name}",
    )


def _amend(correction, article, **said):
    return corrections.amend(correction, **said)


def _seen(article):
    """Return the id of the edition that readers see, or None."""
    return article.editions.visible().values_list("pk", flat=True).first()


def _done(request, article, form, verb):
    return done(form, article, verb, by=request.user, state=_seen)


def _said(request, article, outcome):
    messages.success(request, with_undo(request, article, outcome.edition, TOLD))
    return to_article(article)


def _screen(request, article, form, **context):
    live = article.editions.visible().only("article_id", "headline", "slug", "language")
    return page(
        request,
        "correcting/notice",
        article,
        form=form,
        live=live.first(),
        **context,
    )
