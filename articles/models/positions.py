"""What somebody was, and where, from when until when."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError

ROLE_LENGTH = 120
AFFILIATION_LENGTH = 160
_LENGTHS = {"role": ROLE_LENGTH, "affiliation": AFFILIATION_LENGTH}


@dataclass(frozen=True)
class Position:
    """A role and an affiliation, one of which may be empty.

    Held from the day `since` to the day `until`, both included; without a day, always.
    """

    role: str = ""
    affiliation: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self):
        return bool(self.role or self.affiliation)

    def __str__(self):
        return ", ".join(filter(None, [self.role, self.affiliation]))

    def is_held_on(self, day):
        has_begun = self.since is None or self.since <= day
        return has_begun and (self.until is None or day <= self.until)

    def to_json(self):
        """Return plain values, the empty ones left out."""
        return {name: _plain(value) for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, values):
        return cls(
            values.get("role", ""),
            values.get("affiliation", ""),
            _day(values.get("since")),
            _day(values.get("until")),
        )


_NAMES = {each.name for each in fields(Position)}


def held_on(positions, day):
    """Return the position of that day: of several, the one begun last; else none."""
    held = [each for each in positions if each.is_held_on(day)]
    return max(held, key=lambda each: each.since or date.min, default=Position())


def validate_positions(lines):
    """Accept a list of what Position.to_json() writes, and nothing else."""
    if not isinstance(lines, list) or not all(map(_is_sound, lines)):
        raise ValidationError("Give each position a role or an affiliation.")
    for line in lines:
        for name, length in _LENGTHS.items():
            if len(line.get(name, "")) > length:
                raise ValidationError(f"At most {length} letters for the {name}.")
        position = Position.from_json(line)
        if position.since and position.until and position.until < position.since:
            raise ValidationError(f"“{position}” ends before it begins.")


def _is_sound(line):
    if not isinstance(line, dict) or not _NAMES.issuperset(line):
        return False
    try:
        is_there = bool(Position.from_json(line))
    except (TypeError, ValueError):
        return False
    return is_there and all(isinstance(value, str) for value in line.values())


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _day(text):
    return date.fromisoformat(text) if text else None
