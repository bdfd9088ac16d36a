"""Review notes: what colleagues tell each other about an article, and what came of it.

A note never touches the text or its version. It needs no `seen`: it says what its
author read, and the words that it is about are quoted.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.colleagues import named_in, require_readers
from articles.editing.locking import locked, locked_row
from articles.editing.log import name_of
from articles.editing.passages import WHOLE
from articles.editing.permission import require
from articles.models import Mention, Note, Reply
from articles.models.actions import Action, to_answer
from articles.models.note import NOTE_LENGTH

_WITHOUT_WORDS = {
    Reply.Kind.SAID: "Write what you have to say.",
    Reply.Kind.DECLINED: "Say why not: whoever wrote the note will want to know.",
    Reply.Kind.REOPENED: "Say why it is not settled.",
}


@dataclass(frozen=True)
class Told:
    """The note, whom it reaches, and the @names in it that are nobody's."""

    note: Note
    people: list = field(default_factory=list)
    unknown: list = field(default_factory=list)


@transaction.atomic
def add(article, *, by, text, passage=WHOLE, tell=()):
    """Write a note and return Told. Those in `tell` and each @username hear of it."""
    article = locked(article)
    require(by, Action.NOTE, article)
    text = _words(text, "Write what you have to say.")
    people, unknown = _reached(text, tell)
    note = Note.objects.create(
        article=article,
        field=passage.field,
        quote=passage.quote,
        before=passage.before,
        after=passage.after,
        text=text,
        at_version=article.version,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=name_of(by),
    )
    _tell(note, people, by=by)
    return Told(note, people, unknown)


@transaction.atomic
def reply(note, *, by, text, tell=()):
    """Say something under a note; return Told."""
    note = locked_row(note)
    require(by, Action.NOTE, note.article)
    return _say(note, Reply.Kind.SAID, by=by, text=text, tell=tell)


@transaction.atomic
def answer(note, answer, *, by, seen, text="", tell=()):
    """Say that a note is done, or declined with words why; return Told.

    `seen` is the id of the last that was said under it on the page looked at, or 0.
    """
    note = locked_row(note)
    _require_answering(by, note)
    _require_seen(note, seen)
    answer = Note.Answer(answer)
    if answer == Note.Answer.OPEN:
        raise ValidationError({"answer": "Choose “Done” or “No, because”."})
    if not note.is_open:
        words = f"{note.answered_by_name} has answered this note already."
        raise ValidationError(words)
    told = _say(note, Reply.Kind(answer.value), by=by, text=text, tell=tell)
    note.answer, note.answer_text = answer, _printed(text)
    note.answered_at = timezone.now()
    note.answered_by, note.answered_by_name = by, name_of(by)
    note.save(update_fields=_ANSWER)
    return told


@transaction.atomic
def reopen(note, *, by, seen, text, tell=()):
    """Take an answer back, with words why; it stays to be read. Return Told."""
    note = locked_row(note)
    _require_answering(by, note)
    _require_seen(note, seen)
    if note.is_open:
        raise ValidationError("This note is open already.")
    told = _say(note, Reply.Kind.REOPENED, by=by, text=text, tell=tell)
    note.answer, note.answer_text, note.answered_at = Note.Answer.OPEN, "", None
    note.answered_by, note.answered_by_name = None, ""
    note.save(update_fields=_ANSWER)
    return told


def mark_seen(article, *, by):
    """Note that somebody has seen where they are mentioned; return how often it was."""
    require(by, Action.READ, article)
    return _seen(Mention.objects.filter(note__article=article), by=by)


_ANSWER = ("answer", "answer_text", "answered_at", "answered_by", "answered_by_name")


def _say(note, kind, *, by, text, tell):
    text = _words(text, _WITHOUT_WORDS.get(kind))
    people, unknown = _reached(text, tell)
    Reply.objects.create(
        note=note,
        kind=kind,
        text=text,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=name_of(by),
    )
    _seen(note.mentions, by=by)
    # Whoever wrote the note hears of every word under it.
    asked = [note.made_by] if note.made_by else []
    everybody = {person.pk: person for person in [*people, *asked]}
    _tell(note, everybody.values(), by=by)
    return Told(note, people, unknown)


def _require_answering(by, note):
    is_mentioned = note.mentions.filter(person=by).exists()
    require(by, to_answer(by, note, is_mentioned), note.article)


def _require_seen(note, seen):
    """Refuse to settle a note under which its person has not read everything."""
    last = note.replies.order_by("-pk").first()
    if (last.pk if last else 0) == seen:
        return
    did = {
        Reply.Kind.SAID: "said something under",
        Reply.Kind.REOPENED: "opened",
    }
    who, what = "Somebody", "answered"
    if last:
        who, what = last.made_by_name, did.get(last.kind, what)
    raise ValidationError(
        f"{who} has {what} this note since you opened it. Read that, then decide again."
    )


def _reached(text, tell):
    named = named_in(text)
    people = list({person.pk: person for person in [*tell, *named.people]}.values())
    require_readers(people)
    return people, named.unknown


def _tell(note, people, *, by):
    """Let a note reach people, anew where it had reached them before."""
    now = timezone.now()
    Mention.objects.bulk_create(
        [
            Mention(note=note, person=person, made_at=now)
            for person in people
            if person.pk != by.pk
        ],
        update_conflicts=True,
        unique_fields=["note", "person"],
        update_fields=["made_at", "seen_at"],
    )


def _seen(mentions, *, by):
    return mentions.filter(person=by, seen_at=None).update(seen_at=timezone.now())


def _words(text, needed):
    """Return what was written; refuse nothing at all where words are `needed`."""
    text = _printed(text)
    if needed and not text:
        raise ValidationError({"text": needed})
    if len(text) > NOTE_LENGTH:
        words = f"Say it more briefly: at most {NOTE_LENGTH} characters."
        raise ValidationError({"text": words})
    return text


def _printed(text):
    return text.replace("\r\n", "\n").strip()
