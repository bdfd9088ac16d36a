"""Saves an article together with what its byline says of authors who are new."""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.editing import desk
from articles.editing.authors import proposing
from articles.editing.authors.proposing import Newcomer
from articles.editing.log import record
from articles.editing.outcomes import Conflict
from articles.editing.permission import require
from articles.models import Author, Event
from articles.models.actions import Action, may_decide_about_proposed

CHANGED = (
    "Somebody has changed “{}” since you opened this. What you wrote still stands "
    "here: compare it with how they stand on their own page, then decide again."
)


@dataclass(frozen=True)
class Accepted:
    """A proposed author becomes one of ours, as `said`; `seen` is their version."""

    author: int
    seen: int
    said: Newcomer


@dataclass(frozen=True)
class Known:
    """A proposed author is the other one, who is ours already."""

    author: int
    seen: int
    other: int


@dataclass(frozen=True)
class Declined:
    author: int
    why: str


@dataclass(frozen=True)
class Said:
    """What a byline says besides who stands in it.

    `newcomers` by the numbers that stand for them in the text, which are no author's;
    `changes` to proposed ones by their ids; and `answers` about those.
    """

    newcomers: dict[int, Newcomer] = field(default_factory=dict)
    changes: dict[int, Newcomer] = field(default_factory=dict)
    answers: list[Accepted | Known | Declined] = field(default_factory=list)

    def __bool__(self):
        return bool(self.newcomers or self.changes or self.answers)


@transaction.atomic
def create(snapshot, said, *, by):
    """File an article as desk.create() does, with authors who are named first in it."""
    ids = _named(said, by=by, article=None)
    saved = desk.create(_with(snapshot, ids), by=by)
    proposed = Author.objects.proposed().filter(pk__in=ids.values())
    for author in proposed.order_by("pk"):
        record(saved.article, Event.Kind.AUTHOR_PROPOSED, by=by, why=author.name)
    return saved


@transaction.atomic
def save(article, snapshot, said, *, by, seen):
    """Save an article as desk.save() does, and all that its byline says.

    What was decided about an author stands, whatever becomes of the text.
    """
    if not said:
        return desk.save(article, snapshot, by=by, seen=seen)
    require(by, Action.EDIT, article)
    ids = _named(said, by=by, article=article)
    proposed = Author.objects.select_related("proposed_by").in_bulk(
        {*said.changes, *(answer.author for answer in said.answers)}
    )
    for pk, words in said.changes.items():
        proposing.change(proposed[pk], words, by=by, article=article)
    for answer in said.answers:
        _decide(proposed[answer.author], answer, by=by)
        if isinstance(answer, Known):
            ids[answer.author] = answer.other
    declined = [each for each in said.answers if isinstance(each, Declined)]
    for answer in declined:
        snapshot = proposing.without(snapshot, answer.author)
    outcome = desk.save(article, _with(snapshot, ids), by=by, seen=seen)
    if not isinstance(outcome, Conflict):
        for answer in declined:
            author = proposed[answer.author]
            told = {"by": by, "why": proposing.why_declined(author, answer.why)}
            proposing.tell_declined(outcome.article, author, **told)
    return outcome


def _decide(author, answer, *, by):
    match answer:
        case Accepted():
            accept(author, answer, by=by)
        case Known():
            know(author, answer, by=by)
        case Declined():
            proposing.require_deciding(by)
            proposing.require_waiting(author)
            proposing.why_declined(author, answer.why)


def _named(said, *, by, article):
    """Return the ids of those who are new by the numbers that stand for them."""
    ids, adds = {}, may_decide_about_proposed(by)
    if not adds:
        proposing.require_room(by, len(said.newcomers))
    for number, new in said.newcomers.items():
        words = (new.name, new.bio, new.link)
        if adds:
            require(by, Action.PROPOSE, article)
            ids[number] = proposing.add(*words, by=by).pk
        else:
            ids[number] = proposing.propose(*words, by=by, article=article).pk
    return ids


@transaction.atomic
def accept(author, answer, *, by):
    """Accept a proposed author as Accepted says; refuse where that is a Conflict."""
    content = proposing.accepted_as(author, answer.said)
    outcome = proposing.accept(author, by=by, seen=answer.seen, content=content)
    if isinstance(outcome, Conflict):
        raise ValidationError(CHANGED.format(author))


@transaction.atomic
def know(author, answer, *, by):
    """Let whom Known names stand in the place of a proposed author."""
    other = Author.objects.filter(pk=answer.other).first()
    if other is None:
        raise ValidationError({"credits": "This author is not there any more."})
    proposing.use_instead(author, other, by=by, seen=answer.seen)


def _with(snapshot, ids):
    """Return the text with ids in the place of others; who stands twice stands once."""
    credits = (
        replace(line, author=ids.get(line.author, line.author))
        for line in snapshot.credits
    )
    once = {(line.author, line.role): line for line in reversed([*credits])}
    return replace(snapshot, credits=tuple(reversed(once.values())))
