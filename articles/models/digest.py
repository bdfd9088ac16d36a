"""How often somebody wants to be told by mail what is new for them."""

from datetime import UTC, datetime, time, timedelta

from django.db import models
from django.db.models import Q

USUAL_HOUR = 7


class Digest(models.Model):
    """One person's setting, and how far they have been told.

    `next_at` is when to look next whether something is new. Whoever looks moves it
    first, so that nobody else looks at the same time: see editing.digests.sending.
    """

    class Rhythm(models.TextChoices):
        DAILY = "daily", "Once a day"
        HOURLY = "hourly", "Once an hour at most"
        NEVER = "never", "Never"

    person = models.OneToOneField(
        "auth.User", on_delete=models.CASCADE, related_name="digest"
    )
    rhythm = models.CharField(
        "how often", max_length=8, choices=Rhythm, default=Rhythm.DAILY
    )
    hour = models.PositiveSmallIntegerField(
        "at what hour", default=USUAL_HOUR, help_text="In the publication's time zone."
    )
    told_until = models.DateTimeField()
    next_at = models.DateTimeField(null=True, db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__lte=23), name="a_digest_is_sent_at_an_hour_of_the_day"
            )
        ]

    def __str__(self):
        return f"Mail to {self.person}: {self.get_rhythm_display().lower()}"

    @property
    def choice(self):
        """What its person chose, as a page about it carries it."""
        return f"{self.rhythm} {self.hour}"

    def following(self, now, zone):
        """Return when to look next after `now`; None for never."""
        if self.rhythm == self.Rhythm.NEVER:
            return None
        if self.rhythm == self.Rhythm.HOURLY:
            return now + timedelta(hours=1)
        today = now.astimezone(zone).date()
        days = (today, today + timedelta(days=1))
        return next(at for day in days if (at := self._on(day, zone)) > now)

    def _on(self, day, zone):
        """Return the hour of that day as a moment. One that summer time skips is the
        moment of the change; one that occurs twice is the first.
        """
        local = datetime.combine(day, time(self.hour), tzinfo=zone)
        return local.astimezone(UTC)
