"""A text that comes back to who sent it back: since when, and what has changed."""

from dataclasses import dataclass

from articles.admin.translations import difference
from articles.models import Event, Stage


@dataclass(frozen=True)
class Returned:
    """`changes` is where the difference is shown; "" where nothing has changed."""

    event: Event
    changes: str = ""


def returned(user, article, moves):
    """Return since when an article in review is back with its person, or None.

    `moves` are the events by which it was handed on, the newest first.
    """
    if article.stage != Stage.REVIEW:
        return None
    last = next((move for move in moves if move.kind == Event.Kind.SENT_BACK), None)
    if last is None or last.by_id != user.pk or last.revision is None:
        return None
    if last.revision.number == article.version:
        return Returned(last)
    return Returned(last, difference(article, last.revision.number, article.version))
