"""One person at a time: the row is locked, and the version seen compared."""

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from articles.editing.log import name_of
from articles.models import Article, Edition, Revision


def locked(article):
    """Return the article fresh from the database, nobody else's until the commit."""
    return Article.objects.select_for_update().get(pk=article.pk)


def locked_with_others(article):
    """Return the article as locked() does; what is to go out with it is locked, too.

    For what may stop an article or let it go on. All in one order: of two people who
    stop two articles of one report, neither waits for the other.
    """
    return all_locked_with_others([article.pk])[article.pk]


def all_locked_with_others(ids):
    """Return articles by their ids, each locked as by locked_with_others()."""
    # What was taken out of a release for a fix comes back into it.
    taken_out = Edition.objects.filter(fix_waiting__isnull=False)
    own = Edition.objects.to_come(timezone.now()) | taken_out
    own = own.filter(article__in=ids, release__isnull=False)
    others = Edition.objects.filter(release__in=own.values("release"))
    together = Q(pk__in=ids) | Q(pk__in=others.values("article"))
    rows = Article.objects.select_for_update().filter(together).order_by("pk")
    return {row.pk: row for row in rows}


def locked_with_text(article):
    """Return the article, locked, and its newest version: one query for both.

    Two more where somebody has just saved it: PostgreSQL, which waited for them, has
    looked for the version before.
    """
    newest = Revision.objects.select_related("article").select_for_update(
        of=("article",)
    )
    newest = newest.filter(article=article.pk, number=F("article__version"))
    revision = newest.first()
    if revision is None:
        locked(article)
        revision = newest.get()
    return revision.article, revision


def locked_row(row, lock=locked):
    """Return a row of an article, fresh, nobody else's until the commit as it is."""
    article = lock(row.article)
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
