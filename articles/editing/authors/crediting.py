"""Which articles credit an author: now, in what readers ever saw, in any version."""

from django.db.models import F, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from articles.editing.authors.names import numbers_of
from articles.models import Article, Credit, Edition, Revision


def editions_crediting(ids):
    """Select the editions that credit one of these, whatever became of them."""
    return _crediting(Edition.objects.all(), F("credits"), ids)


def versions_crediting(ids):
    """Select the versions that do, of all articles: it reads every one there is."""
    return _crediting(
        Revision.objects.all(), KeyTextTransform("credits", "content"), ids
    )


def articles_crediting(ids):
    """Return the ids of the articles whose desk copy or any edition credits them."""
    return _on_desk(ids) | _articles(editions_crediting(ids))


def articles_naming(ids):
    """Return the ids of all articles that credit one of these, in any version, too."""
    anywhere = _articles(editions_crediting(ids)) | _articles(versions_crediting(ids))
    return sorted(_on_desk(ids) | anywhere)


def articles_to_name(author, at, *, is_insider):
    """Return the articles among which staff choose, the newest first.

    Who may not read desk copy learns only of what readers have seen.
    """
    numbers = numbers_of(author)
    articles = Article.objects.unbinned().filter(pk__in=articles_crediting(numbers))
    if not is_insider:
        seen = Edition.objects.running().filter(live_from__lte=at, withdrawn_at=None)
        articles = articles.filter(pk__in=seen.values("article_id"))
    return articles.only("headline", "language", "translation_of").order_by("-pk")


def _crediting(rows, lines, ids):
    named = Q(pk=None)
    for pk in ids:
        # As databases write JSON: with a space, or without.
        for start in (f'[{pk}, "', f'[{pk},"'):
            named |= Q(credits_said__contains=start)
    return rows.annotate(credits_said=Cast(lines, TextField())).filter(named)


def _on_desk(ids):
    return _articles(Credit.objects.filter(author__in=ids))


def _articles(rows):
    return set(rows.order_by().values_list("article_id", flat=True).distinct())
