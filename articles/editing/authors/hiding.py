"""Taking an author's own page away from readers, and giving it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.authors.steps import locked, require_own, write_down
from articles.editing.reasons import reason
from articles.models import AuthorStep


@transaction.atomic
def hide(author, *, by, seen, why, request=None, now=None):
    """Let the author's address answer that there is nothing; return the author.

    The name stays under articles, without a link. `seen` is the last step known of.
    """
    author, now = locked(author, by=by, seen=seen), now or timezone.now()
    if author.page_hidden_at:
        raise ValidationError("The page is hidden already.")
    return _turn(author, AuthorStep.Kind.HIDDEN, now, by, why, request, now=now)


@transaction.atomic
def show(author, *, by, seen, why, request=None, now=None):
    """Give readers the author's page back; return the author."""
    author, now = locked(author, by=by, seen=seen), now or timezone.now()
    if not author.page_hidden_at:
        raise ValidationError("The page is not hidden.")
    return _turn(author, AuthorStep.Kind.SHOWN, None, by, why, request, now=now)


def _turn(author, kind, hidden_at, by, why, request, *, now):
    require_own(request, author)
    said = {"why": reason(why), "request": request}
    author.page_hidden_at = hidden_at
    author.save(update_fields=["page_hidden_at"])
    write_down(author, kind, by=by, now=now, **said)
    return author
