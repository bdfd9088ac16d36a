"""Characters that a page may hold, and names made of nothing else."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models


def is_printable(character):
    """Say whether a text needs the character: no control, surrogate or override is.

    U+202A–202E turn the order of the reader's page around them; the isolates
    U+2066–2069 and the marks U+200E, U+200F, U+061C do the same job safely. U+FDD0–FDEF
    and the last two of each plane are no characters at all.
    """
    number = ord(character)
    return (
        unicodedata.category(character) not in {"Cc", "Cs"}
        and not 0x202A <= number <= 0x202E
        and not 0xFDD0 <= number <= 0xFDEF
        and number & 0xFFFE != 0xFFFE
    )


def validate_printable(text):
    if not all(map(is_printable, text)):
        raise ValidationError(
            "Something in this name cannot be printed. Type it anew instead of pasting."
        )


class NameField(models.CharField):
    default_validators = [validate_printable]
