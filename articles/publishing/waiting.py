"""Takes editions that are to come out of time, and gives them their hour back.

Call with the article locked: its other editions end later or earlier by it.
"""

from articles.publishing import placements
from articles.publishing.timeline import retime


def wait(article, editions, now):
    for edition in editions:
        edition.held_at = now
        # Empty: no gate shows it and no other edition can overlap it.
        edition.live_until = edition.live_from
        edition.save(update_fields=["held_at", "live_until"])
        placements.remove(edition)
    retime(article, now=now)


def run(article, editions, now):
    for edition in editions:
        edition.held_at = None
        edition.save(update_fields=["held_at"])
    retime(article, now=now)
    for edition in editions:
        edition.refresh_from_db()
        placements.place(edition)
