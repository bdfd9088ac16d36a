"""What fixes of what readers see have left for somebody to decide or to look at."""

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.editing.log import name_of
from articles.models import Article, Edition, Event, Revision

_LONG = ("standfirst", "body", "notes")
_SHOWN = ("headline", "language", "article_id", "live_from", "made_at")


def held_back(desk):
    """Select scheduled texts that changed the same as a fix, and wait for an answer."""
    held = Event.objects.filter(kind=Event.Kind.CANCELLED, edition=OuterRef("pk"))
    held = held.filter(article=OuterRef("article")).order_by("-pk")
    return (
        Edition.objects.filter(fix_waiting__isnull=False, article__binned_at=None)
        .only(*_SHOWN)
        .annotate(since=F("cancelled_at"), doer=Subquery(held.values("by")[:1]))
        .order_by("live_from", "pk")
    )


def held_back_entry(edition, desk):
    return Entry(
        headline=edition.headline,
        language=edition.language,
        wants="It changed the same as a fix: decide what shall begin.",
        note=f"Was to begin: {desk.moment(edition.live_from)}",
        address=reverse("admin:held_back", args=[edition.article_id, edition.pk]),
        since=edition.since,
        is_urgent=True,
    )


def waiting(desk):
    """Select articles whose text cannot go out before a fix is brought into it."""
    fix = Revision.objects.filter(
        article=OuterRef("pk"), number=OuterRef("fix_waiting")
    )
    return (
        Article.objects.unbinned()
        .filter(fix_waiting__isnull=False)
        .defer(*_LONG)
        .annotate(
            since=Subquery(fix.values("made_at")), doer=Subquery(fix.values("made_by"))
        )
        .order_by("-since", "-pk")
    )


def waiting_entry(article, desk):
    return Entry(
        headline=article.headline,
        language=article.language,
        wants="A fix and this text changed the same: choose what shall stand.",
        address=reverse("admin:combine", args=[article.pk, article.fix_waiting]),
        since=article.since,
    )


def to_look_at(desk):
    """Select what went out by one pair of eyes, but for their own."""
    return (
        Edition.objects.filter(look_wanted_at__isnull=False, undone_at=None)
        # Nobody may look at what is withdrawn; afterwards it is asked again.
        .filter(article__binned_at=None, article__withdrawn_at=None)
        .exclude(made_by=desk.person)
        .select_related("made_by")
        .only(*_SHOWN, "made_by__username", "made_by__first_name", "made_by__last_name")
        .annotate(since=F("look_wanted_at"), doer=F("made_by"))
        .order_by("look_wanted_at", "pk")
    )


def to_look_at_entry(edition, desk):
    who = name_of(edition.made_by) if edition.made_by else "Somebody"
    return Entry(
        headline=edition.headline,
        language=edition.language,
        wants=f"{who} changed what readers see: look at it.",
        address=reverse("admin:fixed", args=[edition.article_id, edition.pk]),
        since=edition.since,
    )
