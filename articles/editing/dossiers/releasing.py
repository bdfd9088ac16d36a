"""Approves articles of a report together and lets them out at one instant."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.editing import review
from articles.editing.dossiers.against import Looked
from articles.editing.dossiers.words import together
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.editing.publication import tell_given_up
from articles.models import Article, Event, Publication, Release, Revision
from articles.models.actions import Action
from articles.publishing import editions
from articles.publishing.timeline import BLINK, missed

NONE_CHOSEN = "Choose the articles that are to go out."
PASSED = "That moment has passed. Choose a later one, or release them now."
CHANGED = "{} has changed it since you opened this. Read the newest version first."


@transaction.atomic
def release(report, *, by, seen, live_from=None, now=None):
    """Let readers see articles of a report from one instant on; return the Release.

    `seen` are the articles' ids, each with the version that the person looked at.
    Whoever may publish approves by it. All of them go out, or none: PermissionDenied
    where the person may publish nothing, and else ValidationError with everything that
    stands against any of them.
    """
    publication = Publication.objects.with_disclaimer().current()
    require(by, Action.PUBLISH, rules=publication.rules)
    if not seen:
        raise ValidationError({"chosen": NONE_CHOSEN})
    texts = _locked_with_texts(seen)
    now = now or timezone.now()
    if live_from is not None and live_from <= now:
        raise ValidationError({"live_from": PASSED})
    looked = Looked(report, texts, publication, at=live_from or now, now=now)
    _require_whole(looked, seen, by)

    begins = _free(looked, live_from or now)
    made = Release.objects.create(
        report=report,
        live_from=begins,
        made_at=now,
        made_by=by,
        made_by_name=name_of(by),
    )
    for revision in texts:
        _begin(looked, revision, made, by=by, now=now)
    return made


def _locked_with_texts(seen):
    """Return the newest versions, their articles locked: nobody waits for each other,
    for all lock in one order.
    """
    locked = Article.objects.select_for_update().filter(pk__in=seen).order_by("pk")
    articles = {article.pk: article for article in locked}
    newest = Revision.objects.filter(article__in=articles, number=F("article__version"))
    texts = list(newest.order_by("article"))
    for revision in texts:
        revision.article = articles[revision.article_id]
    return texts


def _require_whole(looked, seen, by):
    """Refuse all of them, each with its reasons, if one may not go out."""
    against = looked.against(by)
    words = []
    if len(looked.texts) < len(seen):
        words.append("One of them does not exist any more. Look at the others again.")
    for pk, revision in looked.texts.items():
        reasons = [obstacle.words for obstacle in against[pk]]
        if seen[pk] != revision.number:
            who = revision.article.updated_by
            reasons.insert(0, CHANGED.format(name_of(who) if who else "Somebody"))
        words += [f"“{revision.article.headline}”: {reason}" for reason in reasons]
    if words:
        raise ValidationError(words)


def _free(looked, begins):
    """Return the moment itself, or the next at which no edition of theirs begins."""
    taken = {
        edition.live_from for known in looked.timelines.values() for edition in known
    }
    while begins in taken:
        begins += BLINK
    return begins


def _begin(looked, revision, made, *, by, now):
    article, pk = revision.article, revision.article_id
    known = looked.timelines[pk]
    given_up = missed(known, now)
    review.stamp(article, revision, by=by, now=now)
    edition = editions.begin(
        *(article, revision),
        by=by,
        now=now,
        live_from=made.live_from,
        expires_at=editions.end_of(editions.AS_IT_IS, known, made.live_from),
        publication=looked.publication,
        images=looked.scrutinised[pk].shelf.images,
        known=known,
        given_up=given_up,
        release=made,
    )
    said = {"by": by, "now": now}
    record(
        *(article, Event.Kind.PUBLISHED if looked.at == now else Event.Kind.SCHEDULED),
        revision=revision,
        edition=edition,
        why=together(looked.report, len(looked.texts)),
        **said,
    )
    tell_given_up(article, given_up, **said)
