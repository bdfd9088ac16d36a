"""Translations whose original says something else by now."""

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    F,
    Q,
    Subquery,
    When,
)
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.editing.copies import told_since_rendered
from articles.models import Article

_LONG = ("standfirst", "body", "notes")


def behind(desk):
    """Select translations of theirs whose original has another text by now, or of whose
    original readers were told something since.

    Of some, brought in from elsewhere, nobody has said which version they render.
    """
    person = desk.person
    has_changed = Q(translated_version__lt=F("translation_of__version")) | Q(
        translated_version=None, updated_at__lt=F("translation_of__updated_at")
    )
    newest = told_since_rendered().order_by("-dated_at", "-pk")
    was_after = Q(told_at__gte=F("translation_of__updated_at"))
    return (
        Article.objects.unbinned()
        .filter(Q(assignee=person) | Q(assignee=None, created_by=person))
        .filter(translation_of__isnull=False)
        .select_related("translation_of")
        .defer(*_LONG, *(f"translation_of__{name}" for name in _LONG))
        .annotate(told_at=Subquery(newest.values("dated_at")[:1]))
        .filter(has_changed | Q(told_at__isnull=False))
        .annotate(
            since=Case(
                When(was_after, then=F("told_at")),
                default=F("translation_of__updated_at"),
                output_field=DateTimeField(),
            ),
            doer=Case(
                When(was_after, then=Subquery(newest.values("made_by")[:1])),
                default=F("translation_of__updated_by"),
                output_field=BigIntegerField(),
            ),
        )
        .order_by(F("told_at").desc(nulls_last=True), "-since", "-pk")
    )


def behind_entry(article, desk):
    why = "Its original has changed"
    if article.told_at:
        why = "Readers were told of something in its original"
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=f"{why}: bring the translation up to date.",
        note=f"Original: {article.translation_of.headline}",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.since,
        is_urgent=article.told_at is not None,
    )
