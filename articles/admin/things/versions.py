"""Every content that was handed in: all, one whole, two compared, one restored."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_pages import SeenForm
from articles.admin.things import answers
from articles.admin.things.pages import about, not_done, page
from articles.admin.things.words import Words
from articles.editing import things
from articles.editing.things.merged import merged_words
from articles.editing.things.permission import refusal_of
from articles.editing.things.versions import ever_stood, versions_of
from articles.models import Version


@require_safe
@about("view")
def versions(request, thing):
    found = list(versions_of(thing).defer("content").order_by("-number"))
    stood = [one.number for one in found if one.intent != Version.Intent.CONFLICT]
    return page(
        request,
        "versions",
        thing,
        title="Versions and what happened",
        versions=found,
        logged=_logged(thing),
        first=min(stood, default=0),
        before_newest=max((n for n in stood if n < thing.version), default=0),
        can_be_compared=len(found) > 1,
        why_no_restore=why_not(request, thing),
    )


@require_safe
@about("view")
def version(request, thing, number):
    one = get_object_or_404(versions_of(thing), number=number)
    return page(
        request,
        "version",
        thing,
        version=one,
        is_refused=one.intent == Version.Intent.CONFLICT,
        fields=Words(type(thing)).in_words(one.snapshot),
        why_no_restore=why_not(request, thing),
        title=f"Version {number}",
    )


@require_safe
@about("view")
def compare(request, thing):
    """Show what differs between two versions; without a choice, the newest two."""
    earlier = ever_stood(thing).filter(number__lt=thing.version)
    before = earlier.order_by("number").last()
    old = _chosen(request, thing, "from", before.number if before else thing.version)
    new = _chosen(request, thing, "to", thing.version)
    return page(
        request,
        "compare",
        thing,
        old=old,
        new=new,
        sides=[(old, "From"), (new, "To")],
        fields=Words(type(thing)).differing(old.snapshot, new.snapshot),
        why_no_restore=why_not(request, thing),
        title=f"From version {old.number} to version {new.number}",
    )


@require_POST
@about("change")
def restore(request, thing, number):
    get_object_or_404(versions_of(thing), number=number)
    words = f"It is as in version {number} again."
    return done(
        request,
        thing,
        words,
        lambda seen: things.restore(thing, number, by=request.user, seen=seen),
    )


@require_POST
@about("change")
def undo(request, thing):
    return done(
        request,
        thing,
        "Undone: it is as it was before.",
        lambda seen: things.undo(thing, by=request.user, seen=seen),
    )


def _logged(thing):
    """Return what Django's admin wrote down before there were versions."""
    kind = ContentType.objects.get_for_model(thing)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(thing.pk))
    return entries.select_related("user").order_by("-action_time")


def why_not(request, thing):
    return refusal_of(request.user, "change", thing) or merged_words(thing)


def done(request, thing, words, verb, otherwise=None):
    """Do what was pressed and say what came of it; `otherwise` is where one goes on."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return not_done(request, thing, "The page was incomplete. Try again.")
    try:
        outcome = verb(form.cleaned_data["seen"])
    except ValidationError as error:
        return not_done(request, thing, " ".join(error.messages))
    answers.say(request, outcome, words)
    return answers.place_after(outcome, otherwise)


def _chosen(request, thing, name, otherwise):
    number = request.GET.get(name, "")
    is_number = number.isdecimal() and len(number) < 10
    number = int(number) if is_number else otherwise
    return get_object_or_404(versions_of(thing), number=number)
