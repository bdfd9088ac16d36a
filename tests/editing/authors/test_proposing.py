"""A proposed author stands in a byline, and no text with one reaches a reader."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.editing import copies, desk, publication, review, schedule, things
from articles.editing.authors import bylines, proposing
from articles.editing.authors.bylines import Accepted, Declined, Known, Said
from articles.editing.authors.proposing import Newcomer
from articles.editing.dossiers.releasing import release
from articles.editing.fixes import deciding
from articles.editing.outcomes import Conflict, Saved
from articles.models import Article, Author, Edition, Event, Mention
from articles.models.actions import Role
from articles.models.snapshot import CreditLine
from tests import factories
from tests.admin.pages import fresh
from tests.databases import *  # noqa: F403

pytestmark = pytest.mark.django_db
JANE = Newcomer("Jane Doe", "Reports from Cairo.", "https://jane.example")


@pytest.fixture
def writer():
    return factories.user(Role.WRITER, first_name="Omar")
