"""Pages that take an article down, each with what readers would get."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles.admin.article_pages import about, page, to_article
from articles.admin.asking import done, form_of
from articles.admin.down import answers, forms
from articles.admin.previews import HEADERS
from articles.editing import publication, retracting, withdrawing
from articles.editing.images import away
from articles.editing.standing import standing
from articles.models import Article
from articles.models.actions import Action
from articles.publishing.taking_down import Leaves
from articles.reading.article_page import article_page
from articles.reading.frame import framed


def _newest(article):
    return standing(article).newest


@require_safe
@about(Action.UNPUBLISH)
def take_down(request, article):
    """Ask why, and show for each answer what readers get."""
    known = standing(article)
    return page(
        request,
        "down/choose",
        article,
        standing=known,
        answers=answers.answers(request.user, article, known),
        title="Take this article down: why?",
    )


@about(Action.UNPUBLISH)
def unpublish(request, article):
    form = form_of(forms.UnpublishForm, request, article, seen=_newest(article))
    verb = publication.unpublish
    if done(form, article, verb, by=request.user, state=_newest):
        messages.success(request, "Taken down: readers no longer see it.")
        return to_article(article)
    return _page(
        *(request, "unpublish", article, form),
        gets=answers.nothing,
        title="Unpublish this article?",
    )


@about(Action.RETRACT)
def retract(request, article):
    form = form_of(forms.RetractForm, request, article, seen=_newest(article))
    verb = retracting.retract
    if done(form, article, verb, by=request.user, state=_newest):
        messages.success(request, "Retracted: readers are told so above the headline.")
        return to_article(article)
    typed = {"leaves": _leaves(request), "notice": _notice(request)}
    return _page(
        *(request, "retract", article, form),
        gets=partial(answers.retraction, user=request.user, **typed),
        title="Retract this article?",
    )


@about(Action.REINSTATE)
def reinstate(request, article):
    form = form_of(forms.ReinstateForm, request, article, seen=_newest(article))
    verb = retracting.reinstate
    if done(form, article, verb, by=request.user, state=_newest):
        messages.success(request, "Reinstated: readers see the text again.")
        return to_article(article)
    typed = {"notice": _notice(request)}
    return _page(
        *(request, "reinstate", article, form),
        gets=partial(answers.reinstatement, user=request.user, **typed),
        title="Reinstate this article?",
    )


@about(Action.WITHDRAW)
def withdraw(request, article):
    pictures = away.pictures_of(article)
    elsewhere = [picture for picture in pictures if picture.elsewhere]
    kind = partial(forms.WithdrawForm, elsewhere=elsewhere)
    form = form_of(kind, request, article, seen=_newest(article))
    verb = withdrawing.withdraw
    if done(form, article, verb, by=request.user, state=_newest):
        messages.success(
            request,
            "Withdrawn: its addresses answer with your notice and nothing else.",
        )
        return to_article(article)
    return _page(
        *(request, "withdraw", article, form),
        gets=partial(answers.withdrawal, notice=_notice(request)),
        title="Withdraw this article for legal reasons?",
        pictures=[picture for picture in pictures if not picture.elsewhere],
        links=article.preview_links.open().count(),
        translations=_translations(article),
    )


@about(Action.WITHDRAW)
def end_withdrawal(request, article):
    form = form_of(forms.EndWithdrawalForm, request, article, seen=_withdrawal(article))
    verb = withdrawing.end_withdrawal
    if done(form, article, verb, by=request.user, state=_withdrawal):
        messages.success(
            request,
            "The withdrawal is over. Readers see nothing before it is published.",
        )
        return to_article(article)
    return page(
        *(request, "down/end_withdrawal", article),
        form=form,
        withdrawal=article.withdrawals.standing().select_related("by").first(),
        title="End the withdrawal?",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@about(Action.UNPUBLISH)
def readers_page(request, article, answer):
    """Show the whole page that readers would get, with the words typed so far."""
    gets = {
        "unpublish": answers.nothing,
        "retract": partial(
            answers.retraction,
            user=request.user,
            leaves=_leaves(request),
            notice=_notice(request),
        ),
        "reinstate": partial(
            answers.reinstatement, user=request.user, notice=_notice(request)
        ),
        "withdraw": partial(answers.withdrawal, notice=_notice(request)),
    }
    if answer not in gets:
        raise Http404("Nothing is taken down so.")
    got, why_not = _tried(gets[answer], article, standing(article))
    response = _as_readers(request, article, got, why_not)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _as_readers(request, article, got, why_not):
    at = timezone.now()
    context = {"article": article, "got": got, "why_not": why_not, "whole": "404.html"}
    if got and got.withdrawal:
        context |= {"whole": "reading/withdrawn.html", "withdrawal": got.withdrawal}
    elif got and got.edition:
        shown = article_page(got.edition, at)
        whole = "reading/page.html" if shown.is_plain else "reading/article.html"
        context |= {"page": shown, "publication": shown.publication, "whole": whole}
    template = "admin/articles/article/down/as_readers.html"
    return framed(request, template, context, at=at)


def _page(request, name, article, form, *, gets, **context):
    known = standing(article)
    got, why_not = _tried(gets, article, known)
    return page(
        *(request, f"down/{name}", article),
        form=form,
        standing=known,
        gets=got,
        why_not=why_not,
        **context,
    )


def _translations(article):
    """Return the other languages of an article, whichever of them is the original."""
    original = article.translation_of or article
    family = Article.objects.unbinned().exclude(pk=article.pk)
    same = Q(pk=original.pk) | Q(translation_of=original)
    return family.filter(same, withdrawn_at=None).only("headline", "language")


def _tried(gets, article, known):
    """Return what readers would get, or why they cannot get it."""
    try:
        return gets(article, known), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def _notice(request):
    return " ".join(request.POST.get("notice", "").split())


def _leaves(request):
    is_notice = request.POST.get("leaves") == Leaves.NOTICE
    return Leaves.NOTICE if is_notice else Leaves.TEXT


def _withdrawal(article):
    standing_now = article.withdrawals.standing().first()
    return standing_now.pk if standing_now else 0
