"""What readers are told about our authors, where somebody should look after it."""

from django.db.models import F, Value
from django.urls import reverse
from django.utils.formats import date_format

from articles.editing.authors.attention import neglected
from articles.editing.concerns.entries import Entry
from articles.models import Author


def to_look_after(desk):
    return (
        neglected(desk.now, desk.today, desk.bio_months)
        .only("name", "short_bio", "photo_id", "bio_reviewed_on")
        .annotate(since=F("newest"), doer=Value(None, Author._meta.pk))
    )


def to_look_after_entry(author, desk):
    if author.wants_bio and author.wants_photo:
        wants = "Readers are told nothing: write a bio, and add a photograph."
    elif author.wants_bio:
        wants = "No bio stands under their articles: write one."
    elif author.wants_photo:
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
