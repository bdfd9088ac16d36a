"""What may be merged into what, and who waits for whom while it is done."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing.authors.pen_names.guarding import merge_refusal
from articles.editing.things.versions import GONE, require_seen
from articles.models import Author, Edition, Report
from articles.publishing.tree import hold_alone


def why_not(thing, into):
    """Return in words what keeps one from being merged into the other, or ""."""
    if thing.pk == into.pk:
        return "These are one already. Choose another one."
    for one in (thing, into):
        if one.merged_into_id:
            other = one.merged_into
            return f"“{one}” was merged into “{other}” already. Take that one."
    if isinstance(thing, Author):
        return _of_authors(thing, into)
    if isinstance(thing, Report) and _has_release(thing):
        return (
            f"“{thing}” has a release to come. Let it go out, or give it up, and merge "
            "then."
        )
    return ""


def reticence_refusal(author):
    """Return why who asked to be kept from readers is neither merged nor parted, or "".

    Each of two may have asked for something else, and old addresses and frozen texts
    would tell of one what holds for the other.
    """
    if author.withheld_at or author.withheld_on or author.page_hidden_at:
        return (
            f"Readers are not told of “{author}” what they are told of others. Show "
            "name and page again first, and withhold them anew afterwards."
        )
    return ""


def locked_together(*things):
    """Return things of one kind, fresh, nobody else's until the commit.

    Nobody publishes meanwhile: what goes out then stands in the right lists.
    """
    hold_alone()
    rows = type(things[0])._default_manager.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in things])}
    if len(found) < len({one.pk for one in things}):
        raise ValidationError(GONE)
    return [found[one.pk] for one in things]


def require_seen_of(thing, seen):
    """Refuse, by name, what was not looked at: there are two that may have changed."""
    try:
        require_seen(thing, seen)
    except ValidationError as error:
        raise ValidationError(f"“{thing}”: {error.message}") from None


def _of_authors(*authors):
    if words := _gives_away(*authors):
        return words
    for one in authors:
        if one.proposed_at:
            return f"Somebody has proposed “{one}”: decide about that first."
    return next(filter(None, map(reticence_refusal, authors)), "")


def _gives_away(*authors):
    """Return why a pen name is not merged, or ""."""
    kinds = {author.kind for author in authors}
    if Author.Kind.PEN_NAME not in kinds:
        return ""
    if len(kinds) > 1:
        return (
            "A pen name is merged with nobody who writes under another name: every "
            "byline would say who it is."
        )
    return merge_refusal(*authors)


def _has_release(report):
    coming = Edition.objects.to_come(timezone.now()).filter(left_out_at=None)
    return coming.filter(release__report=report).exists()
