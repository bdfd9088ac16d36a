"""What keeps a text from going out: named once, for whoever says or asks it."""

from django.db import models
from django.db.models import Q


class Stop(models.TextChoices):
    """Why a text may not go out, in the order in which one is told."""

    HELD = "held", "On hold"
    FLAGGED = "flagged", "Legal flag"
    FORBIDDEN = "forbidden", "No permission"
    FIX = "fix", "Held back by a fix"
    EMBARGOED = "embargoed", "Embargo"
    TOGETHER = "together", "Waits"


# Whether an article is stopped, whatever its hour: Article.is_stopped is the same rule.
STOPPED = {
    Stop.HELD: Q(held_at__isnull=False),
    Stop.FLAGGED: Q(has_open_legal_flag=True),
    Stop.FORBIDDEN: Q(has_lost_permission=True),
}
NOTHING_STOPS = Q(held_at=None, has_open_legal_flag=False, has_lost_permission=False)


def stops(article, edition=None):
    """Return what stops an article, and an edition of it that is to come.

    Of a release it says nothing but whether the edition waits for its others. Nothing
    is asked of the database where the edition comes with its source, but for a text
    whose source withdrew its permission.
    """
    found = {
        Stop.HELD: article.held_at is not None,
        Stop.FLAGGED: article.has_open_legal_flag,
        Stop.FORBIDDEN: article.has_lost_permission,
    }
    if edition is not None:
        found[Stop.FORBIDDEN] |= edition.has_lost_permission
        found[Stop.FIX] = edition.fix_waiting is not None
        found[Stop.EMBARGOED] = _is_embargoed(article, edition)
    stopped_by = [stop for stop, is_so in found.items() if is_so]
    if not stopped_by and edition is not None and waits_together(edition):
        return [Stop.TOGETHER]
    return stopped_by


def waits_together(edition):
    """Say whether what is to come of an article waits as its release does."""
    is_part = edition.release_id is not None and edition.left_out_at is None
    return is_part and edition.held_at is not None


def words_of(stop, article):
    """Return a stop in a sentence; the reason of a flag is for who sees the sources."""
    if stop == Stop.HELD:
        return f"On hold: “{article.hold_reason}”"
    return _WORDS[stop]


_WORDS = {
    Stop.FLAGGED: "A legal flag is open.",
    Stop.FORBIDDEN: "The permission for it was withdrawn.",
    Stop.FIX: "A fix of what readers see changed the same: somebody must decide.",
    Stop.EMBARGOED: "It is under embargo then.",
    Stop.TOGETHER: "It waits with others of its report.",
}


def _is_embargoed(article, edition):
    until = article.embargoed_until
    return until is not None and edition.live_from < until
