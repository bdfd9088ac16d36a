"""How often somebody is told: everybody once a day, until they choose otherwise."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Digest, Publication


def digest_of(person, now=None):
    """Return a person's setting; the usual one, unsaved, where they have none yet."""
    own = Digest.objects.filter(person=person).first()
    return own or Digest(person=person, told_until=now or timezone.now())


@transaction.atomic
def choose(person, rhythm, hour, *, seen, now=None):
    """Store how often a person is told of news; return the setting.

    `seen` is the `choice` of the setting that they looked at. What they have been told
    stays told: a change of rhythm repeats nothing.
    """
    now = now or timezone.now()
    if rhythm not in Digest.Rhythm.values:
        raise ValidationError({"rhythm": "Choose how often."})
    if hour not in range(24):
        raise ValidationError({"hour": "Choose an hour of the day."})
    digest, _ = Digest.objects.select_for_update().get_or_create(
        person=person, defaults={"told_until": now}
    )
    if seen != digest.choice:
        raise ValidationError(
            "You have changed this elsewhere since you opened it: it is “"
            f"{digest.get_rhythm_display()}”, at {digest.hour}:00. Choose again."
        )
    chosen = ["rhythm", "hour", "failures", "next_at"]
    if digest.rhythm == Digest.Rhythm.NEVER:
        digest.told_until = now  # nobody wants the news of the silent months
        chosen.append("told_until")
    digest.rhythm, digest.hour, digest.failures = rhythm, hour, 0
    digest.next_at = digest.following(now, Publication.objects.current().zone)
    digest.save(update_fields=chosen)
    return digest


def begin_for_newcomers(zone, now):
    """Give everybody who has none the usual setting, from now on: one query, or two."""
    newcomers = get_user_model().objects.filter(
        is_active=True, is_staff=True, digest=None
    )
    begun = [Digest(person=person, told_until=now) for person in newcomers]
    for digest in begun:
        digest.next_at = digest.following(now, zone)
    # Two workers may begin at once, and each person has one setting all the same.
    if begun:
        Digest.objects.bulk_create(begun, ignore_conflicts=True)
