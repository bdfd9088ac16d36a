"""“Use this text”: what is saved goes out in the place of a scheduled text."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.editing import schedule
from articles.models.local_time import said

INCOMPLETE = "The page was incomplete. Look at what is scheduled, then try again."


def use_text(request, article):
    """Call the verb with what the button carries: an edition, and how it was seen."""
    number, _, when = request.POST.get("_use_text", "").partition(" ")
    is_number = number.isdecimal() and len(number) < 18
    edition = article.editions.filter(pk=number).first() if is_number else None
    if edition is None:
        raise ValidationError(INCOMPLETE)
    given = {"by": request.user, "seen": article.version, "when": when}
    return schedule.use_this_text(edition, **given)


def used(edition):
    begins = said(edition.live_from, timezone.get_current_timezone())
    return f"Readers get this text on {begins}."
