"""What stands beside the text: the open notes where they belong, the answered ones."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch

from articles.editing.passages import (
    FIELDS,
    Place,
    Whereabouts,
    place_of,
    plain,
)
from articles.models import Mention, Reply
from articles.models.actions import Action, may, refusal, to_answer

LATELY_ANSWERED = 5
_REPLIES = Prefetch("replies", Reply.objects.order_by("pk"))
_ORDER = ["", *reversed(FIELDS)]


@dataclass(frozen=True)
class Shown:
    """A note or source note, and where its words stand; None: it is about the whole."""

    note: object
    place: Place | None = None
    is_for_me: bool = False
    why_no_answer: str = ""

    @property
    def is_gone(self):
        return self.place is not None and self.place.state == Whereabouts.GONE

    @property
    def last_reply(self):
        """The id of the last that was said under it, 0 if nothing: what is answered."""
        replies = self.note.replies.all()
        return replies[len(replies) - 1].pk if replies else 0

    @property
    def is_changed(self):
        return self.place is not None and self.place.state == Whereabouts.CHANGED


@dataclass(frozen=True)
class Notes:
    article: object
    open: list[Shown] = field(default_factory=list)
    answered: list[Shown] = field(default_factory=list)
    may_write: bool = False
    has_sources: bool = False

    @property
    def for_me(self):
        return [shown for shown in [*self.open, *self.answered] if shown.is_for_me]

    @property
    def lately_answered(self):
        return self.answered[:LATELY_ANSWERED]


def notes_beside(user, article, snapshot=None):
    """Return an article's notes: two queries, however many; one where there are none.

    `snapshot` is its stored text where the row itself holds what was just posted.

    Open ones stand in the order of the text, what is gone from it last; answered ones
    the newest first.
    """
    own = Mention.objects.filter(note=OuterRef("pk"), person=user)
    notes = article.review_notes.annotate(
        mentions_me=Exists(own), is_unseen=Exists(own.filter(seen_at=None))
    )
    notes = list(notes.oldest_first().prefetch_related(_REPLIES))
    texts = plain_texts(snapshot or article) if notes else {}
    shown = [_shown(user, article, note, texts) for note in notes]
    answered = [each for each in shown if not each.note.is_open]
    return Notes(
        article=article,
        open=in_order([each for each in shown if each.note.is_open]),
        answered=sorted(answered, key=_answered_at, reverse=True),
        may_write=may(user, Action.NOTE, article),
        has_sources=may(user, Action.SOURCE_NOTE, article),
    )


def plain_texts(text):
    """Return the plain words by field of an article or a snapshot of one."""
    return {name: plain(name, getattr(text, name)) for name in FIELDS}


def where(note, texts):
    """Return where a note's words stand now; None where it is about the whole."""
    return place_of(note, texts[note.field]) if note.field else None


def in_order(shown):
    return sorted(shown, key=_standing)


def _shown(user, article, note, texts):
    action = to_answer(user, note, note.mentions_me)
    return Shown(
        note,
        place=where(note, texts),
        is_for_me=note.is_unseen,
        why_no_answer=refusal(user, action, article),
    )


def _standing(shown):
    start = shown.place.start if shown.place else 0
    return shown.is_gone, _ORDER.index(shown.note.field), start


def _answered_at(shown):
    return shown.note.answered_at
