"""What staff do about what authors propose: take it over, whole or in part, or not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import things
from articles.editing.images import library
from articles.editing.log import name_of
from articles.editing.reasons import reason
from articles.editing.things.permission import require
from articles.editing.things.versions import locked, require_seen, standing
from articles.engaging.suggesting.entry import value_of, with_values
from articles.models import Author, Suggestion, SuggestionStep

State, Kind = Suggestion.State, SuggestionStep.Kind
WHY = "Proposed by the author"
PHOTO = "photo"


def about_whom(suggestion):
    """Return the author that a proposal is about today."""
    # Not stands_for(): no article is meant, but the entry, as frank as it is itself.
    return suggestion.author.merged_into or suggestion.author


def asked_in(suggestion):
    """Return the keys that are to be decided."""
    return [*suggestion.proposed, *([PHOTO] if suggestion.photo else [])]


def merged(suggestion, now):
    """Bring the proposal into `now`: what an author says, as Versioned.merged() does.

    What the author saw is what both began from. Return (proposed values that still
    differ, by key; the keys that were changed here since).
    """
    differing, clashing = {}, set()
    for key, value in suggestion.proposed.items():
        stands, was = value_of(now, key), suggestion.was[key]
        if stands == value:
            continue
        differing[key] = value
        if stands != was:
            clashing.add(key)
    return differing, clashing


def take_in(suggestion, *, by, alt="", credit=""):
    """Take the picture into the library; return its Image.

    Before the decision and apart from it: the darkroom takes its time, and a picture
    that is here already is not added again.
    """
    require(by, "change", Author)
    with suggestion.photo.open() as photo:
        return library.add(photo, by=by, alt=alt, credit=credit)


@transaction.atomic
def decide(suggestion, *, by, seen, taken, photo=None, why="", now=None):
    """Write what was taken, by key, into the author, and decline the rest.

    `taken` holds values as Author keeps them, reworded where somebody did so; `seen`
    is the version of the author that was looked at. Return (the suggestion, what
    things.save() returned, or None where nothing was taken).
    """
    require(by, "change", Author)
    suggestion, author = _locked(suggestion)
    _require_open(suggestion)
    require_seen(author, seen)
    why = reason(why, needed="")
    outcome = None
    if taken or photo:
        outcome = _write(author, taken, photo, by=by, seen=seen)
    now = now or timezone.now()
    keys = [*taken, *([PHOTO] if photo else [])]
    here = [key for key in suggestion.proposed if _stands(author, suggestion, key)]
    suggestion.taken = [key for key in asked_in(suggestion) if key in {*keys, *here}]
    suggestion.state = _state(suggestion)
    made = outcome and outcome.revision.number
    suggestion.version = made if made and made > seen else None
    suggestion.why = why
    suggestion.decided_at, suggestion.decided_by = now, by
    suggestion.decided_by_name = name_of(by)
    suggestion.save()
    note(suggestion, Kind.DECIDED, by=by, now=now, text=suggestion.get_state_display())
    return suggestion, outcome


@transaction.atomic
def take_back(suggestion, *, by, now=None):
    """Undo a decision, and the save that it made; return the suggestion, open again.

    Refused where somebody has changed the author since: their words stay.
    """
    require(by, "change", Author)
    suggestion, author = _locked(suggestion)
    if suggestion.is_open:
        raise ValidationError("Nothing is decided about it yet.")
    if suggestion.erased_at:
        raise ValidationError("It is erased: there is nothing left to decide about.")
    if suggestion.version:
        things.undo(author, by=by, seen=suggestion.version)
    now = now or timezone.now()
    suggestion.state, suggestion.taken, suggestion.version = State.OPEN, [], None
    suggestion.decided_at, suggestion.decided_by = None, None
    suggestion.decided_by_name, suggestion.why = "", ""
    suggestion.save()
    note(suggestion, Kind.REOPENED, by=by, now=now)
    return suggestion


def _locked(suggestion):
    """Return it and whom it is about, nobody else's until the commit."""
    rows = Suggestion.objects.select_related("author__merged_into")
    suggestion = rows.select_for_update(of=("self",)).get(pk=suggestion.pk)
    return suggestion, locked(about_whom(suggestion))


def _require_open(suggestion):
    if not suggestion.is_open:
        raise ValidationError(
            f"{suggestion.decided_by_name or 'Somebody'} has decided this already: "
            f"{suggestion.get_state_display().lower()}."
        )


def _write(author, taken, photo, *, by, seen):
    stands = standing(author)
    content = with_values(stands.snapshot, taken)
    if photo:
        content = content.changed(photo=photo.pk)
    return things.save(author, content, by=by, seen=stands.number, why=WHY)


def _stands(author, suggestion, key):
    return value_of(author.content(), key) == suggestion.proposed[key]


def _state(suggestion):
    asked = asked_in(suggestion)
    if not asked:
        return State.SETTLED
    if len(suggestion.taken) == len(asked):
        return State.ACCEPTED
    return State.PARTLY if suggestion.taken else State.DECLINED


def note(suggestion, kind, *, by, now, text=""):
    SuggestionStep.objects.create(
        suggestion=suggestion, kind=kind, text=text, at=now, by=by, by_name=name_of(by)
    )
