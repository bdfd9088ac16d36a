"""What a later embargo or a lost permission does to what is scheduled.

An article's `has_lost_permission` is written here only, with the article locked: what
allowed us to publish it, its source's standing permission or its own, was taken away.
Publishing reads it without asking the source.
"""

from django.utils import timezone

from articles.editing.dossiers import telling
from articles.editing.locking import all_locked_with_others
from articles.editing.log import name_of, record
from articles.models import Article, Edition, Event, Source

PERMISSION_LOST = (
    "The permission to publish this was withdrawn. Write down who gives it now, or let "
    "the source have its standing permission again."
)


def lacks_permission(article, standing, snapshot):
    """Say whether a text of the article is one that lost its permission.

    `standing` is the text before. A source that never gave one is the checks' business.
    """
    if standing is None or snapshot.source is None or snapshot.permission:
        return False
    is_same_source = standing.source == snapshot.source
    if is_same_source and standing.permission == snapshot.permission:
        return article.has_lost_permission
    if not is_same_source and not article.has_lost_permission:
        return False
    source = Source.objects.select_for_update().get(pk=snapshot.source)
    return not source.has_standing_permission


def follow_text(article, standing, *, had_lost_permission, by):
    """Hold and release what is scheduled as a new text of the article demands.

    Call it where the article's row was written; costs nothing where neither its embargo
    nor its permission is another.
    """
    has_lost = article.has_lost_permission
    if has_lost != had_lost_permission:
        record(article, _permission(has_lost), by=by)
    elif standing.embargoed_until == article.embargoed_until:
        return
    now = timezone.now()
    if article.editions.to_come(now).exists():
        telling.follow(article, by=by, now=now)


def follow_source(source, *, by):
    """Stop the articles that a source's standing permission carried, or let them go on.

    Call it when that has changed. Every article is told in its own log.
    """
    articles = Article.objects.filter(source=source)
    has_lost = not source.has_standing_permission
    if has_lost:
        changed = articles.filter(permission="", has_lost_permission=False)
    else:
        changed = articles.filter(has_lost_permission=True)
    locked = all_locked_with_others(changed.values("pk"))
    changed = changed.filter(pk__in=locked).order_by("pk")
    ids = list(changed.values_list("pk", flat=True))
    Article.objects.filter(pk__in=ids).update(has_lost_permission=has_lost)
    now, told = timezone.now(), {"by": by, "by_name": name_of(by)}
    Event.objects.bulk_create(
        Event(
            article_id=pk, kind=_permission(has_lost), at=now, why=source.name, **told
        )
        for pk in ids
    )
    to_come = Edition.objects.to_come(now).filter(article__in=ids)
    for article in Article.objects.filter(pk__in=to_come.values("article")):
        telling.follow(article, by=by, now=now)


def awaited(article):
    """Return what must come before anything of the article may go out, in words."""
    awaited = {
        "the hold is lifted": article.held_at,
        "its legal flag is cleared": article.has_open_legal_flag,
        "permission is given again": article.has_lost_permission,
    }
    return [words for words, is_so in awaited.items() if is_so]


def _permission(has_lost):
    return Event.Kind.PERMISSION_LOST if has_lost else Event.Kind.PERMISSION_GIVEN
