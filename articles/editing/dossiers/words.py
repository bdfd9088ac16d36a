"""How one speaks of what goes out together."""

from django.utils import timezone
from django.utils.formats import date_format


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
