"""What readers would get if an article were taken down so: nothing here is stored."""

from articles.editing.retracting import require_showable
from articles.models import Correction, Withdrawal
from articles.models.correction import Notice
from articles.publishing import taking_down
from articles.publishing.timeline import timeline


def as_retracted(article, leaves, notice, *, by, now):
    """Return the edition that would be left, with the notice in it."""
    known = timeline(article)
    edition = taking_down.retraction_of(article, leaves, known, by=by, now=now)
    return _with_notice(edition, Correction.Kind.RETRACTION, notice, now)


def as_reinstated(article, notice, *, by, now):
    """Return the edition that would be shown again, with the note in it."""
    require_showable(article, now)
    known = timeline(article)
    edition = taking_down.reinstatement_of(article, known, by=by, now=now)
    return _with_notice(edition, Correction.Kind.EDITORS_NOTE, notice, now)


def as_withdrawn(article, notice, *, now):
    return Withdrawal(article=article, at=now, notice=notice)


def _with_notice(edition, kind, notice, now):
    line = Notice(kind, notice, now).to_json()
    edition.corrections = [*(edition.corrections or ()), line]
    return edition
