"""Translations whose original says something else by now."""

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.editing.concerns.entries import Entry
from articles.models import Article, Correction, Event

_LONG = ("standfirst", "body", "notes")


def behind(desk):
    """Select translations of theirs whose original has changed, or was corrected.

    Of some, brought in from elsewhere, nobody has said which version they render.
    copies.corrected_since() is the same rule for one translation.
    """
    person = desk.person
    has_changed = Q(translated_version__lt=F("translation_of__version")) | Q(
        translated_version=None, updated_at__lt=F("translation_of__updated_at")
    )
    said = Event.objects.filter(kind=Event.Kind.CAUGHT_UP, article=OuterRef("pk"))
    corrections = Correction.objects.standing().filter(
        article=OuterRef("translation_of"), dated_at__gt=OuterRef("rendered_at")
    )
    newest = corrections.order_by("-dated_at", "-pk")
    was_after = Q(corrected_at__gte=F("translation_of__updated_at"))
    return (
        Article.objects.unbinned()
        .filter(Q(assignee=person) | Q(assignee=None, created_by=person))
        .filter(translation_of__isnull=False)
        .select_related("translation_of")
        .defer(*_LONG, *(f"translation_of__{name}" for name in _LONG))
        .annotate(
            rendered_at=Coalesce(
                Subquery(said.order_by("-at").values("at")[:1]), F("created_at")
            )
        )
        .annotate(corrected_at=Subquery(newest.values("dated_at")[:1]))
        .filter(has_changed | Q(corrected_at__isnull=False))
        .annotate(
            since=Case(
                When(was_after, then=F("corrected_at")),
                default=F("translation_of__updated_at"),
                output_field=DateTimeField(),
            ),
            doer=Case(
                When(was_after, then=Subquery(newest.values("made_by")[:1])),
                default=F("translation_of__updated_by"),
                output_field=BigIntegerField(),
            ),
        )
        .order_by(F("corrected_at").desc(nulls_last=True), "-since", "-pk")
    )


def behind_entry(article, desk):
    wants, said = "Its original has changed: bring the translation up to date.", ""
    if article.corrected_at:
        wants, said = "Its original was corrected: correct it, too.", ", corrected"
    return Entry(
        headline=article.headline,
        language=article.language,
        wants=wants,
        note=f"Original{said}: {article.translation_of.headline}",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        since=article.since,
        is_urgent=article.corrected_at is not None,
    )
