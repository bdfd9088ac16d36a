"""One person at a time: the row is locked, and the version seen compared."""

from django.core.exceptions import ValidationError
from django.db.models import F

from articles.editing.log import name_of
from articles.models import Article, Revision


def locked(article):
    """Return the article fresh from the database, nobody else's until the commit."""
    return Article.objects.select_for_update().get(pk=article.pk)


def locked_with_text(article):
    """Return the article, locked, and its newest version: one query for both."""
    newest = Revision.objects.select_related("article").select_for_update(
        of=("article",)
    )
    revision = newest.get(article=article.pk, number=F("article__version"))
    return revision.article, revision


def locked_row(row):
    """Return a row of an article, fresh, nobody else's until the commit as it is."""
    article = locked(row.article)
    row = type(row)._default_manager.get(pk=row.pk)
    row.article = article
    return row


def require_seen(article, seen):
    """Refuse to act on a text that its person has not looked at."""
    if seen != article.version:
        who = name_of(article.updated_by) if article.updated_by else "Somebody"
        raise ValidationError(
            f"{who} has changed this article since you "
            "opened it. Read the newest version, then decide again."
        )
