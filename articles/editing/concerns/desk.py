"""Everything that concerns one person: what waits for them now, and what is new.

SOURCES is the one list: a source is an entry there, and two functions that select its
rows and say one in words. Each costs one query, however much there is. They stand in
the order of urgency, but for what FIRST puts before it for a role.
"""

from django.utils import timezone

from articles.editing.concerns import (
    author_requests,
    bios,
    complaints,
    fixes,
    hours,
    notes,
    proposed,
    releases,
    suggestions,
    texts,
    translations,
    work,
)
from articles.editing.concerns.entries import Desk, Source
from articles.models import Author, Publication
from articles.models.actions import Action, Role, roles_of

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
        *("missed", "Held, and its hour has passed"),
        *(hours.missed, hours.missed_entry),
        Action.HOLD,
    ),
    Source(
        *("release-waits", "To go out together, and stopped"),
        *(releases.waiting, releases.waiting_entry),
        Action.PUBLISH,
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
        *("complaints", "Open complaints"),
        *(complaints.waiting, complaints.waiting_entry),
        Action.SEE_COMPLAINT,
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
        *("changed", "Live, with unpublished changes"),
        *(texts.changed, texts.changed_entry),
        *(Action.READ, "readers=changed"),
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
        *(translations.behind, translations.behind_entry),
        *(Action.READ, "whose=mine"),
    ),
    Source(
        *("suggestions", "Authors propose changes"),
        *(suggestions.waiting, suggestions.waiting_entry),
        thing=Author,
    ),
    Source(
        *("proposed", "Proposed authors"),
        *(proposed.waiting, proposed.waiting_entry),
        thing=Author,
        page="proposed",
        listed="author",
    ),
    Source(
        *("authors-ask", "Authors ask"),
        *(author_requests.waiting, author_requests.waiting_entry),
        more="state=open",
        listed="authorrequest",
        thing=Author,
        is_mailed=False,  # what somebody asks about themselves stays in the house
    ),
    Source(
        *("bios", "Bios to look after"),
        *(bios.to_look_after, bios.to_look_after_entry),
        more="attention=bios",
        listed="author",
        thing=Author,
        is_mailed=False,
    ),
    Source(
        *("drafts", "Your drafts"),
        *(texts.drafts, texts.draft_entry),
        *(Action.READ, "whose=filed&stage=draft"),
        is_mailed=False,
    ),
    Source(
        *("overridden", "Published in spite of a check, these thirty days"),
        *(work.overridden, work.overridden_entry),
        Action.OVERRIDE,
    ),
    Source(
        *("going-out", "Scheduled next"),
        *(hours.going_out, hours.going_out_entry),
        *(Action.APPROVE, "readers=scheduled"),
        is_mailed=False,
        is_beside=True,
    ),
    Source(
        *("on-their-way", "Your texts, on their way"),
        *(texts.on_their_way, texts.on_its_way_entry),
        *(Action.READ, "whose=filed"),
        is_mailed=False,
        is_beside=True,
    ),
    Source(
        *("went-out", "Since {desk.last_working_day:%A}"),
        *(hours.went_out, hours.went_out_entry),
        is_mailed=False,
        is_beside=True,
    ),
]
FIRST = {
    Role.WRITER: ("kept-aside", "sent-back", "assigned", "mentions"),
    Role.EDITOR: (
        *("kept-aside", "missed", "release-waits", "held-back"),
        *("fix-waiting", "in-review"),
    ),
    Role.PUBLISHER: (
        *("kept-aside", "missed", "release-waits", "held-back", "fix-waiting"),
        *("flagged", "approved", "in-review"),
    ),
    Role.AUTHORS_DESK: ("kept-aside", "authors-ask", "proposed", "suggestions", "bios"),
}


def concerns(person, now=None, publication=None):
    """Return the groups of what waits for a person: those that are not empty.

    One query for each source of theirs, at most twenty-five; two more for the
    publication and the person's roles, where they are not loaded yet, two for what they
    may change beside articles, and two for four eyes.
    """
    desk = _desk(person, now, publication)
    sources = [source for source in _in_order(person) if source.is_for(desk)]
    found = [source.group(desk, MOST) for source in sources]
    return [group for group in found if group.entries]


def news(person, after, now=None, publication=None):
    """Return what others have brought to a person's desk after a moment, until now."""
    desk = _desk(person, now, publication)
    mailed = [source for source in SOURCES if source.is_mailed]
    asked = [source for source in mailed if source.is_for(desk)]
    found = [source.news(desk, after, MOST_IN_MAIL) for source in asked]
    return [group for group in found if group.entries]


def _desk(person, now, publication):
    publication = publication or Publication.objects.current()
    rules, zone = publication.rules, publication.zone
    return Desk(person, now or timezone.now(), rules, zone, publication.bio_months)


def _in_order(person):
    """Return the sources as they concern the highest role of a person."""
    roles = [role for role in Role if role in roles_of(person)]
    first = FIRST.get(max(roles, key=_HEIGHT.index), ()) if roles else ()
    return sorted(SOURCES, key=lambda source: _place(source.key, first))


_HEIGHT = (Role.AUTHORS_DESK, Role.WRITER, Role.EDITOR, Role.PUBLISHER)


def _place(key, first):
    return first.index(key) if key in first else len(first)
