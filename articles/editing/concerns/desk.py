"""Everything that concerns one person: what waits for them now, and what is new.

SOURCES is the one list, most urgent first: a source is an entry there, and two
functions that select its rows and say one in words. Each costs one query, however much
there is.
"""

from django.utils import timezone

from articles.editing.concerns import fixes, notes, texts, work
from articles.editing.concerns.entries import Desk, Source
from articles.models import Publication
from articles.models.actions import Action

MOST = 8
MOST_IN_MAIL = 20

SOURCES = [
    Source(
        *("kept-aside", "Not saved, and kept aside"),
        *(texts.kept_aside, texts.kept_aside_entry),
        Action.READ,
        is_mailed=False,
    ),
    Source(
        *("unsaved", "Not saved yet"),
        *(texts.unsaved, texts.unsaved_entry),
        is_mailed=False,
    ),
    Source(
        *("held-back", "Scheduled, and held back by a fix"),
        *(fixes.held_back, fixes.held_back_entry),
        Action.FIX,
    ),
    Source(
        *("fix-waiting", "A fix waits to be brought in"),
        *(fixes.waiting, fixes.waiting_entry),
        Action.FIX,
    ),
    Source(
        *("to-look-at", "Fixes to look at"),
        *(fixes.to_look_at, fixes.to_look_at_entry),
        Action.LOOK,
    ),
    Source(
        *("mentions", "You are mentioned"),
        *(notes.mentions, notes.mention_entry),
        Action.READ,
    ),
    Source(
        *("sent-back", "Sent back to you"),
        *(work.sent_back, work.sent_back_entry),
        *(Action.READ, "whose=mine&stage=draft"),
    ),
    Source(
        *("assigned", "With you"),
        *(work.assigned, work.assigned_entry),
        *(Action.READ, "whose=mine&stage=draft"),
    ),
    Source(
        *("notes", "Notes to answer"),
        *(notes.to_answer, notes.to_answer_entry),
        Action.READ,
    ),
    Source(
        *("flagged", "Legal flags"),
        *(notes.flagged, notes.flagged_entry),
        *(Action.FLAG, "stopped=flagged"),
        is_mailed=False,
    ),
    Source(
        *("in-review", "To be decided"),
        *(work.in_review, work.in_review_entry),
        *(Action.APPROVE, "stage=review"),
    ),
    Source(
        *("approved", "Waiting to be published"),
        *(work.approved, work.approved_entry),
        *(Action.PUBLISH, "stage=approved"),
    ),
    Source(
        *("going-out", "Going out within a day"),
        *(work.going_out, work.going_out_entry),
        *(Action.PUBLISH, "readers=scheduled"),
        is_mailed=False,
    ),
    Source(
        *("held", "On hold, by you"),
        *(work.held, work.held_entry),
        *(Action.HOLD, "stopped=held"),
        is_mailed=False,
    ),
    Source(
        *("behind", "Translations behind their original"),
        *(texts.behind, texts.behind_entry),
        *(Action.READ, "whose=mine"),
    ),
    Source(
        *("drafts", "Your texts"),
        *(texts.drafts, texts.draft_entry),
        *(Action.READ, "whose=filed&stage=draft"),
        is_mailed=False,
    ),
    Source(
        *("overridden", "Published in spite of a check, these thirty days"),
        *(work.overridden, work.overridden_entry),
        Action.OVERRIDE,
    ),
]


def concerns(person, now=None, publication=None):
    """Return the groups of what waits for a person: those that are not empty.

    One query for each source of theirs, at most seventeen; two more for the publication
    and the person's roles, where they are not loaded yet, and two for four eyes.
    """
    desk = _desk(person, now, publication)
    found = [source.group(desk, MOST) for source in _asked(desk)]
    return [group for group in found if group.entries]


def news(person, after, now=None, publication=None):
    """Return what others have brought to a person's desk after a moment, until now."""
    desk = _desk(person, now, publication)
    asked = [source for source in _asked(desk) if source.is_mailed]
    found = [source.news(desk, after, MOST_IN_MAIL) for source in asked]
    return [group for group in found if group.entries]


def _desk(person, now, publication):
    publication = publication or Publication.objects.current()
    return Desk(person, now or timezone.now(), publication.rules, publication.zone)


def _asked(desk):
    return [
        source for source in SOURCES if source.action is None or desk.may(source.action)
    ]
