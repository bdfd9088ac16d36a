"""What a later embargo or a lost permission does to what is scheduled.

A text lost its permission where it rests on a source whose standing permission was
withdrawn, and has none of its own; so did one from which its own was taken. What the
desk copy lost, `has_lost_permission` keeps on the article: it is written here only,
with the article locked, and publishing reads it without asking the source. A text that
is to come says so itself, by its edition: the desk copy may be another by now.
"""

from django.db.models import Q
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
    if snapshot.source is None or snapshot.permission:
        return False
    is_same_source = standing is not None and standing.source == snapshot.source
    if is_same_source and standing.permission == snapshot.permission:
        return article.has_lost_permission
    source = Source.objects.select_for_update().get(pk=snapshot.source)
    if source.permission_withdrawn_at:
        return True
    was_given = is_same_source or article.has_lost_permission
    return was_given and not source.has_standing_permission


def rests_on_lost(snapshot):
    """Say whether a text rests on what was withdrawn, whatever the desk copy is."""
    if snapshot.source is None or snapshot.permission:
        return False
    lost = Source.objects.filter(permission_withdrawn_at__isnull=False)
    return lost.filter(pk=snapshot.source).exists()


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
    """Stop what a source's standing permission carried, or let it go on.

    Call it when that has changed. Every article is told in its own log, also where only
    a text of it that is to come rests on the source.
    """
    has_lost, now = not source.has_standing_permission, timezone.now()
    source.permission_withdrawn_at = now if has_lost else None
    source.save(update_fields=["permission_withdrawn_at"])
    articles = Article.objects.filter(source=source)
    if has_lost:
        changed = articles.filter(permission="", has_lost_permission=False)
    else:
        changed = articles.filter(has_lost_permission=True)
    coming = _coming_of(source, now)
    ids = Article.objects.filter(Q(pk__in=changed.values("pk")) | Q(pk__in=coming))
    all_locked_with_others(ids.values("pk"))
    ids = [*dict.fromkeys([*changed.values_list("pk", flat=True), *coming])]
    changed.filter(pk__in=ids).update(has_lost_permission=has_lost)
    told = {"by": by, "by_name": name_of(by)}
    Event.objects.bulk_create(
        Event(
            article_id=pk, kind=_permission(has_lost), at=now, why=source.name, **told
        )
        for pk in ids
    )
    to_come = Edition.objects.to_come(now).filter(article__in=ids)
    for article in Article.objects.filter(pk__in=to_come.values("article")):
        telling.follow(article, by=by, now=now)


def _coming_of(source, now):
    """Return the ids of articles that are to come in a text of the source's alone."""
    to_come = Edition.objects.to_come(now).filter(source=source)
    rows = to_come.values_list("article", "revision__content__permission")
    return {pk for pk, permission in rows if not permission}


def awaited(article, edition=None):
    """Return what must come before anything of the article may go out, in words.

    With an edition, before that one may.
    """
    has_lost = edition is not None and edition.has_lost_permission
    awaited = {
        "the hold is lifted": article.held_at,
        "its legal flag is cleared": article.has_open_legal_flag,
        "permission is given again": article.has_lost_permission or has_lost,
    }
    return [words for words, is_so in awaited.items() if is_so]


def _permission(has_lost):
    return Event.Kind.PERMISSION_LOST if has_lost else Event.Kind.PERMISSION_GIVEN
