"""What readers are told about our authors, where somebody should look after it."""

from datetime import timedelta

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.formats import date_format

from articles.editing.concerns.entries import Entry
from articles.models import Author, AuthorPlacement

A_YEAR = timedelta(days=365)


def neglected(now, today):
    """Select active authors without a bio or a photo, or whose bio nobody has read for
    a year though they have written since. Who is in print stands first.
    """
    articles = AuthorPlacement.objects.visible(now).listed()
    newest = articles.filter(term=OuterRef("pk")).newest_first()
    a_year_ago = today - A_YEAR
    is_stale = Q(bio_reviewed_on__lt=a_year_ago, newest__gt=F("bio_reviewed_on"))
    is_stale |= Q(bio_reviewed_on=None, newest__gt=now - A_YEAR)
    return (
        Author.objects.settled()
        .filter(is_active=True)
        .annotate(newest=Subquery(newest.values("published_at")[:1]))
        .filter(Q(short_bio="") | Q(photo=None) | is_stale)
        .annotate(
            place=Case(
                When(short_bio="", then=Value(0)),
                When(photo=None, then=Value(1)),
                default=Value(2),
            )
        )
        .order_by("place", F("newest").desc(nulls_last=True), "pk")
    )


def to_look_after(desk):
    return (
        neglected(desk.now, desk.today)
        .only("name", "short_bio", "photo_id", "bio_reviewed_on")
        .annotate(since=F("newest"), doer=Value(None, Author._meta.pk))
    )


def to_look_after_entry(author, desk):
    if not (author.short_bio or author.photo_id):
        wants = "Readers are told nothing: write a bio, and add a photograph."
    elif not author.short_bio:
        wants = "No bio stands under their articles: write one."
    elif not author.photo_id:
        wants = "There is no photograph: add one."
    else:
        wants = "Is the bio true still? Read it, and note the day."
    return Entry(
        headline=author.name,
        wants=wants,
        note=_reviewed(author) if author.short_bio else "",
        address=reverse("admin:articles_author_change", args=[author.pk]),
        since=author.newest,
        since_what="last article",
    )


def _reviewed(author):
    if author.bio_reviewed_on is None:
        return "Never reviewed"
    return f"Reviewed {date_format(author.bio_reviewed_on, 'j F Y')}"
