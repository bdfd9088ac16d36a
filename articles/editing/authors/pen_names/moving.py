"""Moves bylines from an author to a pen name, wherever one is stored.

Nothing tells afterwards that the other author ever stood there: no redirect, no entry
in a log, no version. So a colleague's page that was opened before must not bring the
old byline back: whoever saves an older version's text changes no byline.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.debug import sensitive_variables

from articles.editing.authors.crediting import articles_naming
from articles.editing.authors.names import numbers_of, printed
from articles.editing.authors.pen_names import access, renumbering, typed
from articles.editing.authors.pen_names.bylines import renamed
from articles.models import (
    Article,
    Author,
    AuthorPlacement,
    AuthorStep,
    Credit,
    Edition,
    PenNameStep,
    Revision,
)
from articles.publishing.placements import place_authors

AT_ONCE = 50  # articles, with all their versions
ROWS_AT_ONCE = 200
ITSELF = "These bylines say this pen name already. Choose another author."
MERGED = "This author was merged into another one. Choose that one."
NOTHING = "None of these articles names this author any more. Look at the list again."


@dataclass(frozen=True)
class _Move:
    """From which ids, and the names they were printed under, to which author."""

    ids: frozenset[int]
    names: tuple[str, ...]
    to: Author

    @property
    def wording(self):
        """What finds the names in small print, as HTML says them."""
        names = map(re.escape, map(escape, self.names))
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


@sensitive_variables()
@transaction.atomic
def move_bylines(record, author, articles, *, by, seen, now=None):
    """Let chosen articles say the pen name; return the numbers of those moved.

    A keeper may, whose role changes authors, and whatever state an article is in: who
    must not be named must not be named in the bin. Done twice, it changes nothing.
    """
    record = access.standing(record, by=by, seen=seen)
    move = _move(author, record.author)
    known = set(articles_naming(move.ids))
    chosen = [pk for pk in sorted(set(articles)) if pk in known]
    if not chosen:
        raise ValidationError(NOTHING)
    for start in range(0, len(chosen), AT_ONCE):
        _move_some(chosen[start : start + AT_ONCE], move)
    now = now or timezone.now()
    record.moves.append(
        {
            "at": now.isoformat(),
            "author": author.pk,
            "names": list(move.names),
            "articles": chosen,
        }
    )
    record.touched_at = now
    record.save(update_fields=["moves", "touched_at"])
    access.log(record, PenNameStep.Kind.MOVED, by=by, now=now, about=_counted(chosen))
    return chosen


def _move(author, to):
    if author.merged_into_id:
        raise ValidationError({"author": MERGED})
    if author.pk == to.pk or to.merged_into_id:
        raise ValidationError({"author": ITSELF})
    ids = numbers_of(author)
    return _Move(frozenset(ids), tuple(printed(ids)), to)


@sensitive_variables()
def _move_some(ids, move):
    """The same number of queries for one article as for all that are done at once."""
    articles = Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    articles = list(articles.defer("body", "notes"))
    _credits(articles, move)
    _revisions(articles, move)
    _editions(articles, move)
    _placements(articles, move)
    _reticence(articles, move)
    before = {article.pk: article.version for article in articles}
    renumbering.begin_anew(articles)
    typed.follow(articles, before, move)


def _credits(articles, move):
    rows = Credit.objects.filter(
        article__in=articles, author__in=[*move.ids, move.to.pk]
    )
    seen, twice = set(), []
    for row in rows.order_by("article", "position", "pk"):
        if (row.article_id, row.role) in seen:
            twice.append(row.pk)
        seen.add((row.article_id, row.role))
    Credit.objects.filter(pk__in=twice).delete()
    moved = Credit.objects.filter(article__in=articles, author__in=move.ids)
    moved.update(author=move.to, wording="")


def _revisions(articles, move):
    changed = []
    for row in Revision.objects.filter(article__in=articles).order_by("pk"):
        if (
            lines := renamed(row.content.get("credits", []), move.ids, move.to.pk)
        ) is None:
            continue
        row.content["credits"] = lines
        changed.append(row)
    Revision.objects.bulk_update(changed, ["content"], batch_size=ROWS_AT_ONCE)


def _editions(articles, move):
    changed, wording = [], move.wording
    rows = Edition.objects.filter(article__in=articles).order_by("pk")
    for row in rows.only("credits", "disclaimer"):
        if (lines := renamed(row.credits, move.ids, move.to.pk)) is None:
            continue
        row.credits = lines
        row.disclaimer = wording.sub(lambda _: escape(move.to.name), row.disclaimer)
        changed.append(row)
    Edition.objects.bulk_update(
        changed, ["credits", "disclaimer"], batch_size=ROWS_AT_ONCE
    )


def _reticence(articles, move):
    """Let nothing say that somebody's name was withheld where they never were."""
    ids = {article.pk for article in articles}
    for author in Author.objects.filter(pk__in=move.ids).exclude(withheld_on=[]):
        author.withheld_on = [pk for pk in author.withheld_on if pk not in ids]
        author.save(update_fields=["withheld_on"])
    about_articles = {"kind__in": [AuthorStep.Kind.WITHHELD, AuthorStep.Kind.NAMED]}
    steps = AuthorStep.objects.filter(author__in=move.ids, **about_articles)
    steps.update(text="")
    for article in articles:
        if article.withholds_names:
            place_authors(article)


def _placements(articles, move):
    rows = AuthorPlacement.objects.filter(
        article__in=articles, term__in=[*move.ids, move.to.pk]
    )
    seen, twice = set(), []
    for pk, edition in rows.values_list("pk", "edition"):
        if edition in seen:
            twice.append(pk)
        seen.add(edition)
    AuthorPlacement.objects.filter(pk__in=twice).delete()
    moved = AuthorPlacement.objects.filter(article__in=articles, term__in=move.ids)
    moved.update(term=move.to)


def _counted(articles):
    return "1 article" if len(articles) == 1 else f"{len(articles)} articles"
