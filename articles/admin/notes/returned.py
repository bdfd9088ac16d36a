"""A text that comes back to who sent it back: since when, and what has changed."""

from dataclasses import dataclass

from articles.admin.translations import difference
from articles.models import Event, Stage


@dataclass(frozen=True)
class Returned:
    """`changes` is where the difference is shown; "" where nothing has changed.

    `answered` is how many notes were answered since.
    """

    event: Event
    changes: str = ""
    answered: int = 0


def returned(user, article, moves, notes):
    """Return since when an article in review is back with its person, or None.

    `moves` are the events by which it was handed on, the newest first; `notes` are
    those beside its text.
    """
    if article.stage != Stage.REVIEW:
        return None
    last = next((move for move in moves if move.kind == Event.Kind.SENT_BACK), None)
    if last is None or last.by_id != user.pk or last.revision is None:
        return None
    since = last.revision.number
    changes = ""
    if since != article.version:
        changes = difference(article, since, article.version)
    answered = [each for each in notes.answered if each.note.answered_at > last.at]
    return Returned(last, changes, len(answered))
