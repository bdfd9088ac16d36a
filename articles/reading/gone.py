"""What answers at an article's addresses: its edition, nothing, or “withdrawn”.

Every view of an article goes through here, whatever it makes of it.
"""

from django.http import Http404

from articles.models import Withdrawal
from articles.reading.article_page import edition_at


class Gone(Exception):
    """The article was withdrawn for legal reasons; 410, with the notice."""

    def __init__(self, withdrawal):
        super().__init__(withdrawal)
        self.withdrawal = withdrawal


def edition_or_gone(article_id, at):
    """Return what readers see of an article at that moment; raise Http404 or Gone."""
    edition = edition_unless_gone(article_id, at)
    if edition is None:
        raise Http404("No article that readers see has this number.")
    return edition


def edition_unless_gone(article_id, at):
    """Return what readers see of an article at that moment, or None; raise Gone.

    No edition of a withdrawn article is ever visible, so whether there is a withdrawal
    need be asked only where there is none: it decides at every moment, before anything
    else is said of the article.
    """
    edition = edition_at(article_id, at)
    if edition is None:
        standing = Withdrawal.objects.standing().filter(article=article_id)
        if withdrawal := standing.first():
            raise Gone(withdrawal)
    return edition
