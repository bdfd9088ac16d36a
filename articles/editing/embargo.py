"""No text goes out under embargo, whoever lets it out."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format


def require_lifted(embargoed_until, publication, at):
    """Refuse a text that is under embargo at the moment when readers are to see it."""
    if embargoed_until and embargoed_until > at:
        zone = publication.zone
        until = timezone.localtime(embargoed_until, zone)
        raise ValidationError(
            {
                "embargoed_until": "Under embargo until "
                f"{date_format(until, 'j F Y, H:i')} ({zone}). Publish after that."
            }
        )
