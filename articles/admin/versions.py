"""Every text that was handed in: all, one whole, two compared, one restored."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from articles.admin import answers
from articles.admin.article_pages import SeenForm, about, not_done, page
from articles.admin.differing import differing_fields
from articles.admin.in_words import in_words
from articles.admin.timeline import timeline
from articles.editing import copies
from articles.models import Event
from articles.models.actions import Action, may, refusal
from articles.models.revision import TO_COMBINE

AT_ONCE = 100
OF_SOURCES = (Event.Kind.FLAGGED, Event.Kind.FLAG_CLEARED)


@require_safe
@about(Action.READ)
def versions(request, article):
    sees_sources = may(request.user, Action.SOURCE_NOTE, article)
    every = timeline(article, untold=() if sees_sources else OF_SOURCES)
    start = _start(request)
    entries = every[start : start + AT_ONCE]
    return page(
        request,
        "versions",
        article,
        title="Versions and what happened",
        entries=entries,
        newer=max(start - AT_ONCE, 0) if start else None,
        older=start + AT_ONCE if len(every) > start + AT_ONCE else None,
        can_be_compared=sum(entry.made is not None for entry in entries) > 1,
        why_no_restore=refusal(request.user, Action.RESTORE, article),
    )


@require_safe
@about(Action.READ)
def version(request, article, number):
    one = get_object_or_404(article.revisions, number=number)
    return page(
        request,
        "version",
        article,
        version=one,
        is_refused=one.intent in TO_COMBINE,
        fields=in_words(one.snapshot),
        why_no_restore=refusal(request.user, Action.RESTORE, article),
        title=f"Version {number}",
    )


@require_safe
@about(Action.READ)
def compare(request, article):
    """Show what differs between two versions; without a choice, the newest two."""
    old = _chosen(request, article, "from", article.version - 1)
    new = _chosen(request, article, "to", article.version)
    return page(
        request,
        "compare",
        article,
        old=old,
        new=new,
        sides=[(old, "From"), (new, "To")],
        fields=differing_fields(old.snapshot, new.snapshot),
        why_no_restore=refusal(request.user, Action.RESTORE, article),
        title=f"From version {old.number} to version {new.number}",
    )


@require_POST
@about(Action.RESTORE)
def restore(request, article, number):
    get_object_or_404(article.revisions, number=number)
    form = SeenForm(request.POST)
    if not form.is_valid():
        return not_done(request, article, "The page was incomplete. Try again.")
    seen = form.cleaned_data["seen"]
    try:
        outcome = copies.restore(article, number, by=request.user, seen=seen)
    except ValidationError as error:
        return not_done(request, article, " ".join(error.messages))
    answers.say(request, outcome, f"Your text is that of version {number} again.")
    return answers.place_after(outcome)


def _start(request):
    """Return how many of the newest entries to leave out; nonsense leaves out none."""
    start = request.GET.get("after", "")
    return int(start) if start.isdecimal() and len(start) < 7 else 0


def _chosen(request, article, name, otherwise):
    number = request.GET.get(name, "")
    is_number = number.isdecimal() and len(number) < 10
    number = int(number) if is_number else max(otherwise, 1)
    return get_object_or_404(article.revisions, number=number)
