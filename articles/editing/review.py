"""Handing desk copy in, sending it back, approving it, giving it to somebody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from articles.editing.authors.undecided import require_decided
from articles.editing.locking import locked, require_seen
from articles.editing.log import name_of, record
from articles.editing.permission import require
from articles.models import Event, Publication, Stage
from articles.models.actions import Action, may

# What gives an article to somebody, by itself or beside something else.
_GIVING = (
    *(Event.Kind.ASSIGNED, Event.Kind.SENT_BACK),
    *(Event.Kind.SUBMITTED, Event.Kind.TAKEN_BACK),
)

GOES_OUT = (
    "Readers are to get this very text. Cancel its schedule first, then send it back."
)


@transaction.atomic
def submit(article, *, by, seen, note=""):
    """Hand a draft in for review; return the article.

    A text that was sent back returns to the editor who did, if they still may approve.
    """
    article = locked(article)
    require(by, Action.SUBMIT, article)
    require_seen(article, seen)
    editor = sent_back_by(article)
    if editor and may(editor, Action.APPROVE):
        article.assignee = editor
    return move(article, Stage.REVIEW, Event.Kind.SUBMITTED, by=by, why=note)


@transaction.atomic
def send_back(article, *, by, seen, why):
    """Return what was handed in or approved to be worked on; the reason is required."""
    article = locked(article)
    require(by, Action.SEND_BACK, article)
    require_seen(article, seen)
    if is_to_go_out(article):
        raise ValidationError(GOES_OUT)
    if not why.strip():
        raise ValidationError({"why": "Say what is missing, so that it can be mended."})
    article.assignee = article.created_by
    return move(
        *(article, Stage.DRAFT, Event.Kind.SENT_BACK),
        by=by,
        why=why.strip(),
        revision=article.revisions.get(number=article.version),
    )


def is_to_go_out(article):
    """Say whether the very text that is approved is scheduled, be it on hold."""
    if article.stage != Stage.APPROVED:
        return False
    to_come = article.editions.to_come(timezone.now())
    return to_come.filter(revision=article.approved_revision_id).exists()


@transaction.atomic
def approve(article, *, by, seen, why=""):
    """Approve the newest version, which must be the one that `by` looked at.

    Four eyes, where the publication asks for them, forbid it to those who wrote it; an
    author about whom nobody has decided, to everybody.
    """
    article = locked(article)
    require(by, Action.APPROVE, article, Publication.objects.current().rules)
    require_seen(article, seen)
    require_decided(article)
    head = article.revisions.get(number=article.version)
    return stamp(article, head, by=by, why=why)


@transaction.atomic
def assign(article, assignee, *, by, seen, due_on=None):
    """Give an article to a colleague, perhaps until a day, or to nobody: None.

    `seen` is what given() said of the article that the person looked at.
    """
    article = locked(article)
    require(by, Action.ASSIGN, article)
    if seen != given(article):
        raise ValidationError(_given_since(article))
    if assignee and not may(assignee, Action.READ, article):
        raise ValidationError(
            {
                "assignee": f"{name_of(assignee)} cannot open articles. "
                "Choose somebody else."
            }
        )
    due_on = due_on if assignee else None
    if (assignee, due_on) == (article.assignee, article.due_on):
        return article
    article.assignee, article.due_on = assignee, due_on
    article.save(update_fields=["assignee", "due_on"])
    record(article, Event.Kind.ASSIGNED, by=by, why=_to_whom(assignee, due_on))
    return article


def given(article):
    """Return whose an article is and until when, as a page about it carries it."""
    return f"{article.assignee_id or ''}:{article.due_on or ''}"


def _given_since(article):
    events = article.events.filter(kind__in=_GIVING).order_by("-at", "-pk")
    who = events.values_list("by_name", flat=True).first() or "Somebody"
    whose = _to_whom(article.assignee, article.due_on)
    return (
        f"{who} has given this article to somebody else since you opened it. "
        f"Now it is with: {whose}. Decide again."
    )


def _to_whom(assignee, due_on):
    name = name_of(assignee) if assignee else "Nobody"
    return f"{name}, due {date_format(due_on, 'j F Y')}" if due_on else name


def stamp(article, revision, *, by, why="", now=None, log=record):
    """Tie the approval to this very text. Call with the article locked."""
    is_stamped = article.approved_revision_id == revision.pk
    if article.stage == Stage.APPROVED and is_stamped:
        return article
    was_approved, article.approved_revision = article.approved_revision_id, revision
    return move(
        *(article, Stage.APPROVED, Event.Kind.APPROVED),
        by=by,
        why=why,
        revision=revision,
        was_approved=was_approved,
        now=now,
        log=log,
    )


def move(article, stage, kind, *, by, log=record, **said):
    """Set the stage and write it into the log. Call with the article locked."""
    was, article.stage = article.stage, stage
    article.save(update_fields=["stage", "approved_revision", "assignee"])
    log(article, kind, by=by, was=was, **said)
    return article


def sent_back_by(article):
    returns = article.events.filter(kind=Event.Kind.SENT_BACK).select_related("by")
    last = returns.order_by("-at", "-pk").first()
    return last and last.by
