"""A scheduled text that changed the same as a fix: what shall begin at its hour?"""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from js_asset import Media

from articles.admin.article_pages import about, not_done, page, refused, to_article
from articles.admin.combine import CombineForm, Offers
from articles.editing.fixes import deciding
from articles.models.actions import Action
from articles.templatetags.desk import full_moment

OFFERS = Offers("As it was scheduled", "As readers see it")


@about(Action.FIX)
def held_back(request, article, edition_id):
    """Ask what shall stand, and schedule it again; or leave the text out."""
    editions = article.editions.select_related("revision")
    edition = get_object_or_404(editions, pk=edition_id)
    if edition.fix_waiting is None:
        answer = refused if request.method == "POST" else not_done
        return answer(request, article, deciding.DECIDED)
    edition.article = article
    fix = deciding.compared_with(edition)
    form = CombineForm(
        _posted(request, fix),
        refused=fix,
        standing=edition.revision,
        began_from=edition.fix_from,
        offers=OFFERS,
        initial={"seen": fix.number},
    )
    if form.is_bound and request.POST.get("seen") != str(fix.number):
        form.refuse(ValidationError(deciding.SEEN_ANEW))
    if words := _decided(request, edition, fix, form):
        messages.success(request, words)
        return to_article(article)
    return page(
        request,
        "fixing/held_back",
        article,
        edition=edition,
        fix=fix,
        form=form,
        choices=form.choices(),
        has_passed=edition.live_from <= timezone.now(),
        media=Media.from_media(form.media, nonce=request.csp_nonce),
        title="A scheduled text waits for you",
    )


def _posted(request, fix):
    """Return what was chosen, to be sent again about what readers see now."""
    if request.method != "POST" or "_leave_out" in request.POST:
        return None
    return {**request.POST.dict(), "seen": fix.number}


class SeenFixForm(forms.Form):
    seen = forms.IntegerField()


def _decided(request, edition, fix, form):
    """Call the verb that was asked for; return what is to be said of it."""
    try:
        if "_leave_out" in request.POST:
            posted = SeenFixForm(request.POST)
            seen = posted.cleaned_data["seen"] if posted.is_valid() else 0
            deciding.leave_out(edition, by=request.user, seen=seen)
            return "Left out: readers go on seeing what they see."
        if form.is_valid():
            text, seen = form.snapshot(), form.cleaned_data["seen"]
            new = deciding.schedule_again(edition, text, by=request.user, seen=seen)
            return _said(new, edition)
    except ValidationError as error:
        if form.is_bound:
            form.refuse(error)
        else:
            messages.error(request, " ".join(error.messages))
    return ""


def _said(new, edition):
    if new.live_from == edition.live_from:
        return f"Scheduled again for {full_moment(new.live_from)}."
    return "Its hour had passed: readers see it now."
