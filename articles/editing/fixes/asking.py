"""What a fix has left to be decided, and when nobody is asked about it any more."""

from articles.editing.log import record
from articles.models import Event


def ask_no_more(editions, *, by, why, now):
    """Leave out the scheduled texts among these that were held back for a fix.

    Call with their articles locked. Costs one query where there are none.
    """
    asking = editions.filter(fix_waiting__isnull=False).select_related("article")
    for edition in asking:
        edition.fix_waiting = edition.fix_from = None
        edition.save(update_fields=["fix_waiting", "fix_from"])
        said = {"edition": edition, "why": why, "now": now}
        record(edition.article, Event.Kind.FIX_SETTLED, by=by, **said)
