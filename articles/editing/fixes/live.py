"""A fix starts from what readers see, not the desk copy, and publishes only that."""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing import checks, obstacles
from articles.editing.corrections import worded
from articles.editing.fixes import spreading
from articles.editing.locking import locked_with_others
from articles.editing.log import keep, name_of, record
from articles.editing.permission import require
from articles.editing.rows import tidy, validate
from articles.models import Article, Correction, Edition, Event, Publication, Revision
from articles.models.actions import Action
from articles.models.slugs import slug_of
from articles.models.snapshot import Snapshot, merge
from articles.publishing import corrections, editions

# What can be fixed. All else of a live text is changed by publishing it again.
FIXABLE = ("headline", "standfirst", "body", "search_title", "search_description")
# Of all kinds of notice, those that go with a change of some words.
OFFERED = (Correction.Kind.CORRECTION, Correction.Kind.CLARIFICATION)
NOTHING_LIVE = "Readers see nothing of this article now, so there is nothing to fix."


@dataclass(frozen=True)
class Fixed:
    """Readers see the fix. `taken` are fields that a colleague had fixed meanwhile."""

    article: Article
    edition: Edition
    taken: list[str] = field(default_factory=list)
    spread: spreading.Spread = field(default_factory=spreading.Spread)


@dataclass(frozen=True)
class NotFixed:
    """Readers see what they saw: somebody has fixed the same words meanwhile.

    `refused` is a version that holds the refused text, whole; `together` is that text
    with what was fixed elsewhere in it, to go on from.
    """

    article: Article
    live: Edition
    refused: Revision
    clashing: list[str]
    together: Snapshot


def live_edition(article, now=None):
    """Return what readers see now, with its version; refuse where that is nothing."""
    visible = article.editions.visible(now).select_related("revision")
    live = visible.first()
    if live is None:
        raise ValidationError(NOTHING_LIVE)
    return live


@transaction.atomic
def fix_live(
    article, fixed, *, by, seen, correction=None, moves_address=False, now=None
):
    """Let readers see the fixed words from now on; return Fixed or NotFixed.

    `seen` is the id of the edition whose text was fixed. What a colleague fixed since
    in other fields is merged. `correction` is a pair, kind and text, where a fact was
    wrong; without one it was a typo, which is no update. The address stays, unless it
    is to follow the headline. With four eyes on, somebody else is asked to look.

    Raises PermissionDenied, and ValidationError by field: for what cannot be stored,
    and for what a required check finds that it did not find before the fix.
    """
    require(by, Action.FIX, article)
    article = locked_with_others(article)
    rules = Publication.objects.current().rules
    now = now or timezone.now()
    live, began = live_edition(article, now), _seen(article, seen)
    standing, mine = live.revision.snapshot, _mended(began.revision.snapshot, fixed)
    merged = merge(began.revision.snapshot, mine, standing)
    if merged.clashing:
        return _keep_aside(article, live, began, mine, merged, by=by)
    mine = _addressed(merged.snapshot, live, moves_address)
    _require_sound(article, mine, standing, rules)
    notice = _notice(correction)

    was = spreading.desk_state(article)
    revision, spread = spreading.into_desk_copy(article, live.revision, mine, by=by)
    edition = editions.fix(
        *(article, revision),
        by=by,
        now=now,
        is_substantive=bool(notice),
        look_wanted_at=now if rules.has_four_eyes else None,
        desk_was=[was, spreading.desk_state(article)],
    )
    record(
        *(article, Event.Kind.FIXED),
        by=by,
        revision=revision,
        edition=edition,
        # A merge into the desk copy has a line of its own, which says the stage.
        was=was[1] if spread.desk == spreading.InDesk.SAME else "",
        why=notice[1][:400] if notice else "",
        now=now,
    )
    if notice:
        said = {"by": by, "by_name": name_of(by), "now": now}
        corrections.correct(edition, *notice, **said)
    spread = spreading.into_scheduled(article, live.revision, revision, spread, by, now)
    taken = [name for name in merged.taken if name in FIXABLE]
    return Fixed(article, edition, taken, spread)


def _seen(article, pk):
    try:
        return article.editions.select_related("revision").get(pk=pk)
    except Edition.DoesNotExist:
        raise ValidationError(
            "This screen is not about a text that readers saw. Copy your words, open "
            "the article again and paste them there."
        ) from None


def _mended(began, fixed):
    return tidy(replace(began, **{name: getattr(fixed, name) for name in FIXABLE}))


def _addressed(mine, live, moves_address):
    """Keep the address that readers know, or let it follow the headline if asked."""
    if moves_address:
        return replace(mine, slug="")
    if mine.slug or slug_of(mine.headline, "article") == live.slug:
        return mine
    return replace(mine, slug=live.slug)


def _notice(correction):
    if correction is None:
        return None
    kind, text = correction
    if kind not in OFFERED:
        raise ValidationError({"kind": "Choose one of the list."})
    return kind, worded(text, "correction")


def _require_sound(article, mine, standing, rules):
    """Refuse what adds nothing, cannot be stored, or fails where readers' text did not.

    Old failings are no reason to leave a wrong name standing; nor is an embargo.
    """
    if mine == standing:
        raise ValidationError("Readers see these very words already. Mend them first.")
    validate(mine, article.pk)
    found = checks.required(checks.problems(mine, rules, article))
    if found:
        known = checks.problems(standing, rules, article)
        obstacles.refuse(problem for problem in found if problem not in known)


def _keep_aside(article, live, began, mine, merged, *, by):
    intent, number = Revision.Intent.CONFLICT, began.revision.number
    refused = keep(article, mine, by=by, intent=intent, began_from=number)
    record(article, Event.Kind.CONFLICTED, by=by, revision=refused)
    return NotFixed(article, live, refused, merged.clashing, merged.snapshot)
