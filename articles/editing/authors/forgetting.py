"""What outsiders sent is kept no longer than it is needed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.editing.authors.suggestions import note
from articles.editing.log import name_of
from articles.editing.things.permission import require
from articles.models import Author, Suggestion, SuggestionStep

PICTURES_KEPT = timedelta(days=30)


@transaction.atomic
def erase(author, *, by, now=None):
    """Forget what was proposed about an author, pictures included; return how many.

    That something came, when, and what was decided stays. Files go after the commit.
    """
    require(by, "change", Author)
    now = now or timezone.now()
    known = Suggestion.objects.select_for_update().filter(author=author, erased_at=None)
    for suggestion in known:
        _forget_picture(suggestion)
        suggestion.proposed, suggestion.was = {}, {}
        suggestion.note = suggestion.photo_credit = suggestion.photo_checksum = ""
        suggestion.why = ""
        suggestion.erased_at = now
        if suggestion.is_open:
            suggestion.state = Suggestion.State.SETTLED
            suggestion.decided_at, suggestion.decided_by = now, by
            suggestion.decided_by_name = name_of(by)
        suggestion.save()
        note(suggestion, SuggestionStep.Kind.ERASED, by=by, now=now)
    return len(known)


@transaction.atomic
def forget_pictures(now=None):
    """Delete the sent pictures of what was decided a month ago; return how many.

    What was taken over lies in the library; until then a decision can be taken back.
    """
    long_ago = (now or timezone.now()) - PICTURES_KEPT
    decided = Suggestion.objects.filter(decided_at__lt=long_ago).exclude(photo="")
    old = list(decided.select_for_update())
    for suggestion in old:
        _forget_picture(suggestion)
        suggestion.save(update_fields=["photo"])
    return len(old)


def _forget_picture(suggestion):
    if suggestion.photo:
        storage, name = suggestion.photo.storage, suggestion.photo.name
        suggestion.photo = ""
        transaction.on_commit(lambda: storage.delete(name))
