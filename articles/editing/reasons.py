"""Why something is done, as logs keep it."""

from django.core.exceptions import ValidationError

SAY_WHY = "Say why, for whoever asks later."
MOST = 400  # it must fit into the log


def reason(why, *, needed=SAY_WHY, most=MOST):
    """Return why something is done, on one line; refuse too much, and none if needed.

    `needed` says what to write; with "" nothing need be said.
    """
    words = " ".join(why.split())
    if needed and not words:
        raise ValidationError({"why": needed})
    if len(words) > most:
        limit = f"Say it more briefly: at most {most} characters."
        raise ValidationError({"why": limit})
    return words
