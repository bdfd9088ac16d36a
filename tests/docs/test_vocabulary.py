"""One idea has one word, and the vocabulary has them all."""

from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Credit, Event, Kind, Revision, Stage
from articles.models.actions import Role

VOCABULARY = Path(settings.BASE_DIR, "docs/vocabulary.md").read_text(encoding="utf-8")
CHOICES = (Stage, Kind, Event.Kind, Revision.Intent, Credit.Role)
LABELS = [choice.label for choices in CHOICES for choice in choices]


@pytest.mark.parametrize("word", [*LABELS, *(role.value for role in Role)])
def test_the_vocabulary_has(word):
    assert word in " ".join(VOCABULARY.split())
