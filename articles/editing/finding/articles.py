"""Articles by their headline, byline, number, or what readers see in them."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.http import urlencode

from articles.editing.finding.folds import Folded
from articles.editing.finding.hits import Group, Hit
from articles.editing.standing import stage_word, standings
from articles.models import Article, Author, Credit, Edition

_SHOWN = ("headline", "language", "kind", "stage", "version")


def by_number(numbers):
    """Find the articles of these numbers, whatever else is asked: two queries."""
    found = Article.objects.filter(pk__in=numbers).only(*_SHOWN, "binned_at")
    return Group("number", "By number", _hits(list(found)))


def by_words(words, query, most):
    """Find by words of headline and byline, the last changed first: two queries."""
    articles = Article.objects.unbinned().alias(line=Folded(F("headline")))
    for word in words:
        articles = articles.filter(Q(line__contains=word) | Q(pk__in=_written(word)))
    found = list(articles.newest_first().only(*_SHOWN)[: most + 1])
    more = f"{reverse('admin:articles_article_changelist')}?{urlencode({'q': query})}"
    return _group("articles", "Articles", found, most, more)


def by_text(words, most, apart_from):
    """Find by what readers see, where no headline or byline says it: two queries."""
    editions = Edition.objects.visible().exclude(article__in=apart_from)
    for word in words:
        editions = editions.filter(search_text__contains=word)
    editions = editions.newest_first().values("article_id")[: most + 1]
    ids = [row["article_id"] for row in editions]
    known = Article.objects.unbinned().only(*_SHOWN).in_bulk(ids)
    found = [known[pk] for pk in ids if pk in known]
    return _group("text", "In the text that readers see", found, most)


def _written(word):
    authors = Author.objects.alias(line=Folded(F("name"))).filter(line__contains=word)
    credits = Credit.objects.alias(line=Folded(F("wording")))
    found = authors.values("pk")
    by = Q(author__in=found) | Q(author__merged_into__in=found)
    by |= Q(line__contains=word)
    return credits.filter(by).values("article")


def _group(key, name, found, most, more=""):
    has_more = len(found) > most
    return Group(key, name, _hits(found[:most]), has_more, more if has_more else "")


def _hits(articles):
    known = standings(articles) if articles else {}
    return [_hit(article, known[article.pk]) for article in articles]


def _hit(article, standing):
    stage = stage_word(article.stage, is_live=standing.is_live)
    return Hit(
        words=article.headline,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        note=f"{stage} · {standing.state.label}",
        language=article.language,
        article=article,
        standing=standing,
    )
