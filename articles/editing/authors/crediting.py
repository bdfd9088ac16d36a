"""Which articles credit an author, now or ever; and what the author was ever called."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from articles.editing.things.versions import versions_of
from articles.models import Article, Author, Credit, Edition


def numbers_of(author):
    """Return the ids under which an author is stored: those merged into them, too."""
    return [author.pk, *author.absorbed.values_list("pk", flat=True)]


def editions_crediting(author):
    """Select the editions that credit an author, whatever became of them."""
    named = Q()
    for pk in numbers_of(author):
        named |= Q(credits_said__contains=f'[{pk}, "')  # as JSON is written
    editions = Edition.objects.annotate(credits_said=Cast("credits", TextField()))
    return editions.filter(named)


def articles_crediting(author):
    """Return the ids of the articles whose desk copy or any edition credits them."""
    desk = Credit.objects.filter(author__in=numbers_of(author))
    desk = desk.order_by().values_list("article_id", flat=True)
    seen = editions_crediting(author).order_by().values_list("article_id", flat=True)
    return {*desk, *seen}


def articles_to_name(author, at, *, is_insider):
    """Return the articles among which staff choose, the newest first.

    Who may not read desk copy learns only of what readers have seen.
    """
    articles = Article.objects.unbinned().filter(pk__in=articles_crediting(author))
    if not is_insider:
        seen = Edition.objects.running().filter(live_from__lte=at, withdrawn_at=None)
        articles = articles.filter(pk__in=seen.values("article_id"))
    return articles.only("headline", "language", "translation_of").order_by("-pk")


def names_ever(author):
    """Return every name that stood for an author once, as frozen texts may hold it."""
    names = {}
    for each in [author, *Author.objects.filter(merged_into=author)]:
        names |= dict.fromkeys([each.name, *each.names_withheld])
        for content in versions_of(each).values_list("content", flat=True):
            names |= dict.fromkeys(names_in(content))
    return [name for name in names if name]


def names_in(content):
    """Yield the names in a version's content: former ones, and in other languages."""
    yield content.get("name", "")
    yield from content.get("other_names", "").splitlines()
    for key, words in (content.get("in_languages") or {}).items():
        if key.endswith(".name"):
            yield words
