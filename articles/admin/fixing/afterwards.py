"""After a fix: what came of it, where the old words still stand, one tap each."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import about, not_done, page, to_article
from articles.admin.differing import differing_fields
from articles.editing.fixes import looking, replacing, traces
from articles.editing.fixes.wording import Replaced
from articles.models import Event, Image
from articles.models.actions import Action, may, refusal

MENDED = "Put right: readers see it now."


class MendForm(forms.Form):
    """One place: a field of the article, or a picture whose words are to change."""

    old = forms.CharField()
    new = forms.CharField(required=False)
    place = forms.CharField(required=False)
    image = forms.ModelChoiceField(Image.objects.all(), required=False)

    @property
    def pair(self):
        return Replaced(self.cleaned_data["old"], self.cleaned_data["new"])


@require_safe
@about(Action.READ)
def fixed(request, article, edition_id):
    edition = _fix(article, edition_id)
    began = article.revisions.filter(number=edition.revision.began_from).first()
    pairs = traces.phrases(edition)
    live = article.editions.visible().select_related("revision").first()
    left = traces.traces(article, live, pairs) if live else traces.Traces()
    before, after = (each and each.snapshot for each in (began, edition.revision))
    return page(
        request,
        "fixing/fixed",
        article,
        edition=edition,
        live=live,
        fields=differing_fields(before, after) if before else [],
        pairs=pairs,
        left=left,
        may_mend=may(request.user, Action.FIX, article),
        why_no_look=_why_no_look(request.user, article, edition),
        title="What came of the fix",
    )


@require_POST
@about(Action.FIX)
def mend(request, article, edition_id):
    edition, form = _fix(article, edition_id), MendForm(request.POST)
    if not form.is_valid():
        return not_done(request, article, "The page was incomplete. Try again.")
    try:
        if image := form.cleaned_data["image"]:
            replacing.mend_picture(article, image, form.pair, by=request.user)
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
    looking.look(edition, by=request.user)
    messages.success(request, "Looked at: this fix waits for nobody any more.")
    return to_article(article)


def _fix(article, pk):
    """Return the edition of a fix. Others were published, not fixed."""
    editions = article.editions.select_related("revision", "made_by")
    log = Event.objects.filter(article=article, kind=Event.Kind.FIXED).values("edition")
    edition = get_object_or_404(editions.filter(pk__in=log), pk=pk)
    edition.article = article
    return edition


def _why_no_look(user, article, edition):
    if edition.look_wanted_at is None:
        return ""
    return refusal(user, Action.LOOK, article) or looking.objection(user, edition)
