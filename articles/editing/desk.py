"""Filing and saving desk copy. Every door writes articles through here."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.editing.fixes import spreading
from articles.editing.locking import locked_with_others
from articles.editing.log import keep, record
from articles.editing.outcomes import Conflict, Merged, Saved
from articles.editing.permission import require
from articles.editing.rows import tidy, validate, write
from articles.models import Article, Event, Revision, Stage
from articles.models.actions import Action
from articles.models.revision import NEVER_STOOD
from articles.models.snapshot import merge

BINNED = "It lay in the bin"
_KINDS = {
    Revision.Intent.RESTORE: Event.Kind.RESTORED,
    Revision.Intent.IMPORT: Event.Kind.IMPORTED,
    Revision.Intent.MERGE: Event.Kind.MERGED,
}


@transaction.atomic
def create(snapshot, *, by, intent=Revision.Intent.SAVE, why=""):
    """File a new article and return Saved.

    Raises PermissionDenied, and ValidationError with a message for each field.
    """
    require(by, Action.CREATE)
    snapshot = tidy(snapshot)
    article = Article(created_by=by)
    validate(snapshot)
    write(article, snapshot, by=by, version=1)
    revision = keep(article, snapshot, by=by, intent=intent, why=why)
    kind = _KINDS.get(intent, Event.Kind.CREATED)
    record(article, kind, by=by, revision=revision, was=article.stage, why=why)
    return Saved(article, revision)


@transaction.atomic
def save(article, snapshot, *, by, seen, intent=Revision.Intent.SAVE, why=""):
    """Save the desk copy and return Saved, Merged or Conflict.

    `seen` is the number of the version that the person began from. What others changed
    since in other fields is merged; where both changed the same, or the article was put
    into the bin meanwhile, the refused text is kept as a version and nothing else is
    written. Saving what stands makes no version.

    Raises PermissionDenied, and ValidationError with a message for each field.
    """
    require(by, _to_write(article), article)
    article = locked_with_others(article)
    require(by, _to_write(article), article)  # its stage may have moved meanwhile
    mine = tidy(snapshot)
    validate(mine, article.pk)
    standing = article.snapshot()
    if seen < (article.byline_since or 0):
        # Their page shows a byline that was moved: it is not to come back by it.
        mine = replace(mine, credits=standing.credits)
    if article.binned_at and (differing := mine.differing(standing)):
        return _keep_aside(article, mine, differing, by=by, seen=seen, why=BINNED)
    said = {"by": by, "seen": seen, "why": why}
    if seen == article.version:
        return _store(article, mine, standing, intent=intent, **said)

    merged = merge(_stood(article, seen).snapshot, mine, standing)
    if merged.clashing:
        return _keep_aside(article, mine, merged.clashing, by=by, seen=seen)
    if not merged.taken:
        return _store(article, mine, standing, intent=intent, **said)
    together = tidy(merged.snapshot)
    validate(together, article.pk)
    saved = _store(article, together, standing, intent=Revision.Intent.MERGE, **said)
    return Merged(saved.article, saved.revision, merged.taken)


def _store(article, snapshot, standing, *, by, seen, intent, why):
    if snapshot == standing:
        return Saved(article, _stood(article, article.version))
    was = article.stage
    if article.stage == Stage.APPROVED:
        article.stage = Stage.DRAFT  # what was approved is another text now
    revision = keep(
        article,
        snapshot,
        by=by,
        intent=intent,
        began_from=seen,
        why=why,
    )
    write(article, snapshot, by=by, version=revision.number, standing=standing)
    kind = _KINDS.get(intent, Event.Kind.SAVED)
    record(article, kind, by=by, revision=revision, was=was, why=why)
    spreading.settle(article, snapshot, by=by)
    return Saved(article, revision)


def _to_write(article):
    # Words for what lies in the bin are kept there aside, of those who may put it back.
    return Action.BRING_BACK if article.binned_at else Action.EDIT


def _keep_aside(article, snapshot, clashing, *, by, seen, why=""):
    intent = Revision.Intent.CONFLICT
    revision = keep(article, snapshot, by=by, intent=intent, began_from=seen, why=why)
    record(article, Event.Kind.CONFLICTED, by=by, revision=revision, why=why)
    return Conflict(article, revision, clashing)


def _stood(article, number):
    """Return a version that stood once; what was refused is nothing to begin from."""
    standing = article.revisions.exclude(intent__in=NEVER_STOOD)
    try:
        return standing.get(number=number)
    except Revision.DoesNotExist:
        raise ValidationError(
            "This screen is not about a version of this article. Copy your text, "
            "open the article again and paste it there."
        ) from None
