"""What stands against publishing an article: one answer for the verb and every screen.

Whether a person may at all, the table of actions says; the rest is here.
"""

from dataclasses import dataclass, fields, replace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F
from django.utils import timezone

from articles.editing import checks, embargo
from articles.editing.stopping import PERMISSION_LOST
from articles.models import Revision, four_eyes
from articles.models.actions import Action, refusal
from articles.models.snapshot import Snapshot

FIX_WAITS = (
    "This text and a fix of what readers see changed the same: publishing would bring "
    "old words back. Above the text, the article’s screen leads to where you decide."
)
FLAG_OPEN = (
    "A legal flag is open. It stands with the sources: clear it, or ask whoever raised "
    "it or a publisher."
)
FOUR_EYES = "Four eyes"
_TYPED = frozenset(field.name for field in fields(Snapshot))


@dataclass(frozen=True)
class Obstacle:
    """`name` is what the log calls it where a reason overrides it; "" if none does."""

    words: str
    field: str = ""
    name: str = ""

    @property
    def is_in_form(self):
        """Say whether what is typed on the article's screen may mend it."""
        return self.field in _TYPED


def against_publishing(user, article, snapshot, found, rules):
    """Return the obstacles to this text, and first what forbids it to this user.

    `found` are the problems of the snapshot. With four eyes that is two queries, once
    for each state of an article loaded.
    """
    alone = replace(rules, has_four_eyes=False)
    obstacles = against_text(article, snapshot, found)
    if words := refusal(user, Action.PUBLISH, article, alone):
        return [Obstacle(words), *obstacles]
    words = four_eyes.objection(user, article) if rules.has_four_eyes else ""
    return [Obstacle(words, name=FOUR_EYES), *obstacles] if words else obstacles


def against_each(user, articles, rules):
    """Return them by article's id: five queries for all, and four eyes' own."""
    newest = Revision.objects.filter(article__in=articles, number=F("article__version"))
    texts = {revision.article_id: revision.snapshot for revision in newest}
    pairs = [(texts[article.pk], article) for article in articles]
    found = checks.problems_of(pairs, rules)
    return {
        article.pk: against_publishing(user, article, text, problems, rules)
        for (text, article), problems in zip(pairs, found, strict=True)
    }


def against_text(article, snapshot, found, *, now=None, zone=None):
    """Return the obstacles to a text of an article, whoever publishes it: no query."""
    obstacles = [failed(problem) for problem in checks.required(found)]
    if article.fix_waiting is not None:
        obstacles.append(Obstacle(FIX_WAITS))
    if article.has_lost_permission and not snapshot.permission:
        obstacles.append(Obstacle(PERMISSION_LOST, "permission"))
    zone, now = zone or timezone.get_current_timezone(), now or timezone.now()
    if words := embargo.objection(snapshot.embargoed_until, zone, now):
        obstacles.append(Obstacle(words, "embargoed_until"))
    return obstacles


def against_showing_again(article, now):
    """Return what stops an article whose text is settled: no query."""
    zone = timezone.get_current_timezone()
    stops = (
        (article.held_at, f"On hold: “{article.hold_reason}” Lift the hold first."),
        (article.has_open_legal_flag, FLAG_OPEN),
        (article.has_lost_permission, PERMISSION_LOST),
        (True, embargo.objection(article.embargoed_until, zone, now)),
    )
    return [Obstacle(words) for is_so, words in stops if is_so and words]


def refuse(obstacles):
    """Raise ValidationError, by field, if there are obstacles."""
    failed = {}
    for obstacle in obstacles:
        name = obstacle.field or NON_FIELD_ERRORS
        failed.setdefault(name, []).append(obstacle.words)
    if failed:
        raise ValidationError(failed)


def failed(problem):
    name = problem.check.name if problem.can_be_overridden else ""
    return Obstacle(problem.words, problem.field, name)
