"""After a fix: what came of it, where the old words still stand, one tap each."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import about, not_done, page, to_article
from articles.admin.differing import differing_fields
from articles.editing.fixes import looking, replacing, traces
from articles.editing.fixes.wording import Replaced
from articles.models import Event, Image
from articles.models.actions import Action, may, refusal
from articles.models.slugs import slug_of

_TELLING = (Event.Kind.FIXED, Event.Kind.PICTURE_FIXED, Event.Kind.FIX_SETTLED)
_TELLING += (Event.Kind.CORRECTED, Event.Kind.AMENDED)
_TELLING += (Event.Kind.RETRACTED, Event.Kind.REINSTATED)
MENDED = "Put right: readers see it now."


class MendForm(forms.Form):
    """One place: a field of the article, or a picture whose words are to change."""

    old = forms.CharField()
    new = forms.CharField(required=False)
    place = forms.CharField(required=False)
    image = forms.ModelChoiceField(Image.objects.all(), required=False)
    seen = forms.IntegerField(required=False)  # of the picture

    @property
    def pair(self):
        return Replaced(self.cleaned_data["old"], self.cleaned_data["new"])


@require_safe
@about(Action.READ)
def fixed(request, article, edition_id):
    event = _told(article, edition_id)
    edition = event.edition
    is_fix = event.kind == Event.Kind.FIXED
    began = article.revisions.filter(number=edition.revision.began_from).first()
    live = article.editions.visible().select_related("revision").first()
    pairs = traces.phrases(edition) if is_fix else []
    return page(
        request,
        "fixing/fixed",
        article,
        event=event,
        edition=edition,
        live=live,
        fields=_differing(began, edition) if is_fix else [],
        pairs=pairs,
        left=traces.traces(article, live, pairs) if live else traces.Traces(),
        may_mend=may(request.user, Action.FIX, article),
        why_no_look=_why_no_look(request.user, article, edition),
        title="What came of the fix",
    )


@require_POST
@about(Action.FIX)
def mend(request, article, edition_id):
    edition, form = _told(article, edition_id).edition, MendForm(request.POST)
    if not form.is_valid():
        return not_done(request, article, "The page was incomplete. Try again.")
    try:
        if image := form.cleaned_data["image"]:
            seen = form.cleaned_data["seen"]
            replacing.mend_picture(
                article, image, form.pair, by=request.user, seen=seen
            )
        else:
            place = form.cleaned_data["place"]
            replacing.mend_field(article, place, form.pair, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, MENDED)
    page_of_it = reverse("admin:fixed", args=[article.pk, edition.pk])
    return HttpResponseRedirect(page_of_it)


@require_POST
@about(Action.LOOK)
def looked(request, article, edition_id):
    edition = get_object_or_404(article.editions, pk=edition_id)
    try:
        looking.look(edition, by=request.user)
    except ValidationError as error:
        return not_done(request, article, " ".join(error.messages))
    messages.success(request, "Looked at: this fix waits for nobody any more.")
    return to_article(article)


def _told(article, edition_id):
    """Return what the log says of a fix, with its edition; others were published."""
    log = Event.objects.filter(article=article, kind__in=_TELLING, edition=edition_id)
    log = log.select_related("edition__revision", "edition__made_by").order_by("pk")
    event = log.first()
    if event is None:
        raise Http404("This was not a fix.")
    event.edition.article = article
    return event


def _differing(began, edition):
    """Say what the fix changed. An address that it only wrote down is as it was."""
    if began is None:
        return []
    old, new = began.snapshot, edition.revision.snapshot
    was = old.slug or slug_of(old.headline, "article")
    if was == edition.slug:
        new = replace(new, slug=old.slug)
    return differing_fields(old, new)


def _why_no_look(user, article, edition):
    if edition.look_wanted_at is None:
        return ""
    return refusal(user, Action.LOOK, article) or looking.objection(user, edition)
