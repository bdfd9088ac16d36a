"""When something last happened that nobody watches, as far as somebody must know."""

from django.db import models


class Sign(models.Model):
    """The last time: one row a kind, overwritten each time."""

    class Kind(models.TextChoices):
        WORKER = "worker", "Worker seen"
        MAIL_SENT = "mail.sent", "Mail sent"
        MAIL_FAILED = "mail.failed", "Mail failed"

    kind = models.CharField(max_length=16, choices=Kind, primary_key=True)
    at = models.DateTimeField()
    words = models.CharField(max_length=400, blank=True)

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
