"""Brings a fix into the desk copy and into all that is scheduled, or asks."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from articles.editing.dossiers import telling
from articles.editing.log import keep, record
from articles.editing.rows import tidy, validate, write
from articles.models import Edition, Event, Revision, Stage
from articles.models.snapshot import merge
from articles.publishing import editions, releases


class InDesk(StrEnum):
    SAME = "same"
    MERGED = "merged"
    WAITS = "waits"


@dataclass(frozen=True)
class Spread:
    """Where a fix went: the desk copy, scheduled texts that took it, those that ask."""

    desk: InDesk = InDesk.SAME
    mended: list[Edition] = field(default_factory=list)
    asking: list[Edition] = field(default_factory=list)


def into_desk_copy(article, live, fixed, *, by):
    """Store the fix as a version and merge it; return the version and the Spread.

    `live` is the version that readers saw. Where the desk copy comes to be the fixed
    text, the fix is its newest version, and approved if it was. A text of its own takes
    it as another save; where both changed the same, it stays, and the fix waits.
    """
    standing = article.snapshot()
    base = _base(article, live)
    merged = brought_in(base.snapshot, standing, fixed)
    if merged.clashing:
        return _let_wait(article, base, live, fixed, by=by), Spread(InDesk.WAITS)
    article.fix_waiting = article.fix_from = None
    if merged.snapshot == fixed:
        return _become_head(article, live, standing, fixed, by=by), Spread(InDesk.SAME)
    revision = _keep(article, fixed, live, Revision.Intent.FIX_BESIDE, by=by)
    _merge_in(article, standing, merged.snapshot, revision, by=by)
    return revision, Spread(InDesk.MERGED)


def into_scheduled(article, live, fix, spread, by, now):
    """Put a merged text in the place of each that is scheduled; return the Spread.

    Where it clashes, the scheduled text is held back until somebody decides: at its
    hour it would undo the fix.
    """
    said = {"by": by, "now": now, "cause": f"the fix of version {fix.number}"}
    pending = article.editions.to_come(now)
    mended, asking = into_these(pending, article, live, fix, **said)
    return replace(spread, mended=mended, asking=asking)


def into_these(pending, article, live, fix, *, by, now, cause):
    """Bring what changed from `live` to `fix` into editions that are to come.

    Returns those that took it and those that ask. `cause` says what it was, for the
    log.
    """
    mended, asking, said = [], [], {"by": by, "now": now}
    for edition in pending.select_related("revision", "made_by"):
        edition.article = article
        if edition.live_from <= now:
            _give_up(edition, why=f"Its hour had passed before {cause}", **said)
            continue
        ours = edition.revision.snapshot
        merged = brought_in(live.snapshot, ours, fix.snapshot)
        if merged.clashing:
            why = f"It changed the same as {cause}"
            asking.append(_hold_back(edition, live, fix, why=why, **said))
        elif merged.snapshot != ours:
            text = text_as(article, merged.snapshot, fix, by=by)
            mended.append(take_place(edition, text, why=f"With {cause}", **said))
    return mended, asking


def brought_in(base, ours, fixed):
    """Merge a fix into another text. An address that was chosen for that one stays."""
    if ours.slug != base.slug:
        fixed = replace(fixed, slug=base.slug)
    return merge(base, ours, fixed)


def desk_state(article):
    """Return what a fix may change of the desk copy, as JSON can keep it."""
    return [
        *(article.version, article.stage, article.approved_revision_id),
        *(article.fix_waiting, article.fix_from),
    ]


def settle(article, text, *, by):
    """Ask no more about a fix that a new text of the desk copy has in it."""
    if article.fix_waiting is None:
        return
    both = {article.fix_from, article.fix_waiting}
    known = {each.number: each for each in article.revisions.filter(number__in=both)}
    base, fix = known[article.fix_from], known[article.fix_waiting]
    merged = brought_in(base.snapshot, text, fix.snapshot)
    if not merged.clashing and merged.snapshot == text:
        article.fix_waiting = article.fix_from = None
        article.save(update_fields=["fix_waiting", "fix_from"])
        record(article, Event.Kind.FIX_SETTLED, by=by, revision=fix, why="In your text")


def store_merged(article, text, standing, *, by, why):
    """Let a merged text be the desk copy: another than what was approved, if it was."""
    was = article.stage
    if was == Stage.APPROVED:
        article.stage = Stage.DRAFT
    revision = keep(
        *(article, text),
        by=by,
        intent=Revision.Intent.MERGE,
        began_from=article.version,
        why=why,
    )
    write(article, text, by=by, version=revision.number, standing=standing)
    record(article, Event.Kind.MERGED, by=by, revision=revision, was=was, why=why)


def text_as(article, snapshot, fix, *, by):
    """Return a version with this text: the fix, the newest one, or a new one."""
    if snapshot == fix.snapshot:
        return fix
    head = article.revisions.get(number=article.version)
    if snapshot == head.snapshot:
        return head
    return _keep(article, snapshot, fix, Revision.Intent.FIX_COMING, by=by)


def take_place(edition, revision, *, by, why, now):
    """Let a version begin in the place of a scheduled one; return the new edition.

    It stays the schedule of whoever made it; the log says who replaced it and why.
    """
    article = edition.article
    said = {"by": by, "why": why, "now": now}
    record(article, Event.Kind.CANCELLED, edition=edition, **said)
    new = editions.replace_pending(edition, revision, by=edition.made_by, now=now)
    record(article, Event.Kind.SCHEDULED, revision=revision, edition=new, **said)
    return new


def _base(article, live):
    """Return what the desk copy last had in common with what readers see."""
    if article.fix_waiting is None:
        return live
    return article.revisions.get(number=article.fix_from)


def _keep(article, snapshot, began, intent, *, by):
    return keep(article, snapshot, by=by, intent=intent, began_from=began.number)


def _let_wait(article, base, live, fixed, *, by):
    revision = _keep(article, fixed, live, Revision.Intent.FIX_BESIDE, by=by)
    article.fix_waiting, article.fix_from = revision.number, base.number
    article.save(update_fields=["fix_waiting", "fix_from"])
    return revision


def _become_head(article, live, standing, fixed, *, by):
    revision = _keep(article, fixed, live, Revision.Intent.FIX, by=by)
    if article.stage == Stage.APPROVED:
        if standing in (live.snapshot, fixed):
            article.approved_revision = revision
        else:
            article.stage = Stage.DRAFT
    write(article, fixed, by=by, version=revision.number, standing=standing)
    return revision


def _merge_in(article, standing, merged, fix, *, by):
    together = tidy(merged)
    validate(together, article.pk)
    if together == standing:
        article.save(update_fields=["fix_waiting", "fix_from"])
        return
    why = f"With the fix of version {fix.number}"
    store_merged(article, together, standing, by=by, why=why)


def _give_up(edition, *, by, now, why):
    """Cancel what missed its hour on hold: it is older than what readers see now."""
    editions.cancel(edition, now=now)
    kind = Event.Kind.CANCELLED
    record(edition.article, kind, by=by, edition=edition, why=why, now=now)


def _hold_back(edition, live, fix, *, by, now, why):
    edition = editions.cancel(edition, now=now)
    edition.fix_waiting, edition.fix_from = fix.number, live.number
    edition.save(update_fields=["fix_waiting", "fix_from"])
    kind = Event.Kind.CANCELLED
    record(edition.article, kind, by=by, edition=edition, why=why, now=now)
    telling.let_wait(edition.article, releases.miss(edition, now), by=by, now=now)
    return edition
