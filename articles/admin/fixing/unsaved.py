"""What was typed into a fix and is not out yet: kept as an article's text is.

It belongs to the edition whose words are mended. Where readers see another by now, it
still begins from that one: the verb merges.
"""

from articles.admin.unsaved.restoring import Unsaved, as_input
from articles.editing import presence
from articles.editing.unsaved import forget_unsaved, newest_unsaved
from articles.models import Edition
from articles.models.actions import Action, may


class FixKeeper:
    """Stands for the screen of a model that has none in the admin."""

    keeps_unsaved = True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, edition):
        return may(request.user, Action.FIX, edition.article)


FIXES = FixKeeper()


def taken_up(request, article):
    """Return what its person has typed into a fix of the article, and its input."""
    if request.method != "GET":
        return None, None
    editions = article.editions.values("pk")
    copy = newest_unsaved(request.user, Edition, editions)
    return copy, as_input(copy) if copy else None


def described(request, edition, copy):
    """Describe to the page what its form began from."""
    shown = {"typed": request.POST.get("_typed", "")}
    if copy:
        shown = {"typed": copy.typed, "kept_at": copy.kept_at}
    return Unsaved(
        thing=Edition._meta.label_lower,
        thing_id=copy.thing_id if copy else edition.pk,
        account=request.user.pk,
        version=edition.pk,
        **shown,
    )


def leave(request, edition):
    """Take away the window that a fix was sent from: a new page takes its place."""
    if window := request.POST.get("_window", ""):
        presence.leave(request.user, Edition, edition.pk, window=window)


def forget(request, edition):
    """Drop it once it is out, or kept as a version."""
    typed = request.POST.get("_typed")
    forget_unsaved(Edition, edition.pk, by=request.user, typed=typed)
