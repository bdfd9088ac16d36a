"""What is to go out together, and waits for one of them."""

from django.db.models import Exists, IntegerField, Min, OuterRef, Subquery, Value
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.models import Edition, Release


def waiting(desk):
    """Select releases to come that one of theirs keeps waiting, whoever stopped it."""
    own = Edition.objects.filter(release=OuterRef("pk"))
    stopped = own.stopping().order_by().values("release")
    since = stopped.annotate(since=Min("stopped_at")).values("since")
    nobody = Value(None, IntegerField())
    others = own.to_come(desk.now).filter(left_out_at=None, stopped_at=None)
    return (
        Release.objects.filter(Exists(others), live_from__gt=desk.now)
        .select_related("report")
        .annotate(since=Subquery(since), doer=nobody)
        .filter(since__isnull=False)
        .order_by("live_from", "pk")
    )


def waiting_entry(release, desk):
    place = [release.report_id, release.pk]
    return Entry(
        headline=str(release.report),
        wants="All of it waits for what is stopped: end that, or run the others.",
        note=f"Is to go out: {desk.moment(release.live_from)}",
        address=reverse("admin:articles_report_released", args=place),
        since=release.since,
        is_urgent=True,
    )
