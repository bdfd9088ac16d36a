"""Authors whom a writer has proposed, for whoever decides about them."""

from django.db.models import F
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.editing.log import name_of
from articles.models import Author
from articles.reading.wording import plain, shortened

_SAID = 160


def waiting(desk):
    return (
        Author.objects.waiting()
        .select_related("proposed_by")
        .only("name", "short_bio", "proposed_at", "proposed_by")
        .annotate(since=F("proposed_at"), doer=F("proposed_by"))
        .order_by("proposed_at", "pk")
    )


def waiting_entry(author, desk):
    said = shortened(plain(author.short_bio), _SAID)
    return Entry(
        headline=author.name,
        wants="Is this somebody new, or one of ours? An article waits for the answer.",
        why=said,
        by_name=name_of(author.proposed_by) if author.proposed_by else "",
        address=reverse("admin:articles_author_decide", args=[author.pk]),
        since=author.proposed_at,
    )
