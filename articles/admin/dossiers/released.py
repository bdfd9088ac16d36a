"""A release: how each of its articles stands, and what can be done with all of them."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import SeenForm
from articles.admin.dossiers.forms import CancelForm, MoveForm
from articles.admin.dossiers.pages import page, preview_address
from articles.admin.dossiers.pages import released as place_of
from articles.admin.dossiers.words import counted
from articles.admin.posted.pages import shown
from articles.admin.posted.words import typed
from articles.admin.things.pages import about
from articles.editing.dossiers import changing
from articles.editing.dossiers.standing import PartState, progress
from articles.editing.undo import UNDO_WITHIN
from articles.models import Publication, Release
from articles.models.actions import Action, may, refusal
from articles.templatetags.desk import full_moment


def of_report(view):
    """Give a view the release of the report in its address, if its person may look."""

    def guarded(request, report, release_id, **kwargs):
        if not may(request.user, Action.READ):
            raise PermissionDenied
        releases = Release.objects.select_related("report", "made_by")
        release = get_object_or_404(releases, report=report, pk=release_id)
        return view(request, release, **kwargs)

    return about("view")(guarded)


@require_safe
@of_report
def released(request, release):
    return _shown(request, release)


@require_POST
@of_report
def move(request, release):
    form = MoveForm(request.POST, label_suffix="")
    if done := _done(form, release, changing.move, by=request.user):
        when = full_moment(done.live_from)
        return _said(request, release, f"Moved: all of it goes out on {when}.")
    return _shown(request, release, move=form)


@require_POST
@of_report
def cancel(request, release):
    form = CancelForm(request.POST, label_suffix="")
    if _done(form, release, changing.cancel, by=request.user):
        words = "Cancelled: nothing of it goes out. The approvals stay."
        return _said(request, release, words)
    return _shown(request, release, cancel=form)


@require_POST
@of_report
def run_others(request, release):
    form = SeenForm(request.POST)
    running = _done(form, release, changing.run_others, by=request.user)
    if running is None:
        return _refused(request, release, form)
    if not running:
        words = "Left out. The hour of the others has passed: move them to another."
        return _said(request, release, words)
    when = full_moment(release.live_from)
    words = f"Readers get {counted(len(running))} on {when}, without what is stopped."
    return _said(request, release, words)


@require_POST
@of_report
def undo(request, release):
    form = SeenForm(request.POST)
    if not _done(form, release, changing.undo, by=request.user):
        return _refused(request, release, form)
    return _said(request, release, "Undone, all of it: readers see what they saw.")


def _shown(request, release, **forms):
    """Show the release; a form that was refused stands in its place."""
    now = timezone.now()
    found = progress(Release.objects.select_related("report").get(pk=release.pk), now)
    initial = {"seen": found.seen}
    move = {"live_from": found.release.live_from, **initial}
    publication = Publication.objects.current()
    for form in forms.values():
        form.data = {**form.data.dict(), "seen": found.seen}
    refused = next(iter(forms.values()), None)
    return page(
        request,
        "released",
        release.report,
        progress=found,
        release=found.release,
        refused=refused,
        move=forms.get("move") or MoveForm(initial=move, label_suffix=""),
        cancel=forms.get("cancel") or CancelForm(initial=initial, label_suffix=""),
        addresses={
            name: place_of(release, name)
            for name in ("move_release", "cancel_release", "run_others", "undo_release")
        },
        preview=preview_address(release.report, release=release.pk),
        why_not=refusal(request.user, Action.PUBLISH, rules=publication.rules),
        may_undo=_may_undo(found, now),
        links=_links_to(found),
        title=f"{counted(len(found.parts))} of “{release.report}”",
    )


def _links_to(found):
    """Return what is stopped, each with those that link to it and go without it.

    Such a link is plain text for readers.
    """
    going = [part for part in found.to_come if not part.stops]

    def linking(number):
        return [part for part in going if number in part.edition.links]

    return [(part, linking(part.edition.article_id)) for part in found.stopping]


def _may_undo(found, now):
    is_out = any(part.state == PartState.OUT for part in found.parts)
    since = now - found.release.live_from
    return is_out and timedelta(0) <= since < UNDO_WITHIN


def _done(form, release, verb, *, by):
    """Call the verb with what the form holds; return what came of it, or None."""
    if form.is_valid():
        try:
            return verb(release, by=by, **form.cleaned_data)
        except ValidationError as error:
            by_field = getattr(error, "error_dict", {None: error})
            for name, words in by_field.items():
                form.add_error(name if name in form.fields else None, words)
    return None


def _said(request, release, words):
    messages.success(request, words)
    return HttpResponseRedirect(place_of(release))


def _refused(request, release, form):
    words = " ".join(word for found in form.errors.values() for word in found)
    if typed(request):
        return shown(request, 400, "Nothing was done", words)
    messages.error(request, words)
    return HttpResponseRedirect(place_of(release))
