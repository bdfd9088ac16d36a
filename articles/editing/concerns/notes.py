"""What colleagues have noted for somebody, and what the law holds up.

A note's own words stay on its page: entries go out by mail.
"""

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.models import Mention, Note, SourceNote
from articles.models.actions import Action

_LONG = tuple(f"article__{name}" for name in ("standfirst", "body", "notes"))


def mentions(desk):
    return (
        Mention.objects.filter(
            person=desk.person, seen_at=None, note__article__binned_at=None
        )
        .select_related("note__article")
        .defer(*(f"note__{name}" for name in _LONG))
        .annotate(
            since=F("made_at"),
            doer=Case(
                When(note__made_by=F("person"), then=F("note__answered_by")),
                default=F("note__made_by"),
            ),
        )
        .order_by("-made_at", "-pk")
    )


def mention_entry(mention, desk):
    return _entry(
        mention.note.article, _told(mention.note, desk.person), mention.made_at
    )


def _told(note, person):
    if note.made_by_id != person.pk:
        return f"{note.made_by_name} mentions you in a note: read it."
    if note.is_open:
        return "Somebody has replied to your note: read it."
    answer = "done" if note.answer == note.Answer.DONE else "no"
    return f"{note.answered_by_name} answered your note, “{answer}”: read it."


def to_answer(desk):
    """Select open notes on what they filed or was given to them, not their own."""
    person = desk.person
    unseen = Mention.objects.filter(note=OuterRef("pk"), person=person, seen_at=None)
    return (
        Note.objects.open()
        .filter(
            ~Exists(unseen),
            Q(article__created_by=person) | Q(article__assignee=person),
            article__binned_at=None,
        )
        .exclude(made_by=person)
        .select_related("article")
        .defer(*_LONG)
        .annotate(since=F("made_at"), doer=F("made_by"))
        .order_by("-made_at", "-pk")
    )


def to_answer_entry(note, desk):
    return _entry(
        note.article, f"{note.made_by_name} noted something: answer it.", note.made_at
    )


def flagged(desk):
    """Select the open legal flags that they may clear."""
    flags = SourceNote.objects.filter(
        legal_flag=SourceNote.Flag.OPEN, article__binned_at=None
    )
    if not desk.may(Action.CLEAR_FLAG):
        flags = flags.filter(flagged_by=desk.person)
    return (
        flags.select_related("article")
        .defer(*_LONG)
        .annotate(since=F("flagged_at"), doer=F("flagged_by"))
        .order_by("flagged_at", "pk")
    )


def flagged_entry(source_note, desk):
    return _entry(
        source_note.article,
        "A legal flag is open: nothing goes out before it is cleared.",
        source_note.flagged_at,
        why=source_note.flag_reason,
        by_name=source_note.flagged_by_name,
    )


def _entry(article, wants, since, **said):
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=wants,
        address=reverse("admin:notes", args=[article.pk]),
        since=since,
        **said,
    )
