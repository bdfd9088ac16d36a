"""What a check says: one line in plain words, and what to do next.

Checks are functions that take a Report and return lines made by it. Which there are,
settings.WELL_CHECKS says: those of the machine know nothing of the newsroom.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.timesince import timesince

logger = logging.getLogger(__name__)


class State(models.TextChoices):
    WELL = "well", "Well"
    LOOK = "look", "Look at this"
    NOT_WELL = "not-well", "Not well"


@dataclass(frozen=True)
class Line:
    """`then` says what to do next, `detail` what the machine said."""

    name: str
    state: State
    words: str
    then: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Report:
    """Who asks, when, and by which clock; makes lines."""

    person: Any
    now: datetime
    zone: tzinfo

    def well(self, name: str, words: str) -> Line:
        return Line(name, State.WELL, words)

    def look(self, name: str, words: str, then: str, detail: str = "") -> Line:
        return Line(name, State.LOOK, words, then, detail)

    def not_well(self, name: str, words: str, then: str, detail: str = "") -> Line:
        return Line(name, State.NOT_WELL, words, then, detail)

    def moment(self, at: datetime) -> str:
        local = timezone.localtime(at, self.zone)
        return f"{date_format(local, 'l j F, H:i')} ({local.tzname()})"

    def since(self, at: datetime) -> str:
        """Return how long it is since a moment: “3 hours”."""
        return timesince(at, self.now, depth=1).replace("\N{NO-BREAK SPACE}", " ")


def lines(checks, person, zone, now=None) -> list[Line]:
    """Ask each check, named by its path; one that fails is a line, and stops none."""
    report = Report(person, now or timezone.now(), zone)
    found = []
    for path in checks:
        try:
            found += import_string(path)(report)
        except Exception as error:
            logger.exception("%s cannot be asked", path)
            name = path.rpartition(".")[-1].replace("_", " ").capitalize()
            found.append(
                report.not_well(
                    name,
                    "This could not be asked.",
                    "Tell whoever runs the site; the log says more.",
                    f"{type(error).__name__}: {error}",
                )
            )
    return found
