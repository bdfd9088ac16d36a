"""A report and articles of it that go out at one instant: all of them, or none."""

from django.db import models


class ReleaseQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-made_at", "-pk")


class Release(models.Model):
    """Its editions begin at `live_from`, every one of them.

    Where the article of one is stopped, the others wait with it until somebody leaves
    it out: publishing.releases sees to that. `version` moves with every change, so
    that a page about it can say what it showed.
    """

    report = models.ForeignKey(
        "Report", on_delete=models.PROTECT, related_name="releases"
    )
    live_from = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(max_length=150, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    def __str__(self):
        return f"{self.report}, {self.live_from:%Y-%m-%d %H:%M}"
