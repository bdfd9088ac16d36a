"""What readers see of an article now and are to see, and its own stage, in words."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Edition, Stage

IN_THE_WORKS = "In the works"


class State(models.TextChoices):
    WITHDRAWN = "withdrawn", "Withdrawn"
    RETRACTED = "retracted", "Retracted"
    LIVE = "live", "Live"
    CHANGED = "changed", "Live, with unpublished changes"
    SCHEDULED = "scheduled", "Scheduled"
    DOWN = "down", "Taken down"
    NEVER = "never", "Never published"


@dataclass(frozen=True)
class Standing:
    """The state of an article, the edition that is live and the one that comes next.

    `waiting` was to come, and is held; perhaps its hour has passed. `newest` is the
    highest id of all its editions that stand: it says what a page about them showed.
    """

    state: State
    live: Edition | None = None
    coming: Edition | None = None
    last: Edition | None = None
    waiting: Edition | None = None
    newest: int = 0

    @property
    def is_live(self):
        return self.live is not None


def stage_word(stage, *, is_live):
    """Return the word for a stage: what readers see is never called a draft."""
    return IN_THE_WORKS if is_live and stage == Stage.DRAFT else Stage(stage).label


def has_changed_since_approved(article, standing):
    """Say whether a text was approved that is another one now.

    Not where readers see the approved one: that it differs from theirs is told already.
    """
    approved = article.approved_revision
    if article.stage == Stage.APPROVED or approved is None:
        return False
    if standing.live and standing.live.revision_id == approved.pk:
        return False
    return approved.number != article.version


def standings(articles, at=None):
    """Return the Standing of each article by its id: one query for all of them."""
    at = at or timezone.now()
    articles = list(articles)
    editions = {article.pk: [] for article in articles}
    for edition in _light(Edition.objects.filter(article__in=editions)):
        editions[edition.article_id].append(edition)
    return {
        article.pk: _standing(article, editions[article.pk], at) for article in articles
    }


def standing(article, at=None):
    return standings([article], at)[article.pk]


def _light(editions):
    return (
        editions.standing()
        .select_related("revision")
        .only(
            *("article_id", "slug", "live_from", "live_until", "cancelled_at"),
            *("held_at", "expires_at", "first_published_at", "revision__number"),
            *("made_by_id", "undoes_id", "undone_at", "release_id"),
            *("left_out_at", "retracted_at", "withdrawn_at"),
        )
        .order_by("live_from")
    )


def _standing(article, editions, at):
    newest = max((edition.pk for edition in editions), default=0)
    waiting = next((edition for edition in editions if edition.held_at), None)
    editions = [edition for edition in editions if not edition.held_at]
    live = next((edition for edition in editions if edition.is_visible(at)), None)
    coming = next((edition for edition in editions if edition.live_from > at), None)
    past = [edition for edition in editions if edition.live_from <= at]
    last = past[-1] if past else None
    state = _state(article, live, coming, past)
    return Standing(state, live, coming, last, waiting, newest)


def _state(article, live, coming, past):
    # Of a withdrawn article all editions are marked, and there is one that was seen.
    if any(edition.withdrawn_at for edition in past):
        return State.WITHDRAWN
    if live and live.retracted_at:
        return State.RETRACTED
    if live:
        is_same = live.revision.number == article.version
        return State.LIVE if is_same else State.CHANGED
    if coming:
        return State.SCHEDULED
    was_seen = any(edition.undone_at is None for edition in past)
    return State.DOWN if was_seen else State.NEVER


def in_state(articles, state, at=None):
    """Narrow a queryset of articles to a state. standings() is the same rule."""
    at = at or timezone.now()
    own = Edition.objects.filter(article=OuterRef("pk"))
    articles = _withdrawn(articles, state)
    retracted = own.visible(at).filter(retracted_at__isnull=False)
    live = own.visible(at).filter(retracted_at=None)
    changed = live.exclude(revision__number=OuterRef("version"))
    coming = own.running().filter(live_from__gt=at)
    past = own.running().filter(live_from__lte=at, undone_at=None)
    out = Exists(own.visible(at))
    return {
        State.WITHDRAWN: articles,
        State.RETRACTED: articles.filter(Exists(retracted)),
        State.LIVE: articles.filter(Exists(live), ~Exists(changed)),
        State.CHANGED: articles.filter(Exists(changed)),
        State.SCHEDULED: articles.filter(Exists(coming), ~out),
        State.DOWN: articles.filter(Exists(past), ~out, ~Exists(coming)),
        State.NEVER: articles.filter(~Exists(past), ~Exists(coming)),
    }[State(state)]


def _withdrawn(articles, state):
    is_so = State(state) == State.WITHDRAWN
    return articles.filter(withdrawn_at__isnull=not is_so)
