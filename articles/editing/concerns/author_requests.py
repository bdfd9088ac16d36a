"""What authors ask of us, until it is decided: what is due first stands first."""

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format

from articles.editing.concerns.entries import Entry
from articles.models import AuthorRequest


def waiting(desk):
    asked = AuthorRequest.objects.open().select_related("author__merged_into")
    return asked.order_by("due_on", "pk").annotate(
        since=F("made_at"), doer=F("made_by")
    )


def waiting_entry(asked, desk):
    is_overdue = asked.is_overdue(desk.today)
    day = date_format(asked.due_on, "j F")
    words = f"An answer was due on {day}" if is_overdue else f"Decide by {day}"
    author = asked.author.stands_for()
    args = [author.pk, asked.pk]
    return Entry(
        headline=author.name,
        wants=f"{words}.",
        why=str(asked),
        note="Overdue" if is_overdue else "",
        by_name=asked.asked_by,
        address=reverse("admin:articles_author_request", args=args),
        since=asked.since,
        is_urgent=is_overdue,
        since_what="written down",
    )
