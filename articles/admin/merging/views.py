"""Merging one thing into another, and undoing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods
from js_asset import Media

from articles.admin.article_pages import SeenForm
from articles.admin.merging.forms import ChooseForm, MergeForm
from articles.admin.posted.pages import not_done
from articles.admin.things import answers
from articles.admin.things.pages import about, address, page
from articles.admin.things.words import Words
from articles.editing import merging
from articles.editing.merging.rules import why_not
from articles.editing.merging.standing import (
    added_since,
    bylines,
    last_merge_of,
    moving,
    returning,
)
from articles.editing.merging.undoing import going_back
from articles.editing.things.merged import merged_words
from articles.models import Author, Merge
from articles.models.actions import Action, may

FOLDER = "admin/merging"


@require_http_methods(["GET", "HEAD", "POST"])
@about("change")
def merge(request, thing):
    """Ask into which one, then what that one says; `?into=` has chosen already."""
    if words := merged_words(thing):
        return not_done(request, thing, words)
    chosen = ChooseForm(request.GET if "into" in request.GET else None, thing=thing)
    if not chosen.is_valid():
        return _choose(request, thing, chosen)
    into = chosen.cleaned_data["into"]
    form = MergeForm(request.POST or None, thing=thing, into=into)
    # What is asked again is about what stands by now, and says so.
    fresh = {"seen": thing.version, "into_seen": into.version}
    is_asked = request.method == "POST" and "look" not in request.POST
    if is_asked and form.is_valid() and (made := _merge(request, thing, form)):
        return _merged(request, thing, into, made)
    is_shown = isinstance(thing, Author) and may(request.user, Action.READ)
    return page(
        request,
        "merge",
        thing,
        folder=FOLDER,
        into=into,
        form=form,
        fresh=fresh,
        questions=form.questions(),
        moving=moving(thing, into),
        bylines=bylines(thing, into, form.content()) if is_shown else (),
        why_not=why_not(thing, into),
        other_way=f"{address(into, 'merge')}?into={thing.pk}",
        title=f"Merge “{thing}” into “{into}”",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@about("change")
def unmerge(request, thing):
    """Show what undoing a merge does, and do it."""
    made = last_merge_of(thing)
    if made is None:
        return not_done(request, thing, f"“{thing}” is merged into nothing.")
    if request.method == "POST":
        return _unmerge(request, thing, made)
    into = get_object_or_404(type(thing), pk=made.into)
    back, name_of = going_back(made, into), Words(type(thing)).name
    return page(
        request,
        "unmerge",
        thing,
        folder=FOLDER,
        merge=made,
        into=into,
        found_at=thing.merged_into,
        returning=returning(made),
        added=added_since(made),
        may_read=may(request.user, Action.READ),
        taken=[name_of(name) for name in back.taken],
        stay=[name_of(name) for name in back.clashing],
        title=f"Undo the merge of “{thing}”",
    )


def _choose(request, thing, form):
    return page(
        request,
        "choose",
        thing,
        folder=FOLDER,
        form=form,
        media=Media.from_media(form.media, nonce=request.csp_nonce),
        absorbed=_absorbed(thing),
        title=f"Merge “{thing}” into another",
    )


def _absorbed(thing):
    """Return (merge, thing) of all that was merged into this one."""
    made = list(Merge.objects.into_it(thing))
    rows = type(thing).objects.in_bulk([one.absorbed for one in made])
    return [(one, rows[one.absorbed]) for one in made if one.absorbed in rows]


def _merge(request, thing, form):
    try:
        return merging.merge(
            thing,
            form.into,
            by=request.user,
            seen=form.cleaned_data["seen"],
            into_seen=form.cleaned_data["into_seen"],
            content=form.content(),
        )
    except ValidationError as error:
        form.refuse(error)
        return None


def _merged(request, thing, into, made):
    undo = answers.one_click(
        request, address(thing, "unmerge"), "Undo", seen=made.version_after
    )
    words = f"Merged: “{thing}” is “{into}” from now on."
    messages.success(request, answers.beside(words, undo))
    return HttpResponseRedirect(address(into, "change"))


def _unmerge(request, thing, made):
    form = SeenForm(request.POST)
    if not form.is_valid():
        return not_done(request, thing, "The page was incomplete. Try again.")
    try:
        seen = form.cleaned_data["seen"]
        undone = merging.undo_merge(made, by=request.user, seen=seen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(address(thing, "unmerge"))
    name_of = Words(type(thing)).name
    words = f"Undone: “{thing}” stands for itself again."
    if undone.stay:
        fields = ", ".join(map(name_of, undone.stay))
        words += f" Of “{undone.into}” this stays as it is by now: {fields}."
    messages.success(request, words)
    return HttpResponseRedirect(address(thing, "change"))
