"""What a publication decides for itself about how its texts go out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from articles.models.article import Kind

EVERY_KIND = "every"


class Level(models.TextChoices):
    REQUIRED = "required", "Required"
    ADVISED = "advised", "Advised"
    OFF = "off", "Off"


@dataclass(frozen=True)
class Rules:
    """Who publishes, where that is stricter than the table of actions, and what each
    check weighs, where that is not as usual.

    With four eyes nobody approves or publishes what they wrote; models.four_eyes says
    what that means.
    """

    has_four_eyes: bool = False
    only_publishers_publish: bool = False
    check_levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def validate_levels(levels):
    """Accept {check: {kind or EVERY_KIND: level}} and nothing else."""
    kinds = {EVERY_KIND, *Kind.values}
    is_sound = isinstance(levels, dict) and all(
        isinstance(by_kind, dict)
        and kinds.issuperset(by_kind)
        and all(level in Level.values for level in by_kind.values())
        for by_kind in levels.values()
    )
    if not is_sound:
        raise ValidationError("Choose for each check whether it is required.")
