"""No text goes out under embargo, whoever lets it out.

What is scheduled and is moved follows the article as it stands by now: an embargo that
was ended since binds it no more, a new one does.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format


def objection(embargoed_until, zone, at):
    """Return what an embargo has against a text being seen at a moment, or ""."""
    if not embargoed_until or embargoed_until <= at:
        return ""
    until = timezone.localtime(embargoed_until, zone)
    until = date_format(until, "j F Y, H:i")
    return f"Under embargo until {until} ({zone}). Publish after that."


def against_moving(article, zone, at):
    """Return what an article's embargo has against its text beginning then, or ""."""
    return objection(article.embargoed_until, zone, at)


def require_lifted(embargoed_until, publication, at):
    """Refuse a text that is under embargo at the moment when readers are to see it."""
    if words := objection(embargoed_until, publication.zone, at):
        raise ValidationError({"embargoed_until": words})
