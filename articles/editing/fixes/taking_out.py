"""Takes an undone fix out of every text that it went into, or asks."""

from dataclasses import replace
from itertools import zip_longest

from articles.editing.fixes import spreading
from articles.editing.log import keep, record
from articles.editing.rows import tidy, validate, write
from articles.models import Event, Revision
from articles.publishing import undoing

_UNDONE = "The fix of version {} was undone"
_FIXED = (Event.Kind.FIXED, Event.Kind.PICTURE_FIXED)
_SCHEDULES = (Event.Kind.CANCELLED, Event.Kind.SCHEDULED)


def take_out(article, edition, again, *, by, now):
    """Let nothing stand of a fix that was undone. Call with the article locked.

    The desk copy and the schedules are what they were, as far as nobody has changed
    them since; else the fix is merged out of them, or somebody is asked. `again` is
    what readers see now, if anything.
    """
    fix = edition.revision
    before = article.revisions.get(number=fix.began_from)
    back = _out_of_desk_copy(article, fix, before, edition.desk_was, by=by)
    if back.snapshot != before.snapshot:
        back = before
    elif again:
        again.revision = back
        again.save(update_fields=["revision"])
    restored = put_schedules_back(article, edition, by=by, now=now)
    pending = article.editions.to_come(now).exclude(pk__in=restored)
    cause = f"the undoing of version {fix.number}"
    said = {"by": by, "now": now, "cause": cause}
    spreading.into_these(pending, article, fix, back, **said)


def put_schedules_back(article, edition, *, by, now):
    """Let begin what was scheduled before a fix; return the ids of those editions.

    What somebody has cancelled or decided about since stays as they wanted it.
    """
    why = _UNDONE.format(edition.revision.number)
    said, restored = {"by": by, "why": why, "now": now}, []
    for old, new in _replaced(article, edition):
        if new is None and not _still_waits(article, old, edition):
            continue
        if new is not None and not article.editions.to_come(now).filter(pk=new.pk):
            continue
        old.fix_waiting = old.fix_from = None
        old.save(update_fields=["fix_waiting", "fix_from"])
        undoing.put_back(old, instead_of=new, now=now)
        if new is not None:
            record(article, Event.Kind.CANCELLED, edition=new, **said)
        text = {"revision": old.revision, "edition": old}
        record(article, Event.Kind.SCHEDULED, **text, **said)
        restored.append(old.pk)
    return restored


def _replaced(article, edition):
    """Yield what a fix cancelled, each with what it put in its place, or None."""
    log = article.events.filter(kind__in=_SCHEDULES, at=edition.made_at)
    fixed = article.events.filter(edition=edition, kind__in=_FIXED).first()
    log = log.filter(pk__gt=fixed.pk) if fixed else log.none()
    log = list(log.select_related("edition__revision").order_by("pk"))
    for event, following in zip_longest(log, log[1:]):
        if event.kind == Event.Kind.CANCELLED:
            is_pair = following and following.kind == Event.Kind.SCHEDULED
            yield event.edition, following.edition if is_pair else None


def _still_waits(article, old, edition):
    """Say whether nobody has decided since about what a fix held back or gave up."""
    is_given_up = old.live_from <= edition.made_at
    if not is_given_up and old.fix_waiting != edition.revision.number:
        return False
    return not article.editions.standing().filter(live_from=old.live_from).exists()


def _out_of_desk_copy(article, fix, before, desk_was, *, by):
    """Return the newest version of the desk copy, once the fix is out of it."""
    was, left = desk_was
    state, standing = spreading.desk_state(article), article.snapshot()
    has_it_beside = article.fix_waiting == fix.number
    if state[3:] == left[3:]:
        article.fix_waiting, article.fix_from = was[3:]
        article.save(update_fields=["fix_waiting", "fix_from"])
    began = article.revisions.get(number=was[0])
    if state[:3] == left[:3]:
        return _restore(article, began, was, standing, fix, by=by)
    if not has_it_beside:
        _merge_out(article, began, before, standing, fix, by=by)
    return article.revisions.get(number=article.version)


def _restore(article, began, was, standing, fix, *, by):
    """Make the desk copy what it was, at the stage it was at."""
    if article.version == began.number:
        return began
    stage, (_, article.stage, article.approved_revision_id, _, _) = article.stage, was
    why = _UNDONE.format(fix.number)
    revision = keep(
        *(article, began.snapshot),
        by=by,
        intent=Revision.Intent.RESTORE,
        began_from=article.version,
        why=why,
    )
    if was[2] == began.pk:
        article.approved_revision = revision
    said = {"by": by, "version": revision.number, "standing": standing}
    write(article, began.snapshot, **said)
    said = {"by": by, "revision": revision, "was": stage, "why": why}
    record(article, Event.Kind.RESTORED, **said)
    return revision


def _merge_out(article, began, before, standing, fix, *, by):
    """Take the fix out of a text that somebody has gone on with, or let them decide."""
    merged = spreading.brought_in(
        _with(fix, before, began.snapshot), standing, began.snapshot
    )
    if merged.clashing:
        _ask(article, before, fix, by=by)
        return
    together = tidy(merged.snapshot)
    if together == standing:
        return
    validate(together, article.pk)
    why = _UNDONE.format(fix.number)
    spreading.store_merged(article, together, standing, by=by, why=why)


def _ask(article, before, fix, *, by):
    """Let the desk copy wait until somebody says what shall stand instead of the fix.

    Where an earlier fix waits as well, they are asked about both at once.
    """
    said = {"by": by, "began_from": fix.number, "why": _UNDONE.format(fix.number)}
    base, beside = fix, Revision.Intent.FIX_BESIDE
    if article.fix_from is not None:
        earlier = article.revisions.get(number=article.fix_from)
        text = _with(fix, before, earlier.snapshot)
        base = keep(article, text, intent=Revision.Intent.FIX_COMING, **said)
    revision = keep(article, before.snapshot, intent=beside, **said)
    article.fix_waiting, article.fix_from = revision.number, base.number
    article.save(update_fields=["fix_waiting", "fix_from"])


def _with(fix, before, text):
    """Return a text with the words of a fix in it."""
    names = before.snapshot.differing(fix.snapshot)
    return replace(text, **{name: getattr(fix.snapshot, name) for name in names})
