"""What goes by the clock: what goes out next, what missed its hour, what went out."""

from datetime import timedelta

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.editing.log import name_of
from articles.editing.stops import Stop, stops, waits_together, words_of
from articles.models import Edition, Event
from articles.models.actions import Action

A_DAY = timedelta(days=1)
_SHOWN = ("headline", "slug", "language", "article_id", "live_from", "made_at")
_PERSON = ("made_by__username", "made_by__first_name", "made_by__last_name")
_TEXT = ("article__version", "revision__number", "revision__made_at")


def going_out(desk):
    """Select what readers are to see, the next first; what waits keeps its place."""
    return (
        Edition.objects.standing()
        .filter(live_from__gt=desk.now)
        .select_related("article", "revision", "source")
        .only(*_SHOWN, *_TEXT, *_STOPS, "first_published_at", "made_by")
        .annotate(since=F("made_at"), doer=F("made_by"))
        .order_by("live_from", "pk")
    )


def going_out_entry(edition, desk):
    at = desk.moment(edition.live_from)
    is_first = edition.first_published_at == edition.live_from
    seen = "Readers are to see it" if is_first else "It replaces what readers see"
    note = f"The text of {desk.moment(edition.revision.made_at)}"
    is_older = edition.revision.number != edition.article.version
    wants = f"{seen} from {at}."
    if edition.held_at:
        why = [words_of(stop, edition.article) for stop in _stopped_by(edition)]
        wants = " ".join([f"Waits. Its hour: {at}.", *why])
    return Entry(
        headline=edition.headline,
        language=edition.language,
        wants=wants,
        note=f"{note}; it was changed since" if is_older else note,
        address=_screen(edition.article_id),
        since=edition.made_at,
        is_urgent=is_older and edition.live_from <= desk.now + A_DAY,
    )


def _stopped_by(edition):
    return stops(edition.article, edition)[:1]


def missed(desk):
    """Select what was held when its hour struck: no hour brings it out by itself."""
    return (
        Edition.objects.standing()
        .filter(held_at__isnull=False, live_from__lte=desk.now)
        .filter(article__binned_at=None)
        .select_related("article", "release", "source")
        .only(*_SHOWN, *_STOPS, "release__report")
        .annotate(since=F("live_from"), doer=F("article__held_by"))
        .order_by("live_from", "pk")
    )


_STOPS = (
    *("article__held_at", "article__hold_reason", "article__has_open_legal_flag"),
    *("article__has_lost_permission", "article__embargoed_until"),
    *("held_at", "fix_waiting", "release", "left_out_at", "revision"),
    "source__permission_withdrawn_at",
)


def missed_entry(edition, desk):
    stop = next(iter(_stopped_by(edition)), None)
    address = _screen(edition.article_id)
    if waits_together(edition):
        release = edition.release
        page = "admin:articles_report_released"
        address = reverse(page, args=[release.report_id, release.pk])
    return Entry(
        headline=edition.headline,
        language=edition.language,
        wants=_MISSED[stop],
        why=edition.article.hold_reason,
        note=f"Was to begin: {desk.moment(edition.live_from)}",
        address=address,
        since=edition.live_from,
        is_urgent=True,
    )


_MISSED = {
    Stop.HELD: "On hold, and its hour has passed: lift that, and choose another hour.",
    Stop.FLAGGED: "Under a legal flag, and its hour has passed: choose another then.",
    Stop.FORBIDDEN: (
        "Its permission was withdrawn, and its hour has passed: see that it is given "
        "again, and choose another hour."
    ),
    Stop.EMBARGOED: (
        "Under embargo, and its hour has passed: choose one after the embargo."
    ),
    Stop.TOGETHER: (
        "Its hour passed while its release waited: choose another for all of them."
    ),
    None: "Its hour passed while it was held: choose another hour.",
}


def went_out(desk):
    """Select what readers see since the last working day, the newest first."""
    scheduled = Event.objects.filter(
        kind=Event.Kind.SCHEDULED, article=OuterRef("article"), edition=OuterRef("pk")
    )
    return (
        Edition.objects.visible(desk.now)
        .filter(live_from__gte=desk.last_working_day_began)
        .select_related("made_by")
        .only(
            *(*_SHOWN, *_PERSON, "first_published_at"),
            *("is_substantive", "undoes", "retracted_at"),
        )
        .annotate(
            since=F("live_from"),
            doer=F("made_by"),
            retracted_before=F("undoes__retracted_at"),
            scheduled_at=Subquery(scheduled.values("at")[:1]),
        )
        .order_by("-live_from", "-pk")
    )


def went_out_entry(edition, desk):
    who = name_of(edition.made_by) if edition.made_by else "Somebody"
    if edition.retracted_at:
        did = "retracted it"
    elif edition.retracted_before:
        did = "reinstated it"
    elif edition.undoes_id:
        did = "put the earlier text back"
    elif edition.scheduled_at:
        did = "scheduled it"
    elif edition.first_published_at == edition.live_from:
        did = "published it"
    else:
        did = "updated it" if edition.is_substantive else "fixed it"
    is_staff = desk.may(Action.READ)
    return Entry(
        headline=edition.headline,
        language=edition.language,
        wants=f"{who} {did}.",
        address=_screen(edition.article_id) if is_staff else edition.get_absolute_url(),
        since=edition.live_from,
    )


def _screen(article_id):
    return reverse("admin:articles_article_change", args=[article_id])
