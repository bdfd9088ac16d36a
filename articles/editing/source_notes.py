"""Private notes on what a passage rests on, and the legal flags that hold publication.

An article's `has_open_legal_flag` is written here only, from its rows, with the
article locked: the checks before publication read it without asking the rows.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.editing.dossiers import telling
from articles.editing.locking import locked, locked_row, locked_with_others
from articles.editing.log import name_of, record
from articles.editing.passages import WHOLE
from articles.editing.permission import require
from articles.editing.reasons import reason
from articles.models import Event, SourceNote
from articles.models.actions import Action, to_clear
from articles.models.source_note import REASON_LENGTH
from articles.publishing import holds

_PEOPLE = ("made_by", "checked_by", "flagged_by", "cleared_by")


@transaction.atomic
def add(article, *, by, source, text="", passage=WHOLE):
    """Keep what a passage, or the whole article, rests on; return the note."""
    article = locked(article)
    require(by, Action.SOURCE_NOTE, article)
    note = SourceNote(
        article=article,
        field=passage.field,
        quote=passage.quote,
        before=passage.before,
        after=passage.after,
        source=" ".join(source.split()),
        text=text.replace("\r\n", "\n").strip(),
        at_version=article.version,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=name_of(by),
    )
    if not note.source:
        raise ValidationError({"source": "Say who or what this rests on."})
    note.clean_fields(exclude=["article", *_PEOPLE])
    note.save()
    return note


@transaction.atomic
def set_check(note, check_state, *, by, seen):
    """Say whether somebody has checked it, or disputes it; return the note.

    `seen` is its `touched_at` on the page that was looked at, here and below.
    """
    note = locked_row(note)
    require(by, Action.SOURCE_NOTE, note.article)
    _require_seen(note, seen)
    note.check_state = SourceNote.Check(check_state)
    note.checked_at = timezone.now()
    note.checked_by, note.checked_by_name = by, name_of(by)
    note.save(
        update_fields=["check_state", "checked_at", "checked_by", "checked_by_name"]
    )
    return note


@transaction.atomic
def raise_flag(note, *, by, seen, why):
    """Hold publication until the law is satisfied; return the note. Words are needed.

    A text that readers see already stays: taking it down is another decision.
    """
    note = locked_row(note, locked_with_others)
    require(by, Action.FLAG, note.article)
    _require_seen(note, seen)
    if note.is_flagged:
        words = f"{note.flagged_by_name} has raised a flag here already."
        raise ValidationError(words)
    note.flag_reason = _reason(why, "Say what the law might object to.")
    note.legal_flag, note.flagged_at = SourceNote.Flag.OPEN, timezone.now()
    note.flagged_by, note.flagged_by_name = by, name_of(by)
    note.cleared_why, note.cleared_at = "", None
    note.cleared_by, note.cleared_by_name = None, ""
    note.save()
    record(note.article, Event.Kind.FLAGGED, by=by, why=note.flag_reason)
    _stop(note.article, by=by)
    return note


@transaction.atomic
def clear_flag(note, *, by, seen, why):
    """Let it be published as far as this flag goes; return the note. Words are needed.

    Whoever raised the flag may, and publishers.
    """
    note = locked_row(note, locked_with_others)
    require(by, to_clear(by, note), note.article)
    _require_seen(note, seen)
    if not note.is_flagged:
        raise ValidationError("No legal flag is open here.")
    note.cleared_why = _reason(why, "Say why it may go out, for whoever asks later.")
    note.legal_flag, note.cleared_at = SourceNote.Flag.CLEARED, timezone.now()
    note.cleared_by, note.cleared_by_name = by, name_of(by)
    note.save()
    record(note.article, Event.Kind.FLAG_CLEARED, by=by, why=note.cleared_why)
    _go_on(note.article, by=by)
    return note


def open_flags(articles):
    """Return by article's id the source notes that hold it: one query, where any do."""
    found = {article.pk: [] for article in articles if article.has_open_legal_flag}
    if found:
        flagged = SourceNote.objects.filter(
            article__in=found, legal_flag=SourceNote.Flag.OPEN
        )
        for note in flagged.order_by("flagged_at", "pk"):
            found[note.article_id].append(note)
    return found


def _stop(article, *, by):
    """Hold an article, which is locked: what is scheduled waits, too.

    Nobody is asked what becomes of those that go out with it: they wait.
    """
    article.has_open_legal_flag = True
    article.save(update_fields=["has_open_legal_flag"])
    now = timezone.now()
    telling.let_wait(article, holds.hold(article, now=now), by=by, now=now)


def _go_on(article, *, by):
    """Let it go out again, if nothing else stops it."""
    flagged = article.source_notes.filter(legal_flag=SourceNote.Flag.OPEN)
    article.has_open_legal_flag = flagged.exists()
    article.save(update_fields=["has_open_legal_flag"])
    now = timezone.now()
    released, _missed = holds.release(article, now=now)
    telling.let_run(article, released, by=by, now=now)


def _require_seen(note, seen):
    """Refuse to act on what its person has not looked at; say who did what since."""
    if seen == note.touched_at:
        return
    said = {
        note.checked_at: (
            f"{note.checked_by_name} has marked this source as "
            f"“{note.get_check_state_display().lower()}”"
        ),
        note.flagged_at: f"{note.flagged_by_name} has raised a legal flag here",
        note.cleared_at: f"{note.cleared_by_name} has cleared the legal flag here",
    }
    words = said.get(note.touched_at, "Somebody has changed this source")
    raise ValidationError(
        f"{words} since you opened it. Look at it, then decide again."
    )


def _reason(why, needed):
    return reason(why, needed=needed, most=REASON_LENGTH)
