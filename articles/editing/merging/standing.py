"""What a merge moves, or would move, and what came to it since: read, never written."""

from copy import copy
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from articles.models import (
    Article,
    Author,
    Credit,
    Edition,
    FormerSlug,
    Merge,
    Region,
    Revision,
    Tag,
    Tagging,
)
from articles.models.revision import NEVER_STOOD
from articles.models.snapshot import CreditLine
from articles.publishing.placements import list_of
from articles.reading.byline import byline_of

MOST_BYLINES = 3
MOST_LISTED = 50


@dataclass(frozen=True)
class Moving:
    """What follows a thing to where it is merged into."""

    articles: int
    both: int  # of these, how many name what it is merged into as well
    regions: int
    addresses: list[str]


@dataclass(frozen=True)
class AddedSince:
    """Articles that have named a thing only since a merge: they stay with it."""

    articles: list[Article]
    others: int  # that are not listed


def moving(thing, into):
    """Return what a merge of one into the other moves: six queries at most."""
    model = type(thing)
    ids = [pk for pk, one in model.objects.resolved([thing.pk]).items() if one == thing]
    theirs = _naming(model, ids)
    both = theirs.filter(pk__in=_naming(model, [into.pk]).values("pk"))
    regions = Region.objects.unmerged().filter(parent=thing) if model is Region else ()
    return Moving(
        theirs.count(),
        both.count(),
        len(regions),
        _addresses(model, ids),
    )


def bylines(thing, into, content):
    """Return (article, byline) as it would read once they are one: three queries.

    Those come first that name both: there, two become one.
    """
    one = copy(into)
    one.take(content)
    named = _naming(Author, [thing.pk])
    both = Credit.objects.filter(article=OuterRef("pk"), author=into)
    named = named.annotate(names_both=Exists(both)).order_by("-names_both", "-pk")
    articles = list(named.prefetch_related("credits")[:MOST_BYLINES])
    ids = {credit.author_id for each in articles for credit in each.credits.all()}
    known = Author.objects.resolved(ids)
    authors = {pk: one if it in (thing, into) else it for pk, it in known.items()}
    authors[into.pk] = one
    return [(article, byline_of(_as_printed(article), authors)) for article in articles]


def returning(merge):
    """Return how many articles go back to what was absorbed."""
    ids = [merge.absorbed, *merge.repointed]
    return _naming(merge.model, ids).count()


def added_since(merge):
    """Return the articles that have named what it was merged into only since: two
    queries.
    """
    model, name = merge.model, list_of(merge.model)
    field = "credits" if model is Author else name
    earlier = Revision.objects.filter(article=OuterRef("pk"))
    since = earlier.filter(made_at__gte=merge.made_at)
    before = earlier.filter(made_at__lt=merge.made_at).exclude(intent__in=NEVER_STOOD)
    before = before.order_by("-number").values(f"content__{field}")[:1]
    named = _naming(model, [merge.into]).filter(Exists(since))
    named = named.annotate(before=Subquery(before)).order_by("-pk")
    known = _called(model, merge.into)
    added = [one for one in named if not known.intersection(_ids(field, one.before))]
    return AddedSince(added[:MOST_LISTED], len(added[MOST_LISTED:]))


def last_merge_of(thing):
    """Return the merge that says what a thing went into, or None."""
    return Merge.objects.that_absorbed(thing).first()


def _naming(model, ids):
    """Select the articles that name one of these, whatever it stands for."""
    if model is Author:
        rows = Credit.objects.filter(author__in=ids).values("article_id")
    elif model is Tag:
        rows = Tagging.objects.filter(tag__in=ids).values("content_object_id")
    else:
        through = Article._meta.get_field(list_of(model)).remote_field.through
        rows = through.objects.filter(term__in=ids).values("article_id")
    return Article.objects.unbinned().filter(pk__in=rows).only("headline", "language")


def _addresses(model, ids):
    own = model.objects.filter(pk__in=ids).order_by("pk")
    former = FormerSlug.objects.of(model).filter(thing_id__in=ids).order_by("-left_at")
    slugs = {row.slug: None for row in (*own, *former)}
    return [model(slug=slug).get_absolute_url() for slug in slugs]


def _as_printed(article):
    lines = [
        CreditLine(row.author_id, row.role, row.wording, row.held_on).to_json()
        for row in article.credits.all()
    ]
    return Edition(credits=lines)


def _called(model, pk):
    """Return by what a version names a thing: its number; a tag's name."""
    if model is not Tag:
        return {pk}
    return {model.objects.get(pk=pk).name.casefold()}


def _ids(field, values):
    if field == "credits":
        return [CreditLine.from_json(line).author for line in values or ()]
    return [v.casefold() if isinstance(v, str) else v for v in values or ()]
