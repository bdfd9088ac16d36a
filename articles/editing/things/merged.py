"""What was merged into another is left as it is, so that it can come back as it was."""

from django.core.exceptions import ValidationError


def merged_words(thing):
    """Return why nothing is done to a thing that was merged; "" if it was not."""
    if getattr(thing, "merged_into_id", None) is None:
        return ""
    return (
        f"“{thing}” was merged into “{thing.merged_into}”. "
        "Change that one, or undo the merge first."
    )


def require_unmerged(thing):
    if words := merged_words(thing):
        raise ValidationError(words)
