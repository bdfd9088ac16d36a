"""Does one thing to several articles: to each whole or not at all, and reports.

Each article is a transaction of its own, its line of the report in it: what the report
says was done has been done, whatever befell the others.
"""

import logging
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.deeds import DEEDS
from articles.editing.log import name_of
from articles.editing.undo import UNDO_WITHIN
from articles.models import Article, Batch, Edition
from articles.models.batch import MOST, Line, Result

GONE = "It is not there any more."
TOO_MANY = f"That is too many at once: choose at most {MOST}."
BROKEN = (
    "Something is wrong here, and nothing was changed. Try it with this article alone; "
    "if that fails too, tell whoever looks after the newsroom."
)

logger = logging.getLogger(__name__)


def carry_out(what, chosen, *, by, options=None, key=None):
    """Do a thing to each of the chosen, {article id: version seen}; return the Batch.

    Nobody is refused here as a whole: each line says what came of its article. The same
    `key` again is the same page posted twice: it does nothing and returns that batch.
    """
    if len(chosen) > MOST:
        raise ValidationError(TOO_MANY)
    known = Article.objects.only("headline", "language").in_bulk(chosen)
    lines = [_line(pk, seen, known.get(pk)) for pk, seen in chosen.items()]
    batch, is_new = _begun(what, lines, by=by, options=options or {}, key=key)
    if is_new:
        deed = DEEDS[what]
        _each(batch, lambda article, line: deed.do(article, by, batch.options))
    return batch


def undo(batch, ids, *, by, key=None):
    """Take back what a batch did to the articles of these ids; return a second Batch.

    Only of what is as the batch left it: each line says whether it was.
    """
    done = {line.article: line for line in _standing(batch) if line.article in ids}
    lines = [
        Line(line.article, line.headline, line.language, seen=line.version)
        for line in done.values()
    ]
    again, is_new = _begun(
        batch.what, lines, by=by, options=batch.options, key=key, undoes=batch
    )
    take_back = DEEDS[batch.what].undo
    if is_new:
        _each(
            again,
            lambda article, line: take_back(
                *(article, by, batch.options, done[line.article].before)
            ),
        )
    return again


def can_be_undone(batch, now=None):
    """Return the lines that an undo is offered for: one query, or two.

    Each publication has its own minute, however long the others took.
    """
    lines = _standing(batch)
    if batch.what != Batch.What.PUBLISH:
        return lines
    since = (now or timezone.now()) - UNDO_WITHIN
    ids = [line.before["edition"] for line in lines]
    fresh = Edition.objects.filter(pk__in=ids, live_from__gt=since)
    known = {*fresh.values_list("pk", flat=True)}
    return [line for line in lines if line.before["edition"] in known]


def stale(article, seen):
    """Return who has saved since a list showed this version of it; "" if nobody has."""
    if article.version == seen:
        return ""
    who = name_of(article.updated_by) if article.updated_by else "Somebody"
    return f"{who} has saved since you saw the list."


def _standing(batch):
    """Return the lines whose deed can be taken back, and has not been yet."""
    if batch.undoes_id or DEEDS[batch.what].undo is None:
        return []
    undone = {
        line.article
        for later in batch.undone_by.all()
        for line in later.report
        if line.is_done
    }
    return [
        line for line in batch.report if line.is_done and line.article not in undone
    ]


def _line(pk, seen, article):
    if article is None:
        words = {"result": Result.REFUSED.value, "words": GONE}
        return Line(pk, f"Article {pk}", "", seen, **words)
    return Line(pk, article.headline, article.language, seen)


def _begun(what, lines, *, by, options, key, undoes=None):
    batch = Batch(what=what, options=options, undoes=undoes)
    batch.report = lines
    values = {name: getattr(batch, name) for name in ("what", "options", "lines")}
    values |= {"undoes": undoes, "at": timezone.now(), "by": by, "by_name": name_of(by)}
    known = Batch.objects.get_or_create(key=key or uuid.uuid4(), defaults=values)
    if known[0].by_id != by.pk:
        raise PermissionDenied("This was somebody else’s page. Begin from the list.")
    return known


def _each(batch, do):
    lines = batch.report
    for line in lines:
        if line.result == Result.WAITING:
            _one(batch, lines, line, do)


def _one(batch, lines, line, do):
    try:
        with transaction.atomic():
            article = _as_seen(line)
            line.before = do(article, line) or {}
            article.refresh_from_db(fields=["version"])
            line.result, line.version = Result.DONE.value, article.version
            _write(batch, lines)
    except (PermissionDenied, ValidationError) as error:
        _refuse(batch, lines, line, _words(error))
    except Exception:
        # A fault of ours, or of one article's data, is no reason to leave the others.
        logger.exception("Batch %s broke at article %s", batch.pk, line.article)
        _refuse(batch, lines, line, BROKEN)


def _refuse(batch, lines, line, words):
    line.result, line.words = Result.REFUSED.value, words
    line.before, line.version = {}, None
    _write(batch, lines)


def _as_seen(line):
    """Return the article, locked, unless somebody has saved it meanwhile."""
    article = Article.objects.select_for_update().filter(pk=line.article).first()
    if article is None:
        raise ValidationError(GONE)
    if words := stale(article, line.seen):
        raise ValidationError(words)
    return article


def _write(batch, lines):
    batch.report = lines
    batch.save(update_fields=["lines"])


def _words(error):
    return " ".join(getattr(error, "messages", [str(error)]))
