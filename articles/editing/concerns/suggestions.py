"""What authors propose that nobody has decided yet, the oldest first.

What they wrote stays on its page: entries go out by mail.
"""

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from articles.editing.authors.suggestions import about_whom
from articles.editing.concerns.entries import Entry
from articles.models import Suggestion

_LONG = [
    f"{author}__{name}"
    for author in ("author", "author__merged_into")
    for name in ("long_bio", "short_bio", "in_languages")
]
_NOBODY = Cast(Value(None), IntegerField())


def waiting(desk):
    return (
        Suggestion.objects.open()
        .select_related("author__merged_into")
        .defer(*_LONG)
        .annotate(since=F("made_at"), doer=_NOBODY)
        .order_by("made_at", "pk")
    )


def waiting_entry(suggestion, desk):
    author = about_whom(suggestion)
    place = [author.pk, suggestion.pk]
    return Entry(
        headline=author.name,
        wants=_wants(suggestion),
        address=reverse("admin:articles_author_suggestion", args=place),
        since=suggestion.made_at,
    )


def _wants(suggestion):
    if not (suggestion.proposed or suggestion.photo):
        return "They wrote to us from their own link: read it."
    many = len(suggestion.proposed) + bool(suggestion.photo)
    what = f"{many} changes" if many > 1 else "a change"
    return f"They propose {what}: compare, and decide."
