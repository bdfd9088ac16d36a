"""What readers say is wrong, on the article's screen."""

from articles.models.actions import Action, may
from articles.models.complaint import OPEN_FIRST

MOST = 5


def complaints_about(user, article):
    """Return the article's complaints that wait: one query; none for who may not."""
    if not may(user, Action.SEE_COMPLAINT, article):
        return []
    waiting = article.complaints.waiting().order_by(OPEN_FIRST, "received_at", "pk")
    return list(waiting.defer("quote")[:MOST])
