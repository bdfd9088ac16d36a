"""Pages that ask before readers are told less of an author, or as much as before."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone

from articles.admin.asking import done
from articles.admin.authors.requests import as_readers, forms
from articles.admin.things import answers
from articles.admin.things.pages import about, address, page
from articles.editing.authors import dropping, erasing, hiding, withholding
from articles.editing.authors.crediting import articles_to_name
from articles.editing.authors.erased_names import articles_saying
from articles.editing.authors.names import numbers_of, telling
from articles.editing.authors.steps import last_step
from articles.editing.outcomes import Conflict
from articles.models.actions import Action, may

_FOLDER = "admin/articles/author/requests"


@about("change")
def drop(request, author):
    begun = {"seen": author.version, "parts": as_readers.MOSTLY}
    form = _form(forms.DropForm, request, author, **begun)
    verb, state = dropping.drop, _version
    if outcome := done(form, author, verb, by=request.user, state=state):
        answers.say(request, outcome, "Dropped: readers are not told it any more.")
        if isinstance(outcome, Conflict):
            return answers.place_after(outcome)
        return _to_requests(author)
    return _asked(request, "drop", author, form, title="Drop the bio or the photograph")


@about("change")
def hide(request, author):
    return _turned(
        *(request, author, "hide", hiding.hide),
        title="Hide the author’s page?",
        said="Hidden: the page’s address answers that there is nothing.",
    )


@about("change")
def show_page(request, author):
    return _turned(
        *(request, author, "show-page", hiding.show),
        title="Show the author’s page again?",
        said="Shown: readers find the author’s page again.",
    )


@about("change")
def show_name(request, author):
    return _turned(
        *(request, author, "show-name", withholding.show_name),
        title="Show the name again?",
        said="Shown: the name stands where it stood before.",
    )


@about("change")
def withhold(request, author):
    is_insider = may(request.user, Action.READ)
    articles = articles_to_name(author, timezone.now(), is_insider=is_insider)
    where = forms.CHOSEN if author.withheld_on else forms.EVERYWHERE
    form = _form(
        partial(forms.WithholdForm, articles=articles),
        *(request, author),
        where=where,
        articles=author.withheld_on,
    )
    if done(form, author, withholding.withhold, by=request.user, state=last_step):
        messages.success(request, "Withheld: no page tells the name there.")
        return _to_requests(author)
    return _asked(
        *(request, "withhold", author, form),
        title="Withhold the name",
        boxes=list(zip(form["articles"], articles, strict=True)),
        saying=_saying(author, articles) if is_insider else (),
    )


@about("erase")
def erase(request, author):
    form = _form(forms.EraseForm, request, author)
    kept = done(form, author, erasing.erase, by=request.user, state=last_step)
    if kept is not None:
        messages.success(request, "Erased: it is in no version any more.")
        for picture in kept:
            words = f"The picture “{picture}” stays, as others use it."
            messages.warning(request, words)
        return _to_requests(author)
    may_read = may(request.user, Action.READ)
    return _asked(
        *(request, "erase", author, form),
        saying=articles_saying(telling(numbers_of(author))) if may_read else (),
        title="Erase for good",
    )


def _saying(author, articles):
    return articles_saying(
        telling(numbers_of(author)), among=[each.pk for each in articles]
    )


def _turned(request, author, measure, verb, *, title, said):
    form = _form(forms.MeasureForm, request, author)
    if done(form, author, verb, by=request.user, state=last_step):
        messages.success(request, said)
        return _to_requests(author)
    return _asked(request, measure, author, form, title=title)


def _form(kind, request, author, **initial):
    initial = {"seen": last_step(author), **initial}
    if asked := request.GET.get("request", ""):
        initial["request"] = asked
    data = request.POST or None
    return kind(data, author=author, initial=initial, label_suffix="")


def _asked(request, measure, author, form, **context):
    told = as_readers.MEASURES[measure](author, request.POST)
    return page(
        *(request, measure.replace("-", "_"), author),
        folder=_FOLDER,
        form=form,
        measure=measure,
        gets=as_readers.gets(told, told.withheld_on),
        **context,
    )


def _to_requests(author):
    return HttpResponseRedirect(address(author, "requests"))


def _version(author):
    return author.version
