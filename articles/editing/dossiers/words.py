"""How one speaks of what goes out together."""

from django.utils import timezone
from django.utils.formats import date_format

TO_COME = (
    "It is to go out together with its report. Cancel its schedule, or that release, "
    "before it is published by itself."
)


def is_to_come(edition, now):
    """Say whether an edition is to begin with a release: to ask it costs nothing."""
    return has_place(edition) and edition.live_from > now


def has_place(edition):
    """Say whether an edition has its hour by a release: to ask it costs nothing."""
    return edition.release_id is not None and edition.left_out_at is None


def moment(at, zone):
    return f"{date_format(timezone.localtime(at, zone), 'j F Y, H:i')} ({zone})"


def others(count):
    """Return how many there are besides one: “1 other”, “5 others”."""
    return f"{count} other" if count == 1 else f"{count} others"


def together(report, count):
    """Return with what one of so many goes out."""
    if count == 1:
        return f"For “{report}”"[:400]
    return f"With {others(count - 1)} of “{report}”"[:400]
