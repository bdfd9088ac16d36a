"""What is done about an author is written down, and nobody acts on what has changed."""

from django.core.exceptions import ValidationError

from articles.editing.authors.names import numbers_of, theirs
from articles.editing.log import name_of
from articles.editing.things.merged import require_unmerged
from articles.editing.things.permission import require
from articles.editing.things.versions import GONE
from articles.models import Author, AuthorStep


def last_step(author):
    """Return the number of what was done last, as pages about the author carry it."""
    steps = theirs(AuthorStep.objects, author)
    return steps.order_by("-pk").values_list("pk", flat=True).first() or 0


def locked(author, *, by, seen, verb="change"):
    """Return the author, nobody else's until the commit, if it is as it was seen.

    `seen` is what last_step() returned. Who is about to credit the author waits.
    """
    require(by, verb, Author)
    author = Author.objects.select_for_update().filter(pk=author.pk).first()
    if author is None:
        raise ValidationError(GONE)
    require_unmerged(author)
    if seen != last_step(author):
        last = theirs(AuthorStep.objects, author).latest("pk")
        raise ValidationError(
            f"{last.by_name} has done something about {author} "
            f"(“{last.get_kind_display()}”) since you opened it. Look at it, then "
            "decide again."
        )
    return author


def write_down(author, kind, *, by, now, why="", text="", request=None):
    return AuthorStep.objects.create(
        author=author,
        request=request,
        kind=kind,
        text=text,
        why=why,
        at=now,
        by=by,
        by_name=name_of(by),
    )


def require_own(request, author):
    """Refuse a request that somebody else has made, or that is decided."""
    if request is None:
        return
    if request.author_id not in numbers_of(author) or not request.is_open:
        words = "That request is not open, or not about this author. Choose another."
        raise ValidationError({"request": words})
