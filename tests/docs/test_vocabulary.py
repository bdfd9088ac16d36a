"""One idea has one word, and the vocabulary has them all."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.editing.standing import State
from articles.editing.well import report as well
from articles.models import (
    Appeals,
    AuthorRequest,
    AuthorStep,
    Complaint,
    ComplaintStep,
    Correction,
    Credit,
    Event,
    Kind,
    Note,
    PenNameStep,
    Prompt,
    Reply,
    Revision,
    Sign,
    SourceNote,
    Stage,
    Suggestion,
    SuggestionStep,
    Version,
)
from articles.models.actions import Role
from articles.models.batch import Batch, Result
from articles.models.publication import ErrorReports

VOCABULARY = Path(settings.BASE_DIR, "docs/vocabulary.md").read_text(encoding="utf-8")
CHOICES = (
    *(Stage, Kind, Event.Kind, Revision.Intent, Version.Intent, Credit.Role),
    *(Correction.Kind, ErrorReports),
    *(AuthorRequest.State, AuthorStep.Kind),
    *(Complaint.Status, Complaint.Outcome, ComplaintStep.Kind),
    PenNameStep.Kind,
    *(State, Appeals, Prompt.Slot),
    *(Note.Answer, Reply.Kind, SourceNote.Check, SourceNote.Flag),
    *(Suggestion.State, SuggestionStep.Kind),
    *(Batch.What, Result),
    *(well.State, Sign.Kind),
)
LABELS = [choice.label for choices in CHOICES for choice in choices]


@pytest.mark.parametrize("word", [*LABELS, *(role.value for role in Role)])
def test_the_vocabulary_has(word):
    words = " ".join(VOCABULARY.split())
    assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words)
