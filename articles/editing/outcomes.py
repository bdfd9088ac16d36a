"""What comes of saving: never an exception, for nobody's words may be rolled back."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """An article or another thing, and the version that came of saving it."""

    thing: Any
    revision: Any

    @property
    def article(self):
        return self.thing


@dataclass(frozen=True)
class Saved(Outcome):
    pass


@dataclass(frozen=True)
class Merged(Outcome):
    """Saved together with what colleagues had changed in the fields `taken`."""

    taken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Conflict(Outcome):
    """Not saved: `clashing` fields had been changed by somebody else since.

    `revision` holds the refused text, whole; what stands is as it was.
    """

    clashing: list[str] = field(default_factory=list)
